"""Any actors, one after the other or at once, leave a version in a state that its event log replays to."""

import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import hypothesis.strategies as st
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from apps.agents.lifecycle import (
    TRANSITIONS,
    VERBS,
    CodeArtifact,
    Created,
    DeploymentInfo,
    ErrorDetails,
    ExecutionContext,
    ExecutionResult,
    GenerationConfig,
    IllegalTransition,
    PauseReason,
    Payload,
    QualityVerdict,
    Registered,
    ResumeContext,
    RetiredVersion,
    RetirementReason,
    Retried,
    State,
    legal_events,
    replay,
)
from apps.agents.models import Agent, AgentVersion, SpecFrozen
from apps.events.models import OutboxEvent
from apps.factory.services import version_command
from apps.tenants.services import tenant_create
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase

SPECS = {"one": b"first", "two": b"mended", "three": b"mended again"}
PAYLOADS: Mapping[str, Payload] = {
    "agent.created": Created("one", "pack", "1.0.0"),
    "agent.generated": GenerationConfig("one", "domain", "template"),
    "agent.built": CodeArtifact(1, 2, "hash"),
    "agent.validated": QualityVerdict("PASS", "90", "", "hash"),
    "agent.registered": Registered("ab", "hash"),
    "agent.deployed": DeploymentInfo("local", "/"),
    "agent.started": ExecutionContext("local"),
    "agent.stopped": ExecutionResult(0),
    "agent.paused": PauseReason("meter"),
    "agent.resumed": ResumeContext(),
    "agent.retired": RetirementReason("over"),
    "agent.failed": ErrorDetails("build", "code", "message", []),
    "agent.retried": Retried("one"),
}
SERVICE_VERBS = ("stop", "pause", "resume", "retire", "retry")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an actor asks for: an event, an operator's verb, or another attempt."""

    kind: str
    name: str

    @property
    def event(self) -> str:
        """The event that records it."""
        if self.kind == "resubmit":
            return "agent.retried"
        return VERBS[self.name] if self.kind == "verb" else self.name

    def possible(self, state: str) -> bool:
        """Whether a state lets it happen."""
        return self.event in legal_events(state) or (self.kind == "resubmit" and state == State.DRAFT)

    def do(self, version: AgentVersion) -> None:
        """Ask for it as its actor would, with what that actor last saw of the version."""
        if self.kind == "verb":
            version_command(version=version, verb=self.name, actor="operator", reason="because")
        elif self.kind == "resubmit":
            version.resubmit(source=SPECS[self.name], completion=b"", spec_hash=self.name, actor="author")
        else:
            changes = {"pack_sha256": "ab"} if self.name == "agent.registered" else {}
            version.transition(self.name, PAYLOADS[self.name], actor="factory", **changes)


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the outbox, as those who hear of it can keep it."""

    event: str
    source: str
    target: str
    payload: Mapping[str, Any]


EVENTS = st.sampled_from([event for event in TRANSITIONS if event != "agent.created"])
ASKED = st.one_of(
    EVENTS.map(lambda name: Asked("event", name)),
    st.sampled_from(SERVICE_VERBS).map(lambda name: Asked("verb", name)),
    st.sampled_from(list(SPECS)).map(lambda name: Asked("resubmit", name)),
)


class LifecycleMachine(RuleBasedStateMachine):
    """One version of a tenant of its own; what it is asked is committed, its rows are read back after each step."""

    @initialize()
    def begin(self) -> None:
        """A version in Draft."""
        self.tenant = tenant_create(slug=f"t-{uuid.uuid4().hex}", name="Machine")
        with tenant_scope(self.tenant.id):
            agent = Agent.objects.create(slug="agent", name="Agent")
            self.version = AgentVersion(agent=agent, version="1.0.0", spec_source=SPECS["one"], spec_hash="one")
            self.version.begin(Created("one", "pack", "1.0.0"), actor="author")
        self.state, self.events, self.attempts, self.registered = State.DRAFT, 1, 1, False
        self.spec = "one"

    @rule(choice=st.integers(0, 11))
    def go_on(self, choice: int) -> None:
        """Something legal, so that no state is out of reach; failing and retiring are left to the others."""
        events = [event for event in legal_events(self.state) if event not in {"agent.failed", "agent.retired"}]
        if events:
            self.ask(Asked("event", events[choice % len(events)]))

    @rule(asked=ASKED)
    def ask(self, asked: Asked) -> None:
        """Anything: what is legal happens, what is not is refused and changes nothing."""
        refused = self._refusal(asked)
        if refused is None:
            assert asked.possible(self.state), (asked, self.state)
            self._happened(asked)
        else:
            assert self._refusable(asked, self.state, refused), (asked, self.state, refused)

    @rule(asked=st.lists(ASKED, min_size=2, max_size=4))
    def race(self, asked: list[Asked]) -> None:
        """Several at once, each with a connection of its own: the outcome is that of some order of them."""
        barrier = Barrier(len(asked))
        with ThreadPoolExecutor(len(asked)) as pool:
            answers = list(pool.map(lambda one: self._in_a_thread(one, barrier), asked))
        before, frozen = self.state, self.registered
        happened = [one for one, answer in zip(asked, answers, strict=True) if answer is None]
        states = [before, *self._told_since(self.events)]
        for one, answer in zip(asked, answers, strict=True):
            if answer is not None:
                assert any(self._refusable(one, state, answer) for state in states), (one, states, answer)
        self._catch_up(happened, states[-1])
        assert self.registered >= frozen

    def _in_a_thread(self, asked: Asked, barrier: Barrier) -> GreenLangError | None:
        try:
            with tenant_scope(self.tenant.id):
                seen = AgentVersion.objects.select_related("agent").get(id=self.version.id)
                barrier.wait(timeout=60)
                asked.do(seen)
            return None
        except GreenLangError as error:
            return error
        finally:
            connections.close_all()

    def _refusal(self, asked: Asked) -> GreenLangError | None:
        try:
            with tenant_scope(self.tenant.id):
                asked.do(AgentVersion.objects.select_related("agent").get(id=self.version.id))
            return None
        except GreenLangError as error:
            return error

    def _refusable(self, asked: Asked, state: str, error: GreenLangError) -> bool:
        """Whether this refusal is the one that the state gives."""
        if isinstance(error, SpecFrozen):
            return asked.kind == "resubmit"
        if isinstance(error, InvalidInput):
            return asked == Asked("verb", "retry") and state != State.FAILED
        kind = RetiredVersion if state == State.RETIRED else IllegalTransition
        return not asked.possible(state) and type(error) is kind

    def _happened(self, asked: Asked) -> None:
        silent = asked.kind == "resubmit" and self.state == State.DRAFT
        self._catch_up([asked], self.state if silent else TRANSITIONS[asked.event].target)

    def _catch_up(self, happened: list[Asked], state: str) -> None:
        """What the model knows after these."""
        self.state = state
        self.attempts += sum(one.kind == "resubmit" for one in happened)
        told = len(self._told_since(0))
        assert told - self.events <= len(happened)
        silent = len(happened) - (told - self.events)
        assert silent <= sum(one.kind == "resubmit" for one in happened)
        self.events = told
        self.registered = self.registered or any(one.event == "agent.registered" for one in happened)

    def _told_since(self, known: int) -> list[str]:
        """The states that the events after the first *known* ones led to."""
        with tenant_scope(self.tenant.id):
            return list(self.version.events.order_by("position").values_list("target", flat=True))[known:]

    @invariant()
    def both_logs_replay_to_the_state(self) -> None:
        """The version's own rows and the outbox tell the same story, and it ends where the version is."""
        with tenant_scope(self.tenant.id):
            row = AgentVersion.objects.get(id=self.version.id)
            kept = list(self.version.events.order_by("position"))
            told = [
                Told(event.type, event.payload["source"], event.payload["target"], event.payload["data"])
                for event in OutboxEvent.objects.filter(aggregate_id=str(self.version.id)).order_by("position")
            ]
            revisions = list(row.revisions.values_list("number", flat=True))
            latest = row.revisions.last()
        assert row.state == self.state
        assert replay(kept) == replay(told) == row.state
        assert [(e.event, e.source, e.target, e.payload) for e in kept] == [
            (t.event, t.source, t.target, t.payload) for t in told
        ]
        assert revisions == list(range(1, self.attempts + 1))
        assert latest is not None
        assert (bytes(row.spec_source), row.spec_hash) == (bytes(latest.spec_source), latest.spec_hash)
        assert bool(row.pack_sha256) == self.registered


BOUNDED = settings(
    max_examples=max(1, settings.default.max_examples // 8),  # type: ignore[union-attr]
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""Each step commits, and races open connections."""


def test_a_version_is_where_its_events_lead_whoever_acts_and_however_many_at_once(committed: TestDatabase) -> None:
    run_state_machine_as_test(LifecycleMachine, settings=BOUNDED)
