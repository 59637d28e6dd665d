"""What the market-based method works with: consumption, contractual instruments, and the grid's own averages."""

from dataclasses import dataclass, field, fields
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from apps.calculations.accounting.errors import InvalidInstrument
from apps.calculations.accounting.proration import Interval
from greenlang.engine import parse_number


class Step(StrEnum):
    """The order of the market-based method (GHG Protocol Scope 2 Guidance, table 6.3)."""

    CERTIFICATES = "energy-attribute-certificates"
    CONTRACTS = "contracts"
    SUPPLIER_RATE = "supplier-rate"
    RESIDUAL_MIX = "residual-mix"
    REGIONAL_AVERAGE = "regional-average"
    NATIONAL_AVERAGE = "national-average"


INSTRUMENT_STEPS = (Step.CERTIFICATES, Step.CONTRACTS, Step.SUPPLIER_RATE)
AVERAGES = (Step.REGIONAL_AVERAGE, Step.NATIONAL_AVERAGE)


@dataclass(frozen=True, slots=True)
class FactorHint:
    """What to ask the catalogue for; the lookup decides, exactly or not at all."""

    category: str
    activity: str
    region: str
    source: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class QualityCriteria:
    """The Scope 2 Quality Criteria (Scope 2 Guidance, table 7.1) that only a person or a registry can attest.

    Market and vintage are the other two: they are compared with the consumption.

    Args:
        conveys_emission_rate: the instrument conveys the claim to a GHG emission rate.
        sole_claim: no other instrument carries the same claim.
        retired: tracked, and redeemed, retired or cancelled by or on behalf of the reporting entity.
        rate_of_delivered_energy: of a supplier rate, it is of what is delivered, sold-off certificates counted at the
            residual mix.
        claims_transferred: of a contract or direct line, all claims go to the reporting entity.
    """

    conveys_emission_rate: bool = True
    sole_claim: bool = True
    retired: bool = True
    rate_of_delivered_energy: bool = True
    claims_transferred: bool = True

    def unmet(self) -> tuple[str, ...]:
        """The names of those that are not met; ``retired`` apart, which has a reason of its own."""
        return tuple(f.name for f in fields(self) if f.name != "retired" and not getattr(self, f.name))


@dataclass(frozen=True, slots=True)
class Instrument:
    """A certificate, a contract or a supplier's rate.

    Args:
        id: of the instrument; in a list each stands once.
        step: CERTIFICATES, CONTRACTS or SUPPLIER_RATE.
        market: where its claims may be made, "US", "AIB"; the word the consumption uses.
        vintage: when the electricity was generated (of a rate, when it holds).
        kwh: how many it covers, above zero; None for a supplier's rate, which covers what is delivered.
        factor: what to ask the catalogue for.
        criteria: the other quality criteria.
        certificates_sold_separately: its attributes went to somebody else: its kWh take the residual mix.
    """

    id: str
    step: Step
    market: str
    vintage: Interval
    kwh: Decimal | None
    factor: FactorHint
    criteria: QualityCriteria = field(default_factory=QualityCriteria)
    certificates_sold_separately: bool = False

    def __post_init__(self) -> None:
        if self.step not in INSTRUMENT_STEPS:
            mend = f"It is one of {', '.join(INSTRUMENT_STEPS)}."
            raise InvalidInstrument(f"{self.step} is no contractual instrument.", where=self.id, mend=mend)
        if self.kwh is None and self.step is not Step.SUPPLIER_RATE:
            mend = "Say how many kWh it covers; only a supplier's rate covers whatever is delivered."
            raise InvalidInstrument("The instrument has no quantity.", where=self.id, mend=mend)
        if self.kwh is not None and parse_number(self.kwh, where=self.id) <= 0:
            raise InvalidInstrument("It covers no kWh.", where=self.id, mend="Give a quantity above zero.")


@dataclass(frozen=True, slots=True)
class Available:
    """A published figure of the grid.

    ``note`` says what a reader must know of it: "CO2 only", "CO2e inferred".
    """

    factor: FactorHint
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Published as not available (NA): with full disclosure there is no residual mix. Never zero, never absent."""

    reason: str


@dataclass(frozen=True, slots=True)
class GridFactors:
    """What is published for a grid; None where nothing is.

    Args:
        residual_mix: of the market.
        regional, national: production averages of the subregion and the country.
        past_not_available: where the residual mix is NA, whether kWh may go on to the averages; else they stay
            without a factor.
    """

    residual_mix: Available | Unavailable | None = None
    regional: Available | Unavailable | None = None
    national: Available | Unavailable | None = None
    past_not_available: bool = False

    def at(self, step: Step) -> Available | Unavailable | None:
        """What is published at a step of the order."""
        published = {
            Step.RESIDUAL_MIX: self.residual_mix,
            Step.REGIONAL_AVERAGE: self.regional,
            Step.NATIONAL_AVERAGE: self.national,
        }
        return published.get(step)


@dataclass(frozen=True, slots=True)
class Consumption:
    """Electricity used in one place: kWh, zero or more, over an interval, in a market, on a grid."""

    id: str
    market: str
    period: Interval
    kwh: Decimal
    grid: GridFactors

    def __post_init__(self) -> None:
        if parse_number(self.kwh, where=self.id) < 0:
            raise InvalidInstrument("The consumption is below zero.", where=self.id, mend="Reverse the line instead.")


@dataclass(frozen=True, slots=True)
class VintageRule:
    """How many days before and after the consumption electricity may have been generated.

    The guidance asks for "as close as possible"; programmes set it (RE100: fifteen months). None by default.
    """

    days_before: int = 0
    days_after: int = 0

    def allows(self, vintage: Interval, used: Interval) -> bool:
        """Whether a vintage touches the consumption's interval, so widened."""
        earliest = used.start - timedelta(days=self.days_before)
        latest = used.end + timedelta(days=self.days_after)
        return vintage.within(Interval(earliest, latest)) is not None
