"""Pedigree scores, PACT ratings, their weighted aggregates, and proposals with reasons."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from apps.calculations.accounting.data_quality import (
    FactorFit,
    PactRatings,
    Pedigree,
    Technology,
    aggregated,
    proposals,
    weighted_ratings,
)
from apps.calculations.accounting.errors import InvalidScore

GOOD = Pedigree(technology=1, time=1, geography=1, completeness=1, reliability=1)
MIXED = Pedigree(technology=2, time=3, geography=4, completeness=5, reliability=2)


def fit(**changes: Any) -> FactorFit:
    given: dict[str, Any] = {
        "activity_year": 2025,
        "data_year": 2025,
        "wanted_region": "US-CA",
        "found_region": "US-CA",
        "technology": Technology.EXACT,
    }
    return FactorFit(**{**given, **changes})


def proposed(indicator: str, **changes: Any) -> tuple[int, object, str]:
    found = next(proposal for proposal in proposals(fit(**changes)) if proposal.indicator == indicator)
    return found.score, found.pact, found.reason


@pytest.mark.parametrize("score", [0, 6, True, "1", 1.0])
def test_a_score_is_a_whole_number_from_one_to_five(score: Any) -> None:
    with pytest.raises(InvalidScore, match="is no score"):
        Pedigree(technology=score, time=1, geography=1, completeness=1, reliability=1)


def test_the_score_of_a_pedigree_is_the_mean() -> None:
    assert MIXED.score == Fraction(16, 5)


def test_the_aggregate_weighs_by_emissions() -> None:
    found = aggregated([(Decimal(30), GOOD), (Decimal(10), MIXED)])
    assert found.by_indicator["geography"] == Fraction(7, 4)
    assert found.score == Fraction(30 * 1 + 10 * Fraction(16, 5), 40)
    assert found.coverage == 1


def test_a_line_without_scores_lowers_the_coverage_and_nothing_else() -> None:
    found = aggregated([(Decimal(30), GOOD), (Decimal(60), None)])
    assert found.score == 1
    assert found.coverage == Fraction(1, 3)
    document = found.as_document()
    assert document["coverage"] == "0.33"
    assert document["exact"] == {**dict.fromkeys(GOOD.as_document(), "1"), "score": "1", "coverage": "1/3"}


def test_a_removal_weighs_by_its_size() -> None:
    assert aggregated([(Decimal(-10), MIXED), (Decimal(10), GOOD)]).by_indicator["completeness"] == 3


def test_nothing_scored_is_refused() -> None:
    with pytest.raises(InvalidScore, match="No scored line"):
        aggregated([(Decimal(0), GOOD), (Decimal(5), None)])
    with pytest.raises(InvalidScore, match="No part"):
        weighted_ratings([])


def test_pact_ratings_are_decimals_as_text() -> None:
    ratings = weighted_ratings(
        [
            (Decimal(1), PactRatings(Fraction(1), Fraction(1), Fraction(1))),
            (Decimal(2), PactRatings(Fraction(2), Fraction(1), Fraction(3))),
        ]
    )
    assert ratings.technological == Fraction(5, 3)
    assert ratings.as_document() == {"technologicalDQR": "1.67", "geographicalDQR": "1", "temporalDQR": "2.33"}


def test_a_rating_is_from_one_to_three() -> None:
    with pytest.raises(InvalidScore, match="4 is no rating"):
        PactRatings(Fraction(4), Fraction(1), Fraction(1))


def test_a_pedigree_maps_to_ratings() -> None:
    assert PactRatings.of_pedigree(GOOD) == PactRatings(Fraction(1), Fraction(1), Fraction(1))
    assert PactRatings.of_pedigree(MIXED) == PactRatings(Fraction(1), Fraction(3), Fraction(3))


@pytest.mark.parametrize(
    ("data_year", "score", "rating"),
    [(2025, 1, 1), (2024, 1, 2), (2023, 1, 2), (2022, 2, 2), (2020, 2, 3), (2019, 3, 3), (2015, 4, 3), (2010, 5, 3)],
)
def test_time_follows_from_the_years_between(data_year: int, score: int, rating: int) -> None:
    found = proposed("time", data_year=data_year)
    assert found[:2] == (score, rating)
    assert str(data_year) in found[2]


def test_later_data_are_as_far_as_earlier_ones() -> None:
    assert proposed("time", data_year=2029)[0] == proposed("time", data_year=2021)[0] == 2


def test_an_unknown_year_is_the_worst() -> None:
    assert proposed("time", data_year=None) == (5, 3, "The year of the factor's data is not known.")


@pytest.mark.parametrize(
    ("found_region", "score", "rating"),
    [("US-CA", 1, 1), ("US", 2, 1), ("GLO", 3, 3), ("NA3", 2, 2), ("US-CA-LA", 3, 2), ("DE", 5, 3)],
)
def test_geography_follows_from_the_region_found(found_region: str, score: int, rating: int) -> None:
    found = proposed("geography", found_region=found_region, regions_around=frozenset({"NA3"}))
    assert found[:2] == (score, rating)


@pytest.mark.parametrize(
    ("technology", "score", "rating"),
    [("specific", 1, 1), ("exact", 2, 1), ("average", 3, 2), ("proxy", 4, 3), ("unknown", 5, 3)],
)
def test_technology_follows_from_how_near_the_factor_is(technology: str, score: int, rating: int) -> None:
    assert proposed("technology", technology=Technology(technology))[:2] == (score, rating)


def test_a_proposal_says_why() -> None:
    technology, time, geography = proposals(fit(data_year=2023, found_region="US"))
    assert technology.as_document() == {
        "indicator": "technology",
        "score": "2",
        "pact": "1",
        "reason": "The factor is published for this fuel or process, from other enterprises.",
    }
    assert time.reason == "The data are of 2023, the activity of 2025: 2 years apart."
    assert geography.reason == "US contains US-CA."
