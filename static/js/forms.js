// Alpine components of the forms; the CSP build evaluates no code from the page.
document.addEventListener("alpine:init", function () {
  "use strict";

  // The pack editor: a file may be chosen or dropped, and is read into the text that is then submitted.
  window.Alpine.data("packEditor", function () {
    return {
      lines: 1,
      over: false,
      init() {
        this.count();
      },
      count() {
        this.lines = this.$refs.text.value.split("\n").length;
      },
      take(file) {
        if (!file) return;
        file.text().then((text) => {
          this.$refs.text.value = text;
          this.$refs.file.value = "";
          this.$refs.name.textContent = file.name;
          this.count();
        });
      },
      chosen(event) {
        this.take(event.target.files[0]);
      },
      dropped(event) {
        this.over = false;
        this.take(event.dataTransfer.files[0]);
      },
      enter() {
        this.over = true;
      },
      leave() {
        this.over = false;
      },
      get summary() {
        return this.lines === 1 ? "1 line" : this.lines + " lines";
      },
      // Puts the caret on the line an error names.
      go(event) {
        const line = Number(event.currentTarget.dataset.line);
        const text = this.$refs.text;
        const start = text.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        const end = text.value.indexOf("\n", start);
        event.preventDefault();
        text.focus();
        text.setSelectionRange(start, end < 0 ? text.value.length : end);
        text.scrollTop = Math.max(0, (line - 5) * 20);
      },
    };
  });

  // Gross or net is asked only where the unit is an energy, and the choice is not sent otherwise.
  window.Alpine.data("quantityField", function () {
    const ENERGY = /^(mmBtu|MMBtu|Btu|therm|[kMGT]?Wh|[kMGTP]?J)$/;
    return {
      energy: true,
      init() {
        this.look();
      },
      look() {
        const unit = this.$refs.unit.value.trim();
        this.energy = unit === "" || ENERGY.test(unit);
      },
      get spared() {
        return !this.energy;
      },
    };
  });
});
