"""Data quality of a period: scores proposed for each class of lines, and weighted by emissions."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.calculations.accounting.data_quality import (
    FactorFit,
    PactRatings,
    Pedigree,
    Proposal,
    Technology,
    aggregated,
    proposals,
    weighted_ratings,
)
from apps.calculations.accounting.scopes import scope_of
from apps.calculations.accounting.totals import Scope
from apps.calculations.catalogue.fallback import PRIVATE
from apps.calculations.models import Calculation
from apps.calculations.selectors.accounting import activity_year, counting_rows, is_in_total
from greenlang.engine import canonical_number, exact_sum

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
MOST_CLASSES = 1000
_WORST, _POOR = 5, Fraction(3)
# Averages over every plant of a grid, every seller of an industry, every way of treating a waste.
_AVERAGES = frozenset(
    {"purchased-electricity", "residual-mix", "grid-gross-loss", "transmission-and-distribution", "spend",
     "spend-margin", "spend-without-margins", "electricity-life-cycle"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineClass:
    """What the scores of a line follow from; equal for all lines that fit their factor the same way.

    Empty regions and activities are of factors written in a pack, which were not asked for.
    """

    scope: Scope
    factor_id: str
    category: str
    activity: str
    wanted_activity: str
    wanted_region: str
    found_region: str
    data_year: str
    activity_year: int | None
    is_private: bool
    steps: tuple[str, ...]

    @property
    def technology(self) -> Technology:
        """How near the factor is to the activity."""
        if not self.category:
            return Technology.UNKNOWN
        if self.activity != self.wanted_activity:
            return Technology.PROXY
        if self.is_private:
            return Technology.SPECIFIC
        return Technology.AVERAGE if self.category in _AVERAGES else Technology.EXACT

    def proposals(self) -> tuple[Proposal, ...]:
        """Technology, time and geography with their reasons; what cannot be compared is scored as unknown."""
        years = [int(year) for year in _YEAR.findall(self.data_year)]
        fit = FactorFit(
            activity_year=self.activity_year or 0,
            data_year=max(years, default=None),
            wanted_region=self.wanted_region,
            found_region=self.found_region,
            technology=self.technology,
        )
        technology, time, geography = proposals(fit)
        if self.activity_year is None:
            time = Proposal("time", _WORST, _POOR, "The day of the activity is not known.")
        if not self.wanted_region or not self.found_region:
            geography = Proposal("geography", _WORST, _POOR, "The place of the factor is not stated.")
        return technology, time, geography


@dataclass(slots=True)
class _Weight:
    lines: int = 0
    co2e: Decimal = Decimal(0)
    size: Decimal = Decimal(0)

    def add(self, co2e: Decimal) -> None:
        self.lines += 1
        self.co2e = exact_sum((self.co2e, co2e))
        # A removal weighs by its size too, so it cannot be taken off what is emitted in the same class.
        self.size = exact_sum((self.size, co2e.copy_abs()))


def line_class(row: Calculation) -> LineClass:
    """The class of a calculation, from its recipe and the day of its activity."""
    recipe = row.recipe.content
    lead = recipe["emission_factor"]
    request: Mapping[str, Any] = recipe["requests"].get(lead["slot"]) or {}
    return LineClass(
        scope=scope_of(recipe),
        factor_id=lead["ef_cid"],
        category=request.get("category", ""),
        activity=lead["activity"],
        wanted_activity=request.get("activity", ""),
        wanted_region=request.get("region", ""),
        found_region=lead["region"],
        data_year=lead["data_year"],
        activity_year=activity_year(row),
        is_private=PRIVATE in (lead["version"], lead["source"]),
        steps=tuple(lead["steps"]),
    )


def period_quality(
    period_id: uuid.UUID,
    *,
    completeness: int | None = None,
    reliability: int | None = None,
    market_based: bool = False,
) -> dict[str, object]:
    """Proposed scores of each class of lines, the largest first, and their mean weighted by emissions.

    Completeness and reliability are of the activity data: they are the preparer's to give, and without the two of
    them there is no pedigree of the whole.

    Raises:
        NotFound, MixedGwpSets: as `counting_rows`.
        InvalidScore: a score that is none.
    """
    _, rows = counting_rows(period_id)
    classes: dict[LineClass, _Weight] = {}
    for row in rows:
        classes.setdefault(line_class(row), _Weight()).add(row.co2e)
    ordered = sorted(classes.items(), key=lambda item: (item[1].size.copy_negate(), item[0].factor_id, str(item[0])))
    scored = [(each, weight, each.proposals()) for each, weight in ordered]
    weighed = [
        (weight.size, found)
        for each, weight, found in scored
        if weight.size and is_in_total(each.scope, market_based=market_based)
    ]
    return {
        "scope2": "market-based" if market_based else "location-based",
        "classes": [_class_document(each, weight, found) for each, weight, found in scored[:MOST_CLASSES]],
        "classes_left_out": max(0, len(scored) - MOST_CLASSES),
        "aggregate": _aggregate(weighed, completeness, reliability),
        "notes": list(_notes(weighed, completeness, reliability)),
    }


def _class_document(each: LineClass, weight: _Weight, found: tuple[Proposal, ...]) -> dict[str, object]:
    return {
        "scope": each.scope,
        "factor_id": each.factor_id,
        "category": each.category,
        "activity": each.activity,
        "region": each.found_region,
        "wanted_region": each.wanted_region,
        "data_year": each.data_year,
        "activity_year": "" if each.activity_year is None else str(each.activity_year),
        "steps": list(each.steps),
        "lines": str(weight.lines),
        "co2e": canonical_number(weight.co2e),
        "proposals": [proposal.as_document() for proposal in found],
    }


def _aggregate(
    weighed: list[tuple[Decimal, tuple[Proposal, ...]]], completeness: int | None, reliability: int | None
) -> dict[str, object] | None:
    if not weighed:
        return None
    pact = weighted_ratings((size, PactRatings(*_pact(found))) for size, found in weighed)
    pedigree = None
    if completeness is not None and reliability is not None:
        given = (completeness, reliability)
        pedigree = aggregated((size, _pedigree(found, *given)) for size, found in weighed).as_document()
    return {"pact": pact.as_document(), "pedigree": pedigree}


def _pact(found: tuple[Proposal, ...]) -> tuple[Fraction, Fraction, Fraction]:
    by_name = {proposal.indicator: proposal.pact for proposal in found}
    return by_name["technology"], by_name["geography"], by_name["time"]


def _pedigree(found: tuple[Proposal, ...], completeness: int, reliability: int) -> Pedigree:
    scores = {proposal.indicator: proposal.score for proposal in found}
    return Pedigree(**scores, completeness=completeness, reliability=reliability)


def _notes(weighed: list[Any], completeness: int | None, reliability: int | None) -> Iterator[str]:
    yield "Proposals follow from how each factor was found; the preparer may overrule them."
    if completeness is None or reliability is None:
        yield "Completeness and reliability are of the activity data; give both for a pedigree of the whole."
    if not weighed:
        yield "No line of the total has emissions to weigh by."
