// A list whose rows are ticked: all of them at once, and how many are.
(function () {
  "use strict";
  document.querySelectorAll("[data-ticks]").forEach(function (form) {
    var all = form.querySelector("[data-tick-all]");
    var told = form.querySelector("[data-ticked]");
    var boxes = Array.from(form.querySelectorAll("input[name=issue]"));
    if (!all || !boxes.length) return;
    all.hidden = false;

    function tell() {
      var ticked = boxes.filter(function (box) {
        return box.checked;
      }).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
      if (told) told.textContent = ticked === 1 ? "1 issue chosen" : ticked + " issues chosen";
    }

    all.addEventListener("change", function () {
      boxes.forEach(function (box) {
        box.checked = all.checked;
      });
      tell();
    });
    form.addEventListener("change", function (event) {
      if (event.target !== all) tell();
    });
    tell();
  });
})();
