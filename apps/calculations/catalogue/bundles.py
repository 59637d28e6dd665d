"""Bundles: the gases of one published factor, which belong together and are never mixed with another's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.calculations.catalogue.editions import Edition, FactorRow, Route
from greenlang.engine.gases import CH4, CO2, CO2_BIOGENIC, CO2E, N2O, gas_name, gas_order
from greenlang.engine.units import DimensionMismatch, Unit, UnitError, conversion, parse_unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the catalogue with the edition it is from and its content id."""

    row: FactorRow
    edition: Edition
    ef_cid: str

    @property
    def first_day(self) -> date | None:
        """First day it applies on: the row's own, else the edition's; None: any earlier day."""
        return self.row.valid_from or self.edition.applicable_from

    @property
    def last_day(self) -> date | None:
        """Last day it applies on; None: any later day."""
        return self.row.valid_to or self.edition.applicable_to

    def applies_on(self, day: date | None) -> bool:
        """Whether it applies on a day, both ends counted; on no day in particular only what has not ended."""
        if day is None:
            return self.last_day is None
        return (self.first_day or day) <= day <= (self.last_day or day)

    @property
    def applicability(self) -> str:
        """In words: "from 2024-01-01 on"."""
        start = f"from {self.first_day}" if self.first_day else "from the beginning"
        return f"{start} to {self.last_day}" if self.last_day else f"{start} on"


@dataclass(frozen=True, slots=True)
class Bundle:
    """All gases of one (edition, category, activity, region, table, basis, route, denominator, validity).

    ``members`` is by gas, a parameter such as a heat content has the one key "". ``total`` is the CO2e the source
    prints beside the members, None where it prints none or where the CO2e is all there is.
    """

    members: Mapping[str, Candidate]
    total: Candidate | None = None

    @property
    def first(self) -> Candidate:
        """Any member: for what all of them share."""
        return next(iter(self.members.values()))

    @property
    def gases(self) -> tuple[str, ...]:
        """What can be asked for, in the order records name them."""
        return tuple(self.members) if self.total is None else (CO2E, *self.members)

    @property
    def is_complete(self) -> bool:
        """Whether the members are all there is to the total: the three gases, or parts that add up to it."""
        if {CH4, N2O} <= self.members.keys() and {CO2, CO2_BIOGENIC} & self.members.keys():
            return True
        parts = [member.row for gas, member in self.members.items() if gas != CO2_BIOGENIC]
        are_co2e = {gas for gas, member in self.members.items() if member.row.as_co2e_at is not None}
        return self.total is not None and bool(are_co2e - {CO2}) and _add_up(parts, self.total.row)

    def fits(self, unit: Unit, gas: str) -> bool:
        """Whether a member's figure is convertible to a unit, its mass being of the gas."""
        return _fits(self.members[gas].row, unit)

    def nearly_fits(self, unit: Unit | None) -> str:
        """Advice where only a basis or a reference condition keeps the unit from fitting; else empty."""
        row = self.first.row
        try:
            if unit is not None:
                conversion(unit.with_gas(_mass_of(row)) if row.gas else unit, parse_unit(row.unit))
        except DimensionMismatch as error:
            return "" if error.kind == "dimension" else error.mend
        except UnitError:
            return ""
        return ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures of one bundle that serve a request; ``total`` is the published CO2e of all of them together."""

    bundle: Bundle
    members: tuple[Candidate, ...]
    total: Candidate | None = None

    @property
    def gases(self) -> tuple[str, ...]:
        """Of the members, in the order records name them."""
        return tuple(member.row.gas for member in self.members)

    def fits(self, unit: Unit | None) -> bool:
        """Whether the members' figures are convertible to a unit, its mass being of each gas; None: any."""
        return unit is None or all(_fits(member.row, unit) for member in self.members)


def bundles_of(candidates: Sequence[Candidate]) -> tuple[Bundle, ...]:
    """The bundles these rows form, in the order of their first rows; a printed total joins the gases it is of."""
    grouped: dict[tuple[object, ...], dict[str, dict[str, Candidate]]] = {}
    for candidate in candidates:
        row, edition = candidate.row, candidate.edition
        published = (edition.slug, edition.source, row.table, row.category, row.activity, row.region)
        key = (*published, row.basis, row.denominator, row.valid_from, row.valid_to)
        grouped.setdefault(key, {}).setdefault(str(row.route), {})[row.gas] = candidate
    return tuple(bundle for routes in grouped.values() for bundle in _joined(routes))


def _joined(routes: dict[str, dict[str, Candidate]]) -> list[Bundle]:
    totals = routes.get(Route.PUBLISHED_TOTAL, {})
    parts = [group for route, group in routes.items() if route != Route.PUBLISHED_TOTAL]
    if len(parts) == 1 and totals.keys() == {CO2E} and CO2E not in parts[0]:
        return [_bundle(parts[0], totals[CO2E])]
    return [_bundle(group) for group in routes.values()]


def _bundle(group: Mapping[str, Candidate], total: Candidate | None = None) -> Bundle:
    return Bundle({gas: group[gas] for gas in sorted(group, key=gas_order)}, total)


def chosen(bundle: Bundle, wanted: Sequence[str]) -> Choice | None:
    """Which figures of a bundle serve a request, or None where it lacks one.

    No gas named: all there are, with the published total beside them; the total alone where the gases are not all
    of it. CO2e named: the published total. CO2 asks for all carbon dioxide of the fuel: where a publisher gives
    biogenic CO2, that is the figure, or comes beside the fossil one, and stays apart by its name.
    """
    if not wanted:
        return _all_of(bundle)
    names = {gas_name(name) for name in wanted}
    if bundle.total is not None and CO2E in names:
        others = names - {CO2E}
        if others - {CO2_BIOGENIC} or not others <= bundle.members.keys():
            return None
        return Choice(bundle, (bundle.total, *(bundle.members[gas] for gas in others)))
    gases: set[str] = set()
    for gas in names:
        found = ({gas} | ({CO2_BIOGENIC} if gas == CO2 else set())) & bundle.members.keys()
        if not found:
            return None
        gases |= found
    members = tuple(bundle.members[gas] for gas in sorted(gases, key=gas_order))
    is_whole = gases | {CO2_BIOGENIC} >= bundle.members.keys() and bundle.is_complete
    return Choice(bundle, members, _printed(bundle.total) if is_whole else None)


def _all_of(bundle: Bundle) -> Choice:
    if bundle.total is not None and not bundle.is_complete:
        apart = (bundle.members[CO2_BIOGENIC],) if CO2_BIOGENIC in bundle.members else ()
        return Choice(bundle, (bundle.total, *apart))
    return Choice(bundle, tuple(bundle.members.values()), _printed(bundle.total))


def _add_up(parts: Sequence[FactorRow], total: FactorRow) -> bool:
    """Whether figures printed as CO2e, each rounded to its last place, can be the parts of a total."""
    rows = (*parts, total)
    same_unit = len({row.unit.replace(f"({_mass_of(row)})", "", 1) for row in rows}) == 1
    are_co2e = all(row.as_co2e_at is not None or row.gas == CO2 for row in parts)
    values = [row.value for row in rows if row.value is not None]
    if not (same_unit and are_co2e and len(values) == len(rows)):
        return False
    last_place = Decimal(1).scaleb(min(int(value.as_tuple().exponent) for value in values))
    return abs(sum(values[:-1]) - values[-1]) <= last_place * len(values) / 2


def _printed(total: Candidate | None) -> Candidate | None:
    return total if total is not None and total.row.value is not None else None


def differences(bundles: Sequence[Bundle]) -> dict[str, tuple[str, ...]]:
    """What tells bundles apart: aspect to its values, in the order a request would name them."""
    editions = [bundle.first.edition for bundle in bundles]
    aspects = {
        "edition": [edition.slug for edition in editions],
        "source": [edition.source for edition in editions] if len({edition.slug for edition in editions}) == 1 else [],
        "gases": [", ".join(bundle.gases) for bundle in bundles],
        "basis": [bundle.first.row.basis or "none" for bundle in bundles],
        "unit": [per(bundle) for bundle in bundles],
        "table": [bundle.first.row.table for bundle in bundles],
        "date": [bundle.first.applicability for bundle in bundles],
    }
    return {aspect: tuple(dict.fromkeys(values)) for aspect, values in aspects.items() if len(set(values)) > 1}


def per(bundle: Bundle) -> str:
    """The unit as a request would say it, of the first gas and without its tag: "kg/mmBtu(HHV)"."""
    row = bundle.first.row
    return row.unit.replace(f"({_mass_of(row)})", "", 1)


def _mass_of(row: FactorRow) -> str:
    """Whose mass the figure is of: its gas, or CO2e where the gas is printed so; empty for a parameter."""
    return CO2E if row.as_co2e_at is not None and f"({CO2E})" in row.unit else row.gas


def _fits(row: FactorRow, unit: Unit) -> bool:
    try:
        wanted = unit.with_gas(_mass_of(row)) if row.gas else unit
    except UnitError:
        return False
    return wanted.is_commensurable(parse_unit(row.unit))
