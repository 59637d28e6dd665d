"""Against somebody who can write the whole database and rebuild every hash: the checkpoints contradict them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from apps.calculations.models import Calculation
from apps.calculations.selectors.verification import Verdict, ledger_verify
from apps.calculations.services import checkpoints
from apps.calculations.services.checkpoints import checkpoint_now, store_path
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.engine.chain import GENESIS, chain_hash
from greenlang.isolation import tenant_scope
from greenlang.signing import Signer
from tests.calculations.records import append
from tests.database import TestDatabase, superuser_connection


@pytest.fixture
def store(tmp_path: Path) -> Iterator[None]:
    """A store and a key of its own."""
    folder, pem = tmp_path / "checkpoints", Signer.generate().pem().decode()
    checkpoints._last.clear()
    with override_settings(CHECKPOINTS=folder, KEY_ROTATIONS=folder / "key-rotations.jsonl", SIGNING_KEY=pem):
        yield
    checkpoints._last.clear()


@pytest.fixture
def tenant(committed: TestDatabase, store: None) -> Tenant:
    """Seven records; checkpoints after 1, 3 and 5."""
    tenant = tenant_create(slug="alpha", name="Alpha")
    for number in range(1, 8):
        with tenant_scope(tenant.id):
            append(str(number))
        if number in {3, 5}:
            with tenant_scope(tenant.id):
                checkpoint_now()
    return tenant


def verdict(tenant: Tenant) -> Verdict:
    with tenant_scope(tenant.id):
        return ledger_verify()


def as_superuser(statement: str, *parameters: object) -> None:
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute(statement, parameters)


def rehash(tenant: Tenant, *, change: int) -> None:
    """What a careful intruder does: another site for one record, and every hash from there on rebuilt."""
    as_superuser("UPDATE calculations_calculation SET source = %s WHERE sequence = %s", '{"site":"South"}', change)
    with tenant_scope(tenant.id):
        roots = [row.record.hash for row in Calculation.objects.order_by("sequence")]
    previous = GENESIS
    for first, root in enumerate(roots, start=1):
        previous = chain_hash(tenant_id=str(tenant.id), first_sequence=first, count=1, previous=previous, root=root)
        as_superuser(
            "UPDATE calculations_ledgersegment SET root = %s, chain_hash = %s WHERE first_sequence = %s",
            root,
            previous,
            first,
        )
    as_superuser("UPDATE calculations_ledgerhead SET chain_hash = %s", previous)


def test_an_untouched_chain_is_borne_out_and_the_rest_is_counted(tenant: Tenant) -> None:
    found = verdict(tenant)
    assert found.holds
    assert found.as_document()["anchored"] is True
    assert found.as_document()["unanchored_records"] == 2
    assert found.as_document()["last_checkpoint"] == {
        "number": "3", "sequence": "5", "at": found.anchors.store.statements[2].at,
    }  # fmt: skip


@pytest.mark.parametrize(("change", "bad", "upto"), [(1, 1, 1), (2, 2, 3), (3, 2, 3), (4, 4, 5), (5, 4, 5)])
def test_a_complete_re_hash_is_found_up_to_the_last_checkpoint(
    tenant: Tenant, change: int, bad: int, upto: int
) -> None:
    rehash(tenant, change=change)
    found = verdict(tenant)
    assert not found.holds
    assert found.bad_sequence == bad
    assert f"records {bad} to {upto} were changed and hashed anew" in found.reason


@pytest.mark.parametrize("change", [6, 7])
def test_a_re_hash_after_the_last_checkpoint_is_what_is_called_unanchored(tenant: Tenant, change: int) -> None:
    rehash(tenant, change=change)
    found = verdict(tenant)
    assert found.holds
    assert found.as_document()["unanchored_records"] == 2


def test_a_cut_tail_with_a_moved_head_is_found(tenant: Tenant) -> None:
    as_superuser("DELETE FROM calculations_calculation WHERE sequence > 4")
    as_superuser("DELETE FROM calculations_ledgersegment WHERE first_sequence > 4")
    as_superuser(
        "UPDATE calculations_ledgerhead SET sequence = 4, chain_hash = "
        "(SELECT chain_hash FROM calculations_ledgersegment WHERE first_sequence = 4)"
    )
    found = verdict(tenant)
    assert found.bad_sequence == 5
    assert "records were cut off, or an old backup was restored" in found.reason


def test_an_emptied_ledger_is_found(tenant: Tenant) -> None:
    for table in ("calculation", "ledgersegment", "ledgerhead"):
        as_superuser(f"DELETE FROM calculations_{table}")  # noqa: S608 - names of our own tables
    found = verdict(tenant)
    assert (found.holds, found.bad_sequence) == (False, 1)


def test_a_ledger_cut_and_grown_again_is_found(tenant: Tenant) -> None:
    as_superuser("DELETE FROM calculations_calculation WHERE sequence > 2")
    as_superuser("DELETE FROM calculations_ledgersegment WHERE first_sequence > 2")
    as_superuser(
        "UPDATE calculations_ledgerhead SET sequence = 2, chain_hash = "
        "(SELECT chain_hash FROM calculations_ledgersegment WHERE first_sequence = 2)"
    )
    for _ in range(6):
        with tenant_scope(tenant.id):
            append("9")
    found = verdict(tenant)
    assert (found.holds, found.bad_sequence) == (False, 2)
    assert "checkpoint 2" in found.reason


def test_a_chain_transplanted_from_another_tenant_is_found(tenant: Tenant) -> None:
    other = tenant_create(slug="beta", name="Beta")
    with tenant_scope(other.id):
        append("1")
    for table in ("calculation", "ledgersegment", "ledgerhead", "recipe"):
        as_superuser(f"DELETE FROM calculations_{table} WHERE tenant_id = %s", other.id)  # noqa: S608 - our own tables
        as_superuser(f"UPDATE calculations_{table} SET tenant_id = %s", other.id)  # noqa: S608 - our own tables
    assert not verdict(other).holds
    assert not verdict(tenant).holds


def test_a_store_carried_over_from_another_tenant_is_a_fault(tenant: Tenant) -> None:
    other = tenant_create(slug="beta", name="Beta")
    store_path(other.id).write_bytes(store_path(tenant.id).read_bytes())
    found = verdict(other)
    assert "another tenant" in found.reason


def test_an_edited_line_of_the_store_is_named(tenant: Tenant) -> None:
    path = store_path(tenant.id)
    path.write_bytes(path.read_bytes().replace(b'"sequence":"3"', b'"sequence":"2"'))
    found = verdict(tenant)
    assert not found.holds
    assert "line 2" in found.reason


def test_a_store_without_its_last_lines_anchors_less_and_says_so(tenant: Tenant) -> None:
    path = store_path(tenant.id)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    assert verdict(tenant).as_document()["unanchored_records"] == 6
    path.unlink()
    found = verdict(tenant)
    assert (found.holds, found.as_document()["anchored"], found.as_document()["unanchored_records"]) == (True, False, 7)
