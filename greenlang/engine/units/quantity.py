"""A quantity: a decimal number and its unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenlang.engine.errors import UnitError
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.units.conversion import conversion, scaled
from greenlang.engine.units.text import parse_unit
from greenlang.engine.units.unit import Unit
from greenlang.errors import GreenLangError, InvalidInput

_KEYS = ("value", "unit", "basis")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and its unit. The value is within the bounds of `parse_number`; never a float."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", parse_number(self.value, where="quantity"))
        if not isinstance(self.unit, Unit):
            raise UnitError("A quantity needs a unit.", mend="Read it with parse_unit.")

    def to(self, unit: Unit, *, where: str = "") -> Decimal:
        """The value in another unit, exact but for the 64 digits of the calculation context."""
        return scaled(self.value, conversion(self.unit, unit, where=where))

    @classmethod
    def from_document(cls, document: object, *, where: str = "") -> "Quantity":
        """Read ``{"value": "50", "unit": "mmBtu", "basis": "gross"}``; basis qualifies fuel energy.

        The value is text, a whole number or a Decimal. Errors name the member by its path below ``where``.
        """
        if not isinstance(document, Mapping):
            mend = 'Write {"value": "50", "unit": "mmBtu", "basis": "gross"}.'
            raise InvalidInput(f"A quantity is an object, not {_kind(document)}.", where=where, mend=mend)
        place = f"{where}." if where else ""
        for key in document:
            if key not in _KEYS:
                raise InvalidInput(
                    f"A quantity has no {str(key)[:40]!r}.", where=f"{place}{str(key)[:40]}",
                    mend="It has value, unit and basis.",
                )  # fmt: skip
        for key in _KEYS[:2]:
            if document.get(key) is None:
                raise InvalidInput(f"The {key} is missing.", where=f"{place}{key}", mend="Give value and unit.")
        value = parse_number(document["value"], where=f"{place}value")
        unit = parse_unit(document["unit"], where=f"{place}unit")
        basis = document.get("basis")
        if basis in (None, ""):
            return cls(value, unit)
        try:
            return cls(value, unit.with_basis(basis))
        except GreenLangError as error:
            error.where = f"{place}basis"
            raise

    def as_document(self) -> dict[str, str]:
        """``{"value", "unit"}``: canonical number and canonical unit text, the basis within it."""
        return {"value": canonical_number(self.value), "unit": self.unit.text}

    def __str__(self) -> str:
        return f"{canonical_number(self.value)} {self.unit.text}"


def _kind(document: object) -> str:
    return "nothing" if document is None else f"a {type(document).__name__}"
