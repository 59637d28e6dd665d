"""The library of methods as it is read: every method in one group, every word found, nothing left unsaid."""

from xml.etree import ElementTree

import pytest

from apps.calculations.method_library import (
    SCOPE3_CATEGORIES,
    UnknownMethod,
    grouped,
    library_state,
    method_document,
    method_get,
    not_served,
    search_methods,
)
from greenlang.engine import METHODS, canonical_json


def test_every_method_stands_in_exactly_one_group_in_the_order_of_scopes_and_categories() -> None:
    groups = grouped(METHODS.values())
    listed = [(found.id, found.version) for group in groups for found in group.methods]
    assert sorted(listed) == sorted(METHODS)
    places = [(group.scope, int(group.scope3_category or 0)) for group in groups]
    assert places == sorted(places)
    assert {group.scope3_category for group in groups if group.scope == "3"} == set(SCOPE3_CATEGORIES)


@pytest.mark.parametrize("found", METHODS.values(), ids=lambda found: found.id)
def test_a_method_says_what_each_name_is_and_where_it_is_from(found: object) -> None:
    document = method_document(found)  # type: ignore[arg-type]
    canonical_json(document)
    assert document["source"]
    assert document["formula_hash"].startswith("sha256:")
    for named in (*document["inputs"], *document["factors"]):
        assert named["unit"]
        assert named["meaning"], named["name"]
        assert named["name"] in document["explained"]
    ElementTree.fromstring(document["mathematics"])  # noqa: S314 - the engine's own markup


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("mass balance", {"refrigerants/mass-balance", "refrigerants/simplified-mass-balance"}),
        ("HOMEWORKING", {"commuting/homeworking"}),
        ("residual mix", {"purchased-electricity/market-based"}),
        ("teleport", set()),
    ],
)
def test_words_are_found_in_ids_titles_and_meanings(text: str, ids: set[str]) -> None:
    assert {found.id for found in search_methods(text)} >= ids
    assert bool(search_methods(text)) is bool(ids)


def test_a_search_is_narrowed_by_scope_and_category() -> None:
    assert {found.definition.scope for found in search_methods(scope="2")} == {"2"}
    waste = search_methods("waste", scope="3", scope3_category="5")
    assert {found.id for found in waste} == {"waste/type-and-treatment", "waste/wastewater"}
    assert search_methods(scope="1", scope3_category="5") == ()


def test_what_is_not_served_is_said_for_every_category_of_scope_3_and_none_else() -> None:
    assert {refused.category for refused in not_served(every=True)} == set(SCOPE3_CATEGORIES)
    assert {refused.category for refused in not_served("5")} == {"5"}
    assert not_served("") == ()


@pytest.mark.parametrize(
    ("method_id", "version"),
    [
        ("teleport", ""),
        ("waste/wastewater", "9"),
        ("", ""),
        ("a" * 5000, ""),
        ("purchased-goods/spend-based/XXX-1", ""),
    ],
)
def test_an_unknown_method_is_not_found_and_the_nearest_is_named(method_id: str, version: str) -> None:
    with pytest.raises(UnknownMethod) as refused:
        method_get(method_id, version)
    assert refused.value.status == 404
    assert refused.value.mend


def test_spend_in_another_currency_is_a_method_of_its_own() -> None:
    found = method_get("purchased-goods/spend-based/EUR-2024")
    assert {given["name"] for given in method_document(found)["inputs"]} == {"spend", "exchange_rate", "deflator"}


def test_the_librarys_state_is_one_hash() -> None:
    assert library_state() == library_state()
    assert library_state().startswith("sha256:")
