"""Agents, their immutable versions, and the history of each version's states."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models, transaction

from apps.agents.lifecycle import (
    STATE_CHOICES,
    Created,
    Payload,
    Retried,
    State,
    legal_verbs,
    payload_document,
    transition_for,
)
from apps.events.audit import audit_record
from apps.events.models import NEXT_POSITION, AuditKind, Topic
from apps.events.services import event_record
from greenlang.errors import Conflict
from greenlang.isolation import TenantForeignKey, TenantScopedModel

BY_PEOPLE = frozenset(
    f"agent.{act}" for act in ("created", "deployed", "started", "stopped", "paused", "resumed", "retired", "retried")
)
"""Events that somebody asked for; the stages of a build follow from it."""

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Lower-case letters, digits and single hyphens.")
SPEC_BYTES = ("spec_source", "spec_completion")


class SpecFrozen(Conflict):
    """A registered version keeps the specification it was registered with."""

    code = "version-taken"


class Agent(TenantScopedModel):
    """A calculator with a name; what it does is in its versions."""

    slug = models.CharField("agent id", max_length=80, validators=[SLUG])
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "slug"], name="agent_slug")]

    def __str__(self) -> str:
        return self.slug


class AgentVersion(TenantScopedModel):
    """One version of an agent. Spec and code never change once it is registered; its state does, here only."""

    agent = TenantForeignKey(Agent, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default=State.DRAFT)
    spec_source = models.BinaryField()
    spec_completion = models.BinaryField(default=b"")
    spec_hash = models.CharField(max_length=71)
    domain = models.CharField(max_length=60, blank=True)
    pack_sha256 = models.CharField(max_length=64, blank=True)
    created_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "agent", "version"], name="agent_version")]

    def __str__(self) -> str:
        return f"{self.agent.slug} {self.version}"

    @property
    def verbs(self) -> list[str]:
        """What may be asked of it in its present state."""
        return legal_verbs(self.state)

    def begin(self, payload: Created, *, actor: str) -> None:
        """Save a new version in Draft, with its first revision and its first event."""
        with transaction.atomic():
            self.state = State.DRAFT
            self.save(force_insert=True)
            SpecRevision.of(self, 1, actor)
            self._record("agent.created", "", payload, actor)

    def resubmit(self, *, source: bytes, completion: bytes, spec_hash: str, actor: str, reason: str = "") -> None:
        """Another attempt at this version, from Draft or Failed: what it was tried with before stays as it was.

        Raises:
            IllegalTransition, RetiredVersion: it is neither in Draft nor Failed.
            SpecFrozen: it was registered, and this is another specification.
        """
        with transaction.atomic():
            locked = AgentVersion.objects.select_for_update().get(id=self.id)
            if locked.pack_sha256 and locked.spec_hash != spec_hash:
                raise SpecFrozen(
                    f"{locked} was registered with another specification.",
                    where="pack.version",
                    mend="Versions never change: raise pack.version.",
                )
            retried = Retried(spec_hash, reason)
            if locked.state != State.DRAFT:
                transition_for("agent.retried", locked.state, retried)
            columns: dict[str, Any] = {"spec_source": source, "spec_completion": completion, "spec_hash": spec_hash}
            for name, value in columns.items():
                setattr(self, name, value)
            SpecRevision.of(self, self.revisions.count() + 1, actor)
            if locked.state == State.DRAFT:
                self.save(update_fields=["changed_at", *columns])
            else:
                self.transition("agent.retried", retried, actor=actor, **columns)

    def transition(self, event: str, payload: Payload, *, actor: str, **changes: Any) -> None:
        """Move to the event's target: lock, check, write row, history and outbox in one transaction.

        Args:
            event: a name of `lifecycle.TRANSITIONS`.
            payload: that event's payload.
            actor: who or what caused it.
            changes: further columns that change with the state (``pack_sha256=…``).

        Raises:
            IllegalTransition, RetiredVersion: nothing was changed.
        """
        with transaction.atomic():
            locked = AgentVersion.objects.select_for_update().get(id=self.id)
            transition = transition_for(event, locked.state, payload)
            source, self.state = locked.state, transition.target
            for name, value in changes.items():
                setattr(self, name, value)
            self.save(update_fields=["state", "changed_at", *changes])
            self._record(event, source, payload, actor)

    def _record(self, event: str, source: str, payload: Payload, actor: str) -> None:
        document = payload_document(payload)
        LifecycleEvent.objects.create(
            version=self,
            revision=self.revisions.defer(*SPEC_BYTES).last(),
            event=event,
            source=source,
            target=self.state,
            payload=document,
            actor=actor,
        )
        if event in BY_PEOPLE:
            act, subject = event.removeprefix("agent."), f"{self.agent.slug} {self.version}"
            reason = str(document.get("reason", ""))
            audit_record(kind=AuditKind.AGENT, act=act, actor=actor, subject=subject, detail=reason)
        event_record(
            topic=Topic.LIFECYCLE,
            event=event,
            aggregate_type="agent_version",
            aggregate_id=str(self.id),
            payload={
                "agent_id": self.agent.slug,
                "version": self.version,
                "source": source,
                "target": self.state,
                "actor": actor,
                "data": document,
            },
        )


class SpecRevision(TenantScopedModel):
    """One submission of a version's specification. Rows are only ever added."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    spec_source = models.BinaryField()
    spec_completion = models.BinaryField(default=b"")
    spec_hash = models.CharField(max_length=71)
    submitted_by = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "version", "number"], name="spec_revision_number")]

    def __str__(self) -> str:
        return f"{self.version}, revision {self.number}"

    @classmethod
    def of(cls, version: AgentVersion, number: int, actor: str) -> "SpecRevision":
        """Keep what a version is tried with."""
        return cls.objects.create(
            version=version,
            number=number,
            spec_source=version.spec_source,
            spec_completion=version.spec_completion,
            spec_hash=version.spec_hash,
            submitted_by=actor,
        )


class LifecycleEvent(TenantScopedModel):
    """One step in a version's history. Rows are only ever added."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="events")
    revision = TenantForeignKey(SpecRevision, on_delete=models.PROTECT, related_name="events", null=True)
    position = models.BigIntegerField(db_default=NEXT_POSITION, editable=False)
    event = models.CharField(max_length=40)
    source = models.CharField(max_length=10, blank=True)
    target = models.CharField(max_length=10)
    payload = models.JSONField()
    actor = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.event} {self.source}→{self.target}"
