"""Energy that a line used, in MWh: of energy exactly, of an amount of fuel by a published heat content. Pure.

Only lines that release CO2 count: a fuel's CH4 and N2O may be lines of their own beside the line of its CO2, and its
energy is used once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import combinations
from typing import Any, Final

from apps.calculations.accounting.rationals import rounded
from apps.calculations.accounting.scopes import scope_of
from apps.reports.gathering.carriers import NET_SOURCE, carrier_of, names_of_fuel, net_by_gross
from apps.reports.shapes import LineEnergy, LineParameter, Number
from greenlang.engine.gases import CO2, CO2_BIOGENIC, CO2E
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.units import Quantity, Unit, parse_unit
from greenlang.engine.units.dimension import BASIS
from greenlang.engine.units.unit import Term

HEAT_CONTENT: Final = "heat-content"
DENSITY: Final = "fuel-density"
ENERGY_USE: Final = "energy-use"
PUBLISHED: Final = (HEAT_CONTENT, DENSITY, ENERGY_USE)
"""Categories of the catalogue that turn an amount into energy."""
_MWH = parse_unit("MWh")
_BASES = {"HHV": "gross", "LHV": "net"}
_RELEASES = {CO2, CO2_BIOGENIC, CO2E}


@dataclass(frozen=True, slots=True)
class PublishedContent:
    """A heat content, density or energy use as the catalogue has it, with what says how near it is to a factor."""

    ef_cid: str
    category: str
    activity: str
    value: str
    unit: str
    edition: str
    publisher: str
    year: int


@dataclass(frozen=True, slots=True)
class _Amount:
    """An exact number of a unit that may be made of several."""

    value: Fraction
    unit: Unit

    @classmethod
    def of(cls, value: str, unit: str) -> "_Amount":
        return cls(Fraction(Decimal(value)), parse_unit(unit))

    def times(self, other: "_Amount", power: int = 1) -> "_Amount":
        terms = (Term(term.symbol, term.tag, term.power * power) for term in other.unit.terms)
        return _Amount(self.value * other.value**power, Unit.of((*self.unit.terms, *terms)))

    @property
    def mwh(self) -> Fraction | None:
        """None where it is no energy."""
        dimension = self.unit.dimension
        if dimension.without([BASIS]) != _MWH.dimension:
            return None
        return self.value * self.unit.factor / _MWH.factor

    @property
    def basis(self) -> str:
        tags = self.unit.dimension.tags(BASIS)
        return _BASES[next(iter(tags))] if tags else ""


@dataclass(frozen=True, slots=True)
class Energy:
    """Energy with where it comes from: net where that is known, beside the gross energy it is the net part of.

    ``contents``: published figures that no formula used.
    """

    mwh: Fraction
    basis: str
    carrier: str
    gross_mwh: Fraction | None = None
    net_by: str = ""
    contents: tuple[PublishedContent, ...] = ()

    def document(self, amount: Fraction = Fraction(1)) -> LineEnergy:
        """`LineEnergy` of so many times this; each number rounded once, to 28 digits."""
        found = LineEnergy(mwh=_number(self.mwh * amount), basis=self.basis, carrier=self.carrier)
        if self.gross_mwh is not None:
            found["gross_mwh"] = _number(self.gross_mwh * amount)
            found["net_by"] = self.net_by
        if self.contents:
            found["contents"] = [
                LineParameter(name=each.category, ef_cid=each.ef_cid, value=Number(each.value), unit=each.unit)
                for each in self.contents
            ]
        return found


def _number(value: Fraction) -> Number:
    return Number(canonical_number(rounded(value)))


class LineEnergies:
    """The energy of lines; what follows from a recipe and a unit alone is worked out once.

    Args:
        published: heat contents, densities and energy uses of the activities the recipes are about.
    """

    def __init__(self, published: Iterable[PublishedContent]) -> None:
        self._published: dict[str, list[PublishedContent]] = {}
        for each in published:
            self._published.setdefault(each.activity, []).append(each)
        self._known: dict[tuple[str, str], Energy | None] = {}
        self._without: dict[str, bool] = {}

    def of(self, recipe_hash: str, recipe: Mapping[str, Any], inputs: Mapping[str, Any]) -> LineEnergy | None:
        """The energy of a line with this recipe and these inputs; None where there is none or nobody publishes it."""
        if recipe_hash not in self._without:
            self._without[recipe_hash] = not recipe_carrier(recipe)
        if self._without[recipe_hash]:
            return None
        bound = bound_quantities(recipe, inputs)
        if len(bound) > 1:
            found = self.energy(recipe, bound)
            return found.document() if found else None
        ((name, quantity),) = bound.items()
        key = (recipe_hash, quantity.unit.text)
        if key not in self._known:
            self._known[key] = self.energy(recipe, {name: Quantity(Decimal(1), quantity.unit)})
        known = self._known[key]
        return known.document(Fraction(quantity.value)) if known else None

    def energy(self, recipe: Mapping[str, Any], bound: Mapping[str, Quantity]) -> Energy | None:
        """The energy of a line with these quantities bound to its formula."""
        carrier = recipe_carrier(recipe)
        amount = _amount_of(bound)
        if not carrier or amount is None:
            return None
        for used, contents in self._ways(recipe, bound, amount):
            mwh = used.mwh
            if mwh is not None:
                part, net_by = self._net_part(recipe, carrier) if used.basis == "gross" else (None, "")
                if part is None:
                    return Energy(mwh, used.basis, carrier, contents=contents)
                return Energy(mwh * part, "net", carrier, mwh, net_by, contents)
        return None

    def _ways(
        self, recipe: Mapping[str, Any], bound: Mapping[str, Quantity], amount: _Amount
    ) -> Iterator[tuple[_Amount, tuple[PublishedContent, ...]]]:
        """What may be its energy, in the order of preference: itself, by the formula's own figures, by published."""
        yield amount, ()
        own = [_Amount.of(each["value"], each["unit"]) for each in recipe["parameters"]]
        own += [_taken(each) for name, each in bound.items() if name not in _AMOUNTS and each.unit.terms]
        dry = _dry(bound)
        for several in _products(own):
            yield amount.times(several).times(dry), ()
        near = sorted(self._near(recipe), key=lambda each: _distance(each, recipe))
        for count in (1, 2):
            for contents in combinations(near, count):
                if count == 1 or {each.category for each in contents} == {HEAT_CONTENT, DENSITY}:
                    yield reduce(_Amount.times, (_Amount.of(c.value, c.unit) for c in contents), amount), contents

    def _near(self, recipe: Mapping[str, Any]) -> list[PublishedContent]:
        names = names_of_fuel(recipe["emission_factor"]["activity"])
        return next((self._published[name] for name in names if name in self._published), [])

    def _net_part(self, recipe: Mapping[str, Any], carrier: str) -> tuple[Fraction | None, str]:
        """The net part of a fuel's gross energy: as published of that fuel, else as the IPCC says of its kind."""
        contents = sorted(self._near(recipe), key=lambda each: _distance(each, recipe))
        units = {(each.edition, each.unit): each for each in contents if each.category == HEAT_CONTENT}
        for (edition, unit), gross in units.items():
            net = units.get((edition, unit.replace("(HHV)", "(LHV)")))
            if "(HHV)" in unit and net is not None and Decimal(gross.value):
                ratio = Fraction(Decimal(net.value)) / Fraction(Decimal(gross.value))
                return ratio, f"{net.ef_cid} / {gross.ef_cid}, {net.publisher} {net.year}"
        part = net_by_gross(carrier)
        return (None, "") if part is None else (part, NET_SOURCE)


_AMOUNTS: Final = ("quantity", "distance", "fuel_economy")


def recipe_carrier(recipe: Mapping[str, Any]) -> str:
    """What carries the energy of lines with this recipe; empty of scope 3, and where no energy is used."""
    scope = scope_of(recipe)
    lead = recipe["emission_factor"]
    request = recipe["requests"].get(lead["slot"]) or {}
    if scope == "3" or not _RELEASES & {gas["gas"] for gas in recipe["gases"]}:
        return ""
    return carrier_of(str(request.get("category", "")), lead["activity"], scope=scope)


def fuels_wanted(recipes: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names under which heat contents of these recipes' fuels may be published."""
    leads = [recipe["emission_factor"]["activity"] for recipe in recipes if recipe_carrier(recipe)]
    return {name for activity in leads for name in names_of_fuel(activity)}


def bound_quantities(recipe: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Quantity]:
    """What the formula's names were in a record: of its input document, as the recipe says."""
    found = {}
    for name, taken in recipe["bound"].items():
        key, unit = (taken, "1") if isinstance(taken, str) else (taken["input"], taken["unit"])
        document = inputs[key]
        if isinstance(document, Mapping):
            found[name] = Quantity(parse_number(document["value"]), _unit(document))
        else:
            found[name] = Quantity(parse_number(document), parse_unit(unit))
    return found


def _unit(document: Mapping[str, Any]) -> Unit:
    unit, basis = parse_unit(document["unit"]), document.get("basis")
    return unit.with_basis(basis) if basis else unit


def _taken(quantity: Quantity) -> _Amount:
    return _Amount(Fraction(quantity.value), quantity.unit)


def _amount_of(bound: Mapping[str, Quantity]) -> _Amount | None:
    """How much of what was used: the quantity, the fuel of a distance, or the only thing that was measured."""
    if "quantity" in bound:
        return _taken(bound["quantity"])
    if {"distance", "fuel_economy"} <= bound.keys():
        return _taken(bound["distance"]).times(_taken(bound["fuel_economy"]), -1)
    measured = [each for each in bound.values() if each.unit.terms]
    return _taken(measured[0]) if len(measured) == 1 else None


def _dry(bound: Mapping[str, Quantity]) -> _Amount:
    """The part of wood that is no water: its heat content is of dry wood."""
    moisture = bound.get("moisture")
    return _Amount(1 - Fraction(moisture.value) if moisture else Fraction(1), parse_unit("1"))


def _products(parts: Sequence[_Amount]) -> Iterator[_Amount]:
    """Each of the parts, then each product of two."""
    yield from parts
    yield from (one.times(other) for one, other in combinations(parts, 2))


def _distance(each: PublishedContent, recipe: Mapping[str, Any]) -> tuple[bool, bool, bool, int, str, str]:
    """Lowest first: of the factor's own edition, its publisher, on the net basis, of the latest year."""
    lead = recipe["emission_factor"]
    return (
        each.edition != lead["version"],
        not lead["source"].startswith(each.publisher),
        "(LHV)" not in each.unit,
        -each.year,
        each.unit,
        each.ef_cid,
    )
