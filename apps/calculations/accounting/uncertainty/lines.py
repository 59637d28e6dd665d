"""Inventory lines with their uncertainties, grouped by what they share.

A line is activity × factor. What two lines share is fully correlated: a factor's error moves every line that uses it
the same way, and a meter's error every line it measured. Adding such lines as if they were independent would make a
million rows ±0 % (IPCC 2006 Vol 1 Ch 3 §3.2.2.4). So the lines are added up by factor first; what is kept grows
with the factors and the shared sources, not with the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from apps.calculations.accounting.errors import InvalidUncertainty
from greenlang.engine import exact_sum, parse_number
from greenlang.engine.numbers import exact_product

_ZERO = Decimal(0)
_PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FactorPart:
    """The emissions of a line that one factor gave.

    Args:
        factor_id: content id of the factor; equal ids are one factor, with one error.
        emissions: kg CO2e; negative for a removal.
        percent: half of the 95 % range of the factor in percent; None where it is not known.
    """

    factor_id: str
    emissions: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class UncertainLine:
    """One activity and the emissions it gave, by factor (one for each gas, or one in all).

    Args:
        id: of the line.
        parts: emissions by factor; they share the activity's error.
        percent: half of the 95 % range of the activity in percent; None where it is not known.
        source_id: the meter or estimate that several activities come from; empty where this one has its own.
    """

    id: str
    parts: tuple[FactorPart, ...]
    percent: Decimal | None
    source_id: str = ""

    @property
    def quantified(self) -> bool:
        """Whether all of its uncertainties are known."""
        return self.percent is not None and all(part.percent is not None for part in self.parts)


@dataclass(slots=True)
class GroupedLines:
    """Lines added up by what they share; exact.

    Args:
        lines: how many were quantified.
        emissions: kg CO2e by factor.
        percents: of the factors.
        covariance: kg², by pair of factors in order: the sum over activities of what their 95 % half-range does to
            the one times what it does to the other.
        unquantified_lines, unquantified: how many lines have an unknown uncertainty, and their kg CO2e; they are in
            no percentage.
    """

    lines: int = 0
    emissions: dict[str, Decimal] = field(default_factory=dict)
    percents: dict[str, Decimal] = field(default_factory=dict)
    covariance: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    sources: int = 0
    unquantified_lines: int = 0
    unquantified: Decimal = _ZERO

    @property
    def total(self) -> Decimal:
        """kg CO2e of the quantified lines."""
        return exact_sum(self.emissions.values())

    def add_activity(self, half_ranges: dict[str, Decimal]) -> None:
        """One independent activity: kg by which its 95 % half-range moves the emissions of each factor."""
        names = sorted(half_ranges)
        for index, left in enumerate(names):
            for right in names[index:]:
                moved = exact_product(half_ranges[left], half_ranges[right])
                self.covariance[left, right] = exact_sum((self.covariance.get((left, right), _ZERO), moved))


def grouped(lines: Iterable[UncertainLine]) -> GroupedLines:
    """Add the lines up by what they share, in one pass.

    Raises `InvalidUncertainty` for a negative percentage, and where a factor or a shared source comes with two.
    """
    groups = GroupedLines()
    shared: dict[str, dict[str, Decimal]] = {}
    percents: dict[str, Decimal] = {}
    for line in lines:
        if not line.quantified or line.percent is None:
            groups.unquantified_lines += 1
            groups.unquantified = exact_sum((groups.unquantified, *(part.emissions for part in line.parts)))
            continue
        groups.lines += 1
        percent = _percent(line.percent, line.id)
        half_ranges = shared.setdefault(line.source_id, {}) if line.source_id else {}
        if line.source_id:
            _agree(percents, line.source_id, percent, "source")
        for part in line.parts:
            _add_part(groups, half_ranges, part, percent)
        if not line.source_id:
            groups.add_activity(half_ranges)
    for half_ranges in shared.values():
        groups.add_activity(half_ranges)
    groups.sources = len(shared)
    return groups


def _add_part(groups: GroupedLines, half_ranges: dict[str, Decimal], part: FactorPart, percent: Decimal) -> None:
    name = part.factor_id
    _agree(groups.percents, name, _percent(part.percent, name), "factor")
    groups.emissions[name] = exact_sum((groups.emissions.get(name, _ZERO), part.emissions))
    half_range = exact_product(part.emissions, exact_product(percent, _PERCENT))
    half_ranges[name] = exact_sum((half_ranges.get(name, _ZERO), half_range))


def _percent(percent: Decimal | None, where: str) -> Decimal:
    number = parse_number(_ZERO if percent is None else percent, where=where)
    if number < 0:
        mend = "Give half of the 95 % range in percent, without a sign."
        raise InvalidUncertainty(f"An uncertainty of {number} %.", where=where, mend=mend)
    return number


def _agree(known: dict[str, Decimal], name: str, percent: Decimal, what: str) -> None:
    if known.setdefault(name, percent) != percent:
        message = f"The {what} {name} comes with ±{known[name]} % and with ±{percent} %."
        mend = f"One {what} has one error; say which, or give them ids of their own."
        raise InvalidUncertainty(message, where=name, mend=mend)
