"""Processes die and stop, connections are cut, Redis forgets: of a batch nothing is lost and nothing done twice."""

import random
import time
from collections import Counter

import pytest
from django.conf import settings

from apps.runtime.models import RunPartition
from greenlang.isolation import tenant_scope
from tests.events.surroundings import Surroundings
from tests.runtime.batch.faults import Batch, Faults, Nodes, batch_under_faults

WEIGHTS = {
    "kill_guarded": 30, "kill_worker": 25, "kill_node": 4, "stop": 25, "cut_connections": 10, "restart_redis": 6,
}  # fmt: skip
MOST_SECONDS = 600


def test_a_batch_comes_through_a_few_of_everything(surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = small_batch(surroundings, monkeypatch, rows=2000, size=200)
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


def small_batch(surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch, *, rows: int, size: int) -> Batch:
    """A batch whose tasks this process hands to the private broker."""
    monkeypatch.setattr(settings, "BATCH_PARTITION_ROWS", size)
    # Nobody hears of it here: the sweeper tells the workers' own broker.
    monkeypatch.setattr("apps.runtime.batch.telling._send", lambda tenant_id, ids: None)
    return Batch.make(rows)
