"""Many inputs in one request: a job with an answer for each, done once, held while the agent is paused."""

import os
import time
import uuid
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError

from apps.calculations.models import Calculation
from apps.factory.services import version_command
from apps.jobs.models import Job
from apps.jobs.services import WorkFailed, job_run
from apps.runtime.batch.endings import Ending
from apps.runtime.batch.executions import Asked, executions_work, here
from apps.runtime.batch.guard import Mark
from apps.runtime.batch.suspects import AT_FAULT
from apps.runtime.models import Execution
from apps.runtime.tasks import run_executions
from greenlang.engine.batch import BatchCalculator
from greenlang.isolation import tenant_scope
from tests.house import GAS, House

PATH = "/agents/stationary-combustion/executions/batch"


def submitted(house: House, inputs: list[Any], **more: str) -> Any:
    """A job, and nothing that works at it yet."""
    with patch("apps.runtime.tasks.run_executions.delay"):
        answer = house.api("analyst@alpha").post(PATH, {"inputs": inputs, **more})
    assert answer.status_code == 202, answer.content
    assert answer["Location"] == f"/api/v1/jobs/{answer.json()['id']}"
    return answer.json()["id"]


def worked(house: House, job_id: str) -> Any:
    run_executions(str(house.alpha.id), job_id)
    return house.api("analyst@alpha").get(f"/jobs/{job_id}").json()


def counts(house: House) -> tuple[int, int]:
    with tenant_scope(house.alpha.id):
        return Calculation.objects.count(), Execution.objects.count()


def quantity(value: str) -> dict[str, Any]:
    return {**GAS, "quantity": {"value": value, "unit": "mmBtu", "basis": "gross"}}


def test_each_input_has_an_answer_in_its_place_and_the_same_as_alone(house: House) -> None:
    before = counts(house)
    inputs = [quantity("50"), {**GAS, "fuel": "unobtainium"}, quantity("0.1"), {"quantity": 5}]
    job_id = submitted(house, inputs)
    waiting = house.api("auditor@alpha").get(f"/jobs/{job_id}").json()
    job = worked(house, job_id)
    assert [(each["done"], each["total"], each["percent"]) for each in (waiting, job)] == [(0, 4, 0), (4, 4, 100)]
    assert (job["state"], job["result"]["succeeded"], job["result"]["failed"]) == ("succeeded", 2, 2)
    first, second, third, fourth = job["result"]["results"]
    assert (first["result"], third["result"]) == ("2655.725", "5.31145")
    assert "unobtainium" in second["error"]["message"]
    assert fourth["error"]["code"]
    kept = house.api("auditor@alpha").get(f"/calculations/{first['calculation_id']}").json()
    alone = house.api("analyst@alpha").post(PATH.removesuffix("/batch"), {"inputs": quantity("50")}).json()
    for name in ("inputs", "gases", "result", "input_hash", "result_hash"):
        assert kept[name] == alone[name]
    assert counts(house) == tuple(count + 3 for count in before)


def test_a_job_that_is_told_twice_does_nothing_twice(house: House) -> None:
    job_id = submitted(house, [quantity("1"), quantity("2")])
    first = worked(house, job_id)
    before = counts(house)
    assert worked(house, job_id) == first
    assert counts(house) == before


def test_a_job_that_fails_half_way_leaves_nothing(house: House) -> None:
    job_id, before = submitted(house, [quantity("1")]), counts(house)
    with patch("apps.runtime.batch.executions.Execution.objects.bulk_create", side_effect=RuntimeError("half way")):
        job = worked(house, job_id)
    assert job["state"] == "failed"
    assert counts(house) == before


@pytest.mark.parametrize(("verb", "state", "back"), [("pause", "paused", "resume"), ("stop", "active", "start")])
def test_while_the_agent_is_paused_or_stopped_the_work_is_held_and_then_done(
    house: House, verb: str, state: str, back: str
) -> None:
    job_id = submitted(house, [quantity("7")])
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb=verb, actor="test", reason="meter")
    with patch("apps.runtime.batch.executions.current_app.send_task") as told:
        held = worked(house, job_id)
    assert told.call_args.kwargs["args"] == [str(house.alpha.id), job_id]
    assert (held["state"], state in held["message"]) == ("queued", True)
    assert house.api("analyst@alpha").post(PATH, {"inputs": [quantity("7")]}).status_code == 409
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb=back, actor="test")
    assert worked(house, job_id)["state"] == "succeeded"


def exits() -> None:
    os._exit(0)


def hangs() -> None:
    time.sleep(600)


def eats() -> None:
    bytearray(1 << 40)


def poison(monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]) -> None:
    """An agent that does something no agent may when it meets a quantity of 2."""
    calculate = BatchCalculator.row

    def row(self: BatchCalculator, document: Any) -> Any:
        if document["quantity"]["value"] == "2":
            what()
        return calculate(self, document)

    monkeypatch.setattr(BatchCalculator, "row", row)


@pytest.mark.parametrize("what", [exits, eats])
def test_an_input_that_ends_its_process_three_times_is_refused_and_the_others_are_calculated(
    house: House, settings: Any, monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]
) -> None:
    settings.BATCH_BACKOFF_SECONDS = 7
    poison(monkeypatch, what)
    before, job_id = counts(house), submitted(house, [quantity("1"), quantity("2"), quantity("3")])
    with patch("apps.runtime.batch.executions.current_app.send_task") as told:
        states = [worked(house, job_id)["state"] for _ in range(4)]
    assert states == ["queued", "queued", "queued", "succeeded"]
    assert [call.kwargs["countdown"] for call in told.call_args_list] == [7, 14, 0]
    job = house.api("analyst@alpha").get(f"/jobs/{job_id}").json()
    first, second, third = job["result"]["results"]
    assert (first["result"], third["result"]) == ("53.1145", "159.3435")
    assert second["error"]["code"] == "poison-row"
    assert counts(house) == tuple(count + 2 for count in before)


def test_an_input_that_hangs_is_known_by_its_place(
    house: House, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BATCH_ROW_SECONDS = 1
    monkeypatch.setattr("apps.runtime.batch.guard._POLL_SECONDS", 0.05)
    poison(monkeypatch, hangs)
    job_id = submitted(house, [quantity("1"), quantity("2")])
    with patch("apps.runtime.batch.executions.current_app.send_task"):
        assert worked(house, job_id)["state"] == "queued"
    with tenant_scope(house.alpha.id):
        suspects = Job.objects.get(id=job_id).arguments["suspects"]
    assert suspects["1"]["weight"] == AT_FAULT
    assert "it did not go on" in suspects["1"]["reason"]


def test_a_job_that_was_ended_meanwhile_commits_nothing(house: House) -> None:
    job_id, before = submitted(house, [quantity("1")]), counts(house)

    def meanwhile(asked: Asked) -> Ending:
        Job.objects.get(id=job_id).fail(WorkFailed("Its worker was not heard of any more."))
        return here(asked, Mark())

    def work(job: Job) -> None:
        executions_work(job, house.alpha.id, way=lambda asked: scoped(meanwhile, asked))

    def scoped(way: Callable[[Asked], Ending], asked: Asked) -> Ending:
        with tenant_scope(house.alpha.id):
            return way(asked)

    job = job_run(tenant_id=house.alpha.id, job_id=uuid.UUID(job_id), work=work)
    with tenant_scope(house.alpha.id):
        job.refresh_from_db()
    assert (job.state, counts(house)) == ("failed", before)


def test_a_job_that_is_cancelled_is_called_back(house: House, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BATCH_LEASE_SECONDS = 0.2
    monkeypatch.setattr(BatchCalculator, "row", lambda self, document: hangs())
    job_id, before = submitted(house, [quantity("1")]), counts(house)
    with tenant_scope(house.alpha.id):
        Job.objects.get(id=job_id).ask_to_cancel()
    assert worked(house, job_id)["state"] == "cancelled"
    assert counts(house) == before


def test_work_whose_database_goes_away_is_tried_again_and_not_for_ever(house: House, settings: Any) -> None:
    settings.BATCH_INTERRUPTIONS = 3
    job_id, before = submitted(house, [quantity("1")]), counts(house)
    away = patch("apps.runtime.batch.executions.segment_write", side_effect=OperationalError("terminating connection"))
    with away, patch("apps.runtime.batch.executions.current_app.send_task"):
        states = [worked(house, job_id)["state"] for _ in range(3)]
    assert states == ["queued", "queued", "failed"]
    assert counts(house) == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422), ({"inputs": []}, 422), ({"inputs": {}}, 422), ({"inputs": [1]}, 422), ([], 422), ("{", 422),
        ({"inputs": [GAS] * 1001}, 422), ({"inputs": [GAS], "colour": "red"}, 422), ({"inputs": [GAS], "on": "x"}, 422),
        ({"inputs": [GAS], "gwp_set": "AR9"}, 422), ({"inputs": [GAS], "version": "9.9.9"}, 404), (" " * 2**21, 413),
    ],
)  # fmt: skip
def test_what_cannot_be_submitted_is_refused(house: House, body: object, status: int) -> None:
    with tenant_scope(house.alpha.id):
        before = Job.objects.count()
    answer = house.api("analyst@alpha").post(PATH, body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    with tenant_scope(house.alpha.id):
        assert Job.objects.count() == before


def test_roles_and_tenants_reach_as_far_as_elsewhere(house: House) -> None:
    assert house.api("auditor@alpha").post(PATH, {"inputs": [GAS]}).status_code == 403
    assert house.api("admin@beta").post(PATH, {"inputs": [GAS]}).status_code == 404
