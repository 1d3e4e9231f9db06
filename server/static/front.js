// Copies a token when its button is pressed, and says so to everyone, screen readers included.
(function () {
  'use strict';
  var status = document.getElementById('status');

  function byHand(text) {
    var area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('copy'));
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () { return byHand(text); });
    }
    return byHand(text);
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-token]');
    if (!button) return;
    copy(button.dataset.token).then(function () {
      var before = button.textContent;
      button.textContent = button.dataset.done;
      status.textContent = button.dataset.said;
      window.setTimeout(function () { button.textContent = before; }, 1600);
    }, function () {
      status.textContent = button.dataset.token;
    });
  });
})();
