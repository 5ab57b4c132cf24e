// The script tag: finds the order, asks the server whether this shopper is to be asked, shows the
// form and keeps the first answers until the bundle takes over. It stores nothing, adds one element
// and its own shadow root, and whatever goes wrong stays in here.
(function (w, d) {
  'use strict';
  try {
    var queue = w.afterword;
    // The tag was pasted twice.
    if (queue && queue.here) return;

    var tag = d.currentScript;
    var shopOf = function (script) {
      return script.dataset.shop || (/[?&]shop=(\w+)/.exec(script.src) || [])[1];
    };
    var isOurs = function (script) {
      return script && /\/w\.js(\?|$)/.test(script.src) && shopOf(script);
    };
    // Tag managers hide the script that runs.
    if (!isOurs(tag)) tag = [].filter.call(d.scripts, isOurs)[0];
    // Browsers of before 2022 get nothing.
    if (!tag || !d.adoptedStyleSheets) return;

    var server = tag.src.replace(/\/w\.js.*/, '');
    var data = function (name) {
      return tag.getAttribute('data-' + name) || undefined;
    };
    var isOn = function (name) {
      return tag.hasAttribute('data-' + name) && data(name) != 'false' && data(name) != '0';
    };
    var nothing = function () {};
    var fields = {};
    [].forEach.call(tag.attributes, function (attribute) {
      if (!attribute.name.indexOf('data-field-')) fields[attribute.name.slice(11)] = attribute.value;
    });

    // Where an order may be found, the first that knows one counts. Each returns an order in the
    // shape of the contract, or nothing.
    var told;
    var finders = [
      function () {
        return data('order') && {
          id: data('order'),
          total: data('total'),
          currency: data('currency'),
          customer: data('customer'),
          time: data('time'),
          email: data('email'),
          consent: isOn('consent'),
          first_name: data('first-name'),
          country: data('country'),
          orders_before: data('orders-before') && +data('orders-before')
        };
      },
      function () {
        return told;
      }
    ];

    var ready = function (then) {
      if (d.body && d.readyState != 'loading') then();
      else d.addEventListener('DOMContentLoaded', then);
    };

    var post = function (path, message) {
      return w.fetch(server + '/v1/' + path, {
        method: 'POST',
        credentials: 'omit',
        keepalive: true,
        body: JSON.stringify(message)
      });
    };

    var asked;
    var turn = 0;
    var leave = nothing;
    // Whether a shopper is in the middle of answering: then no other form takes the place of this.
    var isHeld = nothing;
    var ask = function (order) {
      var mine = ++turn;
      asked = order ? '' + order.id : 0;
      post('prompt', {
        shop: shopOf(tag),
        page: location.pathname,
        lang: data('lang') || d.documentElement.lang || navigator.language,
        order: order,
        sig: (order && order.sig) || data('sig'),
        test: isOn('test'),
        fields: fields
      }).then(function (reply) {
        return reply.status == 204 ? 0 : reply.json().then(function (prompt) {
          if (!prompt.html) console.warn('Afterword: ' + prompt.detail);
          else if (mine == turn) ready(function () {
            if (mine == turn) show(prompt);
          });
        });
      }).catch(function () {
        // A site that is not allowed can't read why: browsers keep it from pages.
        console.warn('Afterword: no answer from ' + server + '. Is it up, and is ' + location.origin +
          ' allowed under Settings → Addresses?');
      });
    };

    var policy = w.trustedTypes;
    var show = function (prompt) {
      try {
        if (isHeld()) return;
        if (w.trustedTypes && !policy.createHTML) {
          policy = policy.createPolicy('afterword', { createHTML: function (html) { return html; } });
        }
        var sheet = new CSSStyleSheet();
        sheet.replaceSync(prompt.style);
        var host = d.createElement('div');
        host.id = 'afterword';
        // Only declarations of the element itself win over a page's own !important.
        host.style.cssText = 'all:unset!important;display:contents!important';
        var root = host.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [sheet];
        root.innerHTML = policy ? policy.createHTML(prompt.html) : prompt.html;
        leave();
        d.body.appendChild(host);
        leave = attend(prompt, host, root.firstChild);
      } catch (error) { nothing(); }
    };

    // Looks after the shown form, until it is closed or the bundle takes it over; returns how to
    // take the form away.
    var attend = function (prompt, host, section) {
      var find = function (selector) {
        return section.querySelector(selector);
      };
      var form = find('form');
      // What the form says: 0 nothing, 1 on its way, 2 saved, 3 not sent, 4 answered elsewhere.
      var said = 0;
      var rev = 0;
      var last, unsent, waking, taken, ending, lost, touched;

      var say = function (what, word) {
        said = what;
        find('.aw-status').textContent = section.dataset[word];
        find('.aw-again').hidden = what != 3;
      };
      var deliver = function (message, tries) {
        var isStale = function () {
          return taken || message != last;
        };
        if (!isStale()) post('responses', message).then(function (reply) {
          if (!reply.ok) throw reply;
          return reply.json();
        }).then(function (reply) {
          if (isStale()) return;
          if (!reply.saved) ending = said = 4;
          if (ending) {
            form.hidden = true;
            find('.aw-thanks').textContent = section.dataset[said == 4 ? 'elsewhere' : 'thanks'];
          } else if (rev > 1 || said) say(2, 'saved');
        }).catch(function () {
          if (isStale() || !said) return;
          if (tries) setTimeout(deliver, 1500, message, tries - 1);
          else say(3, 'failed');
        });
      };
      var send = function (state) {
        var answers = {};
        [].forEach.call(section.querySelectorAll('input:checked,textarea'), function (field) {
          var value = field.value.trim();
          if (value && !field.closest('[hidden]')) {
            answers[field.name] = field.type == 'radio' ? +value : value;
          }
        });
        unsent = 0;
        if (said == 4) return;
        if (state != 'seen') said = 1;
        last = { ticket: prompt.ticket, rev: ++rev, state: state, answers: answers };
        deliver(last, 1);
      };
      var end = function () {
        ending = 1;
        send(form.dataset.more == null ? 'complete' : 'started');
      };

      // Whoever reaches for the form gets the bundle.
      var wake = function () {
        if (waking) return;
        waking = 1;
        import(server + prompt.bundle).then(function (bundle) {
          return bundle.default().then(function () {
            if (ending || lost) return;
            taken = bundle.take_over(section, host, prompt.state, server + '/v1/responses', prompt.ticket, rev, said);
            if (taken && waking > 1) find('.aw-send').click();
          });
        }).catch(nothing).then(function () {
          if (!taken && waking > 1) end();
          waking = 3;
        });
      };
      var on = function (type, then) {
        section.addEventListener(type, function (event) {
          if (!taken) then(event);
        }, { passive: type == 'touchstart' });
      };
      ['pointerover', 'touchstart', 'focusin'].forEach(function (type) {
        on(type, wake);
      });
      section.addEventListener('input', function () {
        touched = 1;
      });
      isHeld = function () {
        return touched && host.isConnected && !form.hidden;
      };
      on('input', function (event) {
        find('.aw-send').hidden = false;
        if (event.target.type != 'radio') unsent = 1;
        else {
          var next = find('[data-next]');
          if (next) next.hidden = (next.querySelector('textarea') || next).disabled = false;
          send('started');
        }
      });
      on('submit', function (event) {
        event.preventDefault();
        if (!find(':checked') && !unsent) return;
        // More questions than are here: the bundle knows them.
        if (form.dataset.more != null && waking < 3) waking = 2;
        else end();
      });
      on('click', function (event) {
        if (event.target.closest('.aw-again')) deliver(last, 1);
        if (event.target.closest('.aw-close')) {
          if (!ending) send('dismissed');
          leave();
        }
      });
      d.addEventListener('keydown', function (event) {
        // An Escape in the shop's own fields is meant for them.
        if (event.key == 'Escape' && !event.defaultPrevented && host.isConnected &&
            (d.activeElement == host || d.activeElement == d.body)) find('.aw-close').click();
      });
      w.addEventListener('pagehide', function () {
        if (taken) return;
        if (unsent) send('started');
        else if (said == 1 || said == 3) deliver(last, 0);
      });

      var second;
      var watch = new IntersectionObserver(function (entries) {
        clearTimeout(second);
        if (entries.pop().intersectionRatio >= .5) second = setTimeout(function () {
          watch.disconnect();
          if (!taken && !rev && host.isConnected) send('seen');
        }, 1000);
      }, { threshold: .5 });
      watch.observe(section);

      return function () {
        lost = 1;
        host.remove();
      };
    };

    var call = function (args) {
      try {
        if (args[0] == 'order' && args[1]) {
          told = args[1];
          if (turn && asked !== '' + told.id && !isHeld()) ask(told);
        }
      } catch (error) { nothing(); }
    };
    w.afterword = function () {
      call(arguments);
    };
    w.afterword.here = 1;
    (queue && queue.q || []).forEach(call);

    var start = function () {
      if (!turn) ask(finders.reduce(function (found, find) {
        return found || find();
      }, 0) || undefined);
    };
    // Without an order on the tag, the page may still be about to tell one.
    if (data('order') || told) start();
    else ready(start);
  } catch (error) {}
})(window, document);
