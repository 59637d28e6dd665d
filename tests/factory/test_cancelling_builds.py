"""A build that somebody no longer wants: it stops before its next stage, and the version can be built again."""

import pytest

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.factory.services import build_cancel, build_prepare, build_work
from apps.jobs.models import Job, JobState
from apps.jobs.services import job_run
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.rows import PACK

pytestmark = pytest.mark.django_db


def prepared(tenant: Tenant) -> Job:
    with tenant_scope(tenant.id):
        job, fresh = build_prepare(source=PACK, actor="anna")
    assert fresh
    return job


def test_a_build_that_waits_is_cancelled_at_once_and_can_be_handed_in_again(tenant_a: Tenant) -> None:
    job = prepared(tenant_a)
    with tenant_scope(tenant_a.id):
        assert build_cancel(job=job, actor="ben")
        job.refresh_from_db()
        assert (job.state, AgentVersion.objects.get().state) == (JobState.CANCELLED, State.DRAFT)
    assert prepared(tenant_a).id != job.id


def test_a_build_that_runs_stops_before_its_next_stage(tenant_a: Tenant) -> None:
    job = prepared(tenant_a)
    with tenant_scope(tenant_a.id):
        # As when somebody cancels between the worker's beginning and its first stage.
        asked = {"cancel_requested": True, "arguments": {**job.arguments, "cancelled_by": "ben"}}
        Job.objects.filter(id=job.id).update(**asked)
    ended = job_run(tenant_id=tenant_a.id, job_id=job.id, work=lambda mine: build_work(mine, tenant_a.id), beats=False)
    with tenant_scope(tenant_a.id):
        version = AgentVersion.objects.get()
        why = version.events.order_by("-position")[0].payload
    assert (ended.state, version.state) == (JobState.CANCELLED, State.FAILED)
    assert (why["code"], why["message"]) == ("cancelled", "Cancelled by ben. Build it again whenever you like.")
    assert {stage["state"] for stage in ended.stages} == {"waiting"}
    assert prepared(tenant_a).id != job.id


@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_what_is_registered_is_not_cancelled_any_more(tenant_a: Tenant, state: str) -> None:
    job = prepared(tenant_a)
    with tenant_scope(tenant_a.id):
        job.report(done=7, total=9, stages=[{"name": "register", "state": state}])
        assert not build_cancel(job=job, actor="ben")
        job.refresh_from_db()
    assert not job.cancel_requested
