"""A backup brings everything back, and a restored one cannot hide what it has lost."""

import io
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from apps.calculations.models import Calculation
from apps.calculations.services import checkpoints
from apps.calculations.services.certificates import calculation_certificate
from apps.calculations.services.checkpoints import anchors, checkpoint_now, store_path
from apps.calculations.services.restoration import ledger_loss, store_merge
from apps.tenants.models import Tenant
from apps.tenants.selectors import tenants_all
from apps.tenants.services import tenant_create
from greenlang.errors import Conflict, GreenLangError, InvalidInput, Refused
from greenlang.isolation import tenant_scope
from greenlang.management.backup_file import backup_read
from greenlang.management.commands import restore as command
from greenlang.signing import Signer
from tests.calculations.records import append
from tests.database import TestDatabase

pytestmark = pytest.mark.thorough


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own beside the test's servers: keys and checkpoints."""
    folder = tmp_path / "checkpoints"
    checkpoints._last.clear()
    # The test session's servers run in a process that is not this one.
    monkeypatch.setattr(command, "running_process", lambda data: None)
    with override_settings(
        CHECKPOINTS=folder, KEY_ROTATIONS=folder / "key-rotations.jsonl", SIGNING_KEY_FILE=tmp_path / "key.pem"
    ):
        yield folder
    checkpoints._last.clear()


@pytest.fixture
def tenant(committed: TestDatabase, store: Path) -> Tenant:
    """A tenant with three records."""
    tenant = tenant_create(slug="alpha", name="Alpha")
    write(tenant, 3)
    return tenant


def write(tenant: Tenant, count: int) -> None:
    for _ in range(count):
        with tenant_scope(tenant.id):
            append("5")


def records(tenant: Tenant) -> list[tuple[int, str]]:
    with tenant_scope(tenant.id):
        return [(row.sequence, row.record.text) for row in Calculation.objects.order_by("sequence")]


def restored(path: Path, **options: Any) -> tuple[int, str]:
    """Exit status and what was told."""
    told = io.StringIO()
    try:
        call_command(
            "restore", str(path), stdout=told, stderr=io.StringIO(), **{"replace": True, "yes": True, **options}
        )
    except SystemExit as ended:
        return int(str(ended.code)), told.getvalue()
    finally:
        connections.close_all()
    return 0, told.getvalue()


def backed_up(folder: Path, name: str = "backup.tar", **options: Any) -> Path:
    path = folder / name
    call_command("backup", str(path), stdout=io.StringIO(), **options)
    return path


def test_everything_comes_back(tenant: Tenant, tmp_path: Path) -> None:
    before = records(tenant)
    path = backed_up(tmp_path)
    status, told = restored(path)
    assert (status, records(tenant)) == (0, before)
    assert "alpha: 3 records, holds" in told
    assert ledger_loss(tenant) is None
    write(tenant, 1)
    with tenant_scope(tenant.id):
        row = Calculation.objects.get(sequence=4)
        assert calculation_certificate(row.id)


def test_an_old_backup_over_newer_checkpoints_is_found_and_can_be_accepted(tenant: Tenant, tmp_path: Path) -> None:
    path = backed_up(tmp_path)
    write(tenant, 4)
    with tenant_scope(tenant.id):
        checkpoint_now()
    newer = store_path(tenant.id).read_bytes()
    status, told = restored(path)
    assert status == 1
    assert "LOST: alpha: the ledger ends with record 3" in told
    assert store_path(tenant.id).read_bytes() == newer
    loss = ledger_loss(tenant)
    assert loss is not None
    assert (loss.sequence, loss.last_signed) == (3, 7)
    status, _ = restored(path, accept_loss="The disk was lost")
    assert (status, ledger_loss(tenant)) == (0, None)
    known = anchors(tenant.id)
    assert store_path(tenant.id).read_bytes().startswith(newer)
    assert [found.body["reason"] for found in known.restorations] == ["The disk was lost"]
    checkpoints._last.clear()
    write(tenant, 2)
    with tenant_scope(tenant.id):
        assert checkpoint_now().sequence == 5
    assert ledger_loss(tenant) is None


def test_a_deleted_tenant_that_a_backup_brings_back_is_told(tenant: Tenant, tmp_path: Path) -> None:
    path = backed_up(tmp_path)
    call_command("delete_tenant", "alpha", reason="Left", yes=True, stdout=io.StringIO())
    restored(path)
    assert "was deleted" in anchors(tenant.id).end_fault(3)


def test_an_installation_that_holds_something_is_not_replaced_unasked(tenant: Tenant, tmp_path: Path) -> None:
    path = backed_up(tmp_path)
    with pytest.raises(Conflict, match="not empty"):
        restored(path, replace=False)


def test_into_an_empty_installation_with_the_key_of_the_backup(
    tenant: Tenant, tmp_path: Path, committed: TestDatabase
) -> None:
    before, key = records(tenant), settings.SIGNING_KEY_FILE.read_bytes()
    path, without = backed_up(tmp_path, with_key=True), backed_up(tmp_path, "without.tar")
    committed.recreate()
    folder = tmp_path / "other" / "checkpoints"
    with override_settings(
        CHECKPOINTS=folder,
        KEY_ROTATIONS=folder / "key-rotations.jsonl",
        SIGNING_KEY_FILE=tmp_path / "other" / "key.pem",
    ):
        assert tenants_all() == []
        with pytest.raises(Refused, match="none of this installation"):
            restored(path, replace=False)
        with pytest.raises(Refused, match="give --with-key: the backup holds it"):
            restored(path, replace=False)
        with pytest.raises(Refused, match=r"first \(GREENLANG_SIGNING_KEY, or its file\); the backup does not hold it"):
            restored(without, replace=False)
        assert restored(path, replace=False, with_key=True)[0] == 0
        assert settings.SIGNING_KEY_FILE.read_bytes() == key
        assert settings.SIGNING_KEY_FILE.stat().st_mode & 0o777 == 0o600
        assert (records(tenant), ledger_loss(tenant)) == (before, None)
        assert anchors(tenant.id).points


def test_the_private_key_is_in_it_only_when_it_is_asked_for(tenant: Tenant, tmp_path: Path) -> None:
    assert backup_read(backed_up(tmp_path)).private_key == b""
    assert b"PRIVATE KEY" not in (tmp_path / "backup.tar").read_bytes()
    assert backup_read(backed_up(tmp_path, "whole.tar", with_key=True)).private_key.startswith(b"-----BEGIN PRIVATE")
    assert (tmp_path / "whole.tar").stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_written_over(tenant: Tenant, tmp_path: Path) -> None:
    backed_up(tmp_path)
    with pytest.raises(Conflict):
        backed_up(tmp_path)


def test_a_changed_or_cut_backup_is_refused_and_nothing_happens(tenant: Tenant, tmp_path: Path) -> None:
    path = backed_up(tmp_path)
    content, before = path.read_bytes(), records(tenant)
    bad = tmp_path / "bad.tar"
    for place in range(600, len(content), len(content) // 40):
        if content[place]:
            bad.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(GreenLangError):
                restored(bad)
    for cut in (0, 100, len(content) // 2):
        bad.write_bytes(content[:cut])
        with pytest.raises(InvalidInput):
            restored(bad)
    assert records(tenant) == before


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "checkpoints/../../x.jsonl", "keys/other.pem"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "odd.tar"
    with tarfile.open(path, "w") as tar:
        for entry in ("manifest.json", name):
            tar.addfile(tarfile.TarInfo(entry), io.BytesIO())
    with pytest.raises(InvalidInput, match="no backup"):
        backup_read(path)


def test_a_dump_that_cannot_be_restored_leaves_the_database_as_it_was(tenant: Tenant, tmp_path: Path) -> None:
    from greenlang.management.database_dump import backup_dsn, database_restore

    before = records(tenant)
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        dump = Path(folder, "database.dump")
        dump.write_bytes(b"no dump")
        with pytest.raises(GreenLangError, match="pg_restore failed"):
            database_restore(backup_dsn(), dump)
    assert records(tenant) == before


def test_stores_are_merged_and_the_one_that_goes_farther_stays(store: Path) -> None:
    store.mkdir(parents=True)
    (store / "a.jsonl").write_bytes(b"1\n2\n")
    (store / "b.jsonl").write_bytes(b"1\n")
    (store / "c.jsonl").write_bytes(b"1\n2\n")
    apart = store_merge({"a.jsonl": b"1\n", "b.jsonl": b"1\n2\n", "c.jsonl": b"1\n3\n", "d.jsonl": b"1\n"})
    found = {path.name: path.read_bytes() for path in store.iterdir()}
    assert found == {"a.jsonl": b"1\n2\n", "b.jsonl": b"1\n2\n", "c.jsonl": b"1\n2\n", "d.jsonl": b"1\n"}
    assert apart == ["c.jsonl"]


def test_a_rotation_between_backup_and_restore_does_no_harm(tenant: Tenant, tmp_path: Path) -> None:
    path = backed_up(tmp_path)
    call_command("rotate_signing_key", yes=True, stdout=io.StringIO())
    assert restored(path)[0] == 0
    assert anchors(tenant.id).store.faults == ()
    assert Signer.generate().key_id != checkpoints.installation_keyring().signer.key_id
