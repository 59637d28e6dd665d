"""The process that builds is killed at every line of the saga's log, forwards and back: each ends in the right state.

``make faults-saga``; the ordinary tests end the work at some of these places without a process of its own.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from apps.agents.lifecycle import State
from apps.factory.resuming import builds_resume
from apps.factory.services import build_work
from apps.jobs.models import Job
from apps.jobs.services import WorkFailed, job_run
from apps.runtime.models import Deployment
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.embedded import postgres
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.factory.test_build_saga import build, found_in_the_index, log, quick, version_of

PROJECT = Path(__file__).resolve().parents[2]
FORWARDS = ("make begun", "make done", "register begun", "register done", "deploy begun", "deploy done", "completed")
BACK = (
    *FORWARDS[:5],
    "deploy failed", "deploy undoing", "deploy undone", "register undoing", "register undone", "make undoing",
    "make undone", "compensated",
)  # fmt: skip
BEGUN = BACK.index("deploy failed")
"""So many lines are the same whether the deployer refuses or not."""

__all__ = ["quick"]


def killed(database: TestDatabase, tenant: Tenant, lines: int, *, fails: bool) -> Job:
    """A build whose process was killed, and of which the product has heard."""
    words = [str(tenant.id), str(lines), *(["fails"] if fails else [])]
    urls = {
        name: postgres.dsn(settings.DATA, settings.DATABASE_ROLES[role], database.name)
        for name, role in (("DATABASE_URL", "app"), ("DATABASE_SERVICE_URL", "service"))
    }
    process = subprocess.run(
        [sys.executable, "-m", "tests.factory.building_process", *words],
        cwd=PROJECT, env={**os.environ, **urls}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert process.returncode == -signal.SIGKILL, process.stderr
    with tenant_scope(tenant.id):
        job = Job.objects.get()
        job.fail(WorkFailed("The worker process ended before this was done."))
    return job


def settle(tenant: Tenant, job: Job) -> bool:
    """What the watch over sagas and another worker do with it; whether there was anything to do."""
    with tenant_scope(tenant.id):
        found = builds_resume()
    if found:
        job_run(tenant_id=tenant.id, job_id=job.id, work=lambda again: build_work(again, tenant.id))
    return bool(found)


@pytest.mark.long
@pytest.mark.parametrize(
    ("lines", "fails"),
    [(lines, False) for lines in range(len(FORWARDS))] + [(lines, True) for lines in range(BEGUN, len(BACK))],
)
def test_a_build_that_is_killed_at_any_line_is_deployed_or_taken_back(
    committed: TestDatabase, lines: int, fails: bool
) -> None:
    tenant = tenant_create(slug="alpha", name="Alpha")
    job = killed(committed, tenant, lines, fails=fails)
    assert log(tenant) == list((BACK if fails else FORWARDS)[:lines])
    assert settle(tenant, job) == (lines > 0)
    assert not settle(tenant, job)
    version, written = version_of(tenant), log(tenant)
    # What was registered is deployed, unless the deployer had refused and that was written down; all else goes back.
    deployed = lines >= FORWARDS.index("register done") and not (fails and lines > BEGUN)
    expected = State.ACTIVE if deployed else State.FAILED if lines else State.DRAFT
    assert (version.state, found_in_the_index(tenant)) == (expected, deployed)
    assert written[-1:] == ([] if not lines else ["completed"] if deployed else ["compensated"])
    with tenant_scope(tenant.id):
        assert Deployment.objects.filter(removed_at=None).exists() == deployed
    assert build(tenant).state == State.ACTIVE
    print(f"\n{lines} lines, then killed: {expected}, {' · '.join(written)}", file=sys.stderr)
