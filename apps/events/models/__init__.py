"""The outbox, and what became of its events."""

from apps.events.models.dead_letters import DeadLetter, DeadLetterState
from apps.events.models.outbox import NEXT_POSITION, OutboxEvent, Topic

__all__ = ["NEXT_POSITION", "DeadLetter", "DeadLetterState", "OutboxEvent", "Topic"]
