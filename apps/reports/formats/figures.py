"""Numbers as a reader meets them: grouped, rounded half-even for display only, never without their unit.

Everything takes the canonical decimal text of a snapshot and goes through ``Decimal``; nothing here is
ever read back into a calculation.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from apps.reports.datapoints import Datapoint

_DISPLAY = Context(prec=400, rounding=ROUND_HALF_EVEN)
_MINUS = "−"
_KG_PER_TONNE = Decimal(1000)


@dataclass(frozen=True)
class Figure:
    """A number for display and its unit."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


def fixed(number: str | Decimal, places: int) -> str:
    """The number with ``places`` decimals; what is not zero but would round to it shows as < 0.001."""
    value = Decimal(number)
    step = Decimal((0, (1,), -places))
    rounded = value.quantize(step, context=_DISPLAY)
    if value and not rounded:
        return f"> {_MINUS}{step:f}" if value < 0 else f"< {step:f}"
    return _grouped(rounded)


def stated(point: Datapoint) -> str:
    """A number of a report at its stated decimals, as every format has it: 0.000 where it rounds to that."""
    return _grouped(point.stated)


def full(number: str | Decimal, places: int = 10) -> str:
    """The number as it stands, rounded only where it has more than ``places`` decimals (then marked ≈)."""
    value = Decimal(number)
    rounded = value.quantize(Decimal((0, (1,), -places)), context=_DISPLAY)
    if rounded == value:
        text = f"{value:f}"
        return _grouped(Decimal(text.rstrip("0").rstrip(".") if "." in text else text))
    return f"≈ {fixed(value, places)}"


def tonnes(kg: str | Decimal, places: int = 3) -> str:
    """A mass in kg, shown in tonnes."""
    return fixed(_DISPLAY.divide(Decimal(kg), _KG_PER_TONNE), places)


def mass(kg: str | Decimal, substance: str = "CO2e") -> Figure:
    """A mass in the unit a reader would say it in: tonnes from 1,000 kg on, else kilograms."""
    if Decimal(kg).copy_abs() >= _KG_PER_TONNE:
        return Figure(tonnes(kg), f"t {substance}")
    return Figure(fixed(kg, 3), f"kg {substance}")


def percent(part: str | Decimal, whole: str | Decimal, places: int = 1) -> str:
    """The share of a whole, or a dash where there is no whole to take a share of."""
    if not Decimal(whole):
        return "–"
    share = _DISPLAY.divide(_DISPLAY.multiply(Decimal(part), Decimal(100)), Decimal(whole))
    return f"{fixed(share, places)} %"


def _grouped(value: Decimal) -> str:
    # abs() would round to the digits of the caller's context.
    text = f"{value.copy_abs():,f}"
    return f"{_MINUS}{text}" if value < 0 else text
