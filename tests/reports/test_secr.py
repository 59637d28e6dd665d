"""Energy and emissions as SECR asks for them: what is in the United Kingdom and what is elsewhere make the whole."""

from copy import deepcopy
from decimal import Decimal

import pytest

from apps.reports.datapoints import Datapoint, datapoints_of
from apps.reports.formats.pages import report_pages
from tests.reports.test_conformity import complete
from tests.reports.test_printed_sections import texts

WHOLES = {
    "energy": "secr-energy",
    "scope-1": "scope-1",
    "scope-2": "scope-2-location",
    "scope-1-2": "scope-1-2-location",
}


def secr(points: dict[str, Datapoint]) -> set[str]:
    return {id_ for id_ in points if id_.startswith("secr-")}


@pytest.mark.parametrize("of", WHOLES)
def test_both_places_make_the_whole_exactly(of: str) -> None:
    points = datapoints_of(complete())
    parts = [Decimal(points[f"secr-{of}-{place}"].value) for place in ("uk", "elsewhere")]
    assert all(parts)
    assert sum(parts) == Decimal(points[WHOLES[of]].value)


def test_the_printed_report_says_both() -> None:
    words = " ".join(texts([section.blocks for section in report_pages(complete())["sections"]]))
    points = datapoints_of(complete())
    assert len(secr(points)) == 9
    for id_ in secr(points):
        assert f"{points[id_].stated:,f}" in words, id_


def test_without_a_country_the_places_are_not_told_and_without_the_united_kingdom_nothing_is() -> None:
    less = deepcopy(complete())
    del less["lines"][0]["country"]
    assert secr(datapoints_of(less)) == {"secr-energy"}
    for line in less["lines"]:
        line["country"] = "US"
    assert not secr(datapoints_of(less))
