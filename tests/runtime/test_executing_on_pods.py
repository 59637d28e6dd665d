"""An agent whose pods do the arithmetic: the ledger's record is, to the byte, the one this installation would make."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.calculations.models import Calculation
from apps.runtime.models import Deployment
from apps.runtime.releases import release_of
from apps.runtime.services.execution import execute
from greenlang.caching.process import process_cache
from greenlang.isolation import tenant_scope
from tests.house import GAS, House
from tests.runtime.test_operations import house
from tests.runtime.test_pod import Pod, mounted, pod_start

__all__ = ["house"]
AGENT = "stationary-combustion"
SAME = ("inputs", "gases", "result", "input_hash", "result_hash", "formula", "emission_factor", "outputs", "agent")


@pytest.fixture
def pod(house: House, tmp_path: Path) -> Iterator[Pod]:
    """The version's pod as a process of this machine."""
    with tenant_scope(house.alpha.id):
        release = release_of(house.version)
    started = pod_start(mounted(tmp_path, release), release)
    try:
        yield started
    finally:
        started.process.terminate()
        started.process.communicate(timeout=30)


def deployed_on(house: House, url: str) -> None:
    with tenant_scope(house.alpha.id):
        Deployment.objects.filter(version=house.version).update(deployer="kubernetes", url=url)
    process_cache().flush()


def test_the_record_is_the_same_wherever_it_is_calculated(house: House, pod: Pod) -> None:
    api = house.api("analyst@alpha")
    here = api.post(f"/agents/{AGENT}/executions", {"inputs": GAS})
    deployed_on(house, pod.url)
    there = api.post(f"/agents/{AGENT}/executions", {"inputs": GAS})
    assert (here.status_code, there.status_code) == (201, 201)
    for name in SAME:
        if name in here.json():
            assert json.dumps(here.json()[name]) == json.dumps(there.json()[name]), name
    with tenant_scope(house.alpha.id):
        execute(version=house.version, document=GAS, actor="test")
        rows = list(Calculation.objects.order_by("sequence"))
    assert len(rows) == 3
    kept = {(row.recipe_id, str(row.inputs), str(row.masses), row.result, row.co2e) for row in rows}
    assert len(kept) == 1


def test_a_refusal_is_the_same_wherever_it_is_said(house: House, pod: Pod) -> None:
    api, body = house.api("analyst@alpha"), {"inputs": {**GAS, "fuel": "unobtainium"}}
    here = api.post(f"/agents/{AGENT}/executions", body)
    deployed_on(house, pod.url)
    there = api.post(f"/agents/{AGENT}/executions", body)
    assert (here.status_code, here.json()) == (there.status_code, there.json())


def test_without_a_pod_nothing_is_written(house: House) -> None:
    deployed_on(house, "http://127.0.0.1:1")
    answer = house.api("analyst@alpha").post(f"/agents/{AGENT}/executions", {"inputs": GAS})
    assert answer.status_code == 503
    assert "No pod of the agent answers" in answer.json()["detail"]
    with tenant_scope(house.alpha.id):
        assert Calculation.objects.count() == 0
