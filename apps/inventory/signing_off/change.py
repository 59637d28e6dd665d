"""How much a restated period differs from what was signed off before. Imports no framework; every figure is exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from greenlang.engine.numbers import canonical_number, exact_product, exact_sum, round_output


@dataclass(frozen=True, slots=True)
class Change:
    """Totals of two rounds, kg CO2e."""

    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """After less before, every digit."""
        return exact_sum((self.after, self.before.copy_negate()))

    @property
    def percent(self) -> Decimal | None:
        """Of the total before, to 28 digits; None where that was nothing."""
        if not self.before:
            return None
        return round_output(exact_product(self.difference, Decimal(100)), self.before)

    def exceeds(self, threshold: Decimal) -> bool:
        """Whether the change is more than so many percent of the total before, either way."""
        if not self.before:
            return bool(self.after)
        return abs(Fraction(self.difference)) * 100 > Fraction(threshold) * abs(Fraction(self.before))


def change_document(before: Mapping[str, str], after: Mapping[str, str], *, threshold: Decimal) -> dict[str, object]:
    """The difference between two rounds as it is kept and printed; decimal strings, kg CO2e.

    Args:
        before, after: kg CO2e by scope, and of ``total``.
        threshold: percent of the total before from which a base year is recalculated.

    Returns:
        ``{"before", "after", "difference", "percent" ("" where there was nothing before), "threshold", "exceeds":
        "yes" | "no", "by_scope": [{"scope", "before", "after", "difference"}]}``.
    """
    total = Change(Decimal(before["total"]), Decimal(after["total"]))
    return {
        **_texts(total),
        "percent": canonical_number(total.percent) if total.percent is not None else "",
        "threshold": canonical_number(threshold),
        "exceeds": "yes" if total.exceeds(threshold) else "no",
        "by_scope": [
            {"scope": scope, **_texts(Change(Decimal(before.get(scope, "0")), Decimal(after.get(scope, "0"))))}
            for scope in sorted((before.keys() | after.keys()) - {"total"})
        ],
    }


def _texts(change: Change) -> dict[str, str]:
    return {
        "before": canonical_number(change.before),
        "after": canonical_number(change.after),
        "difference": canonical_number(change.difference),
    }
