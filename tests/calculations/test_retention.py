"""Records whose time has run out go, and tenants that leave; what remains still proves itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from apps.calculations.models import Calculation, LedgerSegment, Tombstone
from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services import checkpoints
from apps.calculations.services.certificates import calculation_certificate
from apps.calculations.services.checkpoints import anchors, checkpoint_now, store_path
from apps.calculations.services.retention import ledger_purge, owner_scope, tenant_delete
from apps.tenants.models import Tenant
from apps.tenants.selectors import tenants_all
from apps.tenants.services import tenant_create
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.signing import Signer
from tests.calculations.records import append
from tests.database import TestDatabase, superuser_connection

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """A store of its own, with a key of its own."""
    folder = tmp_path / "checkpoints"
    pem = Signer.generate().pem().decode()
    checkpoints._last.clear()
    with override_settings(CHECKPOINTS=folder, KEY_ROTATIONS=folder / "key-rotations.jsonl", SIGNING_KEY=pem):
        yield
    checkpoints._last.clear()


@pytest.fixture
def tenant(committed: TestDatabase) -> Tenant:
    """Records of 400, 300, 200, 100 and 10 days ago, kept for 150 days."""
    tenant = tenant_create(slug="alpha", name="Alpha")
    for days in (400, 300, 200, 100, 10):
        with tenant_scope(tenant.id):
            append(str(days), recorded_at=NOW - timedelta(days=days))
    return keeping(tenant, 150)


def keeping(tenant: Tenant, days: int | None) -> Tenant:
    with tenant_scope(tenant.id):
        tenant.retention_days = days
        tenant.save()
    return tenant


def sequences(tenant: Tenant) -> list[int]:
    with tenant_scope(tenant.id):
        return list(Calculation.objects.order_by("sequence").values_list("sequence", flat=True))


def contradicted(tenant: Tenant) -> list[int]:
    with tenant_scope(tenant.id):
        ends = {segment.link.last_sequence: segment.chain_hash for segment in LedgerSegment.objects.all()}
    return anchors(tenant.id).contradicted(ends, max(ends))


def holds(tenant: Tenant) -> bool:
    with tenant_scope(tenant.id):
        return ledger_verify().holds


def test_what_is_older_goes_and_leaves_headers_and_a_tombstone(tenant: Tenant) -> None:
    purge = ledger_purge(tenant, now=NOW)
    assert purge is not None
    assert (purge.first_sequence, purge.last_sequence, purge.records) == (1, 3, 3)
    assert sequences(tenant) == [4, 5]
    assert holds(tenant)
    known = anchors(tenant.id)
    assert (known.store.faults, contradicted(tenant)) == ((), [])
    assert [bool(known.tombstone(n)) for n in range(1, 6)] == [True, True, True, False, False]
    with tenant_scope(tenant.id):
        assert LedgerSegment.objects.count() == 5
        tombstone = Tombstone.objects.get()
    assert tombstone.statement in store_path(tenant.id).read_text()
    assert known.as_document(5)["purged"] == [
        {
            "number": str(known.purges[0].number),
            "first_sequence": "1",
            "last_sequence": "3",
            "at": known.purges[0].at,
            "reason": "The retention period has passed.",
        }
    ]


def test_a_record_that_is_missing_without_a_tombstone_is_a_fault(tenant: Tenant) -> None:
    ledger_purge(tenant, now=NOW)
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute("DELETE FROM calculations_calculation WHERE sequence = 4")
    with tenant_scope(tenant.id):
        verdict = ledger_verify()
    assert (verdict.holds, verdict.bad_sequence) == (False, 4)


def test_a_second_run_removes_what_has_come_of_age_since(tenant: Tenant) -> None:
    ledger_purge(tenant, now=NOW)
    assert ledger_purge(tenant, now=NOW) is None
    purge = ledger_purge(tenant, now=NOW + timedelta(days=60))
    assert purge is not None
    assert (purge.first_sequence, purge.last_sequence, sequences(tenant)) == (4, 4, [5])
    assert holds(tenant)
    assert len(anchors(tenant.id).purges) == 2


def test_everything_may_go_and_the_chain_goes_on(tenant: Tenant) -> None:
    assert ledger_purge(keeping(tenant, 1), now=NOW) is not None
    assert sequences(tenant) == []
    with tenant_scope(tenant.id):
        row = append("7")
        assert row.sequence == 6
        assert calculation_certificate(row.id)
    assert contradicted(tenant) == []
    assert holds(tenant)


def test_what_remains_can_still_be_certified(tenant: Tenant) -> None:
    ledger_purge(tenant, now=NOW)
    with tenant_scope(tenant.id):
        row = Calculation.objects.get(sequence=4)
        assert calculation_certificate(row.id)


def test_a_run_that_was_broken_off_is_brought_to_its_end(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        link = LedgerSegment.objects.get(first_sequence=2).link
        checkpoint_now()
    content = {
        "first_sequence": "1", "last_sequence": "2", "chain_hash": link.chain_hash, "older_than": "2026",
        "reason": "Time",
    }  # fmt: skip
    with checkpoints.statements_open(tenant.id) as file:
        file.append("greenlang.purge/1", content)
    purge = ledger_purge(tenant, now=NOW)
    assert purge is not None
    assert (purge.first_sequence, sequences(tenant)) == (3, [4, 5])


def test_nothing_goes_from_a_ledger_that_contradicts_its_checkpoints(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        checkpoint_now()
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute("UPDATE calculations_ledgersegment SET chain_hash = root WHERE first_sequence = 1")
    with pytest.raises(Conflict, match="contradicts"):
        ledger_purge(tenant, now=NOW)
    assert sequences(tenant) == [1, 2, 3, 4, 5]


def test_a_tenant_without_a_retention_period_keeps_everything(tenant: Tenant) -> None:
    with pytest.raises(InvalidInput, match="no retention period"):
        ledger_purge(keeping(tenant, None), now=NOW)
    empty = keeping(tenant_create(slug="beta", name="Beta"), 30)
    assert ledger_purge(empty, now=NOW) is None


def test_no_retention_of_zero_days() -> None:
    with pytest.raises(ValidationError):
        Tenant(slug="alpha", name="Alpha", retention_days=0).clean_fields()


def test_the_commands_purge_and_delete(tenant: Tenant, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("purge_expired")
    assert "alpha (150 days): records 1 to" in capsys.readouterr().out
    call_command("delete_tenant", "alpha", reason="Contract ended", yes=True)
    assert "alpha:" in capsys.readouterr().out
    assert tenants_all() == []


def test_a_deleted_tenant_leaves_nothing_but_its_tombstone(tenant: Tenant) -> None:
    other = tenant_create(slug="beta", name="Beta")
    with tenant_scope(other.id):
        append("1")
    removed = tenant_delete(tenant, reason="Contract ended")
    assert removed["calculations_calculation"] == 5
    assert [found.slug for found in tenants_all()] == ["beta"]
    known = anchors(tenant.id)
    assert known.deletion is not None
    assert (known.deletion.body["slug"], known.deletion.body["sequence"]) == ("alpha", "5")
    assert known.store.faults == ()
    assert sequences(other) == [1]
    with owner_scope(tenant.id) as cursor:
        for table in removed:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of our own tables
            assert cursor.fetchone()[0] == 0, table
        cursor.execute("SELECT kind FROM calculations_tombstone")
        assert cursor.fetchall() == [("greenlang.tenant-deletion/1",)]


def test_a_deletion_without_a_reason_removes_nothing(tenant: Tenant) -> None:
    with pytest.raises(InvalidInput):
        tenant_delete(tenant, reason=" ")
    assert sequences(tenant) == [1, 2, 3, 4, 5]


def test_a_record_made_older_than_it_is_is_not_buried(tenant: Tenant) -> None:
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute("UPDATE calculations_calculation SET co2e = 2 * co2e, recorded_at = '2001-01-01'")
    with pytest.raises(Conflict, match="not what was hashed"):
        ledger_purge(tenant, now=NOW)
    assert sequences(tenant) == [1, 2, 3, 4, 5]
    assert not holds(tenant)
