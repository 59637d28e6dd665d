"""The quick verification holds where the ledger is untouched, and never where anything was changed."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import Model

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import Store
from apps.calculations.models import Calculation, LedgerHead, LedgerSegment, Recipe
from apps.calculations.services.batch import batch_execute, segment_append
from apps.calculations.verifying import RECORD_TEXT_SQL, SoundChain, sound_chain
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.calculations.test_batch import calculator, rows, some_records
from tests.database import TestDatabase, superuser_connection

BAD = 7


@pytest.fixture
def ledger(committed: TestDatabase) -> Iterator[Tenant]:
    """Seventeen records in five segments: of three, one, ten, two and one."""
    tenant = tenant_create(slug="alpha", name="Alpha")
    with tenant_scope(tenant.id):
        segment_append(*some_records(3))
        segment_append(*some_records(1))
    batch_execute(tenant_id=tenant.id, calculator=calculator(), rows=rows(12), partition_size=10)
    with tenant_scope(tenant.id):
        segment_append(*some_records(1))
    yield tenant


def chain_of(tenant: Tenant) -> SoundChain | None:
    with tenant_scope(tenant.id):
        return sound_chain(Anchors(Store()))


def as_superuser(*statements: str) -> None:
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        for statement in statements:
            intruder.execute(statement.encode())


def change_as_superuser(table: str, change: str, where: str) -> None:
    as_superuser(f"UPDATE {table} SET {change} WHERE {where}")  # noqa: S608 - the tests' own texts


def test_an_untouched_chain_holds(ledger: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    with tenant_scope(ledger.id):
        head = LedgerHead.objects.get()
    for rows_at_once in (1, 2, 5, 4000):
        monkeypatch.setattr("apps.calculations.verifying.ROWS_AT_ONCE", rows_at_once)
        assert chain_of(ledger) == SoundChain(17, 17, head.chain_hash)


def test_an_empty_chain_holds(ledger: Tenant) -> None:
    other = chain_of(tenant_create(slug="beta", name="Beta"))
    assert other is not None
    assert other.records == 0


def test_the_database_writes_the_text_that_is_hashed(ledger: Tenant) -> None:
    with tenant_scope(ledger.id), connection.cursor() as cursor:
        joined = "calculations_calculation c JOIN calculations_recipe r ON r.id = c.recipe_id"
        cursor.execute(f"SELECT {RECORD_TEXT_SQL} FROM {joined} ORDER BY c.sequence")  # noqa: S608 - fixed texts
        written = [text for (text,) in cursor.fetchall()]
        assert written == [row.record.text for row in Calculation.objects.order_by("sequence")]
        assert len(written) == 17


ALTERED = "left({0}, -1) || CASE WHEN right({0}, 1) = '7' THEN '8' ELSE '7' END"
CHANGES = {
    "id": "gen_random_uuid()", "tenant_id": "gen_random_uuid()", "sequence": "sequence + 100",
    "recorded_at": "recorded_at + interval '1 microsecond'", "recipe_id": "gen_random_uuid()",
    "period_id": "gen_random_uuid()", "activity_id": "gen_random_uuid()", "reverses": "gen_random_uuid()",
    "co2e": "co2e + 1", "result": "-result - 1", "co2_biogenic": "0.1",
}  # fmt: skip


def columns(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


@pytest.mark.parametrize("column", columns(Calculation))
def test_any_change_of_a_column_shows(ledger: Tenant, column: str) -> None:
    change = CHANGES.get(column, ALTERED.format(column))
    change_as_superuser("calculations_calculation", f"{column} = {change}", f"sequence = {BAD}")
    assert chain_of(ledger) is None


@pytest.mark.parametrize("column", columns(LedgerSegment))
def test_any_change_of_a_segment_shows(ledger: Tenant, column: str) -> None:
    changes = {
        "id": "", "tenant_id": "gen_random_uuid()", "first_sequence": "first_sequence + 1", "count": "count - 1",
        "root": ALTERED.format("root"), "chain_hash": ALTERED.format("chain_hash"), "leaves": "set_byte(leaves, 5, 7)",
    }  # fmt: skip
    if not changes[column]:  # a segment's id says nothing
        return
    change_as_superuser("calculations_ledgersegment", f"{column} = {changes[column]}", "first_sequence = 5")
    assert chain_of(ledger) is None


MUTATIONS = {
    "a row is gone": ["DELETE FROM calculations_calculation WHERE sequence = 7"],
    "the last row is gone": ["DELETE FROM calculations_calculation WHERE sequence = 17"],
    "the last segment is gone with its row": [
        "DELETE FROM calculations_calculation WHERE sequence = 17",
        "DELETE FROM calculations_ledgersegment WHERE first_sequence = 17",
    ],
    "a segment is gone": ["DELETE FROM calculations_ledgersegment WHERE first_sequence = 4"],
    "the head is behind": ["UPDATE calculations_ledgerhead SET sequence = sequence - 1"],
    "the head is another": ["UPDATE calculations_ledgerhead SET chain_hash = 'sha256:' || repeat('0', 64)"],
    "the head is gone": ["DELETE FROM calculations_ledgerhead"],
    "two rows changed places": [
        "UPDATE calculations_calculation SET sequence = -1 WHERE sequence = 7",
        "UPDATE calculations_calculation SET sequence = 7 WHERE sequence = 8",
        "UPDATE calculations_calculation SET sequence = 8 WHERE sequence = -1",
    ],
    "a row more than the segments have": [
        "INSERT INTO calculations_calculation SELECT (c).* FROM (SELECT jsonb_populate_record(c, jsonb_build_object("
        "'id', gen_random_uuid(), 'sequence', 18, 'reverses', NULL)) AS c FROM calculations_calculation c "
        "WHERE sequence = 17) more"
    ],
    "a row before the first": ["UPDATE calculations_calculation SET sequence = 0 WHERE sequence = 17"],
    "two rows of one sequence": [
        "ALTER TABLE calculations_calculation DROP CONSTRAINT ledger_sequence",
        "UPDATE calculations_calculation SET sequence = 7 WHERE sequence = 8",
    ],
    "a recipe is gone": ["DELETE FROM calculations_recipe"],
    "a recipe has another hash": ["UPDATE calculations_recipe SET hash = 'sha256:' || repeat('0', 64)"],
    "a column is empty": [
        "ALTER TABLE calculations_calculation ALTER source DROP NOT NULL",
        "UPDATE calculations_calculation SET source = NULL WHERE sequence = 7",
    ],
    "a root that is none": ["UPDATE calculations_ledgersegment SET root = 'x' WHERE first_sequence = 4"],
    "leaves that are too few": ["UPDATE calculations_ledgersegment SET leaves = 'x' WHERE first_sequence = 5"],
    "no leaves": ["UPDATE calculations_ledgersegment SET leaves = NULL WHERE first_sequence = 5"],
    "a record in the text of the one before": [
        "UPDATE calculations_calculation c SET source = c.source || ',\"tenant_id\":\"' || c.tenant_id || '\"}' || "
        "E'\\n' || 'x' WHERE sequence = 7",
        "DELETE FROM calculations_calculation WHERE sequence = 8",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_any_mutation_shows(ledger: Tenant, name: str) -> None:
    as_superuser(*MUTATIONS[name])
    assert chain_of(ledger) is None


def test_another_tenants_rows_are_none_of_it(ledger: Tenant) -> None:
    other = tenant_create(slug="beta", name="Beta")
    batch_execute(tenant_id=other.id, calculator=calculator(), rows=rows(3))
    change_as_superuser("calculations_calculation", "source = '{}'", f"tenant_id = '{other.id}'")
    assert chain_of(other) is None
    assert chain_of(ledger) is not None
    with tenant_scope(uuid.uuid4()):
        assert Recipe.objects.count() == 0
