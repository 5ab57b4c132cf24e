// What the owner's pages can do beyond HTML. Each page works without it.
const all = (selector, action, root = document) => root.querySelectorAll(selector).forEach(action);

// Copy buttons: hidden until there is something that can copy.
function copying(root) {
  all("[data-copy]", (block) => {
    const button = block.querySelector("[data-copy-button]");
    const said = block.querySelector("[role=status]");
    const code = block.querySelector("code");
    if (!button || !code) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        said.textContent = block.dataset.copied;
      } catch {
        getSelection().selectAllChildren(code);
        said.textContent = document.execCommand("copy") ? block.dataset.copied : block.dataset.selected;
      }
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
  }, root);
}
copying(document);

// Lists that open under a button close again on Escape or a click elsewhere.
const open = () => document.querySelector("details.chooser[open]");
addEventListener("click", (event) => {
  const list = open();
  if (list && !list.contains(event.target)) list.open = false;
});
addEventListener("keydown", (event) => {
  const list = event.key === "Escape" && open();
  if (list) {
    list.open = false;
    list.querySelector("summary").focus();
  }
});
all(".nav [aria-current], .period [aria-current]", (here) => {
  const row = here.parentElement;
  row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
});

// A new shop most likely speaks the browser's language and lives in its time zone.
function preset(select, wanted) {
  const option = [...select.options].find((option) => option.value.toLowerCase() === wanted.toLowerCase());
  if (option) select.value = option.value;
  return Boolean(option);
}
if (!document.querySelector(".summary-wrong")) {
  all("[data-preset=time-zone]", (select) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone && !preset(select, zone) && zone.includes("/")) {
      select.add(new Option(zone, zone, true, true));
    }
  });
  all("[data-preset=language]", (select) => {
    for (const language of navigator.languages) {
      if (preset(select, language) || preset(select, language.split("-")[0])) break;
    }
  });
}

// The questions to choose from, as they will read.
all("[data-templates]", (place) => {
  const form = place.closest("form");
  let timer = 0;
  let latest = 0;
  const draw = async () => {
    const turn = ++latest;
    const typed = new FormData(form);
    const query = new URLSearchParams(["shop", "locale", "template"].map((name) => [name, typed.get(name) ?? ""]));
    try {
      const reply = await fetch(`${place.dataset.templates}?${query}`);
      if (reply.ok && turn === latest) {
        const focused = place.contains(document.activeElement);
        place.innerHTML = await reply.text();
        if (focused) place.querySelector(":checked")?.focus();
      }
    } catch { /* the words stay as they were */ }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(draw, 250); };
  all("[name=shop], [name=locale]", (field) => field.addEventListener("input", soon), form);
  draw();
});

// Whether the tag was heard of, how far an import is: asked every two seconds while somebody looks.
all("[data-live]", (place) => {
  let shown = place.innerHTML;
  const look = async () => {
    if (document.hidden) return;
    try {
      const reply = await fetch(place.dataset.live);
      // Nothing more will come here: the page as a whole is another now.
      if (reply.status === 205) location.reload();
      if (reply.status !== 200) return;
      const next = await reply.text();
      if (next !== shown && !place.contains(document.activeElement)) {
        shown = next;
        place.innerHTML = next;
      }
    } catch { /* the next look may reach the server again */ }
  };
  setInterval(look, 2000);
  addEventListener("visibilitychange", look);
});

// Switches act at once.
all("form[data-submit]", (form) => {
  all("button", (button) => { button.hidden = true; }, form);
  form.addEventListener("change", () => form.requestSubmit());
});

// Where there is room beside the list, nothing has to be opened.
if (matchMedia("(min-width: 861px)").matches) {
  all("details[data-open-wide]", (details) => { details.open = true; });
}

// What can't be taken back is asked twice.
all("[data-sure]", (form) => {
  form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.sure)) event.preventDefault();
  });
});

// On paper there is nothing to open: what is closed opens for it and closes again.
const opened = [];
addEventListener("beforeprint", () => {
  all("details.numbers:not(.goal):not([open])", (details) => {
    details.open = true;
    opened.push(details);
  });
});
addEventListener("afterprint", () => {
  opened.splice(0).forEach((details) => { details.open = false; });
});
