// The survey editor beyond HTML: the preview follows as one types, buttons change the draft without
// leaving the page, and nobody leaves with changes that are not saved.
const form = document.querySelector("[data-editor]");
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// A file is read here and pasted into the field that is sent.
for (const place of $$("[data-file]")) {
  place.hidden = false;
  $("input", place).addEventListener("change", async (event) => {
    const file = event.target.files[0];
    const text = $("textarea[name=file]");
    if (file && text) text.value = await file.text();
  });
}

if (form) {
  let leaving = false;
  let changed = form.hasAttribute("data-changed");
  let width = innerWidth < 700 ? 375 : 900;
  let drawn = 0;
  let timer = 0;

  const body = () => new URLSearchParams(new FormData(form));

  const told = () => {
    const status = $("[data-dirty]", form);
    if (status) status.textContent = changed ? status.dataset.dirty : "";
  };

  // The preview's page stays; its form and its styles are put in its place, so nothing flashes.
  const frame = () => $(".stage iframe", form);
  const draw = async () => {
    const turn = ++drawn;
    try {
      const reply = await fetch(form.dataset.preview, { method: "POST", body: body() });
      if (!reply.ok || turn !== drawn) return;
      // The styles are taken out as text: as an element they would be against our own policy.
      let style = "";
      const text = (await reply.text()).replace(/<style>([^]*?)<\/style>/, (_, rules) => { style = rules; return ""; });
      const next = new DOMParser().parseFromString(text, "text/html");
      const page = frame()?.contentDocument;
      if (!page?.body) return;
      const sheet = new page.defaultView.CSSStyleSheet();
      sheet.replaceSync(style);
      page.querySelectorAll("style").forEach((old) => old.remove());
      page.adoptedStyleSheets = [sheet];
      page.documentElement.lang = next.documentElement.lang;
      page.body.replaceChildren(...page.importNode(next.body, true).childNodes);
    } catch { /* the preview stays as it was */ }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(draw, 250); };

  // A desktop's window does not fit beside the fields: it is drawn smaller.
  const fit = () => {
    const [stage, inner] = [$(".stage", form), frame()];
    if (!stage || !inner) return;
    const scale = Math.min(1, stage.clientWidth / width);
    inner.style.width = `${width}px`;
    inner.style.height = `${stage.clientHeight / scale}px`;
    inner.style.transform = `scale(${scale})`;
    inner.style.marginLeft = scale < 1 ? "0" : `${(stage.clientWidth - width) / 2}px`;
  };
  addEventListener("resize", fit);

  const step = (by) => {
    const at = $("#at", form);
    const next = at.selectedIndex + by;
    if (next >= 0 && next < at.options.length) {
      at.selectedIndex = next;
      draw();
    }
  };

  // A picker beside each colour.
  const dressFields = () => {
    $$("[data-color]", form).forEach((place) => {
      if ($("input[type=color]", place)) return;
      const text = $("input", place);
      const picker = Object.assign(document.createElement("input"), { type: "color", tabIndex: -1 });
      picker.setAttribute("aria-hidden", "true");
      const follow = () => { picker.value = /^#[0-9a-f]{6}$/i.test(text.value) ? text.value : place.dataset.color; };
      follow();
      text.addEventListener("input", follow);
      picker.addEventListener("input", () => {
        text.value = picker.value;
        text.dispatchEvent(new Event("input", { bubbles: true }));
      });
      place.prepend(picker);
    });
  };

  // What the script adds to the page.
  const dress = () => {
    $$("[data-scripted=hide]", form).forEach((one) => { one.hidden = true; });
    const widths = $("[data-widths]", form);
    widths.hidden = false;
    $$("button", widths).forEach((button) => {
      button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width));
      button.addEventListener("click", () => {
        width = Number(button.dataset.width);
        $$("button", widths).forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
        fit();
      });
    });
    dressFields();
    const inner = frame();
    const listen = () => {
      inner.contentDocument?.addEventListener("click", (event) => {
        const button = event.target.closest("button, a");
        if (!button) return;
        event.preventDefault();
        if (button.classList.contains("aw-send")) step(1);
        if (button.classList.contains("aw-back")) step(-1);
      });
      draw();
    };
    if (inner.contentDocument?.readyState === "complete" && inner.contentDocument.body?.childElementCount) listen();
    inner.addEventListener("load", listen);
    fit();
    told();
  };

  // A button changes the draft on the server; the page takes the answer over where it stands.
  const act = async (button) => {
    const data = body();
    data.set("do", button.value);
    const open = new Map($$("details[id]", form).map((one) => [one.id, one.open]));
    const pane = $("[data-preview-pane]", form);
    const focused = document.activeElement?.id;
    try {
      const reply = await fetch(form.action, { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const next = $("[data-editor]", page);
      if (!next) throw new Error("no form");
      const fresh = document.importNode(next, true);
      $$("details[id]", fresh).forEach((one) => { if (open.get(one.id) === true) one.open = true; });
      // The frame stays where it is: moving it would load it again.
      $(".fields", form).replaceWith($(".fields", fresh));
      $("[name=draft]", form).value = $("[name=draft]", fresh).value;
      const [at, newAt] = [$("#at", pane), $("#at", fresh)];
      const shown = newAt.querySelector("[selected]")?.value ?? at.value;
      at.replaceChildren(...newAt.childNodes);
      at.value = shown;
      if (at.selectedIndex < 0) at.selectedIndex = 0;
      changed = fresh.hasAttribute("data-changed");
      $$("[data-scripted=hide]", form).forEach((one) => { one.hidden = true; });
      dressFields();
      told();
      draw();
      if (focused && !document.activeElement?.form) document.getElementById(focused)?.focus();
      focusAfter(button.value);
    } catch {
      leaving = true;
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: button.value });
      form.append(hidden);
      form.submit();
    }
  };
  // Focus goes to what the button was about.
  const focusAfter = (action) => {
    const [name, id] = action.split(":");
    const last = (selector) => $$(selector, form).at(-1);
    let target = null;
    if (name === "add" || name === "blank") target = $("textarea", last(".qs > .q") ?? form);
    if (name === "up" || name === "down") {
      target = $(`#q-${id} .move [value^="${name}:"]:not(:disabled)`, form) ?? $(`#q-${id} .move button:not(:disabled)`, form);
    }
    if (name === "remove") target = $(".removed button", form);
    if (name === "restore") target = $(`#q-${id} summary`, form);
    if (name === "branch") target = last(`#q-${id} .ways select`);
    if (name === "unbranch") target = $(`#q-${id} .branches button`, form);
    if (name === "ending") target = last(".ending textarea");
    if (name === "unending") target = $("#part-ends .actions button", form);
    if (!target) return;
    const folded = target.closest("details");
    if (folded) folded.open = true;
    target.focus();
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name === "do" && !["save", "overwrite"].includes(button.value)) {
      event.preventDefault();
      // Enter in a field presses the hidden first button, which is there for pages without scripts.
      if (!button.classList.contains("unseen")) act(button);
      return;
    }
    if (!button?.formTarget) leaving = true;
  });

  form.addEventListener("input", (event) => {
    if (!["at", "show"].includes(event.target.name)) changed = true;
    told();
    soon();
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-preset=act], [data-act]")) act({ value: event.target.dataset.act ?? "keep" });
  });
  // The preview shows the question that is worked on.
  form.addEventListener("focusin", (event) => {
    const id = event.target.closest("[data-at]")?.dataset.at;
    const at = $("#at", form);
    const end = event.target.closest("#part-ends") && "end.";
    const wanted = id ?? end;
    if (wanted && at.value !== wanted && [...at.options].some((one) => one.value === wanted)) {
      at.value = wanted;
      soon();
    }
  });

  addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
  // Back to the page after leaving it: its state is what it was.
  addEventListener("pageshow", () => { leaving = false; });

  dress();
}
