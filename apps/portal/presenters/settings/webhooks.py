"""Webhooks and their deliveries, as plain values."""

from typing import Any

from apps.events.event_types import TOLD
from apps.events.models import DeliveryState, WebhookDelivery, WebhookSubscription

_KIND_LABELS = {
    "agent": "Agents: their lifecycle, aliases and health",
    "exec": "Executions of agents",
    "metrics": "Figures of batches",
    "alert": "Alerts",
    "ef": "Private emission factors",
    "tenant": "Access to the organisation",
    "saga": "Steps of long work",
}
EVENT_KINDS = [
    {"value": f"{kind}.*", "label": _KIND_LABELS.get(kind, kind)}
    for kind in sorted({event.partition(".")[0] for event in TOLD})
]
_STATES = {
    DeliveryState.WAITING: "Waiting",
    DeliveryState.DELIVERED: "Delivered",
    DeliveryState.DEAD: "Given up",
}


def webhook_row(subscription: WebhookSubscription) -> dict[str, Any]:
    """One webhook."""
    return {
        "id": str(subscription.id),
        "url": subscription.url,
        "types": subscription.types,
        "description": subscription.description,
        "created_by": subscription.created_by,
        "created_at": subscription.created_at,
        "disabled_reason": subscription.disabled_reason,
        "is_on": not subscription.disabled_reason,
        "previous_until": subscription.previous_until,
    }


def delivery_row(delivery: WebhookDelivery) -> dict[str, Any]:
    """One event on its way; ``answer``: the receiver's status, or that none came yet."""
    return {
        "message_id": delivery.message_id,
        "event_type": delivery.event_type,
        "state": _STATES[DeliveryState(delivery.state)],
        "is_done": delivery.state == DeliveryState.DELIVERED,
        "is_dead": delivery.state == DeliveryState.DEAD,
        "attempts": delivery.attempts,
        "answer": str(delivery.status) if delivery.status else "none",
        "detail": delivery.detail,
        "at": delivery.created_at,
        "due_at": delivery.due_at if delivery.state == DeliveryState.WAITING else None,
    }
