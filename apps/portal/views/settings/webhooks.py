"""Webhooks: which systems are told of which events, and how each telling went."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.events.models import WebhookDelivery, WebhookSubscription
from apps.events.webhooks.services import (
    MOST,
    webhook_get,
    webhook_pause,
    webhook_remove,
    webhook_resume,
    webhook_rotate,
    webhook_subscribe,
    webhooks,
)
from apps.portal.forms_people import WebhookForm
from apps.portal.page import FORM, SEND, PortalRequest, not_found, page, render_page
from apps.portal.presenters.settings.webhooks import EVENT_KINDS, delivery_row, webhook_row
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError

MOST_DELIVERIES = 50


@page(Action.ADMINISTER, methods=FORM)
def webhooks_page(request: PortalRequest) -> HttpResponse:
    """Every webhook; the secret of a new one is shown in the answer that makes it, and never again."""
    if request.method != "POST":
        return _list(request, WebhookForm())
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            made, secret = webhook_subscribe(**form.cleaned_data, actor=request.principal.name)
        except GreenLangError as error:
            field = error.where.partition("[")[0]
            form.add_error(field if field in form.fields else None, f"{error.message} {error.mend}".strip())
        else:
            return _list(request, WebhookForm(), made={"name": made.url, "text": secret})
    return _list(request, form, status=422)


def _list(
    request: PortalRequest, form: WebhookForm, *, made: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    chosen = form["types"].value() or []
    context = {
        "webhooks": [webhook_row(one) for one in webhooks()],
        "most": MOST,
        "form": form,
        "kinds": [{**kind, "chosen": kind["value"] in chosen} for kind in EVENT_KINDS],
        "made": made,
    }
    return render_page(request, "portal/settings/webhooks.html", context, status=status)


@page(Action.ADMINISTER)
def webhook(request: PortalRequest, webhook_id: uuid.UUID) -> HttpResponse:
    """One webhook with its last deliveries."""
    return _one(request, webhook_get(webhook_id))


def _one(request: PortalRequest, found: WebhookSubscription, *, made: dict[str, str] | None = None) -> HttpResponse:
    rows = WebhookDelivery.objects.filter(subscription=found).defer("body")[:MOST_DELIVERIES]
    context = {
        "webhook": webhook_row(found),
        "deliveries": [delivery_row(one) for one in rows],
        "most": MOST_DELIVERIES,
        "made": made,
    }
    return render_page(request, "portal/settings/webhook.html", context)


@page(Action.ADMINISTER, methods=SEND)
def webhook_verb(request: PortalRequest, webhook_id: uuid.UUID, verb: str) -> HttpResponse:
    """Pause, resume, give another secret, remove."""
    found, actor = webhook_get(webhook_id), request.principal.name
    if verb == "rotate":
        return _one(request, found, made={"name": found.url, "text": webhook_rotate(subscription=found, actor=actor)})
    verbs: dict[str, tuple[Callable[..., object], str]] = {
        "pause": (webhook_pause, "Nothing is delivered to it until it is resumed."),
        "resume": (webhook_resume, "What happens from here on is delivered again."),
        "remove": (webhook_remove, f"{found.url} is removed."),
    }
    if verb not in verbs:
        return not_found(request)
    work, told = verbs[verb]
    work(subscription=found, actor=actor)
    messages.success(request, told)
    return redirect("portal:webhooks") if verb == "remove" else redirect("portal:webhook", found.id)
