"""The taxonomy: every method and every category of the catalogue has one home, and the page shows all of it."""

import csv
from collections import Counter

import pytest

from apps.agents.domains import GENERAL, TAXONOMY, Domain, service_of
from apps.agents.domains.page import page
from apps.agents.domains.taxonomy import family_of
from apps.agents.domains.words import tokens_of, vocabulary
from apps.calculations.catalogue.fallback import GRID_LOSS, LOCATION_BASED, MARKET_BASED
from apps.calculations.catalogue.reading import EDITIONS
from greenlang.engine import METHODS
from tests.house import PROJECT


def published() -> set[tuple[str, str]]:
    """Category and gas of every figure the product carries."""
    found = set()
    for path in EDITIONS.glob("*/factors.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {(row["category"], row["gas"]) for row in csv.DictReader(file)}
    return found


def test_every_method_of_the_library_belongs_to_exactly_one_domain() -> None:
    homes = Counter(method for domain in TAXONOMY for method in service_of(domain.id).methods)
    assert homes == Counter({id_ for id_, _ in METHODS})


def test_a_methods_scope_and_category_are_those_of_its_domain() -> None:
    homes = {family: domain for domain in TAXONOMY for family in domain.families}
    for (id_, _), method in METHODS.items():
        home = homes[family_of(id_)]
        assert method.definition.scope == home.scope, id_
        assert method.scope3_category == (str(home.scope3_category) if home.scope3_category else ""), id_


def test_every_category_a_specification_may_select_has_exactly_one_home() -> None:
    steps = (step for method in (GRID_LOSS, LOCATION_BASED, MARKET_BASED) for step in method.steps)
    selectable = {category for category, _ in published()} | {step.category for step in steps if step.category}
    homes = Counter(category for domain in TAXONOMY for category in domain.categories)
    assert selectable <= set(homes)
    assert [category for category, count in homes.items() if count > 1] == []
    private = {"process-emissions", "purchased-goods"}
    assert set(homes) - selectable == private, "a category nobody publishes is one of an organisation's own factors"


def test_what_is_borrowed_is_at_home_elsewhere() -> None:
    homes = {category for domain in TAXONOMY for category in domain.categories}
    for domain in TAXONOMY:
        assert domain.borrowed <= homes - domain.categories, domain.id


def test_the_gases_said_are_those_published() -> None:
    figures = published()
    for domain in TAXONOMY:
        gases = {gas for category, gas in figures if category in domain.categories and gas}
        assert domain.gases == ("published",) or gases <= set(domain.gases), domain.id


@pytest.mark.parametrize("domain", TAXONOMY, ids=lambda domain: domain.id)
def test_a_domain_is_served_by_methods_or_says_why_not(domain: Domain) -> None:
    service = service_of(domain.id)
    assert bool(service.methods) == bool(domain.families) == (not service.remark)
    assert bool(service.gases) == bool(service.methods)
    assert domain.scope in ({"1", "2", "3"} if service.methods else {""})
    assert (domain.scope3_category > 0) == (domain.scope == "3")


def test_ids_are_unique_and_the_fifteen_categories_complete() -> None:
    ids = [domain.id for domain in (*TAXONOMY, GENERAL)]
    assert len(ids) == len(set(ids))
    assert sorted(domain.scope3_category for domain in TAXONOMY if domain.scope3_category) == list(range(1, 16))


def test_words_are_lower_case_and_differ_within_a_domain() -> None:
    for domain in TAXONOMY:
        said = [" ".join(tokens_of(word)) for word in domain.words]
        assert all(said), domain.id
        assert len(said) == len(set(said)), domain.id
        assert all(word == word.lower() for word in domain.words)
        assert vocabulary() >= {token for word in said for token in word.split()}


def test_the_page_is_written_from_the_taxonomy() -> None:
    assert (PROJECT / "docs" / "domains.md").read_text(encoding="utf-8") == page()
