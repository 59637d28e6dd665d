"""Events, who did what, and what failed for the last time, as operators see them."""

from apps.events.admin.audit import AuditEntryAdmin
from apps.events.admin.dead_letters import DeadLetterAdmin
from apps.events.admin.telling import OutboxEventAdmin, SagaEntryAdmin, WebhookDeliveryAdmin, WebhookSubscriptionAdmin

__all__ = [
    "AuditEntryAdmin",
    "DeadLetterAdmin",
    "OutboxEventAdmin",
    "SagaEntryAdmin",
    "WebhookDeliveryAdmin",
    "WebhookSubscriptionAdmin",
]
