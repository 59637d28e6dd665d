"""Builds: each stage leaves its mark, a failure leaves its reason, and versions never change."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.agents.lifecycle import State, replay
from apps.agents.models import Agent, AgentVersion, SpecFrozen
from apps.agents.selectors import attempts_of
from apps.agents.spec import SpecError
from apps.events.models import OutboxEvent
from apps.factory.errors import VersionTaken
from apps.factory.services import BuildFailed, build_now, build_prepare, version_open
from apps.factory.stages import STAGES
from apps.runtime.deployers.contract import Release, Tell
from apps.runtime.deployers.local import LocalDeployer
from apps.tenants.models import Tenant
from greenlang.errors import Unavailable
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.house import PACK, House

WRONG_FIGURE = ('co2e: {value: "2655.725", tolerance: "0"}', 'co2e: {value: "2655.726", tolerance: "0"}')


def test_every_stage_is_timed_and_every_transition_is_an_event_in_the_outbox(house: House) -> None:
    with tenant_scope(house.alpha.id):
        events = list(house.version.events.order_by("position"))
        told = list(
            OutboxEvent.objects.filter(aggregate_id=str(house.version.id))
            .order_by("position")
            .values_list("type", flat=True)
        )
    assert [event.event for event in events] == told
    assert [event.target for event in events] == [
        "draft", "building", "testing", "validated", "staged", "active", "running",
    ]  # fmt: skip
    built = build_now(tenant_id=house.alpha.id, source=PACK.read_bytes(), actor="test")
    assert built.reused
    assert [stage["name"] for stage in built.stages] == [stage.name for stage in STAGES]
    assert all(stage["state"] == "done" and stage["seconds"] > 0 for stage in built.stages)


def test_the_same_version_of_another_spec_is_refused(house: House) -> None:
    changed = PACK.read_bytes().replace(b"Fuel burnt", b"Fuel burned", 1)
    with tenant_scope(house.alpha.id), pytest.raises(VersionTaken, match="built from another"):
        version_open(source=changed, actor="test")


def test_the_same_pack_submitted_at_once_is_one_version(committed: TestDatabase) -> None:
    from apps.tenants.services import tenant_create

    tenant: Tenant = tenant_create(slug="delta", name="Delta")

    def submit(_: int) -> str:
        try:
            with tenant_scope(tenant.id):
                job, fresh = build_prepare(source=PACK.read_bytes(), actor="test")
                return f"{job.id} {fresh}"
        except VersionTaken as taken:
            return taken.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(submit, range(4)))
    assert sorted(answer.split()[-1] for answer in answers) == [
        "True",
        "version-taken",
        "version-taken",
        "version-taken",
    ]
    with tenant_scope(tenant.id):
        assert AgentVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: stationary-combustion\n", "id: ../../etc\n"),
        ("version: 1.0.0", "version: 1/0"),
        ("activity: {input: fuel}", "activity: no-such-fuel"),
        ("expression: quantity * ef", "expression: quantity + ef"),
        ("expression: quantity * ef", "expression: __import__('os')"),
    ],
)
def test_what_cannot_be_built_leaves_no_row_behind(house: House, old: str, new: str) -> None:
    with tenant_scope(house.beta.id):
        with pytest.raises(SpecError) as refusal:
            version_open(source=PACK.read_text().replace(old, new).encode(), actor="test")
        assert refusal.value.errors
        assert not Agent.objects.exists()


def test_a_figure_that_does_not_come_out_fails_the_gate_and_the_version_keeps_the_reason(
    committed: TestDatabase,
) -> None:
    from apps.tenants.services import tenant_create

    tenant: Tenant = tenant_create(slug="gamma", name="Gamma")
    text = PACK.read_text()
    assert WRONG_FIGURE[0] in text
    with pytest.raises(BuildFailed) as failure:
        build_now(tenant_id=tenant.id, source=text.replace(*WRONG_FIGURE).encode(), actor="test")
    assert "2655.726" in str([failure.value.message, *failure.value.errors])
    with tenant_scope(tenant.id):
        version = AgentVersion.objects.get()
        assert version.state == State.FAILED
        last = version.events.order_by("-position")[0]
        assert (last.event, last.payload["stage"]) == ("agent.failed", "evaluate")
        assert version.quality_reports.get().verdict == "FAIL"
    mended = build_now(tenant_id=tenant.id, source=text.encode(), actor="test").version
    with tenant_scope(tenant.id):
        assert mended.id == version.id
        assert mended.state == State.ACTIVE
        assert "agent.retried" in mended.events.values_list("event", flat=True)
        first, second = attempts_of(mended)
        assert b"2655.726" in bytes(first.revision.spec_source)
        assert first.failure is not None
        assert first.failure["stage"] == "evaluate"
        assert (bytes(second.revision.spec_source), second.reached, second.failure) == (
            text.encode(),
            State.ACTIVE,
            None,
        )


@pytest.mark.thorough
def test_a_version_that_fails_while_it_is_deployed_is_registered_again_with_the_same_pack(
    committed: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apps.tenants.services import tenant_create

    tenant: Tenant = tenant_create(slug="zeta", name="Zeta")

    def down(deployer: LocalDeployer, release: Release, tell: Tell) -> str:
        raise Unavailable("The deployer is down.")

    with monkeypatch.context() as patch:
        patch.setattr(LocalDeployer, "deploy", down)
        with pytest.raises(BuildFailed, match="deployer is down"):
            build_now(tenant_id=tenant.id, source=PACK.read_bytes(), actor="test")
    with tenant_scope(tenant.id):
        failed = AgentVersion.objects.get()
        assert (failed.state, len(failed.pack_sha256)) == (State.FAILED, 64)
        other = PACK.read_bytes().replace(b"Fuel burnt", b"Fuel burned", 1)
        with pytest.raises(SpecFrozen):
            version_open(source=other, actor="test")
    again = build_now(tenant_id=tenant.id, source=PACK.read_bytes(), actor="test").version
    with tenant_scope(tenant.id):
        assert (again.id, again.state, again.pack_sha256) == (failed.id, State.ACTIVE, failed.pack_sha256)
        assert [attempt.reached for attempt in attempts_of(again)] == ["failed", "active"]
        assert replay(again.events.order_by("position")) == State.ACTIVE
