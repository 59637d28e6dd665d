// What every page shares: colour scheme, copying, menus, the side panel, row keys, spoken progress.
// Everything here is delegated from the document, so that parts swapped in by htmx need no set-up.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function scheme() {
    return root.dataset.theme || (dark.matches ? "dark" : "light");
  }

  function nameThemeSwitch() {
    var other = scheme() === "dark" ? "light" : "dark";
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.setAttribute("aria-label", "Use " + other + " colours");
    });
  }

  function switchTheme() {
    root.dataset.theme = scheme() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("greenlang-theme", root.dataset.theme);
    } catch (refused) {
      // Lasts for this page only.
    }
    nameThemeSwitch();
  }

  function announce(text) {
    var live = document.getElementById("announcer");
    if (live && live.textContent !== text) live.textContent = text;
  }

  function copy(button) {
    navigator.clipboard.writeText(button.dataset.copy).then(function () {
      button.classList.add("copied");
      announce("Copied");
      setTimeout(function () {
        button.classList.remove("copied");
        announce("");
      }, 1600);
    });
  }

  // A row opens beside the table; with a modifier key, or without this script, its link is an ordinary link.
  function openSide(link) {
    var side = document.getElementById("side");
    if (!side || !window.htmx) return false;
    side.querySelector("[data-side-open]").href = link.href;
    window.htmx
      .ajax("GET", link.href, { target: "#side-body", select: "#record", swap: "innerHTML" })
      .then(function () {
        if (!side.open) side.showModal();
        side.scrollTop = 0;
      });
    return true;
  }

  document.addEventListener("click", function (event) {
    var at = event.target instanceof Element ? event.target : null;
    if (!at) return;
    document.querySelectorAll("details.drop[open]").forEach(function (menu) {
      if (!menu.contains(at)) menu.open = false;
    });
    if (at.closest("[data-theme-switch]")) return switchTheme();
    var copier = at.closest("[data-copy]");
    if (copier) return copy(copier);
    if (at.closest("[data-side-close]") || at.id === "side") return document.getElementById("side").close();
    var link = at.closest("a[data-side]");
    var plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain && openSide(link)) event.preventDefault();
  });

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  function step(event) {
    var here = document.activeElement && document.activeElement.closest("a[data-side]");
    if (!here || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    var row = here.closest("tr");
    var column = Array.from(row.querySelectorAll("a[data-side]")).indexOf(here);
    var other = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    var next = other && other.querySelectorAll("a[data-side]")[column];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  document.addEventListener("keydown", function (event) {
    step(event);
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.drop[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Polled parts are replaced every second; only a change of what they say is spoken.
  document.addEventListener("htmx:afterSettle", function () {
    var saying = document.querySelector("[data-announce]");
    if (saying) announce(saying.dataset.announce);
  });

  // On a phone tabs scroll: the present one is in sight.
  var tab = document.querySelector(".tabs [aria-current]");
  if (tab) tab.scrollIntoView({ block: "nearest", inline: "center" });

  dark.addEventListener("change", nameThemeSwitch);
  nameThemeSwitch();
})();
