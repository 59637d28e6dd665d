"""Candidates for a description: in order, with reasons, and none that could not be calculated."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.inventory.mapping.lexical import LexicalRanker
from apps.inventory.mapping.rankers import ranker_of
from apps.inventory.mapping.ranking import Ranked, Wanted
from greenlang.errors import Unavailable
from tests.inventory.mapping.offered import CARRIERS, FUELS, POWER, options

RANKER = LexicalRanker(options())
TURNED = LexicalRanker(tuple(reversed(options())))
WORDS = st.lists(st.sampled_from(["natural", "gas", "Erdgas", "coal", "oil", "power", "x1", "ÄÖ"]), max_size=4)
DAY = date(2025, 3, 1)


def ranked(text: str, unit: str, basis: str = "", region: str = "", **more: str) -> Sequence[Ranked]:
    return RANKER.rank(Wanted(text, unit, basis, region, start=DAY, **more), limit=5)


def first(text: str, unit: str, basis: str = "", region: str = "", **more: str) -> Ranked:
    return ranked(text, unit, basis, region, **more)[0]


def why(found: Ranked) -> dict[str, tuple[str, str]]:
    return {reason.aspect: (reason.fit, reason.text) for reason in found.reasons}


@pytest.mark.parametrize(
    ("text", "unit", "activity"),
    [
        ("Natural gas", "therm", "natural-gas"),
        ("Erdgas", "kWh", "natural-gas"),
        ("naturl gas", "kWh", "natural-gas"),
        ("Heating oil", "L", "distillate-fuel-oil-no-2"),
        ("Strom Hamburg", "kWh", "electricity"),
        ("Coal", "t", "anthracite"),
    ],
)
def test_words_meet_across_languages_and_misspellings(text: str, unit: str, activity: str) -> None:
    assert first(text, unit, "", "US").option.published.activity == activity


def test_a_candidate_says_what_the_agent_must_be_told() -> None:
    found = first("Natural gas", "kWh", "gross", "US")
    assert (found.option.offer.agent, found.values) == ("fuels", {"fuel": "natural-gas", "region": "US"})
    assert why(found)["unit"] == ("good", "kWh(HHV) converts to mmBtu(HHV)")
    assert why(found)["region"] == ("good", "for United States (US), where the rows are")
    assert why(found)["year"] == ("good", "Hub, 2025")
    assert "natural gas" in why(found)["text"][1]


def test_an_agents_own_spellings_stand_for_the_catalogues_names() -> None:
    found = next(each for each in ranked("natural gas", "therm", "gross") if each.option.offer is CARRIERS)
    assert found.values == {"carrier": "gas_of_the_grid", "country": "USA"}


def test_energy_that_does_not_say_gross_or_net_is_asked_about_and_not_guessed() -> None:
    found = first("Natural gas", "kWh")
    assert (found.basis, found.values["basis"]) == ("gross", "gross")
    assert why(found)["unit"] == ("fair", "kWh does not say gross or net; accepting says gross")
    assert found.score < first("Natural gas", "kWh", "gross").score
    assert not [each for each in ranked("Natural gas", "kWh", "net") if each.option.offer is FUELS]


def test_a_unit_of_another_kind_is_no_candidate() -> None:
    assert not ranked("Natural gas", "km")
    assert not ranked("Electricity", "kg")


def test_the_nearest_region_is_meant_and_told() -> None:
    exact = first("Electricity", "kWh", "", "US-CAMX")
    country = first("Electricity", "kWh", "", "DE-BY")
    named = first("Electricity", "kWh", "", "Germany")
    assert (exact.region, country.region, named.region) == ("US-CAMX", "DE", "DE")
    assert why(country)["region"] == ("good", "for the country, Germany (DE); none for DE-BY")


def test_a_factor_of_another_country_is_told_as_one() -> None:
    abroad = first("Natural gas", "therm", "gross", "DE")
    assert why(abroad)["region"] == ("poor", "for United States (US), and the rows are in DE")
    assert abroad.score < first("Natural gas", "therm", "gross", "US").score


def test_without_a_region_nothing_of_several_is_chosen() -> None:
    assert not [each for each in ranked("Electricity", "kWh") if each.option.offer is POWER and not each.region]
    assert not LexicalRanker(options(POWER)).rank(Wanted("Electricity", "kWh", start=DAY), limit=3)


@pytest.mark.parametrize(
    ("text", "region"),
    [("Electricity, grid CAMX", "US-CAMX"), ("Strom Germany", "DE"), ("Power in California", "US-CAMX")],
)
def test_a_region_that_the_description_names_is_meant(text: str, region: str) -> None:
    assert first(text, "kWh").region == region


def test_of_two_regions_named_neither_is_meant() -> None:
    assert not [each for each in ranked("Electricity Germany and CAMX", "kWh") if each.option.offer is POWER]


def test_two_that_are_as_near_are_both_less_sure() -> None:
    coals = ranked("Coal", "t", "", "US")[:2]
    assert {each.option.published.activity for each in coals} == {"anthracite", "bituminous"}
    assert all(each.score < Decimal("0.75") for each in coals)
    assert "as near as" in why(coals[0])["text"][1]


def test_a_hint_at_another_scope_puts_a_candidate_back() -> None:
    assert first("Natural gas", "therm", "gross", scope="3").score < first("Natural gas", "therm", "gross").score


def test_nothing_in_common_is_no_candidate() -> None:
    assert not ranked("zzzz", "kWh")
    assert not ranked("", "kWh")


def test_an_unknown_ranker_is_refused_with_those_there_are() -> None:
    with pytest.raises(Unavailable, match="lexical"):
        ranker_of("oracle", options())


@settings(max_examples=40)
@given(
    WORDS.map(" ".join) | st.text(max_size=20),
    st.sampled_from(["kWh", "therm", "L", "t", "km", "nonsense"]),
    st.sampled_from(["", "US"]),
)
def test_the_same_answer_every_time_best_first_each_once(text: str, unit: str, region: str) -> None:
    wanted = Wanted(text, unit, region=region, start=DAY)
    found = RANKER.rank(wanted, limit=5)
    assert found == TURNED.rank(wanted, limit=5)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({each.key for each in found}) == len(found) <= 5
    assert all({r.aspect for r in each.reasons} - {"kind"} == {"text", "unit", "region", "year"} for each in found)
