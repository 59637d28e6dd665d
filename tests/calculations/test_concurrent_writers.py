"""Many writers on one tenant's chain: no fork, no gap, nothing twice."""

import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection

from apps.calculations.models import Calculation, LedgerSegment
from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services.batch import segment_append
from apps.calculations.services.ledger import ledger_append
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.engine.records import Recipe, Record
from greenlang.isolation import tenant_scope
from tests.calculations.records import calculated
from tests.database import TestDatabase

WRITERS = 32
EACH = 8


@pytest.fixture
def tenant(committed: TestDatabase) -> Iterator[Tenant]:
    """A tenant in a database whose transactions really commit."""
    yield tenant_create(slug="alpha", name="Alpha")


def test_thirty_two_writers_make_one_chain(tenant: Tenant) -> None:
    written: list[uuid.UUID] = []
    failed: list[BaseException] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        try:
            start.wait()
            for turn in range(EACH):
                with tenant_scope(tenant.id):
                    written.extend(_segment(number) if turn == EACH // 2 else _single(number * EACH + turn))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with tenant_scope(tenant.id):
        verdict = ledger_verify()
        assert verdict.holds, verdict.reason
        assert verdict.records == len(written) == WRITERS * (EACH - 1 + 3)
        assert list(Calculation.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
            range(1, len(written) + 1)
        )
        assert set(Calculation.objects.values_list("id", flat=True)) == set(written)
        assert LedgerSegment.objects.filter(count=3).count() == WRITERS


def _single(number: int) -> list[uuid.UUID]:
    record, recipe = calculated(str(number + 1))
    ledger_append(record, recipe)
    return [uuid.UUID(record.id)]


def _segment(number: int) -> list[uuid.UUID]:
    made = [calculated(str(number + 1), period_id=uuid.uuid4()) for _ in range(3)]
    segment_append([record for record, _ in made], {recipe.hash: recipe for _, recipe in made})
    return [uuid.UUID(record.id) for record, _ in made]


def test_writers_with_the_same_new_recipes_in_opposite_order_do_not_wait_for_each_other(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        one, other = calculated("1", "AR5"), calculated("1", "AR6")
    entered = threading.Barrier(2)
    failed: list[BaseException] = []

    def write(made: list[tuple[Record, Recipe]]) -> None:
        try:
            with tenant_scope(tenant.id):
                entered.wait()
                for record, recipe in made:
                    fresh = replace(record, id=str(uuid.uuid4()))
                    segment_append([fresh], {recipe.hash: recipe})
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[made]) for made in ([one, other], [other, one])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with tenant_scope(tenant.id):
        assert ledger_verify().records == 4
