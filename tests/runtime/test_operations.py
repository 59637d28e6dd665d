"""The operator's verbs by every door, step by step, where agents run at once and where a cluster takes its time."""

import json
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from apps.agents.lifecycle import ExecutionResult, RetiredVersion, State, replay
from apps.agents.models import AgentVersion
from apps.jobs.models import Job
from apps.runtime.deployers import places
from apps.runtime.deployers.contract import Deployer
from apps.runtime.deployers.kubernetes.deployer import KubernetesDeployer
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.models import Deployment
from apps.runtime.services.lifecycle import Operation, version_operate
from apps.runtime.services.operations import operation_finish, operation_prepare
from apps.runtime.services.verbs import OPERATIONS, STEPS, NothingBefore
from apps.runtime.tasks import operate, operation_submit
from apps.tenants.models import User
from apps.tenants.models.roles import MEMBER_ROLES
from apps.tenants.services import api_key_issue, member_add, tenant_create
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.house import PACK, PASSWORD, House
from tests.portal.rows import agent_make
from tests.runtime.fake_cluster import FakeCluster, Fault, connected, served

LATER = PACK.read_bytes().replace(b"version: 1.0.0", b"version: 1.1.0")
AGENT = "stationary-combustion"


@pytest.fixture
def house(committed: TestDatabase) -> House:
    """Two tenants; in the first, two versions of an agent on this installation, the later one Staged no more."""
    made = House(tenant_create(slug="alpha", name="Alpha"), tenant_create(slug="beta", name="Beta"))
    for tenant in (made.alpha, made.beta):
        for role in MEMBER_ROLES:
            who = f"{role.value}@{tenant.slug}"
            made.people[who] = User.objects.create_user(f"{role.value}@{tenant.slug}.example", PASSWORD)
            member_add(tenant=tenant, user=made.people[who], role=role)
            made.keys[who] = api_key_issue(tenant=tenant, name=role.value, role=role)
    made.people["operator"] = User.objects.create_superuser("operator@platform.example", PASSWORD)
    with tenant_scope(made.alpha.id):
        made.version = agent_make(made.alpha)
    return made


@pytest.fixture
def later(house: House) -> AgentVersion:
    with tenant_scope(house.alpha.id):
        return agent_make(house.alpha, LATER)


@pytest.fixture
def cluster(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCluster]:
    """What is deployed from here on runs on a cluster."""
    fake = FakeCluster()
    with served(fake) as url:
        deployer = KubernetesDeployer(connected(url, lambda seconds: None), ClusterOptions(ready_seconds=5.0))
        here: Callable[[str], Deployer] = places._made
        settings.DEPLOYER = "kubernetes"
        monkeypatch.setattr(places, "_made", lambda path: deployer if "kubernetes" in path else here(path))
        yield fake


def state_of(house: House, version: AgentVersion) -> str:
    with tenant_scope(house.alpha.id):
        version.refresh_from_db()
        assert replay(version.events.order_by("position")) == version.state
        return version.state


def done(house: House, version: AgentVersion, verb: str, reason: str = "because") -> Job:
    with tenant_scope(house.alpha.id):
        job = operation_prepare(version=version, verb=verb, actor="anna", reason=reason)
    return operation_finish(tenant_id=house.alpha.id, job=job)


def staged(house: House, source: bytes = LATER) -> AgentVersion:
    """A version that is registered and not deployed."""
    with pytest.MonkeyPatch.context() as patch, tenant_scope(house.alpha.id):
        patch.setattr("tests.portal.rows.version_command", lambda version, **more: version)
        return agent_make(house.alpha, source)


def test_every_verb_is_a_job_whose_steps_are_kept(house: House) -> None:
    for verb, state in (("stop", "active"), ("start", "running"), ("pause", "paused"), ("resume", "running")):
        job = done(house, house.version, verb)
        assert (job.state, job.result["state"]) == ("succeeded", state)
        assert [stage["name"] for stage in job.stages] == [stage.name for stage in STEPS[verb]]
        assert {stage["state"] for stage in job.stages} == {"done"}
        assert all(stage["seconds"] is not None for stage in job.stages)
    done(house, house.version, "pause")
    assert done(house, house.version, "retire").result["state"] == "retired"
    with tenant_scope(house.alpha.id):
        row = Deployment.objects.get(version=house.version)
    assert row.removed_at is not None
    assert row.cleared_at is not None


@pytest.mark.parametrize(
    ("before", "verb", "says"),
    [
        ("", "resume", "is running: resume is not possible from there. Possible: stop, pause."),
        ("", "retire", "is running: retire is not possible from there. Stop or pause it first. Possible: stop, pause."),
        ("pause", "pause", "is paused: pause is not possible from there. Possible: resume, retire."),
        ("stop", "resume", "is active: resume is not possible from there. Possible: start, retire."),
    ],
)
def test_a_verb_that_the_state_does_not_allow_is_refused_before_there_is_a_job(
    house: House, before: str, verb: str, says: str
) -> None:
    if before:
        done(house, house.version, before)
    answer = house.api("operator@alpha").post(f"/agents/{AGENT}/operations", {"verb": verb, "reason": "because"})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:greenlang:problem:illegal-transition")
    assert says in "{detail} {mend}".format(**answer.json())
    with pytest.raises(GreenLangError) as refused:
        call_command("operate", AGENT, verb, "--reason", "because", "--tenant", "alpha")
    assert says in str(refused.value)
    shown = entered(house).post(
        reverse("admin:agents_agentversion_verb", args=[house.version.pk, verb]), {"reason": "because"}, follow=True
    )
    assert says in unescape(shown.content.decode())
    with tenant_scope(house.alpha.id):
        assert not Job.objects.filter(arguments__verb=verb).exclude(state="succeeded").exists()


@pytest.mark.parametrize("step", ["check", "record"])
def test_a_verb_that_became_impossible_since_fails_in_the_same_words(
    house: House, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with tenant_scope(house.alpha.id):
        job = operation_prepare(version=house.version, verb="pause", actor="anna", reason="because")
    monkeypatch.setattr(Operation, "check", quicker(house, Operation.check, before=step == "check"))
    operation_finish(tenant_id=house.alpha.id, job=job)
    with tenant_scope(house.alpha.id):
        job.refresh_from_db()
    failed = [stage["name"] for stage in job.stages if stage["state"] == "failed"]
    assert (job.state, failed) == ("failed", [step])
    assert job.error is not None
    assert job.error["message"].endswith("1.0.0 is active: pause is not possible from there.")
    assert job.error["mend"].startswith("Start it first. Possible: start, retire.")


def quicker(house: House, check: Callable[[Operation], None], *, before: bool) -> Callable[[Operation], None]:
    """Somebody else stops the version just before, or just after, the operation has looked at its state."""

    def checked(operation: Operation) -> None:
        if not before:
            check(operation)
        with tenant_scope(house.alpha.id):
            mine = AgentVersion.objects.get(id=operation.version.id)
            mine.transition("agent.stopped", ExecutionResult(0, "because"), actor="someone")
        if before:
            check(operation)

    return checked


def test_rolling_back_starts_the_version_before_and_then_pauses_this_one(house: House, later: AgentVersion) -> None:
    done(house, house.version, "stop")
    job = done(house, later, "roll-back", "Wrong heat content.")
    assert job.state == "succeeded"
    assert job.result["versions"] == {"1.0.0": "running", "1.1.0": "paused"}
    with tenant_scope(house.alpha.id):
        last = later.events.order_by("-position")[0]
    assert last.payload == {"reason": "Rolled back to 1.0.0: Wrong heat content."}


def test_what_has_no_version_before_it_is_not_rolled_back(house: House) -> None:
    with pytest.raises(NothingBefore):
        done(house, house.version, "roll-back")
    assert state_of(house, house.version) == State.RUNNING


def test_a_cluster_is_waited_for_before_work_is_taken_and_left_after_it_is_refused(
    house: House, cluster: FakeCluster
) -> None:
    version = staged(house)
    done(house, version, "start")
    assert state_of(house, version) == State.RUNNING
    with tenant_scope(house.alpha.id):
        row = Deployment.objects.get(version=version)
    assert (row.deployer, row.url.startswith("http://a-stationary-combustion-")) == ("kubernetes", True)
    done(house, version, "pause")
    assert (state_of(house, version), cluster.of_kind("Pod")) == (State.PAUSED, [])
    done(house, version, "resume")
    assert (state_of(house, version), len(cluster.of_kind("Pod"))) == (State.RUNNING, 1)
    done(house, version, "pause")
    done(house, version, "retire")
    assert (state_of(house, version), cluster.of_kind("Deployment")) == (State.RETIRED, [])
    assert state_of(house, house.version) == State.RUNNING


def test_each_step_is_told_while_it_happens(house: House, cluster: FakeCluster) -> None:
    version = staged(house)
    cluster.when_watched = True
    seen: list[tuple[str, str]] = []

    def watch(stage: Any) -> None:
        with tenant_scope(house.alpha.id):
            seen.append((stage["state"], Job.objects.get(id=job.id).message))

    with tenant_scope(house.alpha.id):
        job = operation_prepare(version=version, verb="start", actor="anna")
    operation_finish(tenant_id=house.alpha.id, job=job, watch=watch)
    messages = [message for _, message in seen]
    assert messages.index("Deployment, 7 of 9") < messages.index("0 of 1 pods are ready.")
    assert ("running", "Record it") in seen


def test_what_does_not_come_up_is_not_recorded_as_deployed(house: House, cluster: FakeCluster) -> None:
    version = staged(house)
    cluster.trouble = lambda image: "CrashLoopBackOff"
    job = done(house, version, "deploy")
    assert job.error is not None
    assert "CrashLoopBackOff" in job.error["message"]
    assert (state_of(house, version), cluster.of_kind("Deployment")) == (State.STAGED, [])
    cluster.trouble = lambda image: ""
    assert done(house, version, "deploy").result["state"] == "active"


def test_a_retirement_whose_removal_failed_is_done_again(house: House, cluster: FakeCluster) -> None:
    version = staged(house)
    done(house, version, "deploy")
    cluster.faults = [Fault(503, times=6, method="DELETE")]
    assert done(house, version, "retire").state == "failed"
    assert (state_of(house, version), len(cluster.of_kind("Deployment"))) == (State.RETIRED, 1)
    assert done(house, version, "retire").state == "succeeded"
    assert cluster.of_kind("Deployment") == []
    with pytest.raises(RetiredVersion):
        done(house, version, "retire")


def test_what_was_retired_while_it_came_up_is_removed_again(house: House, cluster: FakeCluster) -> None:
    version = staged(house)
    done(house, version, "deploy")

    def retired(said: str) -> None:
        with tenant_scope(house.alpha.id):
            found = AgentVersion.objects.get(id=version.id)
            if found.state == State.ACTIVE:
                version_operate(
                    tenant_id=house.alpha.id, version=found, verb="retire", actor="berta", reason="Too late."
                )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("apps.jobs.stages.StageRecorder.note", lambda recorder, said: retired(said))
        job = done(house, version, "start")
    assert job.state == "failed"
    assert (state_of(house, version), cluster.of_kind("Deployment")) == (State.RETIRED, [])


def test_rolling_back_on_a_cluster_brings_up_the_one_before_first(house: House, cluster: FakeCluster) -> None:
    before = staged(house)
    version = staged(house, PACK.read_bytes().replace(b"version: 1.0.0", b"version: 1.2.0"))
    for each in (before, version):
        done(house, each, "start")
    done(house, before, "pause")
    cluster.trouble = lambda image: "CrashLoopBackOff"
    assert done(house, version, "roll-back").state == "failed"
    assert (state_of(house, before), state_of(house, version)) == (State.PAUSED, State.RUNNING)
    cluster.trouble = lambda image: ""
    assert done(house, version, "roll-back").state == "succeeded"
    assert (state_of(house, before), state_of(house, version)) == (State.RUNNING, State.PAUSED)
    replicas = sorted(each["spec"]["replicas"] for each in cluster.of_kind("Deployment"))
    assert replicas == [0, 1]


def test_a_version_stays_where_it_was_deployed(house: House, cluster: FakeCluster) -> None:
    """The setting is for what is deployed from here on."""
    done(house, house.version, "stop")
    done(house, house.version, "start")
    assert cluster.objects == {}


# By every door.


def test_the_api_gives_a_job_and_a_worker_does_it(house: House) -> None:
    api = house.api("operator@alpha")
    answer = api.post(f"/agents/{AGENT}/operations", {"verb": "pause", "reason": "The meter is read."})
    assert answer.status_code == 202
    job = answer.json()
    assert [stage["state"] for stage in job["stages"]] == ["waiting"] * 3
    operate(str(house.alpha.id), job["id"])
    told = api.get(f"/jobs/{job['id']}").json()
    assert (told["state"], told["result"]["state"]) == ("succeeded", "paused")
    assert state_of(house, house.version) == State.PAUSED


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"verb": "pause"}, 422),
        ({"verb": "explode"}, 400),
        ({"verb": "stop", "version": "9.9.9"}, 404),
        ({"verb": "stop", "surprise": True}, 400),
        ({}, 400),
    ],
)
def test_what_is_no_operation_is_refused_before_there_is_a_job(house: House, body: object, status: int) -> None:
    answer = house.api("operator@alpha").post(f"/agents/{AGENT}/operations", body)
    assert answer.status_code == status
    with tenant_scope(house.alpha.id):
        assert not Job.objects.filter(kind="operate").exists()


def test_only_operators_operate_and_an_outsider_learns_nothing(house: House) -> None:
    body = {"verb": "stop"}
    assert house.api("analyst@alpha").post(f"/agents/{AGENT}/operations", body).status_code == 403
    foreign = house.api("operator@beta").post(f"/agents/{AGENT}/operations", body)
    unknown = house.api("operator@beta").post("/agents/no-such-agent/operations", body)
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json()["detail"].replace(AGENT, "") == unknown.json()["detail"].replace("no-such-agent", "")


def test_the_verbs_address_answers_at_once_here_and_with_a_job_on_a_cluster(house: House, cluster: FakeCluster) -> None:
    api, version = house.api("operator@alpha"), staged(house)
    assert api.post(f"/agents/{AGENT}/versions/1.0.0/stop").json()["state"] == "active"
    answer = api.post(f"/agents/{AGENT}/versions/1.1.0/start")
    assert answer.status_code == 202
    operate(str(house.alpha.id), answer.json()["id"])
    assert state_of(house, version) == State.RUNNING
    assert api.post(f"/agents/{AGENT}/versions/1.1.0/roll-back", {"reason": ""}).status_code == 422


def test_an_operation_twice_in_the_queue_is_done_once(house: House) -> None:
    with tenant_scope(house.alpha.id):
        job = operation_submit(version=house.version, verb="stop", actor="anna")
    for _ in range(2):
        operate(str(house.alpha.id), str(job.id))
    with tenant_scope(house.alpha.id):
        assert house.version.events.filter(event="agent.stopped").count() == 1


def test_the_command_tells_each_step_and_where_the_versions_stand(
    house: House, later: AgentVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("operate", AGENT, "roll-back", "--reason", "Wrong.", "--tenant", "alpha")
    told = capsys.readouterr()
    assert told.out.splitlines()[0].startswith(f"{AGENT} 1.1.0 is paused")
    assert "  1.0.0 is running" in told.out
    assert "✓ Record it" in told.err
    call_command("operate", f"{AGENT}@1.0.0", "stop", "--tenant", "alpha", "--json")
    assert json.loads(capsys.readouterr().out)["state"] == "active"


def test_the_command_says_why_it_could_not(house: House) -> None:
    with pytest.raises(GreenLangError, match=r"1\.0\.0 is running: resume is not possible.*Possible: stop, pause\."):
        call_command("operate", AGENT, "resume", "--tenant", "alpha")
    with pytest.raises(GreenLangError, match="Say why"):
        call_command("operate", AGENT, "pause", "--tenant", "alpha")


def test_the_portal_hands_an_agent_on_a_cluster_to_a_worker(house: House, cluster: FakeCluster) -> None:
    version, browser = staged(house), house.browser("operator@alpha")
    answer = browser.post(reverse("portal:agent_verb", args=[AGENT, "start"]), {"version": "1.1.0"}, follow=True)
    assert cluster.requests == []
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(kind="operate")
    # The page of its steps comes next.
    assert str(job.id) in answer.redirect_chain[-1][0]
    operate(str(house.alpha.id), str(job.id))
    assert state_of(house, version) == State.RUNNING


def entered(house: House) -> Client:
    client = house.browser("operator")
    chosen = {"action": "enter", "_selected_action": [str(house.alpha.id)]}
    assert client.post(reverse("admin:tenants_tenant_changelist"), chosen).status_code == 302
    return client


def test_the_admin_offers_rolling_back_where_there_is_a_version_before(house: House, later: AgentVersion) -> None:
    client = entered(house)
    pages = [
        client.get(reverse("admin:agents_agentversion_change", args=[version.pk])).content.decode()
        for version in (later, house.version)
    ]
    assert ["Roll back" in each for each in pages] == [True, False]
    verb = reverse("admin:agents_agentversion_verb", args=[later.pk, "roll-back"])
    assert "required" in client.get(verb).content.decode()
    shown = client.post(verb, {"reason": "Wrong."}, follow=True).content.decode()
    assert "Bring it up, see it ready" in shown
    assert "refresh" not in shown
    assert state_of(house, later) == State.PAUSED


def test_the_admin_shows_an_operations_steps_until_it_is_done(house: House, cluster: FakeCluster) -> None:
    client, version = entered(house), staged(house)
    start = reverse("admin:agents_agentversion_verb", args=[version.pk, "start"])
    answer = client.post(start, {})
    waiting = client.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh"' in waiting
    assert "Waiting for a worker" in waiting
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(kind="operate")
    operate(str(house.alpha.id), str(job.id))
    finished = client.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh"' not in finished
    assert "1 of 1 pods are ready." in finished
    other = reverse("admin:agents_agentversion_operation", args=[house.version.pk, job.pk])
    assert client.get(other).status_code == 404


def test_every_operation_has_its_steps() -> None:
    assert set(STEPS) == set(OPERATIONS)
