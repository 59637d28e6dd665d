"""Running is asked at the moment of writing: what was paused, retired or exchanged writes nothing more."""

import pytest
from django.db import connection

from apps.calculations.models import Calculation
from apps.factory.services import build_now, version_command
from apps.inventory.models import ActivityData
from apps.jobs.models import Job
from apps.registry.errors import BadPack
from apps.runtime.batch.attempts import here, partition_attempt
from apps.runtime.batch.rows import inputs_of
from apps.runtime.batch.sweeping import tenant_sweep
from apps.runtime.errors import NotAccepting
from apps.runtime.models import Execution, Run, RunPartition
from apps.runtime.services.execution import agent_of, execute
from apps.runtime.services.runs import run_create
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import tenant_scope
from tests.database import superuser_connection
from tests.house import GAS, PACK, House
from tests.runs import run_go_on, run_here


def records(house: House) -> int:
    with tenant_scope(house.alpha.id):
        return Calculation.objects.count()


def run_of(house: House) -> Job:
    return run_here(house.alpha.id, version=house.version, period=house.period)


def test_a_run_accounts_for_every_row(house: House) -> None:
    assert (house.run["rows"], house.run["succeeded"], house.run["failed"]) == (4, 3, 1)
    assert "unobtainium" in house.run["failures"][0]["reason"]
    with tenant_scope(house.alpha.id):
        assert Execution.objects.filter(run_id=house.run["run_id"]).count() == 4


def test_a_row_that_says_what_the_agent_does_not_take_is_not_calculated(house: House) -> None:
    with tenant_scope(house.alpha.id):
        activity = ActivityData.objects.filter(attributes__fuel="natural-gas")[0]
        agent = agent_of(house.version)
        assert inputs_of(agent, activity)["fuel"] == "natural-gas"
        activity.attributes = {**activity.attributes, "note meter": "M-1"}
        assert "note meter" not in inputs_of(agent, activity)
        activity.attributes = {**activity.attributes, "colour": "red"}
        with pytest.raises(InvalidInput, match="no such input") as refusal:
            inputs_of(agent, activity)
        assert refusal.value.where == "colour"
        activity.attributes, activity.description = {"region": "US"}, "Heating oil"
        with pytest.raises(InvalidInput, match="only in words"):
            inputs_of(agent, activity)


def test_a_run_that_is_done_again_does_nothing_twice(house: House) -> None:
    with tenant_scope(house.alpha.id):
        partitions = list(RunPartition.objects.filter(run_id=house.run["run_id"]))
    before = records(house)
    assert partitions
    for partition in partitions:
        assert partition_attempt(tenant_id=house.alpha.id, partition_id=partition.id, way=here) is None
    assert records(house) == before


def test_a_paused_agent_writes_nothing_and_its_run_is_held_until_it_is_resumed(house: House) -> None:
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="pause", actor="test", reason="meter")
    before = records(house)
    job = run_of(house)
    assert job.state == "queued"
    with tenant_scope(house.alpha.id):
        partition = RunPartition.objects.get(run_id=job.arguments["run_id"])
        assert partition.state == "held"
        assert partition.error is not None
        assert "paused" in partition.error["message"]
    with tenant_scope(house.alpha.id), pytest.raises(NotAccepting):
        execute(version=house.version, document=GAS, actor="test")
    assert records(house) == before
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="resume", actor="test")
        partition.refresh_from_db()
        assert partition.state == "queued"
    result = run_go_on(house.alpha.id, job).result
    assert result is not None
    assert (result["rows"], result["succeeded"], result["failed"]) == (4, 3, 1)
    assert records(house) == before + 3


def test_a_run_that_is_asked_to_stop_is_cancelled_and_keeps_what_it_has(house: House) -> None:
    with tenant_scope(house.alpha.id):
        run = run_create(version=house.version, period=house.period)
        job = Job.objects.create(kind="run", arguments={"run_id": str(run.id)})
        Run.objects.filter(id=run.id).update(job_id=job.id)
        job.ask_to_cancel()
    tenant_sweep(house.alpha.id)
    with tenant_scope(house.alpha.id):
        job.refresh_from_db()
        assert job.state == "cancelled"
        assert Run.objects.get(id=run.id).finished_at is not None


def test_another_agents_signed_pack_in_a_versions_place_is_refused(house: House) -> None:
    other = PACK.read_text().replace("id: stationary-combustion", "id: other-agent").encode()
    second = build_now(tenant_id=house.alpha.id, source=other, actor="test").version
    database = str(connection.settings_dict["NAME"])
    with superuser_connection(database) as intruder:
        intruder.execute(
            "UPDATE agents_agentversion SET pack_sha256 = %s WHERE id = %s", [house.version.pack_sha256, second.id]
        )
        with tenant_scope(house.alpha.id), pytest.raises(BadPack):
            second.refresh_from_db()
            version_command(version=second, verb="start", actor="test")
            execute(version=second, document=GAS, actor="test")
        intruder.execute("UPDATE registry_agentpack SET version_id = %s", [second.id])
        with tenant_scope(house.alpha.id), pytest.raises(GreenLangError):
            execute(version=house.version, document=GAS, actor="test")
        intruder.execute(
            "UPDATE registry_agentpack SET version_id = %s WHERE sha256 = %s",
            [house.version.id, house.version.pack_sha256],
        )


def test_an_execution_takes_the_factors_of_the_day_it_is_about(house: House) -> None:
    answer = house.api("analyst@alpha").post(
        "/agents/stationary-combustion/executions", {"inputs": GAS, "on": "2025-03-01"}
    )
    assert answer.status_code == 201
    assert answer.json()["source"] == {"start": "2025-03-01", "end": "2025-03-01"}
    refused = house.api("analyst@alpha").post(
        "/agents/stationary-combustion/executions", {"inputs": GAS, "on": "next week"}
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/on")
