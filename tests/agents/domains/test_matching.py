"""Domains: found by words and fields, the same way every time, with the reasons said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.agents.domains import TAXONOMY, match_domain
from apps.agents.domains.matching import CATEGORY_POINTS, THRESHOLD
from apps.agents.spec import PackSpec, read_spec
from tests.agents.codegen.agent_samples import pack_bytes


def named(name: str, description: str = "") -> PackSpec:
    return PackSpec.model_validate(
        {
            "pack": {"id": "p", "name": name, "version": "1.0.0", "description": description},
            "agents": [{"id": "a", "name": name, "type": "deterministic-calculator"}],
        }
    )


@pytest.mark.parametrize(
    ("pack", "domain", "scope"),
    [
        ("stationary-combustion", "stationary-combustion", "1"),
        ("purchased-electricity", "purchased-electricity", "2"),
        ("everything", "freight", "3"),
        ("electricity-location-based", "purchased-electricity", "2"),
        ("electricity-market-based", "purchased-electricity", "2"),
        ("refrigerant-mass-balance", "refrigerants", "1"),
        ("refrigerant-losses", "refrigerants", "1"),
        ("waste-by-type", "waste", "3"),
        ("freight-by-distance", "freight", "3"),
    ],
)
def test_packs_are_matched_with_their_scope(pack: str, domain: str, scope: str) -> None:
    match = match_domain(read_spec(pack_bytes(pack)).spec)
    assert (match.domain, match.scope) == (domain, scope)
    assert match.score >= THRESHOLD
    assert match == match_domain(read_spec(pack_bytes(pack)).spec)


def test_the_reasons_add_up_and_the_strongest_is_first() -> None:
    match = match_domain(read_spec(pack_bytes("stationary-combustion")).spec)
    points = [int(reason.rpartition("+")[2].rstrip(")")) for reason in match.reasons]
    assert points[0] == CATEGORY_POINTS
    assert points == sorted(points, reverse=True)
    assert match.score == sum(points)
    assert match.reasons[0].startswith("factors are selected from heat-content, stationary-combustion")


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("Fleet vehicle mileage", "mobile-combustion"),
        ("Refrigerant leakage by charge", "refrigerants"),
        ("District heating and steam", "purchased-heat"),
        ("Employee commuting and homeworking", "commuting"),
        ("Landfill waste", "waste"),
        ("Economizer performance", "general"),
    ],
)
def test_names_alone_can_be_enough(name: str, domain: str) -> None:
    assert match_domain(named(name)).domain == domain


def test_a_single_word_of_a_description_is_not_enough() -> None:
    match = match_domain(named("Something", "It mentions electricity once."))
    assert (match.domain, match.score, match.runner_up) == ("general", 0, "purchased-electricity")


def test_a_word_inside_another_is_no_sign() -> None:
    assert match_domain(named("Refuelled gridlock")).domain == "general"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_a_domain_of_the_taxonomy(name: str, description: str) -> None:
    match = match_domain(named(name, description))
    assert match.domain in {domain.id for domain in TAXONOMY} | {"general"}
    assert 0 <= match.score <= 100


def test_the_taxonomy_is_consistent() -> None:
    ids = [domain.id for domain in TAXONOMY]
    assert len(ids) == len(set(ids))
    for domain in TAXONOMY:
        assert domain.scope in {"1", "2", "3"}
        assert (domain.scope3_category > 0) == (domain.scope == "3")
        assert all(word == word.lower() for word in domain.words)
