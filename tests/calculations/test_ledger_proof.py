"""Against somebody who can write the whole database: every change shows, and the record is named."""

import subprocess
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import Verdict, ledger_verify
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.embedded import postgres
from greenlang.isolation import tenant_scope
from tests.calculations.records import append
from tests.conftest import TestDatabase, superuser_connection

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


COLUMNS = [f.column for f in Calculation._meta.concrete_fields if not f.generated]


@pytest.mark.parametrize("column", COLUMNS)
def test_any_one_changed_column_is_found_and_the_record_named(ledger: Tenant, column: str) -> None:
    with tenant_scope(ledger.id):
        before = Calculation.objects.get(sequence=BAD)
    changes = {
        "id": "gen_random_uuid()", "tenant_id": "gen_random_uuid()", "sequence": "sequence + 100",
        "recorded_at": "recorded_at + interval '1 microsecond'", "period_id": "gen_random_uuid()",
        "activity_id": "NULL", "inputs": "replace(inputs, '3', '4')", "co2e": "co2e || '1'", "result": "result || '1'",
        "co2_biogenic": "'1'", "gases": "replace(gases, '1', '2')",
    }  # fmt: skip
    change = changes.get(column, f"left({column}, -1) || CASE WHEN right({column}, 1) = '7' THEN '8' ELSE '7' END")
    as_superuser(f"UPDATE calculations_calculation SET {column} = {change} WHERE id = %s", before.id)  # noqa: S608
    verdict = verdict_of(ledger)
    assert not verdict.holds
    assert verdict.bad_sequence == BAD
    assert verdict.reason


def test_generated_columns_cannot_be_changed_by_themselves(ledger: Tenant) -> None:
    with pytest.raises(Exception, match="generated column"):
        as_superuser("UPDATE calculations_calculation SET co2e_number = 1")


def test_a_generated_column_made_ordinary_and_changed_is_found(ledger: Tenant) -> None:
    as_superuser("ALTER TABLE calculations_calculation ALTER co2e_number DROP EXPRESSION")
    as_superuser("UPDATE calculations_calculation SET co2e_number = 0 WHERE sequence = %s", BAD)
    assert verdict_of(ledger).bad_sequence == BAD


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
