// The survey's own page: once somebody reaches for it, the bundle takes the form over. Until then,
// and wherever this fails, the form is sent as forms are.
(function (d) {
  'use strict';
  var main = d.getElementById('survey');
  var form = main && main.querySelector('form');
  if (!form || form.hidden) return;
  var section = main.querySelector('section');
  var begun, sent;

  var entries = function () {
    return Array.from(new FormData(form)).filter(function (entry) {
      return entry[0][0] != '.';
    });
  };
  var text = function () {
    return JSON.stringify(entries());
  };
  var post = function (address, body, kind) {
    return fetch(address, {
      method: 'POST',
      credentials: 'omit',
      headers: { accept: 'application/json', 'content-type': kind },
      body: body
    }).then(function (reply) {
      if (!reply.ok) throw reply;
      return reply.json();
    });
  };

  // Only what somebody does counts as reaching: a program that opens links does nothing.
  var begin = function (event) {
    if (!event.isTrusted || begun) return;
    begun = 1;
    // After what the gesture itself does to the form.
    setTimeout(open);
  };
  var open = function () {
    if (sent) return;
    var said = text();
    var fields = new URLSearchParams(new FormData(form));
    fields.append('.open', '1');
    var bundle = import(main.dataset.bundle).then(function (bundle) {
      return bundle.default().then(function () {
        return bundle;
      });
    });
    // Where it can't be loaded, the form goes on by itself.
    bundle.catch(function () {});
    post(form.action, fields, 'application/x-www-form-urlencoded').then(function (reply) {
      return bundle.then(function (bundle) {
        return adopt(bundle, reply.ticket, reply.rev, said);
      });
    }).catch(function () {});
  };
  // What was answered meanwhile is sent first: the bundle sends what changes from then on.
  var adopt = function (bundle, ticket, rev, said) {
    var now = text();
    if (sent) return;
    if (now != said) {
      return post('/v1/responses', JSON.stringify({
        ticket: ticket, rev: rev + 1, state: 'started', fields: entries()
      }), 'text/plain').then(function () {
        return adopt(bundle, ticket, rev + 1, now);
      });
    }
    form.elements['.rev'].value = rev + 1;
    bundle.take_over(section, main, main.dataset.state, location.origin + '/v1/responses',
      ticket, rev, rev ? 2 : 0, 0);
  };
  form.addEventListener('submit', function (event) {
    if (!event.defaultPrevented) sent = 1;
  });
  ['pointerdown', 'keydown'].forEach(function (type) {
    d.addEventListener(type, begin, true);
  });
})(document);
