"""The ten states of an agent version, the events that move it, and what each event carries. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from greenlang.errors import Conflict, Gone, InvalidInput


class State:
    """Names of the states."""

    DRAFT = "draft"
    BUILDING = "building"
    TESTING = "testing"
    VALIDATED = "validated"
    STAGED = "staged"
    ACTIVE = "active"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    RETIRED = "retired"


STATES = (
    State.DRAFT,
    State.BUILDING,
    State.TESTING,
    State.VALIDATED,
    State.STAGED,
    State.ACTIVE,
    State.RUNNING,
    State.PAUSED,
    State.FAILED,
    State.RETIRED,
)

STATE_CHOICES = [(state, state.title()) for state in STATES]


@dataclass(frozen=True, slots=True)
class Created:
    """The spec a version begins with."""

    spec_hash: str
    spec_name: str
    spec_version: str


@dataclass(frozen=True, slots=True)
class GenerationConfig:
    """What code is generated from and by."""

    spec_hash: str
    domain: str
    template: str


@dataclass(frozen=True, slots=True)
class CodeArtifact:
    """What the generator wrote."""

    files: int
    bytes: int
    code_hash: str


@dataclass(frozen=True, slots=True)
class QualityVerdict:
    """What the gate decided; where that was CONDITIONAL, also what the reviewer decided, and why.

    Raises `ValueError` for a verdict that validates nothing.
    """

    verdict: str
    score: str
    label: str
    evaluation_hash: str
    review: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        approved = self.verdict == "CONDITIONAL" and self.review.get("decision") == "approve"
        if self.verdict != "PASS" and not approved:
            raise ValueError(f"{self.verdict} validates nothing without an approving review")


@dataclass(frozen=True, slots=True)
class Registered:
    """The pack in the registry."""

    pack_sha256: str
    descriptor_hash: str


@dataclass(frozen=True, slots=True)
class DeploymentInfo:
    """Where it was deployed."""

    deployer: str
    url: str


@dataclass(frozen=True, slots=True)
class ExecutionContext:
    """Who set it to accept work."""

    deployer: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExecutionResult:
    """What it had done when it was stopped."""

    executions: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PauseReason:
    """Why it takes no work for now."""

    reason: str


@dataclass(frozen=True, slots=True)
class ResumeContext:
    """Why it takes work again."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class RetirementReason:
    """Why it is gone for good."""

    reason: str


@dataclass(frozen=True, slots=True)
class ErrorDetails:
    """What failed, where, and how to mend it."""

    stage: str
    code: str
    message: str
    errors: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Retried:
    """The spec it begins again with."""

    spec_hash: str
    reason: str = ""


Payload = (
    Created
    | GenerationConfig
    | CodeArtifact
    | QualityVerdict
    | Registered
    | DeploymentInfo
    | ExecutionContext
    | ExecutionResult
    | PauseReason
    | ResumeContext
    | RetirementReason
    | ErrorDetails
    | Retried
)


@dataclass(frozen=True, slots=True)
class Transition:
    """An event, the states it may start from, the state it leads to, and the payload it carries."""

    event: str
    sources: tuple[str, ...]
    target: str
    payload: type[Payload]


_FAILABLE = tuple(state for state in STATES if state not in {State.FAILED, State.RETIRED})

TRANSITIONS: Mapping[str, Transition] = {
    transition.event: transition
    for transition in (
        Transition("agent.created", (), State.DRAFT, Created),
        Transition("agent.generated", (State.DRAFT,), State.BUILDING, GenerationConfig),
        Transition("agent.built", (State.BUILDING,), State.TESTING, CodeArtifact),
        Transition("agent.validated", (State.TESTING,), State.VALIDATED, QualityVerdict),
        Transition("agent.registered", (State.VALIDATED,), State.STAGED, Registered),
        Transition("agent.deployed", (State.STAGED,), State.ACTIVE, DeploymentInfo),
        Transition("agent.started", (State.ACTIVE,), State.RUNNING, ExecutionContext),
        Transition("agent.stopped", (State.RUNNING,), State.ACTIVE, ExecutionResult),
        Transition("agent.paused", (State.RUNNING,), State.PAUSED, PauseReason),
        Transition("agent.resumed", (State.PAUSED,), State.RUNNING, ResumeContext),
        Transition(
            "agent.retired", (State.ACTIVE, State.DRAFT, State.PAUSED, State.STAGED), State.RETIRED, RetirementReason
        ),
        Transition("agent.failed", _FAILABLE, State.FAILED, ErrorDetails),
        Transition("agent.retried", (State.FAILED,), State.DRAFT, Retried),
    )
}

# What people and machines may ask for, in their words; the other events are the factory's own.
VERBS: Mapping[str, str] = {
    "deploy": "agent.deployed",
    "start": "agent.started",
    "stop": "agent.stopped",
    "pause": "agent.paused",
    "resume": "agent.resumed",
    "retire": "agent.retired",
    "retry": "agent.retried",
}


class IllegalTransition(Conflict):
    """The present state has no such way out."""

    code = "illegal-transition"


class RetiredVersion(Gone):
    """A retired version stays retired."""

    code = "retired"


def transition_for(event: str, state: str, payload: Payload) -> Transition:
    """The transition this event makes from this state.

    Raises:
        IllegalTransition: with the events that are possible.
        RetiredVersion: nothing leads out of Retired.
        TypeError: the payload is not the event's own.
    """
    transition = TRANSITIONS[event]
    if not isinstance(payload, transition.payload):
        raise TypeError(f"{event} carries a {transition.payload.__name__}, not a {type(payload).__name__}")
    if state == State.RETIRED:
        raise RetiredVersion("This version is retired.", mend="Build a new version.")
    if state not in transition.sources:
        possible = ", ".join(legal_events(state)) or "none"
        raise IllegalTransition(
            f"{event} is not possible from {state}.", where="state", mend=f"Possible from here: {possible}."
        )
    return transition


class ImpossibleLog(InvalidInput):
    """These events cannot have happened in this order."""

    code = "impossible-log"


class LoggedEvent(Protocol):
    """A step of a version's history, from its own rows or from the outbox."""

    @property
    def event(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def target(self) -> str: ...

    @property
    def payload(self) -> Mapping[str, Any]: ...


def replay(events: Iterable[LoggedEvent]) -> str:
    """The state that a version's whole history, oldest first, leads to.

    What a consumer of the outbox makes of the events it was told, and what the tests hold the database to.

    Raises:
        ImpossibleLog: naming the first event that cannot follow the ones before it, or that carries no payload of
            its own kind.
    """
    state = ""
    for number, step in enumerate(events, 1):
        if reason := _impossible(step, state):
            raise ImpossibleLog(f"{step.event[:60]}: {reason}.", where=f"event {number}")
        state = step.target
    if not state:
        raise ImpossibleLog("There is no event.", where="event 1", mend="A history begins with agent.created.")
    return state


def _impossible(step: LoggedEvent, state: str) -> str:
    """Why a step cannot follow that state (empty: nothing happened yet); empty where it can."""
    transition = TRANSITIONS.get(step.event)
    if transition is None:
        return "there is no such event"
    if step.source != state:
        return f"it starts from {step.source or 'nothing'}, and the version was {state or 'not there yet'}"
    if state not in (transition.sources or ("",)):
        return f"it is not possible from {state or 'nothing'}"
    if step.target != transition.target:
        return f"it leads to {transition.target}, not to {step.target}"
    try:
        transition.payload(**step.payload)
    except (TypeError, ValueError) as error:
        return f"its payload is none of its kind ({error})"
    return ""


def legal_events(state: str) -> list[str]:
    """Events that lead out of a state."""
    return [event for event, transition in TRANSITIONS.items() if state in transition.sources]


def legal_verbs(state: str) -> list[str]:
    """Verbs people may use in a state; from Staged, ``start`` deploys and starts in one command."""
    verbs = [verb for verb, event in VERBS.items() if state in TRANSITIONS[event].sources]
    return [*verbs, "start"] if state == State.STAGED else verbs


def verbs_first(verb: str, state: str) -> list[str]:
    """Verbs after which a verb that a state does not allow would be possible; none where it would change nothing."""
    wanted = TRANSITIONS[VERBS[verb]]
    if wanted.target == state:
        return []
    return [each for each in legal_verbs(state) if TRANSITIONS[VERBS[each]].target in wanted.sources]


def payload_document(payload: Payload) -> dict[str, object]:
    """The payload as it stands in the event."""
    return asdict(payload)
