"""What is let go with age, in batches of a transaction each, so that no purge holds a lock for long.

What is unpublished, unfinished, or may be asked for again stays, however old it is. An inbox outlives the events that
a bus may deliver again: settings that say otherwise are refused at the start.
"""

import threading
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, UUIDField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from apps.events.models import DeadLetter, DeadLetterState, DeliveryState, InboxEntry, OutboxEvent, WebhookDelivery
from apps.events.webhooks.sender import KIND as WEBHOOK
from greenlang.isolation import tenant_scope

BATCH = 2000
"""Rows a transaction lets go of."""


def outbox_purge(*, most: int = BATCH) -> int:
    """Let go of the present tenant's events that were published `EVENTS_DAYS` ago, oldest first; how many.

    One that some group has begun and not done stays: it may have to be published again.
    """
    begun = InboxEntry.objects.filter(message_id=OuterRef("id"), seen_at=None)
    old = OutboxEvent.objects.filter(published_at__lt=_before(settings.EVENTS_DAYS)).exclude(Exists(begun))
    return _let_go(old.order_by("published_at"), most)


def inbox_purge(*, most: int = BATCH) -> int:
    """Let go of the present tenant's notes of what was begun `INBOX_DAYS` ago; how many."""
    return _let_go(InboxEntry.objects.filter(begun_at__lt=_before(settings.INBOX_DAYS)).order_by("begun_at"), most)


def deliveries_purge(*, most: int = BATCH) -> int:
    """Let go of the present tenant's deliveries that were finished `WEBHOOK_DAYS` ago; how many.

    One that a waiting dead letter names stays: it may be delivered again.
    """
    named = DeadLetter.objects.filter(kind=WEBHOOK, state=DeadLetterState.WAITING).annotate(
        delivery=Cast(KT("payload__delivery_id"), UUIDField())
    )
    old = WebhookDelivery.objects.filter(finished_at__lt=_before(settings.WEBHOOK_DAYS))
    old = old.exclude(state=DeliveryState.WAITING).exclude(id__in=named.values("delivery"))
    return _let_go(old.order_by("finished_at"), most)


PURGES: tuple[Callable[[], int], ...] = (outbox_purge, inbox_purge, deliveries_purge)


def tenants_purge(tenant_ids: Iterable[uuid.UUID], stop: threading.Event) -> int:
    """Let go of everything old of these tenants, until it is done or ``stop`` is set; how many rows."""
    gone = 0
    for tenant_id in tenant_ids:
        for purge in PURGES:
            found = BATCH
            while found == BATCH and not stop.is_set():
                with tenant_scope(tenant_id):
                    found = purge()
                gone += found
    return gone


def _before(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _let_go(old: "QuerySet[OutboxEvent] | QuerySet[InboxEntry] | QuerySet[WebhookDelivery]", most: int) -> int:
    """Skips what another purge is at."""
    ids = list(old.select_for_update(skip_locked=True, of=("self",)).values_list("id", flat=True)[:most])
    return int(old.model._default_manager.filter(id__in=ids).delete()[0]) if ids else 0
