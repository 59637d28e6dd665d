"""A build that cannot be deployed is taken back whole; one whose worker ended goes on from its log."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from apps.agents.lifecycle import State, replay
from apps.agents.models import AgentVersion
from apps.events.models import SagaEntry
from apps.factory.build_saga import NAME, BuildAndDeploy
from apps.factory.pipeline import Build
from apps.factory.resuming import MOST_ATTEMPTS, builds_resume
from apps.factory.services import BuildFailed, build_now, build_prepare, build_work, job_of, version_command
from apps.factory.tasks import build_agent
from apps.jobs.models import Job, JobState
from apps.jobs.services import WorkFailed, job_run
from apps.registry.capabilities import Wanted
from apps.registry.selectors import agents_able
from apps.runtime.deployers.contract import NotReady, Release, Tell
from apps.runtime.deployers.local import LocalDeployer
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.house import PACK
from tests.measured import measured_once


class Crash(BaseException):
    """The worker's process ends."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.factory.pipeline.evaluate", measured_once)
    monkeypatch.setattr(build_agent, "delay", lambda *arguments: None)


def build(tenant: Tenant) -> AgentVersion:
    return build_now(tenant_id=tenant.id, source=PACK.read_bytes(), actor="test").version


def crash_at(owner: object, name: str, tenant: Tenant, *, after: bool = False) -> Job:
    """A build whose worker ends before or after a method is called, and of which the product has heard."""
    method: Callable[..., Any] = getattr(owner, name)

    def ends(*arguments: Any, **words: Any) -> Any:
        if after:
            method(*arguments, **words)
        raise Crash

    with patch.object(owner, name, ends), pytest.raises(Crash):
        build(tenant)
    with tenant_scope(tenant.id):
        job = Job.objects.latest("created_at")
        job.fail(WorkFailed("The worker process ended before this was done."))
    return job


def go_on(tenant: Tenant, job: Job) -> Job:
    """What the sweeper of sagas and a worker do with it."""
    with tenant_scope(tenant.id):
        assert builds_resume() == 1
        assert builds_resume() == 0
    return job_run(tenant_id=tenant.id, job_id=job.id, work=lambda found: build_work(found, tenant.id))


def error_of(job: Job) -> dict[str, Any]:
    """Why it failed."""
    assert job.error is not None
    return dict(job.error)


def log(tenant: Tenant, job: Job | None = None) -> list[str]:
    with tenant_scope(tenant.id):
        rows = SagaEntry.objects.filter(saga=NAME, **({"saga_id": job.id} if job else {}))
        return [f"{row.step} {row.what}".strip() for row in rows]


def version_of(tenant: Tenant) -> AgentVersion:
    with tenant_scope(tenant.id):
        version = AgentVersion.objects.select_related("agent").get()
        assert replay(version.events.order_by("position")) == version.state
        return version


def found_in_the_index(tenant: Tenant) -> bool:
    with tenant_scope(tenant.id):
        return bool(agents_able(Wanted(inputs=("fuel",))))


def test_a_build_is_written_down_step_by_step(tenant_a: Tenant) -> None:
    build(tenant_a)
    assert log(tenant_a) == [
        "make begun", "make done", "register begun", "register done", "deploy begun", "deploy done", "completed",
    ]  # fmt: skip
    assert found_in_the_index(tenant_a)


def test_a_deployment_that_fails_is_taken_down_and_unregistered(
    tenant_a: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[str] = []

    def does_not_come_up(deployer: LocalDeployer, release: Release, tell: Tell) -> str:
        raise NotReady("0 of 1 pods answer: image cannot be pulled.")

    with monkeypatch.context() as patched:
        patched.setattr(LocalDeployer, "deploy", does_not_come_up)
        patched.setattr(LocalDeployer, "retire", lambda deployer, release, tell: removed.append(release.version))
        with pytest.raises(BuildFailed, match="image cannot be pulled"):
            build(tenant_a)
    version = version_of(tenant_a)
    assert version.state == State.FAILED
    assert set(removed) == {version.version}
    assert not found_in_the_index(tenant_a)
    assert log(tenant_a)[4:] == [
        "deploy begun", "deploy failed", "deploy undoing", "deploy undone", "register undoing", "register undone",
        "make undoing", "make undone", "compensated",
    ]  # fmt: skip
    with tenant_scope(tenant_a.id):
        last = version.events.order_by("-position")[0]
        assert (last.event, last.payload["stage"], last.payload["code"]) == ("agent.failed", "deploy", "not-ready")
        assert builds_resume() == 0
    assert build(tenant_a).state == State.ACTIVE
    assert found_in_the_index(tenant_a)


def test_a_worker_that_ends_between_registering_and_deploying_is_followed_by_one_that_deploys(tenant_a: Tenant) -> None:
    job = crash_at(LocalDeployer, "deploy", tenant_a)
    assert version_of(tenant_a).state == State.STAGED
    ended = go_on(tenant_a, job)
    assert ended.state == JobState.SUCCEEDED
    assert version_of(tenant_a).state == State.ACTIVE
    assert log(tenant_a)[-3:] == ["deploy begun", "deploy done", "completed"]
    assert [stage["state"] for stage in ended.stages] == ["done"] * 9


def test_a_worker_that_ends_before_it_wrote_down_that_it_registered_has_registered(tenant_a: Tenant) -> None:
    job = crash_at(Build, "register", tenant_a, after=True)
    assert go_on(tenant_a, job).state == JobState.SUCCEEDED
    assert version_of(tenant_a).state == State.ACTIVE


def test_the_same_bytes_submitted_after_such_an_end_go_on_too(tenant_a: Tenant) -> None:
    job = crash_at(LocalDeployer, "deploy", tenant_a)
    with tenant_scope(tenant_a.id):
        again, fresh = build_prepare(source=PACK.read_bytes(), actor="test")
    assert (again.id, fresh) == (job.id, True)
    job_run(tenant_id=tenant_a.id, job_id=job.id, work=lambda found: build_work(found, tenant_a.id))
    assert version_of(tenant_a).state == State.ACTIVE


def test_a_worker_that_ends_before_registering_leaves_a_failed_version_that_can_be_built_again(
    tenant_a: Tenant,
) -> None:
    job = crash_at(Build, "register", tenant_a)
    ended = go_on(tenant_a, job)
    assert (ended.state, error_of(ended)["code"]) == (JobState.FAILED, "saga-compensated")
    assert version_of(tenant_a).state == State.FAILED
    assert log(tenant_a, job)[-1] == "compensated"
    assert build(tenant_a).state == State.ACTIVE


def test_a_deployment_that_ends_its_worker_each_time_is_taken_back(tenant_a: Tenant) -> None:
    job = crash_at(LocalDeployer, "deploy", tenant_a)

    def ends(*arguments: Any) -> str:
        raise Crash

    for _ in range(MOST_ATTEMPTS - 1):
        with patch.object(LocalDeployer, "deploy", ends), pytest.raises(Crash):
            go_on(tenant_a, job)
        with tenant_scope(tenant_a.id):
            job.refresh_from_db()
            job.fail(WorkFailed("The worker process ended before this was done."))
    ended = go_on(tenant_a, job)
    assert (ended.state, error_of(ended)["message"]) == (
        JobState.FAILED, "The worker ended 3 times before this was done."
    )  # fmt: skip
    assert version_of(tenant_a).state == State.FAILED
    assert not found_in_the_index(tenant_a)


def test_a_compensation_whose_worker_ended_is_finished_by_another(tenant_a: Tenant) -> None:
    def does_not_come_up(*arguments: Any) -> str:
        raise NotReady("0 of 1 pods answer.")

    with patch.object(LocalDeployer, "deploy", does_not_come_up):
        job = crash_at(BuildAndDeploy, "_unregister", tenant_a)
    assert version_of(tenant_a).state == State.FAILED
    ended = go_on(tenant_a, job)
    assert "0 of 1 pods answer" in error_of(ended)["message"]
    assert log(tenant_a, job)[-1] == "compensated"


def test_a_build_that_was_begun_anew_is_let_be(tenant_a: Tenant) -> None:
    job = crash_at(Build, "register", tenant_a)
    assert build(tenant_a).state == State.ACTIVE
    with tenant_scope(tenant_a.id):
        assert builds_resume() == 1
        latest = job_of(version_of(tenant_a))
        assert latest is not None
        assert latest.id != job.id
        job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert log(tenant_a, job)[-1] == "compensated"
    assert version_of(tenant_a).state == State.ACTIVE


def test_a_version_that_was_started_since_is_not_touched(tenant_a: Tenant) -> None:
    job = crash_at(LocalDeployer, "deploy", tenant_a)
    with tenant_scope(tenant_a.id):
        version_command(version=version_of(tenant_a), verb="start", actor="operator")
    assert go_on(tenant_a, job).state == JobState.SUCCEEDED
    assert version_of(tenant_a).state == State.RUNNING
