"""The ten states of a version: the rail, what may be asked of it with its consequences, and its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.agents.lifecycle import STATES, TRANSITIONS, VERBS, State
from apps.agents.models import AgentVersion, LifecycleEvent
from apps.factory.consequences import consequence_of
from apps.runtime.services.verbs import NEED_REASON, ROLL_BACK

_LABELS = {
    "deploy": "Deploy",
    "start": "Start",
    "stop": "Stop",
    "pause": "Pause",
    "resume": "Resume",
    ROLL_BACK: "Roll back",
    "retire": "Retire",
    "retry": "Try again",
}
_RETRY = "Back to Draft with the same specification; build it again from there."
_FORWARD = {State.STAGED: "start", State.ACTIVE: "start", State.PAUSED: "resume", State.FAILED: "retry"}
_AT_ONCE = {"start", "retry"}
"""These take nothing away from anybody: they are done without being asked again."""
_EVENTS = {
    "agent.created": "Handed in",
    "agent.generated": "Code generated",
    "agent.built": "Built",
    "agent.validated": "Passed the gate",
    "agent.registered": "Registered",
    "agent.deployed": "Deployed",
    "agent.started": "Started",
    "agent.stopped": "Stopped",
    "agent.paused": "Paused",
    "agent.resumed": "Resumed",
    "agent.retired": "Retired",
    "agent.failed": "Failed",
    "agent.retried": "Tried again",
}
_SAID = ("reason", "message")


@dataclass(frozen=True)
class Affected:
    """Who feels it when a version takes no work: asked for by the pages before somebody decides.

    Args:
        consumers: names of who has registered that they use the agent.
        aliases: names that stand for the version.
        runs: how many runs of it have not ended.
        instead: another version of the agent that runs; empty where there is none.
    """

    consumers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    runs: int = 0
    instead: str = ""

    def told(self) -> list[str]:
        """In sentences."""
        used = f"It is used by {_listed(self.consumers)}." if self.consumers else "Nobody has registered as a consumer."
        names = f"The alias {_listed(self.aliases)} stands for this version." if self.aliases else ""
        runs = f"{self.runs} run{'s' if self.runs != 1 else ''} of it {'have' if self.runs != 1 else 'has'} not ended."
        other = f"Version {self.instead} of the agent goes on running." if self.instead else ""
        return [text for text in (used, names, runs if self.runs else "", other) if text]


def _listed(names: Iterable[str]) -> str:
    few = list(names)
    shown = ", ".join(few[:5])
    return f"{shown} and {len(few) - 5} more" if len(few) > 5 else shown


def lifecycle_context(
    version: AgentVersion,
    events: Iterable[LifecycleEvent],
    *,
    may_operate: bool,
    before: AgentVersion | None = None,
    affected: Affected | None = None,
) -> dict[str, Any]:
    """``states`` and ``transitions`` of the rail; the verbs are there only for whom they would work.

    Args:
        before: the version a roll-back would lead to.
        affected: who feels it when the version takes no more work.
    """
    visited = {event.target for event in events}
    verbs = list(dict.fromkeys(version.verbs)) if may_operate else []
    if may_operate and before is not None and version.state in {State.RUNNING, State.PAUSED}:
        verbs.append(ROLL_BACK)
    following = {_target(verb) for verb in verbs}
    states = [
        {
            "name": state,
            "label": state.capitalize(),
            "current": state == version.state,
            "visited": state in visited,
            "next": state in following,
        }
        for state in STATES
    ]
    transitions = [_transition(verb, version, affected or Affected()) for verb in verbs]
    return {"states": states, "transitions": sorted(transitions, key=lambda each: each["tone"] != "primary")}


def _target(verb: str) -> str:
    return State.PAUSED if verb == ROLL_BACK else TRANSITIONS[VERBS[verb]].target


def _transition(verb: str, version: AgentVersion, affected: Affected) -> dict[str, Any]:
    takes_away = verb in {"pause", "stop", "retire", ROLL_BACK}
    tone = "danger" if verb == "retire" else "primary" if _FORWARD.get(version.state) == verb else "plain"
    return {
        "verb": verb,
        "label": _LABELS[verb],
        "target": _target(verb),
        "tone": tone,
        "at_once": verb in _AT_ONCE,
        "needs_reason": verb in NEED_REASON,
        "explanation": consequence_of(version, verb) or _RETRY,
        "affected": affected.told() if takes_away else [],
    }


def history_context(events: Iterable[LifecycleEvent]) -> dict[str, Any]:
    """``history``, newest first: who did what when, why, and everything the event carries."""
    return {"history": [_event(event) for event in reversed(list(events))]}


def _event(event: LifecycleEvent) -> dict[str, Any]:
    payload: Mapping[str, Any] = event.payload
    said = next((str(payload[name]) for name in _SAID if payload.get(name)), "")
    review = payload.get("review") or {}
    return {
        "at": event.recorded_at,
        "label": _EVENTS.get(event.event, event.event),
        "source": event.source.capitalize(),
        "target": event.target.capitalize(),
        "by": event.actor,
        "why": said or str(review.get("reason", "")),
        "failed": event.target == State.FAILED,
        "facts": [
            {"name": name.replace("_", " ").capitalize(), "value": text, "is_hash": _is_hash(text)}
            for name, text in _facts(payload)
            if name not in _SAID
        ],
    }


def _facts(payload: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, str]]:
    """Every value of what an event carries, in full, by its name."""
    for name, value in payload.items():
        if isinstance(value, Mapping):
            yield from _facts(value, f"{before}{name} ")
        elif isinstance(value, list):
            yield from ((f"{before}{name}", _line(item)) for item in value)
        elif value not in ("", None):
            yield f"{before}{name}", str(value)


def _line(item: object) -> str:
    return " · ".join(str(part) for part in item.values() if part) if isinstance(item, Mapping) else str(item)


def _is_hash(text: str) -> bool:
    digits = text.removeprefix("sha256:")
    return len(digits) == 64 and all(each in "0123456789abcdef" for each in digits)
