"""Every type of event that there is, with its topic. Imports no framework.

``event_record`` takes no other; webhooks subscribe to no other; ``docs/events.md`` lists them all.
"""

from collections.abc import Mapping

LIFECYCLE, EXECUTION, METRICS, PLATFORM = "agent.lifecycle", "agent.execution", "agent.metrics", "platform"

_BY_TOPIC: Mapping[str, tuple[str, ...]] = {
    LIFECYCLE: (
        "agent.created", "agent.generated", "agent.built", "agent.validated", "agent.registered", "agent.deployed",
        "agent.started", "agent.stopped", "agent.paused", "agent.resumed", "agent.retired", "agent.failed",
        "agent.retried", "agent.alias-moved", "agent.tagged", "agent.untagged", "agent.deprecated",
        "agent.deprecation-withdrawn",
    ),
    EXECUTION: ("exec.started", "exec.completed", "exec.failed", "exec.reversed"),
    METRICS: ("metrics.batch", "alert.triggered", "agent.health", "agent.mended", "agent.cleared"),
    PLATFORM: (
        "ef.proposed", "ef.updated", "ef.rejected", "tenant.updated", "tenant.cleared", "saga.begun", "saga.done",
        "saga.failed", "saga.undoing", "saga.undone", "saga.completed", "saga.compensated",
    ),
}  # fmt: skip
TOPIC_OF: Mapping[str, str] = {event: topic for topic, events in _BY_TOPIC.items() for event in events}
"""Type of event → the topic it goes to."""
TOLD = frozenset(TOPIC_OF) - {"tenant.cleared"}
"""What an organisation can be told of; ``tenant.cleared`` happens where there is none any more."""


def is_told(wanted: str) -> bool:
    """Whether an organisation can be told what a subscription names: a type, or all of a kind ("agent.*")."""
    return any(matches(wanted, event) for event in TOLD)


def matches(wanted: str, event: str) -> bool:
    """Whether a type of event is the one wanted, or of the kind that is."""
    return event == wanted or (wanted.endswith(".*") and event.startswith(wanted[:-1]))
