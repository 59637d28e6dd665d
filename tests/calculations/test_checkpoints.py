"""Checkpoints are written in time, by any number of processes, and the ledger is held against them."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from apps.calculations.models import LedgerHead, LedgerSegment
from apps.calculations.services import checkpoints
from apps.calculations.services.checkpoints import (
    anchors,
    checkpoint_due,
    checkpoint_now,
    checkpoint_write,
    checkpoints_sweep,
    store_path,
)
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.engine.chain import GENESIS
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope
from greenlang.signing import Signer
from tests.calculations.records import append
from tests.database import TestDatabase, superuser_connection

HASH = "sha256:" + "ab" * 32


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    """A store of its own, with a key of its own, and a process that remembers nothing."""
    pem = Signer.generate().pem().decode()
    folder = tmp_path / "checkpoints"
    checkpoints._last.clear()
    with override_settings(CHECKPOINTS=folder, KEY_ROTATIONS=folder / "key-rotations.jsonl", SIGNING_KEY=pem):
        yield folder
    checkpoints._last.clear()


@pytest.fixture
def tenant(committed: TestDatabase, store: Path) -> Tenant:
    """A tenant with five records, one segment each, of which the first is signed."""
    tenant = tenant_create(slug="alpha", name="Alpha")
    for number in range(5):
        with tenant_scope(tenant.id):
            append(str(number + 1))
    return tenant


def sequences(tenant_id: uuid.UUID) -> list[int]:
    return [point.sequence for point in anchors(tenant_id).points]


def forget() -> None:
    checkpoints._last.clear()


def chain(tenant: Tenant) -> tuple[dict[int, str], int]:
    """The chain hash by each segment's last record, and the last record."""
    with tenant_scope(tenant.id):
        ends = {segment.link.last_sequence: segment.chain_hash for segment in LedgerSegment.objects.all()}
        head = LedgerHead.objects.get(tenant_id=tenant.id)
    return ends, head.sequence


def test_the_first_record_is_signed_at_once_and_the_next_wait(tenant: Tenant) -> None:
    assert sequences(tenant.id) == [1]
    known = anchors(tenant.id)
    assert known.unanchored(5) == 4
    assert known.contradicted(*chain(tenant)) == []


def test_a_checkpoint_is_due_after_a_thousand_records(store: Path) -> None:
    tenant_id = uuid.uuid4()
    for sequence in range(1, 2502):
        checkpoint_due(tenant_id=tenant_id, sequence=sequence, chain_hash=HASH)
    assert sequences(tenant_id) == [1, 1001, 2001]


def test_a_checkpoint_is_due_after_its_time(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant_id = uuid.uuid4()
    assert checkpoints.SECONDS == 60
    for sequence in (1, 2):
        checkpoint_due(tenant_id=tenant_id, sequence=sequence, chain_hash=HASH)
    assert sequences(tenant_id) == [1]
    monkeypatch.setattr(checkpoints, "SECONDS", 0.01)
    time.sleep(0.02)
    checkpoint_due(tenant_id=tenant_id, sequence=3, chain_hash=HASH)
    assert sequences(tenant_id) == [1, 3]


def test_a_checkpoint_never_goes_back(store: Path) -> None:
    tenant_id = uuid.uuid4()
    assert checkpoint_write(tenant_id=tenant_id, sequence=9, chain_hash=HASH)
    assert not checkpoint_write(tenant_id=tenant_id, sequence=9, chain_hash=HASH)
    assert not checkpoint_write(tenant_id=tenant_id, sequence=5, chain_hash=HASH)
    assert sequences(tenant_id) == [9]


def write_many(tenant_id: uuid.UUID, first: int, folder: str, pem: str) -> None:
    """What one process of several writes."""
    with override_settings(CHECKPOINTS=Path(folder), KEY_ROTATIONS=Path(folder, "none"), SIGNING_KEY=pem):
        for sequence in range(first, first + 60):
            checkpoint_write(tenant_id=tenant_id, sequence=sequence, chain_hash=HASH)


_WRITER = """
import sys, uuid, django
django.setup()
from tests.calculations.test_checkpoints import write_many
write_many(uuid.UUID(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.stdin.read())
"""


def test_processes_that_write_at_once_leave_one_chain_of_statements(store: Path) -> None:
    from django.conf import settings

    tenant_id = uuid.uuid4()
    # Processes of their own: one that is forked has the locks of threads that it has not.
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "greenlang.settings"}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tenant_id), str(first), str(store)],
            stdin=subprocess.PIPE,
            env=environment,
            cwd=settings.BASE_DIR,
            text=True,
        )
        for first in (1, 15, 30)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(settings.SIGNING_KEY)
        writer.stdin.close()
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    known = anchors(tenant_id)
    assert (known.store.faults, known.store.notes) == ((), ())
    found = sequences(tenant_id)
    assert found == sorted(set(found))
    assert found[-1] == 89


def test_a_torn_line_is_ended_before_the_next_is_written(store: Path) -> None:
    tenant_id = uuid.uuid4()
    checkpoint_write(tenant_id=tenant_id, sequence=1, chain_hash=HASH)
    with store_path(tenant_id).open("ab") as file:
        file.write(b'{"body":{"at":"2026')
    checkpoint_write(tenant_id=tenant_id, sequence=2, chain_hash=HASH)
    known = anchors(tenant_id)
    assert (sequences(tenant_id), known.store.faults, known.store.notes) == ([1, 2], (), ("line 2 was cut short",))


def test_a_long_tail_without_a_checkpoint_is_read_back_to_one(store: Path) -> None:
    tenant_id = uuid.uuid4()
    checkpoint_write(tenant_id=tenant_id, sequence=1, chain_hash=HASH)
    with checkpoints.statements_open(tenant_id) as file:
        for _ in range(12):
            content = {"first_sequence": "1", "last_sequence": "1", "chain_hash": HASH, "older_than": "2026"}
            file.append("greenlang.purge/1", {**content, "reason": "x" * 480})
    assert not checkpoint_write(tenant_id=tenant_id, sequence=1, chain_hash=HASH)
    assert checkpoint_write(tenant_id=tenant_id, sequence=2, chain_hash=HASH)
    assert (sequences(tenant_id), anchors(tenant_id).store.faults) == ([1, 2], ())


def test_a_disk_that_refuses_is_logged_and_the_record_stays(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    store.parent.mkdir(exist_ok=True)
    store.write_text("no folder")
    checkpoint_due(tenant_id=uuid.uuid4(), sequence=1, chain_hash=HASH)
    assert "No checkpoint" in caplog.text


def test_the_sweep_signs_what_went_on_and_only_that(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.setattr(checkpoints, "SWEEP_SECONDS", 0.0)
    assert checkpoints_sweep() == 1
    assert sequences(tenant.id) == [1, 5]
    assert checkpoints_sweep() == 0


def test_the_sweep_waits_while_the_last_checkpoint_is_fresh(tenant: Tenant) -> None:
    assert checkpoints_sweep() == 0
    forget()
    assert checkpoints_sweep() == 0
    assert sequences(tenant.id) == [1]


def test_a_checkpoint_on_demand_covers_everything_committed(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        assert checkpoint_now().sequence == 5
        assert checkpoint_now().number == 2
    other = tenant_create(slug="beta", name="Beta")
    with tenant_scope(other.id), pytest.raises(Conflict):
        checkpoint_now()


def test_a_record_that_is_rolled_back_is_never_signed(tenant: Tenant) -> None:
    forget()
    store_path(tenant.id).unlink()
    with pytest.raises(ValueError, match="not after all"), tenant_scope(tenant.id):
        append()
        raise ValueError("not after all")
    assert sequences(tenant.id) == []


def as_superuser(statement: str, *parameters: object) -> None:
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute(statement, parameters)


def test_a_tail_cut_off_together_with_the_head_contradicts_the_checkpoint(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        checkpoint_now()
    as_superuser("DELETE FROM calculations_calculation WHERE sequence > 3")
    as_superuser("DELETE FROM calculations_ledgersegment WHERE first_sequence > 3")
    as_superuser(
        "UPDATE calculations_ledgerhead SET sequence = 3, chain_hash = (SELECT chain_hash FROM "
        "calculations_ledgersegment WHERE first_sequence = 3)"
    )
    ends, head = chain(tenant)
    known = anchors(tenant.id)
    assert "records were cut off" in known.end_fault(head)
    assert known.contradicted(ends, head) == [2]
    with tenant_scope(tenant.id), pytest.raises(Conflict, match="contradicts"):
        checkpoint_now()


def test_a_deleted_store_leaves_the_ledger_unanchored(tenant: Tenant) -> None:
    store_path(tenant.id).unlink()
    known = anchors(tenant.id)
    assert (known.anchored, known.unanchored(5)) == (False, 5)


def test_a_statement_file_begins_at_genesis(tenant: Tenant) -> None:
    assert anchors(tenant.id).store.statements[0].body["previous"] == GENESIS
