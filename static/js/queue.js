// The mapping queue by keyboard: j and k go through the groups, 1 to 3 accept, s skips, / looks for another factor.
// The keys can be turned off, and never act while something is being typed.
(function () {
  "use strict";
  var stored = "greenlang-queue-keys";
  var on = true;
  try {
    on = localStorage.getItem(stored) !== "off";
  } catch (refused) {
    // On for this page.
  }

  // The legend comes with the list, which is replaced while rows are looked through.
  function shown() {
    var legend = document.querySelector("[data-keys]");
    if (!legend) return;
    legend.hidden = false;
    legend.querySelector("[data-keys-on]").checked = on;
  }
  shown();
  document.addEventListener("htmx:afterSettle", shown);

  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-keys-on]")) return;
    on = event.target.checked;
    try {
      localStorage.setItem(stored, on ? "on" : "off");
    } catch (refused) {
      // Lasts for this page only.
    }
  });

  function groups() {
    return Array.from(document.querySelectorAll("[data-group]"));
  }

  function present() {
    return document.activeElement && document.activeElement.closest("[data-group]");
  }

  function go(by) {
    var all = groups();
    var at = all.indexOf(present());
    var next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  function press(group, selector) {
    var found = group && group.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  }

  function acts(key) {
    if (key === "j" || key === "ArrowDown") return go(1), true;
    if (key === "k" || key === "ArrowUp") return go(-1), true;
    var group = present();
    if (!group) return false;
    if (key === "1" || key === "2" || key === "3") return press(group, '[data-accept="' + key + '"]');
    if (key === "/") return press(group, "[data-search]");
    if (key === "s") {
      group.classList.add("skipped");
      return go(1), true;
    }
    return false;
  }

  document.addEventListener("keydown", function (event) {
    if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [popover], dialog, [contenteditable]")) return;
    // Arrows scroll the page unless a group has been chosen.
    if (event.key.startsWith("Arrow") && !present()) return;
    if (acts(event.key)) event.preventDefault();
  });

  // After a decision the next group that waits is at hand.
  var place = -1;
  document.addEventListener("htmx:beforeSwap", function (event) {
    place = groups().findIndex(function (group) {
      return group.id === event.detail.target.id;
    });
  });
  document.addEventListener("htmx:afterSwap", function () {
    var next = place < 0 ? null : groups()[place];
    place = -1;
    if (next) next.focus();
  });
})();
