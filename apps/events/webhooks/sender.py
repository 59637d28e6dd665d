"""Delivers what is due: claimed by a lease, posted outside any transaction, noted afterwards.

As each delivery ends its place is given anew: nobody waits for the slowest.
"""

import logging
import random
import threading
import time
import uuid
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from apps.events.dead_letters import dead_letter_record
from apps.events.models import DeliveryState, WebhookDelivery, WebhookSubscription
from apps.events.webhooks.claiming import PLACES, Due, claim
from apps.events.webhooks.guard import target_of
from apps.events.webhooks.services import secrets_in_force
from apps.events.webhooks.signatures import headers
from apps.events.webhooks.transport import Answer, Transport
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)

KIND = "webhook"
POLL_SECONDS = 0.5
GONE = 410


@dataclass
class Sender:
    """Delivers until it is told to stop.

    Args:
        database_url: connects as the service role, which sees what is due and nothing of who is told.
    """

    database_url: str
    transport: Transport
    stop: threading.Event = field(default_factory=threading.Event)
    _under_way: dict[Future[None], Due] = field(default_factory=dict, init=False)

    def run(self) -> None:
        """Work until ``stop`` is set; a database that is away is waited for."""
        with ThreadPoolExecutor(PLACES, thread_name_prefix="webhook") as pool:
            while not self.stop.is_set():
                try:
                    with psycopg.connect(self.database_url, autocommit=True, application_name="webhooks") as database:
                        while not self.stop.is_set():
                            self._begin(pool, database)
                            self._await()
                except (psycopg.Error, DatabaseError) as error:
                    log.warning("webhooks wait: %s", str(error).splitlines()[0] if str(error) else type(error).__name__)
                    self.stop.wait(1)

    def _begin(self, pool: ThreadPoolExecutor, database: "psycopg.Connection[tuple[object, ...]]") -> None:
        for due in claim(database, self._under_way.values()):
            self._under_way[pool.submit(self._deliver, due)] = due

    def _await(self) -> None:
        """Until one ends, and no longer than until it is time to look for what has become due."""
        if not self._under_way:
            self.stop.wait(POLL_SECONDS)
        for done in wait(self._under_way, POLL_SECONDS, FIRST_COMPLETED).done:
            del self._under_way[done]

    def _deliver(self, due: Due) -> None:
        try:
            deliver(self.transport, due.tenant_id, due.delivery_id)
        except Exception:
            log.exception("the delivery %s could not be noted; it is due again when its lease ends", due.delivery_id)
        finally:
            connection.close()


def deliver(transport: Transport, tenant_id: uuid.UUID, delivery_id: uuid.UUID) -> None:
    """One attempt, and what came of it."""
    with tenant_scope(tenant_id):
        delivery = WebhookDelivery.objects.select_related("subscription").get(id=delivery_id)
        subscription = delivery.subscription
        if subscription.removed_at:
            _finish(delivery, DeliveryState.DEAD, Answer(0, "The webhook was removed."))
            return
        if subscription.disabled_reason:
            _bury(delivery, Answer(0, subscription.disabled_reason))
            return
    answer = _post(transport, delivery, subscription)
    with tenant_scope(tenant_id):
        mine = WebhookDelivery.objects.select_for_update().filter(id=delivery_id, attempts=delivery.attempts)
        if mine.filter(state=DeliveryState.WAITING).exists():
            note(delivery, answer)


def _post(transport: Transport, delivery: WebhookDelivery, subscription: WebhookSubscription) -> Answer:
    try:
        target = target_of(subscription.url, http=settings.WEBHOOK_PLAIN_HTTP)
        secrets = secrets_in_force(subscription)
    except GreenLangError as error:
        return Answer(0, str(error))
    body = delivery.body.encode()
    return transport.post(
        target,
        {
            "Content-Type": "application/cloudevents+json",
            "User-Agent": "GreenLang-Webhooks/1",
            **headers(secrets, delivery.message_id, int(time.time()), body),
        },
        body,
    )


def note(delivery: WebhookDelivery, answer: Answer) -> None:
    """Delivered, due again later, or a dead letter after the last attempt; 410 ends the whole subscription."""
    if answer.accepted:
        _finish(delivery, DeliveryState.DELIVERED, answer)
        return
    if answer.status == GONE:
        reason = "The receiver answered 410: gone for good."
        WebhookSubscription.objects.filter(id=delivery.subscription_id).update(disabled_reason=reason)
        _bury(delivery, answer)
        return
    pauses = settings.WEBHOOK_PAUSES
    if delivery.attempts > len(pauses):
        _bury(delivery, answer)
        return
    apart = random.uniform(0.9, 1.1)  # noqa: S311 - so that not all come back at once
    pause = max(pauses[delivery.attempts - 1] * apart, min(answer.retry_after, 86_400))
    delivery.due_at = timezone.now() + timedelta(seconds=pause)
    delivery.status, delivery.detail = answer.status, answer.detail[:500]
    delivery.save(update_fields=["due_at", "status", "detail"])


def _bury(delivery: WebhookDelivery, answer: Answer) -> None:
    _finish(delivery, DeliveryState.DEAD, answer)
    said = f"answered {answer.status}" if answer.status else "did not answer"
    dead_letter_record(
        kind=KIND,
        source=delivery.subscription.url,
        subject=delivery.message_id,
        payload={"delivery_id": str(delivery.id), "event_type": delivery.event_type},
        reason=f"The receiver {said}. {answer.detail}".strip(),
        attempts=delivery.attempts,
    )


def _finish(delivery: WebhookDelivery, state: DeliveryState, answer: Answer) -> None:
    delivery.state, delivery.finished_at = state, timezone.now()
    delivery.status, delivery.detail = answer.status, answer.detail[:500]
    delivery.save(update_fields=["state", "finished_at", "status", "detail"])
