// Alpine components of the forms; the CSP build evaluates no code from the page.
document.addEventListener("alpine:init", function () {
  "use strict";

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
