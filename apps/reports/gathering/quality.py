"""Scores of data quality: of each class of lines, and of all weighted by emissions, on PACT's scale of 1 to 3."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from apps.calculations.accounting.data_quality import PactRatings, weighted_ratings
from apps.calculations.models import Calculation
from apps.calculations.selectors.data_quality import LineClass, line_class
from apps.reports.totals import MARKET_BASED
from greenlang.engine.numbers import CONTEXT, canonical_number, exact_sum

MOST: Final = 60
"""Classes with a row of their own, those with most emissions; the others are one row together."""
ALL, OTHERS = "all", "others"


@dataclass(slots=True)
class _Weight:
    lines: int = 0
    kilograms: Decimal = Decimal(0)
    # A removal weighs by its size too.
    size: Decimal = Decimal(0)

    def add(self, kilograms: Decimal) -> None:
        self.lines += 1
        self.kilograms = CONTEXT.add(self.kilograms, kilograms)
        self.size = CONTEXT.add(self.size, kilograms.copy_abs())


@dataclass(frozen=True, slots=True)
class _Scored:
    scope: str
    title: str
    ratings: PactRatings
    weight: _Weight = field(default_factory=_Weight)


def quality_of(rows: Iterable[tuple[Calculation, Decimal]], lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """``quality`` of a snapshot: all lines of the total by the location-based method, each class, each category of
    scope 3.

    Args:
        rows: the calculations that count, each with the part of it that does.
        lines: as a snapshot has them, in the same order.
    """
    classes: dict[tuple[Any, str], _Scored] = {}
    categories: dict[int, list[_Scored]] = {}
    for (row, share), line in zip(rows, lines, strict=True):
        key = (row.recipe_id, line["start"][:4])
        if key not in classes:
            classes[key] = _scored(line_class(row), line["scope"])
            if line["scope"] == "3":
                categories.setdefault(int(line["category"]["scope3"]), []).append(classes[key])
        classes[key].weight.add(CONTEXT.multiply(row.co2e, share))
    scored = _merged(classes.values())
    counted = [each for each in scored if each.scope != MARKET_BASED]
    found = [_together(ALL, counted), *map(_document, scored[:MOST]), _together(OTHERS, scored[MOST:])]
    found += [_together(f"scope-3-category-{number}", categories[number]) for number in sorted(categories) if number]
    return [each for each in found if each is not None]


def _scored(each: LineClass, scope: str) -> _Scored:
    by_name = {proposal.indicator: proposal.pact for proposal in each.proposals()}
    ratings = PactRatings(by_name["technology"], by_name["geography"], by_name["time"])
    title = ", ".join(filter(None, (each.activity, each.found_region, each.data_year)))
    return _Scored(scope, title, ratings)


def _merged(classes: Iterable[_Scored]) -> list[_Scored]:
    """Classes that are told alike and scored alike, the largest first."""
    merged: dict[tuple[Any, ...], _Scored] = {}
    for each in classes:
        known = merged.setdefault((each.scope, each.title, each.ratings), _Scored(each.scope, each.title, each.ratings))
        known.weight.lines += each.weight.lines
        known.weight.kilograms = CONTEXT.add(known.weight.kilograms, each.weight.kilograms)
        known.weight.size = CONTEXT.add(known.weight.size, each.weight.size)
    return sorted(merged.values(), key=lambda each: (each.weight.size.copy_negate(), each.scope, each.title))


def _document(each: _Scored) -> dict[str, Any]:
    return _row(each.title, each.scope, each.ratings, each.weight.lines, each.weight.kilograms)


def _together(of: str, scored: list[_Scored]) -> dict[str, Any] | None:
    """Several classes as one, weighted by emissions; None where nothing weighs."""
    if not any(each.weight.size for each in scored):
        return None
    ratings = weighted_ratings((each.weight.size, each.ratings) for each in scored)
    kilograms = exact_sum(each.weight.kilograms for each in scored)
    return _row(of, "", ratings, sum(each.weight.lines for each in scored), kilograms)


def _row(of: str, scope: str, ratings: PactRatings, lines: int, kilograms: Decimal) -> dict[str, Any]:
    scores = ratings.as_document()
    return {
        "of": of,
        "scope": scope,
        **{name: scores[f"{name}DQR"] for name in ("technological", "geographical", "temporal")},
        "lines": lines,
        "co2e_kg": canonical_number(kilograms),
    }
