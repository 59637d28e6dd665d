"""What should run is compared with what stands, and neither an operator nor another installation is disturbed."""

import json
import threading
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from apps.agents.lifecycle import ErrorDetails, State
from apps.agents.models import AgentVersion
from apps.calculations.services.retention import tenant_delete
from apps.events.models import OutboxEvent
from apps.runtime.models import Deployment
from apps.runtime.overseeing import telling
from apps.runtime.overseeing.hands import in_operators_hands
from apps.runtime.overseeing.rounds import Seen, oversee
from apps.runtime.overseeing.telling import Rounds
from greenlang.embedded import postgres
from greenlang.isolation import tenant_scope
from greenlang.working_alone import Alone
from tests.database import TestDatabase, superuser_connection
from tests.house import House
from tests.runtime.fake_cluster import FakeCluster, Fault
from tests.runtime.test_operations import AGENT, LATER, cluster, done, entered, house, staged, state_of

__all__ = ["cluster", "house"]


@pytest.fixture(autouse=True)
def service_url(committed: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this worker's database."""
    dsn = postgres.dsn(settings.DATA, settings.DATABASE_ROLES["service"], committed.name)
    monkeypatch.setattr(settings, "DATABASE_SERVICE_URL", dsn)


def seen(**expected: Any) -> Seen:
    """A round that found and did just this; versions looked at apart."""
    found = oversee()
    assert found is not None
    assert {name: value for name, value in found.as_document().items() if value and name != "looked"} == expected
    return found


def running(house: House) -> AgentVersion:
    """A version on the cluster that accepts work."""
    version = staged(house)
    assert done(house, version, "start").state == "succeeded"
    return version


def health(house: House, version: AgentVersion) -> tuple[str, str]:
    with tenant_scope(house.alpha.id):
        row = Deployment.objects.get(version=version, removed_at=None)
    return row.health, row.health_reason


def told(house: House) -> list[tuple[str, dict[str, Any]]]:
    """The overseer's events, without who they are about."""
    with tenant_scope(house.alpha.id):
        rows = OutboxEvent.objects.filter(topic="agent.metrics").order_by("position")
        return [(row.type, {k: v for k, v in row.payload.items() if k not in {"agent_id", "version"}}) for row in rows]


def test_a_deployment_that_vanishes_is_noticed_told_and_put_back(house: House, cluster: FakeCluster) -> None:
    version = running(house)
    # The one on this installation and the one on the cluster.
    assert seen(changed=2).looked == 2
    assert health(house, version) == ("answers", "")
    seen()
    cluster.vanish("Deployment")
    seen(changed=1, mended=1)
    assert health(house, version) == ("down", "It is not on the cluster. Lacking: Deployment.")
    assert len(cluster.of_kind("Pod")) == 1
    seen(changed=1)
    down, mended, back = told(house)[-3:]
    assert mended == ("agent.mended", {"put_back": ["Deployment"], "taken": []})
    assert (down[0], down[1]["health"], down[1]["before"]) == ("agent.health", "down", "answers")
    assert (back[0], back[1]["health"], back[1]["before"]) == ("agent.health", "answers", "down")
    cluster.vanish("Namespace")
    seen(changed=1, mended=1)
    seen(changed=1)
    assert state_of(house, version) == State.RUNNING


def test_pods_that_fail_are_told_with_their_reason_on_the_versions_page_and_nothing_is_moved(
    house: House, cluster: FakeCluster
) -> None:
    version, client = running(house), entered(house)
    page = reverse("admin:agents_agentversion_change", args=[version.pk])
    assert "not looked at yet" in client.get(page).content.decode()
    seen(changed=2)
    cluster.break_pods("CrashLoopBackOff")
    cluster.requests.clear()
    seen(changed=1)
    assert {method for method, _ in cluster.requests} == {"GET"}
    assert health(house, version) == ("down", "CrashLoopBackOff: back-off")
    shown = client.get(page).content.decode()
    assert "Down at kubernetes since" in shown
    assert "CrashLoopBackOff: back-off" in shown


def test_what_is_paused_gets_no_pods_and_loses_those_it_has(house: House, cluster: FakeCluster) -> None:
    version = running(house)
    seen(changed=2)
    done(house, version, "pause")
    seen(changed=1)
    assert (health(house, version), cluster.of_kind("Pod")) == (("", ""), [])
    (deployment,) = cluster.of_kind("Deployment")
    path = f"/apis/apps/v1/namespaces/{deployment['metadata']['namespace']}/deployments"
    cluster.answer("PATCH", f"{path}/{deployment['metadata']['name']}/scale", "", {"spec": {"replicas": 3}})
    seen(mended=1)
    assert (cluster.of_kind("Pod"), state_of(house, version)) == ([], State.PAUSED)


def test_what_a_version_leaves_behind_that_failed_or_was_retired_half_way_is_removed(
    house: House, cluster: FakeCluster
) -> None:
    failed, retired = running(house), staged(house, LATER.replace(b"1.1.0", b"1.2.0"))
    done(house, retired, "deploy")
    seen(changed=3)
    with tenant_scope(house.alpha.id):
        for version in (failed, house.version):
            version.transition("agent.failed", ErrorDetails("operate", "unforeseen", "It is wrong."), actor="anna")
    cluster.faults = [Fault(503, times=6, method="DELETE")]
    assert done(house, retired, "retire").state == "failed"
    cluster.faults = []
    seen(removed=2)
    assert cluster.of_kind("Deployment") == []
    with tenant_scope(house.alpha.id):
        assert not Deployment.objects.filter(cleared_at=None).exists()
    assert {event for event, _ in told(house)[-2:]} == {"agent.cleared"}
    seen()


def test_what_an_operator_is_at_is_left_to_them(
    house: House, cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round while pods of a version that is not recorded yet come up removes none of them."""
    version = staged(house)
    rounds: list[Seen | None] = []

    def make_round() -> None:
        rounds.append(oversee())
        connection.close()

    def round_of_another(said: str) -> None:
        if "Deployment" in said:
            thread = threading.Thread(target=make_round)
            thread.start()
            thread.join(30)

    monkeypatch.setattr("apps.jobs.stages.StageRecorder.note", lambda recorder, said: round_of_another(said))
    assert done(house, version, "start").state == "succeeded"
    assert [(each.removed, each.mended) for each in rounds if each] == [(0, 0)]
    with in_operators_hands(house.alpha.id, AGENT, version.version):
        cluster.vanish("Service")
        seen(changed=1)
    assert not cluster.of_kind("Service")
    seen(mended=1)


def test_a_deleted_tenants_namespace_is_removed_and_a_strangers_is_not(house: House, cluster: FakeCluster) -> None:
    running(house)
    seen(changed=2)
    (namespace,) = cluster.of_kind("Namespace")
    stranger = json.loads(json.dumps(namespace).replace(str(house.alpha.id), "0191f3a2-0000-4000-8000-0000000000ff"))
    cluster.objects[f"/api/v1/namespaces/{stranger['metadata']['name']}"] = stranger
    tenant_delete(house.alpha, reason="Contract ended")
    seen(forgotten=1)
    assert [each["metadata"]["name"] for each in cluster.of_kind("Namespace")] == [stranger["metadata"]["name"]]
    assert cluster.of_kind("Deployment") == []
    seen()


def test_a_cluster_that_does_not_answer_changes_nothing_that_is_known(house: House, cluster: FakeCluster) -> None:
    version = running(house)
    seen(changed=2)
    cluster.faults = [Fault(503, times=1000)]
    seen(unanswered=["kubernetes"])
    assert health(house, version) == ("answers", "")
    with pytest.raises(SystemExit):
        call_command("oversee")
    # One that does not allow it is no reason to leave the others alone.
    cluster.faults = [Fault(403, times=1000)]
    assert seen(unanswered=["kubernetes"]).looked == 1


def test_a_stored_pack_that_was_changed_is_down_with_the_reason(house: House, committed: TestDatabase) -> None:
    seen(changed=1)
    with superuser_connection(committed.name) as intruder:
        intruder.execute("UPDATE registry_agentpack SET content = content || '\\x00'::bytea")
    seen(changed=1)
    assert health(house, house.version)[0] == "down"
    assert "not the registered one" in health(house, house.version)[1]


def test_one_round_is_made_at_a_time_and_a_worker_is_told_when_it_is_due(
    house: House, committed: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with superuser_connection(committed.name) as other:
        other.execute("SELECT pg_advisory_lock(4740113007)")
        assert oversee() is None
    sent: list[tuple[str, int]] = []
    app = type("App", (), {"send_task": lambda name, *, expires, **more: sent.append((name, expires))})
    monkeypatch.setattr(telling, "current_app", app)
    rounds = Rounds()
    assert (rounds.tell_if_due(), rounds.tell_if_due()) == (True, False)
    assert sent == [("runtime.oversee", settings.OVERSEE_SECONDS)]


def test_a_round_is_made_while_the_others_that_work_alone_are_at_it(house: House) -> None:
    running(house)
    with psycopg.connect(settings.DATABASE_SERVICE_URL, autocommit=True) as others:
        for each in Alone:
            if each is not Alone.OVERSEER:
                others.execute("SELECT pg_advisory_lock(%s)", [each.value])
        assert [oversee() is None for _ in range(2)] == [False, False]
        others.execute("SELECT pg_advisory_lock(%s)", [Alone.OVERSEER.value])
        assert oversee() is None
