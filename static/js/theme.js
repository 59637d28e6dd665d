// Runs before the first paint: applies the stored colour scheme so that no page flashes in the other one.
(function () {
  var root = document.documentElement;
  root.classList.add("scripted");
  try {
    var stored = localStorage.getItem("greenlang-theme");
    if (stored === "light" || stored === "dark") root.dataset.theme = stored;
  } catch (refused) {
    // Storage is switched off: the system's scheme applies.
  }
})();
