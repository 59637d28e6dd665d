// The pack editors: line numbers beside the text, marks on the lines that are spoken of, jumps to them, indenting,
// files. Everything is delegated from the document, so that findings swapped in by htmx need no set-up.
(function () {
  "use strict";
  const INDENT = "  ";
  let leaving = false;

  function frameOf(file) {
    return document.querySelector('[data-editor="' + (file || "pack.yaml") + '"]');
  }

  function number(frame) {
    const text = frame.querySelector("textarea");
    const gutter = frame.querySelector(".editor-lines");
    const count = text.value.split("\n").length;
    while (gutter.childElementCount > count) gutter.lastElementChild.remove();
    for (let n = gutter.childElementCount + 1; n <= count; n++) {
      const line = document.createElement("span");
      line.textContent = n;
      gutter.append(line);
    }
    gutter.scrollTop = text.scrollTop;
  }

  function mark() {
    document.querySelectorAll(".editor-lines > [class]").forEach((line) => line.removeAttribute("class"));
    document.querySelectorAll("[data-line][data-mark]").forEach((said) => {
      const frame = frameOf(said.dataset.file);
      const line = frame && frame.querySelector(".editor-lines").children[Number(said.dataset.line) - 1];
      if (line && line.className !== "wrong") line.className = said.dataset.mark;
    });
  }

  function refresh() {
    document.querySelectorAll("[data-editor]").forEach(number);
    mark();
  }

  // Puts the caret on a line and shows it.
  function jump(file, line) {
    const frame = frameOf(file);
    if (!frame) return;
    const panel = frame.closest("details");
    if (panel) panel.open = true;
    const text = frame.querySelector("textarea");
    const before = text.value.split("\n").slice(0, line - 1).join("\n");
    const start = before.length + (line > 1 ? 1 : 0);
    const end = text.value.indexOf("\n", start);
    text.focus();
    text.setSelectionRange(start, end < 0 ? text.value.length : end);
    text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
    text.scrollLeft = 0;
    frame.scrollIntoView({ block: "nearest" });
  }

  function changed(text) {
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Written so that the browser's own undo takes it back.
  function write(text, words) {
    if (document.execCommand("insertText", false, words)) return;
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    changed(text);
  }

  function indent(text, outwards) {
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const to = text.selectionEnd;
    const chosen = text.value.slice(from, to);
    if (!outwards && !chosen.includes("\n")) return write(text, INDENT);
    const lines = chosen.split("\n").map((line) => (outwards ? line.replace(/^ {1,2}/, "") : INDENT + line));
    const words = lines.join("\n");
    if (words === chosen) return;
    text.setSelectionRange(from, to);
    write(text, words);
    text.setSelectionRange(from, from + words.length);
  }

  function newLine(text) {
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const line = text.value.slice(from, text.selectionStart);
    write(text, "\n" + /^ */.exec(line)[0] + (/:\s*$/.test(line) ? INDENT : ""));
  }

  function keys(event) {
    const text = event.target.closest && event.target.closest("[data-editor] textarea");
    if (!text) return;
    if (event.key === "Escape") leaving = true;
    else if (event.key === "Tab" && !leaving) {
      event.preventDefault();
      indent(text, event.shiftKey);
    } else if (event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      newLine(text);
    } else if (event.key !== "Shift") leaving = false;
  }

  function read(file, text) {
    if (!file) return;
    file.text().then((words) => {
      text.value = words;
      document.querySelectorAll("[data-file-name]").forEach((place) => (place.textContent = file.name));
      changed(text);
      text.focus();
    });
  }

  function takeOver() {
    const panel = document.getElementById("completion-panel");
    const text = document.getElementById("completion");
    panel.open = true;
    text.value = document.getElementById("proposed").textContent;
    changed(text);
    text.focus();
    text.setSelectionRange(0, 0);
  }

  document.addEventListener("click", (event) => {
    const said = event.target.closest("[data-line]");
    if (said) jump(said.dataset.file, Number(said.dataset.line));
    if (event.target.closest("[data-take-over]")) {
      event.preventDefault();
      takeOver();
    }
  });
  document.addEventListener("input", (event) => {
    const frame = event.target.closest("[data-editor]");
    if (frame) number(frame);
  });
  document.addEventListener("keydown", keys);
  document.addEventListener("focusin", () => (leaving = false));
  document.addEventListener(
    "scroll",
    (event) => {
      const frame = event.target.closest && event.target.closest("[data-editor]");
      if (frame && event.target.matches("textarea")) frame.querySelector(".editor-lines").scrollTop = event.target.scrollTop;
    },
    true,
  );
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-reads]")) return;
    read(event.target.files[0], document.getElementById(event.target.dataset.reads));
    event.target.value = "";
  });
  ["dragover", "dragleave", "drop"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const place = event.target.closest && event.target.closest("[data-drop]");
      if (!place || !event.dataTransfer || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      place.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop") read(event.dataTransfer.files[0], place.querySelector("textarea"));
    }),
  );
  document.addEventListener("htmx:afterSettle", refresh);
  ["htmx:responseError", "htmx:sendError"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      if (event.detail.target && event.detail.target.id === "findings")
        event.detail.target.dataset.announce = "It could not be checked just now; it is as you go on writing.";
    }),
  );
  refresh();
})();
