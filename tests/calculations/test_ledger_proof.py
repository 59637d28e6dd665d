"""Against somebody who can write the whole database: every change shows, and the record is named."""

import subprocess
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Model

from apps.calculations.models import Calculation, LedgerSegment, Recipe
from apps.calculations.selectors.verification import Verdict, ledger_verify
from apps.calculations.services.checkpoints import checkpoint_now, store_path
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.embedded import postgres
from greenlang.engine.chain import GENESIS, chain_hash
from greenlang.isolation import tenant_scope
from tests.calculations.records import append
from tests.database import TestDatabase, superuser_connection

RECORDS = 5
BAD = 3


@pytest.fixture
def ledger(committed: TestDatabase) -> Iterator[Tenant]:
    """A tenant with five records, committed, so that a superuser can reach them from outside."""
    tenant = tenant_create(slug="alpha", name="Alpha")
    with tenant_scope(tenant.id):
        for number in range(RECORDS):
            append(str(number + 1))
    yield tenant


def verdict_of(tenant: Tenant) -> Verdict:
    with tenant_scope(tenant.id):
        return ledger_verify()


def as_superuser(statement: str, *parameters: object) -> None:
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute(statement, parameters)


def test_an_untouched_ledger_holds(ledger: Tenant) -> None:
    verdict = verdict_of(ledger)
    assert verdict.holds
    assert (verdict.records, verdict.head_sequence) == (RECORDS, RECORDS)


def columns_of(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


ALTERED = "left({0}, -1) || CASE WHEN right({0}, 1) = '7' THEN '8' ELSE '7' END"
CHANGES = {
    "id": "gen_random_uuid()", "tenant_id": "gen_random_uuid()", "sequence": "sequence + 100",
    "recorded_at": "recorded_at + interval '1 microsecond'", "recipe_id": "gen_random_uuid()",
    "period_id": "gen_random_uuid()", "activity_id": "NULL", "reverses": "gen_random_uuid()", "co2e": "co2e + 1",
    "result": "-result", "co2_biogenic": "0.1", "first_sequence": "first_sequence + 100", "count": "count + 1",
    "leaves": "'\\x00'",
}  # fmt: skip


@pytest.mark.parametrize("column", columns_of(Calculation))
def test_any_one_changed_column_is_found_and_the_record_named(ledger: Tenant, column: str) -> None:
    with tenant_scope(ledger.id):
        before = Calculation.objects.get(sequence=BAD)
    change = CHANGES.get(column, ALTERED.format(column))
    as_superuser(f"UPDATE calculations_calculation SET {column} = {change} WHERE id = %s", before.id)  # noqa: S608
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert verdict.bad_sequence == BAD
    assert verdict.reason


@pytest.mark.parametrize("column", columns_of(Recipe))
def test_any_one_changed_column_of_a_recipe_is_found(ledger: Tenant, column: str) -> None:
    change = CHANGES.get(column, ALTERED.format(column))
    as_superuser(f"UPDATE calculations_recipe SET {column} = {change} WHERE tenant_id = %s", ledger.id)  # noqa: S608
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert verdict.bad_sequence == 1


# The name of a segment stands for nothing but the row itself.
@pytest.mark.parametrize("column", [name for name in columns_of(LedgerSegment) if name != "id"])
def test_any_one_changed_column_of_a_segment_is_found_and_the_record_named(ledger: Tenant, column: str) -> None:
    change = CHANGES.get(column, ALTERED.format(column))
    as_superuser(f"UPDATE calculations_ledgersegment SET {column} = {change} WHERE first_sequence = %s", BAD)  # noqa: S608
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert verdict.bad_sequence in {BAD, BAD + 1}


@pytest.mark.parametrize("moment", ["infinity", "-infinity", "0044-03-15 BC"])
def test_a_time_that_is_none_is_found_and_the_record_named(ledger: Tenant, moment: str) -> None:
    as_superuser("UPDATE calculations_calculation SET recorded_at = %s WHERE sequence = %s", moment, BAD)
    assert verdict_of(ledger).bad_sequence == BAD


@pytest.mark.parametrize("sequence", [1, BAD, RECORDS])
def test_a_deleted_record_is_found(ledger: Tenant, sequence: int) -> None:
    as_superuser("DELETE FROM calculations_calculation WHERE sequence = %s", sequence)
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert verdict.bad_sequence == sequence


def test_two_swapped_records_are_found(ledger: Tenant) -> None:
    as_superuser("UPDATE calculations_calculation SET sequence = -2 WHERE sequence = 2")
    as_superuser("UPDATE calculations_calculation SET sequence = 2 WHERE sequence = 3")
    as_superuser("UPDATE calculations_calculation SET sequence = 3 WHERE sequence = -2")
    assert verdict_of(ledger).bad_sequence == 2


def test_a_record_moved_to_another_tenant_breaks_both_chains(ledger: Tenant) -> None:
    other = tenant_create(slug="beta", name="Beta")
    with tenant_scope(other.id):
        append()
        append()
    as_superuser("DELETE FROM calculations_calculation WHERE tenant_id = %s AND sequence = 2", other.id)
    as_superuser("UPDATE calculations_calculation SET tenant_id = %s WHERE sequence = 2", other.id)
    assert verdict_of(ledger).bad_sequence == 2
    assert verdict_of(other).bad_sequence == 2


def test_a_moved_head_is_found(ledger: Tenant) -> None:
    as_superuser("UPDATE calculations_ledgerhead SET sequence = sequence + 1")
    assert not verdict_of(ledger).holds


def test_the_product_itself_can_neither_change_nor_delete_a_record(ledger: Tenant) -> None:
    for statement in ("UPDATE calculations_calculation SET result = '0'", "DELETE FROM calculations_calculation"):
        with tenant_scope(ledger.id), pytest.raises(DatabaseError, match="permission denied"):  # noqa: SIM117
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert verdict_of(ledger).holds


def test_a_dumped_and_restored_ledger_holds(ledger: Tenant) -> None:
    source, target = str(connection.settings_dict["NAME"]), f"restored_{uuid.uuid4().hex[:8]}"
    connections.close_all()
    dump = subprocess.run(
        [postgres.binary("pg_dump"), postgres.dsn(settings.DATA, "postgres", source)], check=True, capture_output=True
    ).stdout
    with superuser_connection("postgres") as superuser:
        superuser.execute(f'CREATE DATABASE "{target}" TEMPLATE template0 OWNER greenlang_owner')
    try:
        restored = [
            str(postgres.binary("psql")),
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            postgres.dsn(settings.DATA, "postgres", target),
        ]
        subprocess.run(restored, input=dump, check=True, capture_output=True)
        connection.settings_dict["NAME"] = target
        verdict = verdict_of(ledger)
        assert (verdict.holds, verdict.records) == (True, RECORDS)
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = source
        with superuser_connection("postgres") as superuser:
            superuser.execute(f'DROP DATABASE "{target}" WITH (FORCE)')


def test_a_rolled_back_record_leaves_no_gap(ledger: Tenant) -> None:
    with pytest.raises(ValueError, match="not after all"), tenant_scope(ledger.id):
        append()
        raise ValueError("not after all")
    with tenant_scope(ledger.id):
        assert append().sequence == RECORDS + 1
    assert verdict_of(ledger).holds


def signed(tenant: Tenant) -> None:
    """The chain as it is, signed outside the database."""
    with tenant_scope(tenant.id):
        checkpoint_now()


def hashed_anew(tenant: Tenant) -> None:
    """What somebody who can write the whole database does after a change: every hash and link recomputed."""
    with tenant_scope(tenant.id):
        rows = list(Calculation.objects.order_by("sequence"))
        hashes = [row.record_hash for row in rows]
    previous = GENESIS
    for sequence, root in enumerate(hashes, 1):
        previous = chain_hash(tenant_id=str(tenant.id), first_sequence=sequence, count=1, previous=previous, root=root)
        statement = "UPDATE calculations_ledgersegment SET root = %s, chain_hash = %s WHERE first_sequence = %s"
        as_superuser(statement, root, previous, sequence)
    as_superuser("UPDATE calculations_ledgerhead SET sequence = %s, chain_hash = %s", len(hashes), previous)


def test_a_checkpoint_anchors_what_lies_before_it(ledger: Tenant) -> None:
    signed(ledger)
    with tenant_scope(ledger.id):
        append("77")
    document = verdict_of(ledger).as_document()
    assert (document["holds"], document["anchored"], document["unanchored_records"]) == (True, True, 1)


def test_a_chain_hashed_anew_from_end_to_end_is_found_where_it_is_anchored(ledger: Tenant) -> None:
    signed(ledger)
    as_superuser("UPDATE calculations_calculation SET co2e = co2e + 1 WHERE sequence = %s", BAD)
    hashed_anew(ledger)
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert "hashed anew" in verdict.reason


def test_a_tail_cut_off_together_with_the_head_is_found(ledger: Tenant) -> None:
    signed(ledger)
    as_superuser("DELETE FROM calculations_calculation WHERE sequence > 3")
    as_superuser("DELETE FROM calculations_ledgersegment WHERE first_sequence > 3")
    hashed_anew(ledger)
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert verdict.bad_sequence == 4
    assert "cut off" in verdict.reason


def test_records_after_the_last_checkpoint_are_not_promised_and_said(ledger: Tenant) -> None:
    as_superuser("UPDATE calculations_calculation SET co2e = co2e + 1 WHERE sequence = %s", RECORDS)
    hashed_anew(ledger)
    document = verdict_of(ledger).as_document()
    assert (document["holds"], document["anchored"], document["unanchored_records"]) == (True, True, RECORDS - 1)


def test_a_changed_line_of_the_store_is_found(ledger: Tenant) -> None:
    signed(ledger)
    path = store_path(ledger.id)
    path.write_bytes(path.read_bytes().replace(b'"sequence":"5"', b'"sequence":"4"'))
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert "signed statements" in verdict.reason
    assert "line 2" in verdict.reason
