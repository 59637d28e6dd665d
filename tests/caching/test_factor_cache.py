"""Cached answers are those of the database, byte by byte, for whoever asks; changes show at once."""

import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.calculations import factor_cache
from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.factor_cache import CatalogueStates, answer_key, factor_lookup_cached
from apps.calculations.models.catalogue import EmissionFactor
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.lookup import lookup_uncached
from apps.events.services import platform_event_record
from apps.tenants.models import Tenant
from greenlang.caching.memory import MemoryTier
from greenlang.caching.redis_tier import RedisTier, connect
from greenlang.caching.tiers import TieredCache
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import FactorRequest
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope

pytestmark = pytest.mark.django_db

GAS = FactorRequest(
    slot="factor",
    category="stationary-combustion",
    activity="natural-gas",
    region="US",
    unit="kg/mmBtu(HHV)",
    gases=("CO2", "CH4", "N2O"),
    edition="epa-hub-2025",
)
DAY = date(2025, 6, 1)


@pytest.fixture
def caches() -> Iterator[Callable[[], TieredCache]]:
    """Makes caches that share Redis with each other and with no other test."""
    secret, made = uuid.uuid4().bytes, []

    def make() -> TieredCache:
        cache = TieredCache(
            MemoryTier(limit=10_000_000, seconds=300), RedisTier(connect(settings.REDIS_URL), secret=secret, seconds=60)
        )
        cache.listen(settings.REDIS_URL)
        made.append(cache)
        return cache

    yield make
    for cache in made:
        assert cache.listener is not None
        cache.listener.stop()


def requests_of_the_catalogue(count: int) -> list[FactorRequest]:
    """Places all over the catalogue, as an agent asks for them."""
    rows = EmissionFactor.objects.order_by("id").exclude(gas="")
    step = max(1, rows.count() // count)
    return [
        FactorRequest(
            slot="factor",
            category=row.category,
            activity=row.activity,
            region=row.region,
            unit=row.unit.replace(f"({row.gas})", "", 1),
            gases=(row.gas,),
            edition=row.edition.slug,
            basis=row.basis,
        )
        for row in rows.select_related("edition")[::step]
    ]


def answer(look_up: Callable[..., Any], *arguments: Any) -> bytes | str:
    try:
        return canonical_json(look_up(*arguments).as_document())
    except GreenLangError as error:
        return str(error.as_dict())


def test_every_tier_answers_byte_by_byte_as_the_database_does(caches: Callable[[], TieredCache]) -> None:
    first, second = caches(), caches()
    asked = [(request, on) for request in requests_of_the_catalogue(25) for on in (None, DAY, date(2019, 12, 31))]
    answered = 0
    for request, on in asked:
        expected = answer(lookup_uncached, request, on)
        answered += isinstance(expected, bytes)
        for cache in (first, first, second, second):
            assert answer(lambda *a, cache=cache: factor_lookup_cached(*a, cache=cache), request, on) == expected
    assert answered > 10


def test_a_hit_asks_the_database_nothing_and_days_of_one_stretch_share_an_answer(
    caches: Callable[[], TieredCache],
) -> None:
    cache, other = caches(), caches()
    factor_lookup_cached(GAS, DAY, cache=cache)
    with CaptureQueriesContext(connection) as queries:
        for days in range(20):
            factor_lookup_cached(GAS, DAY + timedelta(days=days), cache=cache)
            factor_lookup_cached(GAS, DAY, cache=other)
    assert len(queries) == 0
    assert len(cache.memory) == 2


def test_the_slot_is_no_part_of_the_key_and_everything_else_is() -> None:
    states = CatalogueStates("sha256:c", "", ())

    def key(day: Any = DAY, states: Any = states, owner: Any = None, **changed: Any) -> str:
        return answer_key(FactorRequest(**{**vars(GAS), **changed}), day, states, owner)

    assert key().startswith("ef:epa-hub-2025:natural-gas:US:2025:public:")
    assert key(slot="other") == key()
    tenant = uuid.uuid4()
    others = [
        key(day=None),
        key(day=date(2024, 1, 1)),
        key(states=CatalogueStates("sha256:d", "", ())),
        key(states=CatalogueStates("sha256:c", "sha256:p", ()), owner=tenant),
        key(states=CatalogueStates("sha256:c", "sha256:p", ()), owner=uuid.uuid4()),
        *(key(**{name: "other"}) for name in ("category", "activity", "region", "unit", "source", "edition", "basis")),
        key(gases=("CO2",)),
        key(fallback=("region",)),
    ]
    assert len({key(), *others}) == len(others) + 1


def test_a_tenant_without_factors_of_its_own_shares_the_public_answers(
    caches: Callable[[], TieredCache], tenant_a: Tenant
) -> None:
    cache = caches()
    factor_lookup_cached(GAS, DAY, cache=cache)
    with tenant_scope(tenant_a.id):
        factor_lookup_cached(GAS, DAY, cache=cache)
    assert len(cache.memory) == 3  # one answer, and the states of both


def test_an_answer_of_one_tenants_own_state_is_never_another_tenants(
    caches: Callable[[], TieredCache], tenant_a: Tenant, tenant_b: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if both had approved factors: what each is given was looked up in its own scope."""
    cache = caches()
    scopes: list[str] = []

    def look_up(request: FactorRequest, on: date | None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.tenant_id')")
            scopes.append(str(cursor.fetchone()[0]))
        return lookup_uncached(request, on)

    monkeypatch.setattr(factor_cache, "lookup_uncached", look_up)
    monkeypatch.setattr(factor_cache, "private_state", lambda: "sha256:the same for both")
    for tenant in (tenant_a, tenant_b, tenant_a, tenant_b):
        with tenant_scope(tenant.id):
            factor_lookup_cached(GAS, DAY, cache=cache)
    assert scopes == [str(tenant_a.id), str(tenant_b.id)]


def test_a_refusal_is_not_kept_and_names_the_place_of_who_asks(caches: Callable[[], TieredCache]) -> None:
    cache = caches()
    for slot in ("first", "second"):
        unknown = FactorRequest(**{**vars(GAS), "slot": slot, "activity": "unobtainium"})
        with pytest.raises(FactorNotFound) as caught:
            factor_lookup_cached(unknown, DAY, cache=cache)
        assert slot in caught.value.where


def test_who_changes_the_catalogue_reads_its_own_rows_and_leaves_nothing_in_the_tiers(
    caches: Callable[[], TieredCache], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, other = caches(), caches()
    before = factor_lookup_cached(GAS, DAY, cache=cache)
    uncommitted = replace(before, source="a row that is not committed")
    with transaction.atomic():
        platform_event_record(event="ef.updated", aggregate_type="edition", aggregate_id="x", payload={})
        monkeypatch.setattr(factor_cache, "lookup_uncached", lambda request, on: uncommitted)
        assert factor_lookup_cached(GAS, DAY, cache=cache) == uncommitted
        transaction.set_rollback(True)
    assert factor_lookup_cached(GAS, DAY, cache=cache) == before
    assert factor_lookup_cached(GAS, DAY, cache=other) == before


def test_sets_of_warming_potentials_come_back_whole_and_without_queries() -> None:
    first = gwp_set("AR6")
    with CaptureQueriesContext(connection) as queries:
        again = gwp_set("ipcc-gwp-ar6")
    assert len(queries) == 0
    assert again == first
    assert factor_cache.GWP_SET.decode(first.as_document()) == first
    assert again.of("CH4", origin="fugitive") > again.of("CH4") > Decimal(20)


def test_many_threads_ask_the_database_once(caches: Callable[[], TieredCache], monkeypatch: pytest.MonkeyPatch) -> None:
    cache, found, asked = caches(), [], []
    expected = lookup_uncached(GAS, DAY)
    states = CatalogueStates.read()
    go = threading.Event()

    def look_up(request: FactorRequest, on: date | None) -> Any:
        asked.append(request)
        go.wait(1)
        return expected

    monkeypatch.setattr(factor_cache, "lookup_uncached", look_up)
    monkeypatch.setattr(CatalogueStates, "read", classmethod(lambda cls: states))
    threads = [
        threading.Thread(target=lambda: found.append(factor_lookup_cached(GAS, DAY, cache=cache))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    assert len(asked) == 1
    assert found == [expected] * 8
