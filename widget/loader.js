// The script tag: finds the order, knows when a survey may be due, asks the server whether this
// shopper is to be asked, shows the form and keeps the answers until the bundle takes over. It
// stores nothing, adds one element with a shadow root for every form, and whatever goes wrong
// stays in here.
((w, d) => {
  const queue = w.afterword;
  // The tag was pasted twice.
  if (queue && queue.here) return;

  // Most of what is found in a page is somebody else's, and may be anything.
  const safe = then => (...values) => {
    try {
      return then(...values);
    } catch (error) { return; }
  };
  // The rules follow in the same file: there must be something to call, whatever happens in here.
  let call;
  (w.afterword = safe((...words) => call(...words))).here = 1;

  safe(() => {
    const each = (list, then) => [].forEach.call(list, safe(then));
    const on = (target, types, then, capture) => each(types.split(' '), type => target.addEventListener(type, safe(then), capture));

    // Attributes may be stripped, and what delays scripts leaves the address in an attribute of its own.
    let server, shop;
    const isOurs = script => script && [...script.attributes].some(({ value }) =>
      /\/w\.js(\?|$)/.test(value) && (shop = script.dataset.shop || (/[?&]shop=(\w+)/.exec(value) || [])[1]) &&
      (server = new URL(value, d.baseURI).href.replace(/\/w\.js.*/, '')));
    // Tag managers hide the script that runs.
    const tag = [d.currentScript, ...d.scripts].find(isOurs);
    // Browsers of before 2022 get nothing.
    if (!tag || !d.adoptedStyleSheets) return;

    const data = tag.dataset;
    const fields = {};
    each(tag.attributes, ({ name, value }) => {
      const key = name.split('data-field-')[1];
      if (key) fields[key] = value;
    });

    // Where an order may be found, the best source first; the best that found one, its order, the id of
    // the last order, and when that was told.
    const sources = 'tag call data_layer ecwid json_ld'.split(' ');
    let best = 5;
    let order, known, told;
    const tell = safe((source, from) => {
      // The page may have changed just now.
      if (path) look();
      const id = from.order || from.transaction_id || from.vendorNumber || from.orderNumber || from.id;
      // Where others have an object for a number, they mean something else by it.
      if (!id || id === Object(id) || id == known || source > best) return;
      // What can't be sent is not found, so that another source may be.
      from = JSON.parse(JSON.stringify(from, source > 1 && only));
      order = source > 1 ? { ...data, sig: undefined, found: from } : from;
      best = source;
      known = id;
      // The tag's and the markup's belong to the page; others may be told just before it changes.
      told = source % 4 && Date.now();
      if (path) {
        renew();
        look();
      }
    });
    // What is sent of an order that somebody else wrote down, for Analytics, by Ecwid or in the words
    // of schema.org: these fields, 100 items, 128 characters. The server knows which is which.
    const names = ('transaction_id vendorNumber orderNumber value total price currency priceCurrency ' +
      'items acceptedOffer orderedItem product itemOffered item_id sku productID id item_name name ' +
      'item_category category quantity orderQuantity eligibleQuantity').split(' ');
    const only = (key, value) => +key < 100 || names.includes(key) ? value && value.trim ? /[^]{0,128}/u.exec(value)[0] : value : undefined;

    // Listens to what tells orders and is in the page by now.
    let layer, ecwid;
    // An object for Tag Manager, or the arguments of gtag.
    const hear = entry => (entry.event || entry[1]) == 'purchase' && tell(2, entry.ecommerce || entry[2]);
    const listen = () => each([() => {
      if (layer == (layer = w.dataLayer)) return;
      const push = layer.push;
      layer.push = (...entries) => {
        each(entries, hear);
        return push.apply(layer, entries);
      };
      each(layer, hear);
    }, () => {
      if (ecwid != (ecwid = w.Ecwid.OnOrderPlaced)) ecwid.add(placed => tell(3, placed));
    }], part => part());
    const dig = safe(thing => /(^|\/)Order$/.test(thing['@type']) ? tell(4, thing) : (thing['@graph'] || thing).forEach(dig));
    const scan = () => each(d.querySelectorAll('[type="application/ld+json"]'), script => script.text.length < 1e5 && dig(JSON.parse(script.text)));

    // A reply, whatever became of it: one that holds nothing says nothing.
    const post = async (to, message) => {
      let reply;
      try {
        const body = JSON.stringify(message);
        reply = await fetch(server + '/v1/' + to, {
          method: 'POST',
          credentials: 'omit',
          // Browsers keep at most 64 KiB alive behind a page.
          keepalive: body.length < 2e4,
          signal: AbortSignal.timeout(15e3),
          body: body
        });
        return await reply.json();
      } catch (error) {
        // A site that is not allowed can't read why: browsers keep it from pages.
        return { detail: !reply && location.origin + ' in Settings?' };
      }
    };
    // Asks for the first of these surveys that is due; nothing where none is.
    const request = async surveys => {
      const prompt = await post('prompt', {
        shop: shop,
        page: location.pathname,
        lang: data.lang || [d.documentElement.lang, ...navigator.languages].filter(Boolean).join(),
        order: order,
        source: sources[best],
        customer: data.customer,
        sig: (order || data).sig,
        test: data.test,
        fields: fields,
        surveys: surveys.filter(Boolean)
      });
      if (prompt.html) return prompt;
      if (prompt.detail) console.warn('Afterword: ' + prompt.detail);
    };

    // The shop's rules: survey, when, value, page, place, label, style. Without any, whatever asks about
    // orders may be due, with or without one, once.
    let rules, isOld;
    // By survey, on this page: 1 its trigger fired, 2 the server was asked; i and t it has a place of its own.
    let states = {};
    const filled = new WeakSet();
    // Where the shopper is and since when; how often the server was asked; whether it is to be asked no
    // more on this page; the tab at the edge.
    let path, since = Date.now(), turn = 0, closed, tab;
    // Takes the floating form away, or says that somebody is in the middle of answering.
    let leave = Boolean;

    const ask = async (surveys, by) => {
      closed = 1;
      const mine = ++turn;
      const prompt = await request(surveys);
      look();
      if (mine != turn || leave()) return;
      if (prompt) return show(prompt, 0, by);
      closed = 0;
      // What fired meanwhile.
      look();
    };
    const at = pattern => RegExp(pattern).test(location.pathname + location.search);
    // Something happens in the page: all that it makes due is asked for at once.
    const happen = (what, fits) => {
      each(rules, ([id, when, value, page, place, label, style]) => {
        if (states[id] || when != (what || when) || !at(page || '') || !fits(value, when, place)) return;
        states[id] = place || 1;
        if (place != 't') return;
        tab = stand(style, '<button></button>');
        const button = tab.firstChild;
        button.textContent = label;
        on(button, 'click', () => ask([id], button));
      });
      const due = closed ? [] : rules.map(([id]) => id).filter(id => states[id] == 1 && (states[id] = 2));
      if (due[0] != null) ask(due);
    };
    // Everything starts anew: on another page, and with another order.
    const renew = () => {
      leave();
      if (tab) tab.host.remove();
      turn++;
      since = Date.now();
      states = {};
      closed = tab = 0;
    };
    // Looks what has become of the page: some things tell nobody that they are there now.
    const look = safe(() => {
      const now = location.pathname + location.hash.replace(/^#[^!/].*/, '');
      listen();
      if (path != now) {
        if (path) {
          renew();
          if (Date.now() - told > 1e3) {
            order = 0;
            best = 5;
          }
        }
        path = now;
        scan();
      }
      happen(0, (value, when, place) => place == 't' ? !tab && d.body :
        (when == 'o' ? place || order || value && at(value) : when == 'v' && !(Date.now() - since < value * 1e3)));
      each(d.querySelectorAll('[data-afterword]'), async element => {
        const id = element.dataset.afterword;
        if (filled.has(element) || !isOld && states[id] != 'i') return;
        filled.add(element);
        show(await request([id]), element);
      });
    });

    // Where the policy is refused there is no form; it is tried once, since browsers log every try.
    let policy;
    const trusted = html => {
      if (w.trustedTypes && !policy) policy = (policy = 1, w.trustedTypes.createPolicy('afterword', { createHTML: text => text }));
      return policy ? policy.createHTML(html) : html;
    };
    // Puts something into the page, out of reach of its styles.
    const stand = (style, html, parent) => {
      const host = d.createElement('div');
      // Only declarations of the element itself win over a page's own !important.
      host.style.cssText = 'all:unset!important;display:contents!important';
      const root = host.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = trusted(html);
      (parent || d.body || d.documentElement).append(host);
      return root;
    };

    // Shows a form, in an element or else floating, and looks after it until the bundle does.
    const show = safe((prompt, parent, by) => {
      const root = stand(prompt.style, prompt.html, parent);
      const host = root.host;
      let section = root.firstChild;
      const find = name => section.querySelector('.aw-' + name);
      let form = find('form');
      // What the form says: 0 nothing, 1 on its way, 2 saved, 3 not sent, 4 answered elsewhere.
      let said = 0;
      let rev = 0;
      // Which step was asked for: 0 none, 1 the next, 2 the one before.
      let go = 0;
      let last, unsent, waking, taken, touched;
      // Where the focus was before the form got it.
      let before = by;

      const say = (what, word) => {
        said = what;
        find('status').textContent = section.dataset[word];
        find('again').hidden = what != 3;
      };
      const isOpen = () => form.isConnected && !form.hidden;
      const conclude = word => {
        const thanks = find('thanks');
        section.replaceChildren(thanks, find('close'));
        thanks.textContent = section.dataset[word];
      };
      // The last question that is shown.
      const current = () => [...section.querySelectorAll('.aw-q:not([hidden])')].pop();
      const focus = target => {
        target.tabIndex = -1;
        target.focus();
      };
      // Tries again for as long as the page lives, and says after a while that it does not succeed.
      const deliver = (message, wait) => post('responses', message).then(safe(reply => {
        if (taken || message != last) return;
        if (reply.saved) {
          if (message.state == 'withdrawn') return conclude('withdrawn');
          if (reply.html && !unsent) {
            const inside = root.activeElement;
            root.innerHTML = trusted(reply.html);
            section = root.firstChild;
            form = find('form');
            go = 0;
            if (inside) focus(form.hidden ? find('thanks') : current().querySelector('legend'));
          }
          if (said) say(2, 'saved');
        } else if (reply.reason) {
          said = 4;
          conclude('elsewhere');
        } else {
          if (said && wait > 3e3) say(3, 'failed');
          setTimeout(deliver, wait * (.5 + Math.random()), message, wait * 2);
        }
      }));
      const send = state => {
        unsent = 0;
        // What was said of the answers before does not hold for these.
        if (state != 'seen') say(1);
        last = {
          ticket: prompt.ticket,
          rev: ++rev,
          state: state,
          fields: [...new FormData(form)],
          step: go ? current().dataset.q : null,
          back: go > 1
        };
        deliver(last, 1e3);
      };

      // Whoever reaches for the form gets the bundle.
      on(root, 'focusin pointerover', () => {
        waking = waking || import(server + prompt.bundle).then(async bundle => {
          await bundle.default();
          taken = isOpen() && bundle.take_over(section, host, prompt.state, server + '/v1/responses', prompt.ticket, rev, said, go);
        }).catch(Boolean);
      });
      on(root, 'focusin', ({ relatedTarget }) => {
        if (!by && relatedTarget && !root.contains(relatedTarget)) before = relatedTarget;
      });
      on(root, 'input', ({ target }) => {
        touched = unsent = 1;
        if (taken) return;
        find('send').hidden = false;
        if (!/^[rc]/.test(target.type) || target.name.includes('.')) return;
        if ('stepped' in form.dataset && target.type == 'radio' && !target.matches(':focus-visible') && target.value != 'other') go = 1;
        // None of these is none of these.
        each(form.elements, box => {
          if (box.name == target.name && (box.value == 'none') != (target.value == 'none')) box.checked = false;
        });
        const next = section.querySelector('[data-next]');
        if (next) next.hidden = next.disabled = false;
        send('started');
      });
      on(root, 'submit', event => {
        event.preventDefault();
        if (taken) return;
        go = 1;
        send('started');
      });
      on(root, 'click', event => {
        const is = button => event.target.closest('.aw-' + button);
        if (is('close')) {
          go = 0;
          if (!taken && isOpen()) send('dismissed');
          const inside = root.activeElement;
          // What is to be said has to come after the place where it is said.
          root.innerHTML = trusted('<p class="aw-said" role="status"></p>');
          setTimeout(() => root.firstChild.textContent = section.dataset.closed, 99);
          // For as long as it takes to be heard.
          setTimeout(() => host.remove(), 3e3);
          if (inside) before.focus();
        } else if (!taken) {
          if (is('again')) deliver(last, 4e3);
          if (is('withdraw')) send('withdrawn');
          if (is('back')) {
            event.preventDefault();
            go = 2;
            send('started');
          }
        }
      });
      on(d, 'keydown', event => {
        // An Escape in the shop's own fields is meant for them.
        if (event.key == 'Escape' && !event.defaultPrevented && [host, parent || d.body].includes(d.activeElement)) find('close').click();
      });
      // What is unsent goes with the page, or when there is a chance again.
      on(w, 'pagehide visibilitychange online', () => {
        if (taken) return;
        if (unsent) send('started');
        else if (said % 2) deliver(last, 4e3);
      });

      let second;
      const sight = new IntersectionObserver(entries => {
        clearTimeout(second);
        if (entries.pop().intersectionRatio >= .5) second = setTimeout(() => {
          if (!taken && !rev) send('seen');
        }, 1e3);
      }, { threshold: .5 });
      sight.observe(section);

      if (by) focus(section);
      if (parent) return;
      host.id = 'afterword';
      leave = () => {
        if (touched && isOpen()) return 1;
        host.remove();
      };
      // Of two tabs that show the same, the one that did so first keeps it. A page in the browser's
      // back/forward cache must not hold a channel.
      if (by) return;
      const me = [prompt.survey + known, Date.now() + Math.random()];
      const channel = new BroadcastChannel('afterword');
      on(channel, 'message', ({ data: [what, since] }) => {
        if (!section.isConnected || what != me[0]) return;
        if (since > me[1]) channel.postMessage(me);
        else if (!touched) leave();
      });
      on(w, 'pagehide', () => channel.close());
      channel.postMessage(me);
    });
    call = (name, value) => {
      if (name == 'rules') rules = rules || value;
      if (name == 'order') tell(1, value);
      if (name == 'show') ask([value]);
    };
    if (data.order) tell(0, data);
    const start = () => {
      look();
      // It asked once.
      if (isOld) isOld[2] = 0;
      setInterval(look, 500);
      on(w.navigation, 'currententrychange', look);
      on(w, 'load', scan);
      on(d, 'click', ({ target }) => happen('c', selector => target.closest(selector)), true);
      on(w, 'scroll', () => happen('s', percent => (scrollY + innerHeight + 1) * 100 >= percent * d.documentElement.scrollHeight));
      on(d.documentElement, 'pointerleave', ({ clientY, pointerType }) => {
        if (clientY <= 0 && pointerType == 'mouse') happen('l', () => 1);
      });
    };
    queueMicrotask(safe(() => {
      rules = rules || [isOld = ['', 'o', '^']];
      listen();
      // Without an order the page may still be about to tell one.
      if (order || d.readyState != 'loading') start();
      else on(d, 'DOMContentLoaded', start);
    }));
    each(queue.q, words => call(...words));
  })();
})(window, document);
