"""Processes die and stop, connections are cut, Redis forgets: of a batch nothing is lost and nothing done twice."""

import random
import time
from collections import Counter
from typing import NamedTuple

import pytest
from django.conf import settings

from apps.runtime.models import RunPartition
from greenlang.isolation import tenant_scope
from tests.database import superuser_connection
from tests.events.surroundings import Surroundings
from tests.runtime.batch.faults import EVERY_REFUSED, Batch, Faults, Nodes, batch_under_faults

WEIGHTS = {
    "kill_guarded": 30, "kill_worker": 25, "kill_node": 4, "stop": 25, "cut_connections": 10, "restart_redis": 6,
}  # fmt: skip
MOST_SECONDS = 600


@pytest.mark.thorough
def test_a_batch_comes_through_a_few_of_everything(surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = small_batch(surroundings, monkeypatch, rows=4000, size=200)
    weights = {**WEIGHTS, "kill_node": 0, "restart_redis": 3}
    with Nodes(surroundings, 1, 2, {}) as nodes:
        faults = Faults(surroundings, nodes, random.Random(20251128), weights, (0.2, 1.0))
        for _ in batch_under_faults(batch, nodes, faults, a_partition=1.0, longest=300):
            pass
    assert faults.count >= 8
    batch.check()


@pytest.mark.long
def test_a_hundred_thousand_rows_come_through_two_hundred_faults(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    seed = int(time.time())
    print(f"\nseed {seed}")
    batch = small_batch(surroundings, monkeypatch, rows=100_000, size=1000)
    began = time.monotonic()
    with Nodes(surroundings, 2, 2, {}) as nodes:
        faults = Faults(surroundings, nodes, random.Random(seed), WEIGHTS, (0.2, 8.0))
        told = 0
        for progress in batch_under_faults(batch, nodes, faults, a_partition=2.2, longest=MOST_SECONDS):
            if progress.done - told >= 10_000:
                told = progress.done
                print(f"{time.monotonic() - began:6.1f} s  {progress.message}  {dict(faults.done)}")
    seconds = time.monotonic() - began
    print(f"over after {seconds:.1f} s: {faults.count} faults {dict(faults.done)}, {nodes.restarts} restarts")
    assert faults.count >= 200
    assert seconds < MOST_SECONDS
    batch.check()


@pytest.mark.long
def test_nodes_on_one_broker_share_a_batch(surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = small_batch(surroundings, monkeypatch, rows=30_000, size=500)
    with Nodes(surroundings, 3, 1, {}) as nodes:
        faults = Faults(surroundings, nodes, random.Random(1), WEIGHTS, (0.2, 1.0))
        for _ in batch_under_faults(batch, nodes, faults, a_partition=0, longest=MOST_SECONDS):
            pass
    with tenant_scope(batch.tenant.id):
        owners = RunPartition.objects.values_list("lease_owner", flat=True)
        shares = Counter(owner.partition("@")[0] for owner in owners)
    print(f"\npartitions by node: {dict(sorted(shares.items()))}")
    assert set(shares) == {"node0", "node1", "node2"}
    assert faults.count == 0
    batch.check()


@pytest.mark.long
def test_without_fence_and_constraint_rows_are_doubled_and_that_is_seen(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ended_without("fence", "stop_with_child", 1.5, surroundings, monkeypatch)
    print(f"\nwithout the fence: {found}")
    assert found.records > found.different == found.expected


@pytest.mark.long
def test_where_a_partitions_end_is_committed_before_its_rows_some_are_lost_and_that_is_seen(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ended_without("together", "kill_guarded", 0.4, surroundings, monkeypatch)
    print(f"\nsettled before: {found}")
    assert 0 < found.records == found.different < found.expected


def at_rest(batch: Batch, quiet: float = 8.0) -> None:
    """Wait until nothing has come into the ledger for a while: whoever was stopped commits once it goes on."""
    until, before = time.monotonic() + quiet, batch.in_ledger()
    while time.monotonic() < until:
        time.sleep(0.5)
        if (found := batch.in_ledger()) != before:
            until, before = time.monotonic() + quiet, found


class Found(NamedTuple):
    """What the ledger has of a batch: records, of how many rows, and how many there should be."""

    records: int
    different: int
    expected: int


def ended_without(
    taken_out: str, fault: str, a_partition: float, surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> Found:
    """After a batch under faults while something that keeps its effects single was missing; its check has failed."""
    with superuser_connection(surroundings.database.name) as superuser:
        superuser.execute("DROP INDEX one_execution_a_row")
    batch = small_batch(surroundings, monkeypatch, rows=40_000, size=4000)
    expected = batch.rows - batch.rows // EVERY_REFUSED
    with Nodes(surroundings, 2, 2, {"TAKEN_OUT": taken_out}, app="tests.runtime.batch.taken_out") as nodes:
        faults = Faults(surroundings, nodes, random.Random(1), {fault: 1}, (14.0, 16.0))
        for _ in batch_under_faults(batch, nodes, faults, a_partition=a_partition, longest=MOST_SECONDS):
            pass
        at_rest(batch)
    print(f"\n{faults.count} faults {dict(faults.done)}")
    with pytest.raises(AssertionError):
        batch.check()
    return Found(*batch.in_ledger(), expected)


def small_batch(surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch, *, rows: int, size: int) -> Batch:
    """A batch whose tasks this process hands to the private broker."""
    monkeypatch.setattr(settings, "BATCH_PARTITION_ROWS", size)
    # Nobody hears of it here: the sweeper tells the workers' own broker.
    monkeypatch.setattr("apps.runtime.batch.telling._send", lambda tenant_id, ids: None)
    return Batch.make(rows)
