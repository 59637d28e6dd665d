"""The order in which each method looks for a factor, and which step of it a request may go on to.

The caller allows steps by name; their order is the method's and cannot be changed. A step a method does not have
is refused: location-based figures are never replaced by a supplier's rate or a global value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from greenlang.engine.contract import FactorRequest
from greenlang.errors import InvalidInput

PRIVATE = "private"
"""Source and edition of a tenant's own approved factors, and the step that goes on to them."""
OTHER_EDITION = "other-edition"
AS_ASKED = "as-asked"
ELECTRICITY = "electricity"


class UnknownFallback(InvalidInput):
    """A request allows a step that the method of its category does not have."""

    code = "unknown-fallback"
    title = "No such fallback step"


class Origin(StrEnum):
    """Whose factors a step looks among."""

    PUBLISHED = "published"
    PRIVATE = "private"


class Place(StrEnum):
    """Which region a step looks in."""

    AS_ASKED = "as-asked"
    COUNTRY = "country"
    ELSE_COUNTRY = "else-country"


@dataclass(frozen=True, slots=True)
class Step:
    """One place a method looks in.

    Attributes:
        name: what a request allows it by.
        title: in words, for the answer.
        category: the catalogue's; empty: as asked.
        activity: empty: as asked.
        place: region as asked, its country ("US-CAMX" is in "US"), or the country where the region has no row.
        origin: the published catalogue, or the tenant's own factors.
        other_edition: the same publication's edition before the one meant, or else the one after.
    """

    name: str
    title: str
    category: str = ""
    activity: str = ""
    place: Place = Place.AS_ASKED
    origin: Origin = Origin.PUBLISHED
    other_edition: bool = False

    def of(self, request: FactorRequest) -> tuple[FactorRequest, ...]:
        """The requests of this step, the first that has a row counts.

        Another category is another publication: source and edition are left open.
        """
        elsewhere = (self.category or request.category) != request.category or self.origin is Origin.PRIVATE
        asked = replace(
            request,
            category=self.category or request.category,
            activity=self.activity or request.activity,
            source="" if elsewhere else request.source,
            edition="" if elsewhere or self.other_edition else request.edition,
        )
        in_country = replace(asked, region=country_of(asked.region))
        if self.place is Place.AS_ASKED:
            return (asked,)
        return (in_country,) if self.place is Place.COUNTRY else (asked, in_country)


@dataclass(frozen=True, slots=True)
class Method:
    """The order of one method: a category begins at the first step that has it."""

    name: str
    steps: tuple[Step, ...]
    source: str

    def steps_from(self, category: str) -> Iterator[Step]:
        """The steps in order, beginning with the one that looks for a category as it was asked."""
        names = [step.category for step in self.steps]
        begin = names.index(category) if category in names else 0
        yield from self.steps[begin:]


DEFAULT = Method(
    "exact",
    (
        Step(AS_ASKED, "as asked"),
        Step(PRIVATE, "the organisation's own approved factor", origin=Origin.PRIVATE),
        Step(OTHER_EDITION, "another edition of the same publication", other_edition=True),
    ),
    "A factor is of its own fuel, region and year; nothing replaces it unless it is allowed.",
)
LOCATION_BASED = Method(
    "location-based",
    (
        Step(AS_ASKED, "the region asked for", "purchased-electricity"),
        Step("country", "the average of the country", "purchased-electricity", place=Place.COUNTRY),
    ),
    "GHG Protocol Scope 2 Guidance, Table 6.2: regional, then national production averages",
)
MARKET_BASED = Method(
    "market-based",
    (
        Step("instrument", "energy attribute certificates", "electricity-instrument", origin=Origin.PRIVATE),
        Step("contract", "a contract for electricity", "electricity-contract", origin=Origin.PRIVATE),
        Step("supplier", "the supplier's rate", "electricity-supplier-rate", origin=Origin.PRIVATE),
        Step("residual-mix", "the residual mix", "residual-mix", ELECTRICITY, Place.ELSE_COUNTRY),
        Step("regional-average", "the average of the grid region", "purchased-electricity", ELECTRICITY),
        Step("national-average", "the average of the country", "purchased-electricity", ELECTRICITY, Place.COUNTRY),
    ),
    "GHG Protocol Scope 2 Guidance, Table 6.3: the hierarchy of market-based data",
)
GRID_LOSS = Method(
    "grid-loss",
    (
        Step(AS_ASKED, "the region asked for"),
        Step("country", "the average of the country", place=Place.COUNTRY),
    ),
    "GHG Protocol Scope 3 Technical Guidance, category 3: losses of the grid that electricity is taken from",
)
_BY_CATEGORY = {
    "grid-gross-loss": GRID_LOSS,
    "transmission-and-distribution": GRID_LOSS,
    "purchased-electricity": LOCATION_BASED,
    "electricity-instrument": MARKET_BASED,
    "electricity-contract": MARKET_BASED,
    "electricity-supplier-rate": MARKET_BASED,
    "residual-mix": MARKET_BASED,
}


def method_of(category: str) -> Method:
    """The method whose order serves a category."""
    return _BY_CATEGORY.get(category, DEFAULT)


def steps_of(request: FactorRequest) -> tuple[Step, ...]:
    """What the request's method looks at, in its order, the first as asked.

    Raises:
        UnknownFallback: the request allows a step that does not follow in this method.
    """
    method = method_of(request.category)
    first, *rest = method.steps_from(request.category)
    known = {step.name: step for step in rest}
    for name in request.fallback:
        if name not in known:
            told = ", ".join(known) or "none"
            message = f"The method {method.name} has no step {str(name)[:40]!r} after {request.category[:80]}."
            where = ".".join(part for part in ("factors", request.slot, "fallback") if part)
            raise UnknownFallback(message, where=where, mend=f"Its steps are: {told}.")
    if PRIVATE in (request.source.strip().casefold(), request.edition):
        first = replace(first, origin=Origin.PRIVATE)
    return (first, *rest)


def country_of(region: str) -> str:
    """The country a region is in: "US" for "US-CAMX"; a country is its own."""
    return region.strip().partition("-")[0]
