"""Subscribing, and writing what is to be delivered."""

import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.envelope import Event
from apps.events.event_types import TOLD, is_told
from apps.events.models import AuditKind, DeadLetter, DeliveryState, WebhookDelivery, WebhookSubscription
from apps.events.webhooks.guard import Guard, networks_of, target_of
from apps.events.webhooks.sealing import seal, unseal
from apps.events.webhooks.signatures import new_secret
from greenlang.errors import Conflict, InvalidInput, NotFound

MOST = 50
"""Subscriptions a tenant may have."""


class TooManyWebhooks(Conflict):
    """A tenant has so many and no more."""

    code = "too-many-webhooks"


def guard() -> Guard:
    """By the settings: public addresses, and the networks the operator allows."""
    return Guard(allowed=networks_of(settings.WEBHOOK_ALLOWED_NETWORKS))


@transaction.atomic
def webhook_subscribe(
    *, url: str, types: Sequence[str] = (), description: str = "", actor: str
) -> tuple[WebhookSubscription, str]:
    """A new subscription and its secret, which is told this once.

    Raises:
        InvalidInput: no URL that is delivered to, or no type of events.
        ForbiddenAddress: the URL names an address that is not public.
        TooManyWebhooks
    """
    guard().check_literal(target_of(url, http=settings.WEBHOOK_PLAIN_HTTP).host)
    for number, wanted in enumerate(types):
        if not is_told(wanted):
            raise InvalidInput(
                f"No event that an organisation is told of is “{wanted[:40]}”.",
                where=f"types[{number}]",
                mend=f"Name a type, or all of a kind (agent.*). There are {', '.join(sorted(TOLD))}.",
            )
    if webhooks().count() >= MOST:
        raise TooManyWebhooks(f"There are {MOST} webhooks already.", mend="Remove one that is not needed any more.")
    secret = new_secret()
    made = WebhookSubscription.objects.create(
        url=url, types=list(types), description=description[:200], secret=seal(secret), created_by=actor[:200]
    )
    _note("made the webhook", actor, made)
    return made, secret


def webhooks_off() -> QuerySet[WebhookSubscription]:
    """The present tenant's subscriptions that are told nothing any more, for a reason."""
    return webhooks().exclude(disabled_reason="")


def webhooks() -> "QuerySet[WebhookSubscription]":
    """The present tenant's subscriptions, without those that were removed."""
    return WebhookSubscription.objects.filter(removed_at=None)


def webhook_get(webhook_id: uuid.UUID | str) -> WebhookSubscription:
    """A subscription of the present tenant.

    Raises:
        NotFound: no such subscription here.
    """
    found = webhooks().filter(id=webhook_id).first()
    if found is None:
        raise NotFound("There is no such webhook.", where="webhook_id")
    return found


@transaction.atomic
def webhook_remove(*, subscription: WebhookSubscription, actor: str) -> None:
    """Deliver nothing more; what was delivered stays on record."""
    WebhookSubscription.objects.filter(id=subscription.id).update(removed_at=timezone.now())
    _note("removed the webhook", actor, subscription)


@transaction.atomic
def webhook_rotate(*, subscription: WebhookSubscription, actor: str) -> str:
    """A new secret, told this once; for a day both sign."""
    secret = new_secret()
    subscription.change_secret(seal(secret))
    _note("changed the secret of the webhook", actor, subscription)
    return secret


@transaction.atomic
def webhook_pause(*, subscription: WebhookSubscription, actor: str) -> WebhookSubscription:
    """Deliver nothing of what happens from here on, until it is resumed; what is on its way already still goes."""
    subscription.disabled_reason = f"Paused by {actor}."[:300]
    subscription.save(update_fields=["disabled_reason"])
    _note("paused the webhook", actor, subscription)
    return subscription


@transaction.atomic
def webhook_resume(*, subscription: WebhookSubscription, actor: str) -> WebhookSubscription:
    """Deliver again what happens from here on; what was not delivered meanwhile is among the dead letters."""
    subscription.disabled_reason = ""
    subscription.save(update_fields=["disabled_reason"])
    _note("resumed the webhook", actor, subscription)
    return subscription


def _note(act: str, actor: str, subscription: WebhookSubscription) -> None:
    audit_record(kind=AuditKind.WEBHOOK, act=act, actor=actor, subject=subscription.url)


def secrets_in_force(subscription: WebhookSubscription) -> list[str]:
    """The secret, and the one before while it is still signed with.

    Raises:
        Unsealable
    """
    found = [unseal(subscription.secret)]
    if subscription.previous_until and subscription.previous_until > timezone.now():
        found.append(unseal(subscription.previous_secret))
    return found


def deliveries_write(event: Event) -> None:
    """What the group ``webhooks`` does with an event: a row for each subscription that wants it.

    What happened before a subscription was made is not told to it.
    """
    body = event.raw.decode()
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(subscription=subscription, event_id=event.id, event_type=event.type[:60], body=body)
            for subscription in webhooks().filter(disabled_reason="", created_at__lte=event.recorded_at)
            if subscription.wants(event.type)
        ],
        ignore_conflicts=True,
    )


def delivery_again(letter: DeadLetter) -> str:
    """A dead letter's delivery, due now with all its attempts before it.

    Raises:
        NotFound: its subscription was removed.
    """
    delivery = WebhookDelivery.objects.select_related("subscription").filter(id=letter.payload["delivery_id"]).first()
    if delivery is None or delivery.subscription.removed_at:
        raise NotFound("The webhook was removed.", where="delivery_id", mend="Dismiss the letter.")
    delivery.state, delivery.attempts, delivery.due_at = DeliveryState.WAITING, 0, timezone.now()
    delivery.save(update_fields=["state", "attempts", "due_at"])
    return f"{delivery.message_id} is due again"
