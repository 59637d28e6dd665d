"""Fix and retry: every attempt stays as it was, with who submitted it and why it failed."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.agents.lifecycle import (
    CodeArtifact,
    Created,
    ErrorDetails,
    GenerationConfig,
    IllegalTransition,
    QualityVerdict,
    Registered,
    RetiredVersion,
    RetirementReason,
    State,
)
from apps.agents.models import Agent, AgentVersion, SpecFrozen
from apps.agents.selectors import attempt_get, attempts_of
from apps.tenants.models import Tenant
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope

FAILURE = ErrorDetails("evaluate", "gate-failed", "A figure does not come out.", [])


def draft(slug: str = "agent") -> AgentVersion:
    """A version in Draft, in the scope that is open."""
    agent = Agent.objects.create(slug=slug, name=slug)
    version = AgentVersion(agent=agent, version="1.0.0", spec_source=b"one", spec_hash="sha256:1", created_by="anna")
    version.begin(Created("sha256:1", "pack", "1.0.0"), actor="anna")
    return version


def register(version: AgentVersion) -> None:
    """Draft to Staged."""
    version.transition("agent.generated", GenerationConfig("", "", ""), actor="factory")
    version.transition("agent.built", CodeArtifact(1, 1, ""), actor="factory")
    version.transition("agent.validated", QualityVerdict("PASS", "90", "", ""), actor="factory")
    version.transition("agent.registered", Registered("ab", ""), actor="factory", pack_sha256="ab")


def again(version: AgentVersion, source: bytes, spec_hash: str, completion: bytes = b"") -> None:
    version.resubmit(source=source, completion=completion, spec_hash=spec_hash, actor="bert")


def test_each_submission_is_a_revision_and_each_event_names_its_own(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        version = draft()
        version.transition("agent.failed", FAILURE, actor="factory")
        again(version, b"two", "sha256:2", b"completion")
        version.transition("agent.generated", GenerationConfig("", "", ""), actor="factory")
        first, second = attempts_of(version)
        assert (bytes(first.revision.spec_source), bytes(second.revision.spec_source)) == (b"one", b"two")
        assert (first.revision.submitted_by, second.revision.submitted_by) == ("anna", "bert")
        assert bytes(second.revision.spec_completion) == b"completion"
        assert first.failure is not None
        assert (first.reached, first.failure["message"]) == (State.FAILED, "A figure does not come out.")
        assert (second.reached, second.failure) == (State.BUILDING, None)
        numbers = version.events.values_list("event", "revision__number")
        assert list(numbers) == [
            ("agent.created", 1), ("agent.failed", 1), ("agent.retried", 2), ("agent.generated", 2),
        ]  # fmt: skip
        assert attempt_get(version, 2).revision == second.revision
        with pytest.raises(NotFound):
            attempt_get(version, 3)


def test_an_attempt_from_draft_is_a_revision_without_an_event(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        version = draft()
        again(version, b"two", "sha256:2")
        assert [(each.revision.number, each.reached) for each in attempts_of(version)] == [(1, ""), (2, "")]
        version.refresh_from_db()
        assert (bytes(version.spec_source), version.state) == (b"two", State.DRAFT)


@pytest.mark.parametrize("statement", ["UPDATE agents_specrevision SET number = 9", "DELETE FROM agents_specrevision"])
def test_revisions_are_immutable(tenant_a: Tenant, statement: str) -> None:
    with tenant_scope(tenant_a.id), connection.cursor() as cursor:
        draft()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)


def test_only_draft_and_failed_are_tried_again(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        version = draft()
        version.transition("agent.generated", GenerationConfig("", "", ""), actor="factory")
        with pytest.raises(IllegalTransition):
            again(version, b"two", "sha256:2")
        version.transition("agent.failed", FAILURE, actor="factory")
        again(version, b"two", "sha256:2")
        version.transition("agent.retired", RetirementReason("No more."), actor="anna")
        with pytest.raises(RetiredVersion):
            again(version, b"three", "sha256:3")
        assert version.revisions.count() == 2


def test_a_registered_version_that_failed_is_tried_again_with_its_own_specification_only(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        version = draft()
        register(version)
        version.transition("agent.failed", FAILURE, actor="factory")
        with pytest.raises(SpecFrozen, match="registered with another"):
            again(version, b"two", "sha256:2")
        again(version, b"one", "sha256:1")
        assert (version.state, version.revisions.count()) == (State.DRAFT, 2)


@pytest.mark.parametrize(
    "change",
    [{"spec_source": b"x"}, {"spec_completion": b"x"}, {"spec_hash": "x"}, {"version": "2"}, {"pack_sha256": "cd"}],
)
def test_the_database_refuses_to_change_a_registered_version(tenant_a: Tenant, change: dict[str, object]) -> None:
    with tenant_scope(tenant_a.id):
        version = draft()
        register(version)
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            AgentVersion.objects.filter(id=version.id).update(**change)
        AgentVersion.objects.filter(id=version.id).update(domain="other")
