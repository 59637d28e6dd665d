"""The database's lookup says what the pure search says, and reads a few rows for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from apps.calculations.catalogue.errors import FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.finding import find_factor
from apps.calculations.models import EmissionFactor, FactorEdition
from apps.calculations.selectors.factors import factor_lookup
from apps.calculations.selectors.lookup import (
    DatabaseShelf,
    catalogue_state,
    days_of_change,
    lookup_ingredients,
    lookup_traced,
    lookup_uncached,
)
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.errors import GreenLangError
from tests.calculations.catalogue.shelves import ListedShelf

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[Any]]
GASES = ("CO2", "CH4", "N2O")
GAS = FactorRequest("ef", "stationary-combustion", "natural-gas", "US", "kg/mmBtu(HHV)", GASES, edition="epa-hub-2025")
GRID = FactorRequest("ef", "purchased-electricity", "electricity", "US-CAMX", "kg/kWh", GASES, edition="egrid2023-rev2")


def whole_catalogue() -> ListedShelf:
    editions = {row.id: row.as_edition() for row in FactorEdition.objects.all()}
    rows = EmissionFactor.objects.filter(category__in=[GAS.category, GRID.category, "residual-mix"]).order_by("id")
    return ListedShelf([row.as_candidate(editions[row.edition_id]) for row in rows])


REQUESTS = [
    GAS,
    GRID,
    replace(GAS, activity="Natural Gas"),
    replace(GAS, activity="  natural   GAS "),
    replace(GAS, region="us"),
    replace(GAS, activity="natural-gaz"),
    replace(GAS, region="XX"),
    replace(GAS, category="combustion"),
    replace(GAS, edition="epa-hub-1999"),
    replace(GAS, source="Nobody", edition=""),
    replace(GAS, unit="kg/km"),
    replace(GAS, gases=("SF6",)),
    replace(GAS, basis="net"),
    replace(GRID, region="US-CAMXX", fallback=("country",), gases=("CO2",)),
    replace(GRID, gases=()),
    replace(GRID, gases=("CO2e",)),
    replace(GAS, activity="x\x00y"),
    replace(GAS, category="x\x00y"),
    replace(GAS, activity="x" * 5000),
    replace(GAS, fallback=("country",)),
]


def told(look_up: Callable[[FactorRequest], ResolvedFactor], request: FactorRequest) -> object:
    try:
        return look_up(request).as_document()
    except GreenLangError as error:
        return type(error).__name__, error.where, error.message


@pytest.mark.parametrize("request_", REQUESTS)
def test_the_database_answers_as_the_whole_catalogue_in_memory(request_: FactorRequest) -> None:
    shelf = whole_catalogue()
    pure = told(lambda asked: find_factor(asked, shelf).factor, request_)
    if isinstance(pure, tuple) and pure[1].endswith(("category", "source", "edition")):
        # Which names there are is read of the category, or of all; the aspect that fails is the same.
        found = told(lookup_uncached, request_)
        assert isinstance(found, tuple)
        assert found[:2] == pure[:2]
    else:
        assert told(lookup_uncached, request_) == pure


def test_an_answer_reads_back_from_its_document() -> None:
    for request in (GAS, GRID, replace(GRID, gases=())):
        answer = lookup_uncached(request)
        assert ResolvedFactor.from_document(answer.as_document()) == answer


def test_a_lookup_reads_the_rows_of_one_place_and_their_edition(django_assert_num_queries: Queries) -> None:
    for request in (GAS, GRID):
        with django_assert_num_queries(2):
            lookup_uncached(request)


def test_a_lookup_uses_an_index() -> None:
    for activity in (GAS.activity, "Natural Gas, as printed"):
        request = replace(GAS, activity=activity)
        plans: list[str] = []
        with connection.execute_wrapper(_explaining(plans)):
            DatabaseShelf().published(request)
        factors = [plan for plan in plans if "calculations_emissionfactor" in plan]
        assert factors
        assert all("Seq Scan on calculations_emissionfactor" not in plan for plan in factors), factors


def _explaining(plans: list[str]) -> Callable[..., Any]:
    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            with context["connection"].connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(row[0] for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    return run


def test_the_way_is_told_step_by_step() -> None:
    found = lookup_traced(replace(GRID, region="US-ZZZZ", gases=("CO2",), fallback=("country",)))
    assert [(step.step, step.outcome) for step in found.trace] == [("as-asked", "passed over"), ("country", "matched")]
    assert found.factor.region == "US"


def test_the_ingredients_leave_out_the_slot_only() -> None:
    assert lookup_ingredients(GAS) == lookup_ingredients(replace(GAS, slot="other"))
    for change in ({"region": "GB"}, {"fallback": ("private",)}, {"gases": ("CO2",)}, {"basis": "HHV"}):
        assert lookup_ingredients(GAS) != lookup_ingredients(replace(GAS, **change))


BRITISH_GAS = FactorRequest("ef", "stationary-combustion", "gaseous-fuels-natural-gas", "GB", "kg/kWh(HHV)")


def test_days_of_change_are_in_order_and_part_the_ingredients() -> None:
    days = days_of_change()
    assert list(days) == sorted(set(days))
    for first, after in pairwise(days):
        last = after - timedelta(days=1)
        assert lookup_ingredients(GAS, first) == lookup_ingredients(GAS, last)
        assert lookup_ingredients(GAS, last) != lookup_ingredients(GAS, after)


@pytest.mark.parametrize("request_", [GAS, BRITISH_GAS, replace(BRITISH_GAS, fallback=("other-edition",))])
def test_every_day_of_a_stretch_has_one_answer_byte_for_byte(request_: FactorRequest) -> None:
    answered = set()
    for first, after in pairwise([date(1999, 1, 1), *days_of_change(), date(2050, 1, 1)]):
        one, other = (told(partial(lookup_uncached, on=day), request_) for day in (first, after - timedelta(days=1)))
        if isinstance(one, dict):
            assert one == other
            answered.add(one["edition"])
        else:
            assert isinstance(other, tuple)
    assert answered


def test_another_edition_is_another_state() -> None:
    before = catalogue_state()
    edition = FactorEdition.objects.first()
    assert edition is not None
    other = FactorEdition.of(replace(edition.as_edition(), slug="another"), "sha256:" + "0" * 64)
    other.save()
    assert catalogue_state() != before


def test_a_refusal_names_the_nearest_without_reading_the_whole_catalogue() -> None:
    with pytest.raises(FactorNotFound) as caught:
        factor_lookup(replace(GAS, activity="natural-gaz"), on=date(2025, 1, 1))
    assert caught.value.nearest[0] == "natural-gas"
    assert caught.value.where == "factors.ef.activity"


MARKET = FactorRequest(
    "ef", "electricity-instrument", "electricity", "AT", "kg/kWh",
    fallback=("contract", "supplier", "residual-mix", "regional-average", "national-average"),
)  # fmt: skip


def test_a_residual_mix_that_is_not_available_stops_the_market_based_order() -> None:
    with pytest.raises(FactorNotAvailable):
        factor_lookup(MARKET, on=date(2024, 6, 1))


def test_market_based_goes_from_the_residual_mix_to_the_grid_where_none_is_published() -> None:
    german = lookup_traced(replace(MARKET, region="DE"), date(2024, 6, 1))
    assert german.trace[-1].step == "residual-mix"
    british = lookup_traced(replace(MARKET, region="GB"), date(2025, 6, 1))
    assert british.trace[-1].step == "regional-average"
    assert british.factor.published_total is not None


def test_the_rate_of_non_baseload_plants_serves_no_inventory() -> None:
    with pytest.raises(FactorNotFound, match="for reference only"):
        factor_lookup(replace(GRID, category="electricity-non-baseload", edition=""))
