"""The outbox, and what became of its events."""

from apps.events.models.audit import AuditEntry, AuditKind
from apps.events.models.dead_letters import DeadLetter, DeadLetterState
from apps.events.models.inbox import InboxEntry
from apps.events.models.outbox import NEXT_POSITION, OutboxEvent, Topic
from apps.events.models.sagas import SagaEntry
from apps.events.models.webhooks import DeliveryState, WebhookDelivery, WebhookSubscription

__all__ = [
    "NEXT_POSITION",
    "AuditEntry",
    "AuditKind",
    "DeadLetter",
    "DeadLetterState",
    "DeliveryState",
    "InboxEntry",
    "OutboxEvent",
    "SagaEntry",
    "Topic",
    "WebhookDelivery",
    "WebhookSubscription",
]
