"""Rates of electricity: the residual mix that the catalogue publishes for a place, and what an instrument conveys."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from apps.calculations.accounting.scope2 import Available, FactorHint, Unavailable
from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.catalogue.fallback import ELECTRICITY, PRIVATE, country_of
from apps.calculations.models import EmissionFactor, Recipe
from apps.calculations.models.private import PrivateFactor
from apps.calculations.selectors.factors import factor_lookup
from apps.inventory.instruments.sharing import Residual
from apps.inventory.models import ContractualInstrument
from greenlang.engine import (
    METHODS,
    CompiledFormula,
    FactorComponent,
    FactorRequest,
    GwpSet,
    Outcome,
    PinnedFactor,
    Quantity,
    ResolvedFactor,
    compile_formula,
)
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.gases import CO2E
from greenlang.engine.numbers import canonical_number
from greenlang.engine.units import parse_unit

RESIDUAL_MIX = "residual-mix"
_METHOD = METHODS["purchased-electricity/market-based", "1"]
_KWH = parse_unit("kWh")
_ONE = Quantity(Decimal(1), _KWH)


@dataclass(frozen=True, slots=True)
class Conveyed:
    """What kWh are multiplied by, and how it was asked for: in the library, or by an instrument's own rate."""

    asked: FactorRequest | PinnedFactor
    factor: ResolvedFactor


@dataclass
class Rates:
    """Rates in kg CO2e per kWh with one set of warming potentials; everything is looked up once."""

    gwp: GwpSet
    known: dict[tuple[str, date], Residual] = field(default_factory=dict)
    conveyed: dict[uuid.UUID, Conveyed] = field(default_factory=dict)
    mixes: dict[str, Conveyed] = field(default_factory=dict)
    formula: CompiledFormula = field(default_factory=lambda: compile_formula(_METHOD.definition))

    def residual(self, region: str, on: date) -> Residual:
        """The residual mix of a region, else of its country; where several editions apply, the one that began last."""
        key = region, on
        if key not in self.known:
            self.known[key] = self._residual(region, on)
        return self.known[key]

    def of_factor(self, ef_cid: str) -> Decimal:
        """The rate of a figure of the library, or of an own factor.

        Raises:
            FactorNotFound: there is none, or none per kWh.
        """
        return self._rate(factor_lookup(_request_of(ef_cid)))

    def of_instrument(self, each: ContractualInstrument) -> Conveyed:
        """What an instrument conveys: its rate, else the figure it names.

        Raises:
            FactorNotFound: the figure is not there (any more), or not per kWh.
        """
        if each.id not in self.conveyed:
            self.conveyed[each.id] = _conveyed(each)
        return self.conveyed[each.id]

    def of_residual(self, region: str, on: date) -> Conveyed:
        """The residual mix that `residual` found to be published there and then."""
        return self.mixes[self.residual(region, on).ef_cid]

    def outcome(self, conveyed: Conveyed, kwh: Decimal) -> Outcome:
        """What so many kWh come to, by the engine."""
        return self.formula.evaluate({"quantity": Quantity(kwh, _KWH)}, {"ef": conveyed.factor}, self.gwp)

    def _residual(self, region: str, on: date) -> Residual:
        for place in dict.fromkeys((region, country_of(region))):
            row = _applying(place, on)
            if row is None:
                continue
            if row.value is None:
                return Residual(Unavailable(row.notes or "published as not available"))
            edition = row.edition.slug
            request = FactorRequest("ef", RESIDUAL_MIX, ELECTRICITY, place, "kg/kWh", edition=edition)
            factor = factor_lookup(request)
            self.mixes[row.ef_cid] = Conveyed(request, factor)
            hint = FactorHint(RESIDUAL_MIX, ELECTRICITY, place, row.edition.source, edition)
            return Residual(Available(hint, row.notes), self._rate(factor), row.ef_cid)
        return Residual(None)

    def _rate(self, factor: ResolvedFactor) -> Decimal:
        return self.formula.evaluate({"quantity": _ONE}, {"ef": factor}, self.gwp).co2e


def average_of(recipe: Recipe) -> Conveyed:
    """The average of a grid, as the location-based line took it."""
    slot = recipe.content["emission_factor"]["slot"]
    factor = ResolvedFactor.from_document(recipe.content["resolved"][slot])
    asked = recipe.content["requests"][slot]
    if asked is None:
        return Conveyed(PinnedFactor("ef", factor.components, factor.source, factor.citation), factor)
    return Conveyed(replace(FactorRequest.from_document(asked), slot="ef"), factor)


def _applying(region: str, on: date) -> EmissionFactor | None:
    place = {"category": RESIDUAL_MIX, "activity": ELECTRICITY, "region": region.strip().upper()}
    serving = EmissionFactor.objects.filter(**place, use=FactorUse.INVENTORY.value).select_related("edition")
    applying = [row for row in serving if _from(row) <= on <= _to(row)]
    return max(applying, key=lambda row: (_from(row), row.edition.publication_year, row.pk), default=None)


def _from(row: EmissionFactor) -> date:
    return row.valid_from or row.edition.applicable_from or date.min


def _to(row: EmissionFactor) -> date:
    return row.valid_to or row.edition.applicable_to or date.max


def _conveyed(each: ContractualInstrument) -> Conveyed:
    if each.rate is None:
        request = _request_of(each.factor)
        return Conveyed(request, factor_lookup(request))
    said = {"instrument": str(each.id), "citation": each.citation, "rate": canonical_number(each.rate)}
    ef_cid = "ef_" + sha256_of(said).removeprefix("sha256:")[:16]
    pinned = PinnedFactor("ef", (FactorComponent(CO2E, ef_cid, each.rate, "kg/kWh"),), each.name, each.citation)
    step = "The rate that the instrument states, entered with it."
    return Conveyed(pinned, replace(pinned.resolved(), activity=ELECTRICITY, region=each.market, steps=(step,)))


def _request_of(ef_cid: str) -> FactorRequest:
    """The request that a figure answers, by its content id."""
    published = EmissionFactor.objects.filter(ef_cid=ef_cid).select_related("edition").first()
    if published is not None:
        return _request(published, published.edition.slug)
    own = PrivateFactor.objects.current().filter(ef_cid=ef_cid, overrides="").first()
    if own is not None:
        return _request(own, PRIVATE)
    mend = "Copy the id from the library, or from an approved factor of your own."
    raise FactorNotFound(f"There is no emission factor {ef_cid[:40]!r}.", where="factor", mend=mend)


def _request(row: EmissionFactor | PrivateFactor, edition: str) -> FactorRequest:
    return FactorRequest("ef", row.category, row.activity, row.region, "kg/kWh", edition=edition, basis=row.basis)
