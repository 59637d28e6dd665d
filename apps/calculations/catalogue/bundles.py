"""Bundles: the gases of one published factor, which belong together and are never mixed with another's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.calculations.catalogue.editions import Edition, FactorRow
from greenlang.engine.gases import CO2, CO2_BIOGENIC, gas_name, gas_order
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

    def applies_on(self, day: date) -> bool:
        """Whether it applies on a day; both ends count."""
        return (self.first_day or day) <= day <= (self.last_day or day)

    @property
    def applicability(self) -> str:
        """In words: "from 2024-01-01 on"."""
        start = f"from {self.first_day}" if self.first_day else "from the beginning"
        return f"{start} to {self.last_day}" if self.last_day else f"{start} on"


@dataclass(frozen=True, slots=True)
class Bundle:
    """All gases of one (edition, category, activity, region, table, basis, route, denominator, validity).

    ``members`` is by gas, a parameter such as a heat content has the one key "".
    """

    members: Mapping[str, Candidate]

    @property
    def first(self) -> Candidate:
        """Any member: for what all of them share."""
        return next(iter(self.members.values()))

    @property
    def gases(self) -> tuple[str, ...]:
        """In the order records name them."""
        return tuple(self.members)

    def fits(self, unit: Unit | None, gases: Iterable[str]) -> bool:
        """Whether these gases' figures are convertible to a unit, its mass being of each gas; None: any."""
        return unit is None or all(_fits(self.members[gas].row, unit) for gas in gases)

    def nearly_fits(self, unit: Unit | None) -> str:
        """Advice where only a basis or a reference condition keeps the unit from fitting; else empty."""
        row = self.first.row
        try:
            if unit is not None:
                conversion(unit.with_gas(row.gas) if row.gas else unit, parse_unit(row.unit))
        except DimensionMismatch as error:
            return "" if error.kind == "dimension" else error.mend
        except UnitError:
            return ""
        return ""


def bundles_of(candidates: Sequence[Candidate]) -> tuple[Bundle, ...]:
    """The bundles these rows form, in the order of their first rows."""
    grouped: dict[tuple[str, ...], dict[str, Candidate]] = {}
    for candidate in candidates:
        key = (candidate.edition.slug, *candidate.row.bundle)
        grouped.setdefault(key, {})[candidate.row.gas] = candidate
    return tuple(Bundle({gas: group[gas] for gas in sorted(group, key=gas_order)}) for group in grouped.values())


def chosen_gases(bundle: Bundle, wanted: Sequence[str]) -> tuple[str, ...] | None:
    """Which gases of a bundle serve a request, or None where it lacks one.

    No gas named: all there are. CO2 asks for all carbon dioxide of the fuel: where a publisher gives
    biogenic CO2, that is the figure, or comes beside the fossil one, and stays apart by its name.
    """
    if not wanted:
        return bundle.gases
    chosen: set[str] = set()
    for name in wanted:
        gas = gas_name(name)
        serving = {gas} | ({CO2_BIOGENIC} if gas == CO2 else set())
        found = serving & bundle.members.keys()
        if not found:
            return None
        chosen |= found
    return tuple(sorted(chosen, key=gas_order))


def differences(bundles: Sequence[Bundle]) -> dict[str, tuple[str, ...]]:
    """What tells bundles apart: aspect to its values, in the order a request would name them."""
    aspects = {
        "edition": [bundle.first.edition.slug for bundle in bundles],
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
    return row.unit.replace(f"({row.gas})", "", 1) if row.gas else row.unit


def _fits(row: FactorRow, unit: Unit) -> bool:
    try:
        wanted = unit.with_gas(row.gas) if row.gas else unit
    except UnitError:
        return False
    return wanted.is_commensurable(parse_unit(row.unit))
