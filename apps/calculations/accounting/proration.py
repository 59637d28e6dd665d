"""Pro-rating by days: what was metered over one interval, given to the periods it touches.

Both ends of an interval are included and every calendar day counts once, 29 February too.

A share such as 31/365 has no finite decimal, so it never becomes one: the quantity stays as it was metered, and the
two counts of days stand beside it as inputs of the formula, which multiplies by one and divides by the other. The
emission is then rounded once, like any other. `prorated` gives a formula those two inputs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from apps.calculations.accounting.errors import InvalidPeriod
from apps.calculations.accounting.rationals import finite_decimal
from greenlang.engine import FormulaDefinition, Quantity, parse_expression, parse_unit, render
from greenlang.engine.formula.ast import Binary, Call, Choice, Condition, Name, Negation, Node, Power

DAYS, METERED_DAYS = "days", "metered_days"
"""The names of the two inputs that a pro-rated formula has besides its own."""

_DAY = timedelta(days=1)
_DAY_UNIT = parse_unit("day")


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """From one day to another, both included. Raises `InvalidPeriod` where it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            message = f"It ends on {self.end.isoformat()}, before it starts on {self.start.isoformat()}."
            raise InvalidPeriod(
                message, where="end", mend="Both days are included; one day has the same start and end."
            )

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.end - self.start).days + 1

    def within(self, other: "Interval") -> "Interval | None":
        """The days both have, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start <= end else None

    def as_document(self) -> dict[str, str]:
        """``{"start", "end"}``, ISO dates."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of a metered quantity that falls into a period.

    Args:
        quantity: the whole, as metered.
        metered: the interval it was metered over.
        period: the days of it that this part is for.
    """

    quantity: Quantity
    metered: Interval
    period: Interval

    @property
    def share(self) -> Fraction:
        """Days of the part by days of the whole, exact."""
        return Fraction(self.period.days, self.metered.days)

    @property
    def amount(self) -> Fraction:
        """The part of the quantity in its own unit, exact."""
        return Fraction(self.quantity.value) * self.share

    def decimal(self) -> Decimal | None:
        """The amount where it is a finite decimal; None where it is not, and nothing is rounded in its place."""
        return finite_decimal(self.amount)

    def inputs(self, name: str = "quantity") -> dict[str, Quantity]:
        """What a formula made by `prorated` takes: the quantity as metered, the days, the metered days."""
        counts = {DAYS: self.period.days, METERED_DAYS: self.metered.days}
        return {name: self.quantity} | {key: Quantity(Decimal(days), _DAY_UNIT) for key, days in counts.items()}

    def as_document(self) -> dict[str, object]:
        """The inputs as the ledger's document has them, and the two intervals they come from."""
        inputs: dict[str, object] = {key: quantity.as_document() for key, quantity in self.inputs().items()}
        return inputs | {"metered": self.metered.as_document(), "period": self.period.as_document()}


def prorate(quantity: Quantity, metered: Interval, period: Interval) -> Portion | None:
    """The part of a quantity that falls into a period; None where none of its days do."""
    overlap = metered.within(period)
    return Portion(quantity, metered, overlap) if overlap else None


def split(quantity: Quantity, metered: Interval, periods: Iterable[Interval]) -> tuple[Portion, ...]:
    """The parts of a quantity by period, in the order of time; periods it does not touch have none.

    Where the periods cover the metered interval the amounts add up to the whole exactly; days outside all of them
    are not given to any (`uncovered`). Raises `InvalidPeriod` where two periods overlap.
    """
    ordered = sorted(periods)
    for before, after in pairwise(ordered):
        if after.start <= before.end:
            message = f"The periods from {before.start} and from {after.start} overlap: days would count twice."
            raise InvalidPeriod(message, where="periods", mend="Let each start the day after the one before ends.")
    parts = (prorate(quantity, metered, period) for period in ordered)
    return tuple(part for part in parts if part)


def uncovered(metered: Interval, portions: Iterable[Portion]) -> int:
    """How many metered days no portion is for."""
    return metered.days - sum(portion.period.days for portion in portions)


def months(interval: Interval) -> Iterator[Interval]:
    """The calendar months of an interval, the first and the last cut to it."""
    start = interval.start
    while start <= interval.end:
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        yield Interval(start, min(interval.end, following - _DAY))
        start = following


def prorated(definition: FormulaDefinition, name: str = "quantity") -> FormulaDefinition:
    """The formula with ``days / metered_days`` of one of its inputs in the place of that input.

    Right for every formula, for it is the activity that is pro-rated and not the emission. Its id says so.
    Raises `InvalidPeriod` where the formula has no such input or uses the two names itself.
    """
    taken = {*definition.inputs, *definition.factors}
    if name not in definition.inputs or taken & {DAYS, METERED_DAYS}:
        message = f"{definition.id} has no input {name!r}, or names of its own for days."
        raise InvalidPeriod(
            message, where=f"formula {definition.id}", mend=f"Its inputs: {', '.join(definition.inputs)}."
        )
    part = Binary("/", Binary("*", Name(name), Name(DAYS)), Name(METERED_DAYS))
    return replace(
        definition,
        id=f"{definition.id}/by-days",
        title=f"{definition.title}, pro-rated by days",
        expression=render(_replaced(parse_expression(definition.expression), name, part)),
        inputs={**definition.inputs, DAYS: "day", METERED_DAYS: "day"},
    )


def _replaced(node: Node, name: str, part: Node) -> Node:
    """The tree with a node in the place of every use of a name."""

    def again(inner: Node) -> Node:
        return _replaced(inner, name, part)

    match node:
        case Name(found):
            return part if found == name else node
        case Negation(operand):
            return Negation(again(operand))
        case Power(base, exponent):
            return Power(again(base), exponent)
        case Binary(operator, left, right):
            return Binary(operator, again(left), again(right))
        case Call(function, arguments):
            return Call(function, tuple(map(again, arguments)))
        case Choice(condition, then, otherwise):
            compared = Condition(condition.comparison, again(condition.left), again(condition.right))
            return Choice(compared, again(then), again(otherwise))
        case _:
            return node
