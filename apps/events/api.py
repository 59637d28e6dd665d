"""Webhooks: a tenant's own systems that are told of its events."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.events.models import DeliveryState, WebhookDelivery, WebhookSubscription
from apps.events.webhooks.services import (
    webhook_get,
    webhook_pause,
    webhook_remove,
    webhook_resume,
    webhook_rotate,
    webhook_subscribe,
    webhooks,
)
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of

# Roles are the floor above; their actions are known here by name.
ADMINISTER = "administer"


class WebhookRequest(ClosedBody):
    """Where to tell of which events."""

    url = serializers.CharField(max_length=1000, help_text="HTTPS, at a public address.")
    types = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        max_length=50,
        help_text="Types of events, exec.completed or agent.*; none: every event.",
    )
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)


class WebhookDocument(serializers.ModelSerializer[WebhookSubscription]):
    """A webhook; its secret only in the answer that makes it."""

    types = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = WebhookSubscription
        fields = ["id", "url", "types", "description", "disabled_reason", "previous_until", "created_by", "created_at"]


class WebhookWithSecret(WebhookDocument):
    """A webhook and its secret, shown this once."""

    secret = serializers.CharField(read_only=True)

    class Meta(WebhookDocument.Meta):
        fields = [*WebhookDocument.Meta.fields, "secret"]


class DeliveryDocument(serializers.ModelSerializer[WebhookDelivery]):
    """One event on its way to a webhook; ``status`` 0: no answer yet, or none came."""

    message_id = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=[(state.value, state.label) for state in DeliveryState])

    class Meta:
        model = WebhookDelivery
        fields = [
            "message_id", "event_id", "event_type", "state", "attempts", "due_at", "status", "detail", "created_at",
            "finished_at",
        ]  # fmt: skip


class WebhooksView(TenantAPIView):
    """The tenant's webhooks."""

    actions = {"GET": ADMINISTER, "POST": ADMINISTER}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(WebhookDocument)},
        operation_id="webhooks_list",
        tags=["webhooks"],
    )
    def get(self, request: Request) -> Response:
        """The newest first."""
        return Response(page_of(request, webhooks(), ("-created_at", "-id")).as_document(WebhookDocument))

    @extend_schema(
        request=WebhookRequest, responses={201: WebhookWithSecret}, operation_id="webhooks_create", tags=["webhooks"]
    )
    def post(self, request: Request) -> Response:
        """A new one; its secret is in this answer and never shown again."""
        body = WebhookRequest(data=request.data)
        body.is_valid(raise_exception=True)
        made, secret = webhook_subscribe(**body.validated_data, actor=self.principal.name)
        answer = _with_secret(made, secret, status=201)
        answer["Location"] = f"/api/v1/webhooks/{made.id}"
        return answer


class WebhookView(TenantAPIView):
    """One webhook."""

    tagged = True
    actions = {"GET": ADMINISTER, "DELETE": ADMINISTER}

    @extend_schema(responses={200: WebhookDocument}, operation_id="webhooks_get", tags=["webhooks"])
    def get(self, request: Request, webhook_id: uuid.UUID) -> Response:
        """As it stands."""
        return Response(WebhookDocument(webhook_get(webhook_id)).data)

    @extend_schema(responses={204: None}, operation_id="webhooks_delete", tags=["webhooks"])
    def delete(self, request: Request, webhook_id: uuid.UUID) -> Response:
        """Deliver nothing more to it."""
        webhook_remove(subscription=webhook_get(webhook_id), actor=self.principal.name)
        return Response(status=204)


class WebhookSecretView(TenantAPIView):
    """A webhook's secret."""

    actions = {"POST": ADMINISTER}

    @extend_schema(
        request=None, responses={200: WebhookWithSecret}, operation_id="webhooks_rotate_secret", tags=["webhooks"]
    )
    def post(self, request: Request, webhook_id: uuid.UUID) -> Response:
        """A new secret; for a day deliveries are signed with both."""
        found = webhook_get(webhook_id)
        return _with_secret(found, webhook_rotate(subscription=found, actor=self.principal.name))


class WebhookPauseView(TenantAPIView):
    """A webhook that is to be told nothing for a while."""

    actions = {"POST": ADMINISTER}

    @extend_schema(request=None, responses={200: WebhookDocument}, operation_id="webhooks_pause", tags=["webhooks"])
    def post(self, request: Request, webhook_id: uuid.UUID) -> Response:
        """Deliver nothing to it until it is resumed; what happens meanwhile is not told later."""
        paused = webhook_pause(subscription=webhook_get(webhook_id), actor=self.principal.name)
        return Response(WebhookDocument(paused).data)


class WebhookResumeView(TenantAPIView):
    """A webhook that was paused, or whose receiver said it is gone."""

    actions = {"POST": ADMINISTER}

    @extend_schema(request=None, responses={200: WebhookDocument}, operation_id="webhooks_resume", tags=["webhooks"])
    def post(self, request: Request, webhook_id: uuid.UUID) -> Response:
        """Deliver to it again."""
        resumed = webhook_resume(subscription=webhook_get(webhook_id), actor=self.principal.name)
        return Response(WebhookDocument(resumed).data)


class WebhookDeliveriesView(TenantAPIView):
    """What was told to a webhook."""

    actions = {"GET": ADMINISTER}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(DeliveryDocument)},
        operation_id="webhooks_deliveries",
        tags=["webhooks"],
    )
    def get(self, request: Request, webhook_id: uuid.UUID) -> Response:
        """How each went, the newest first."""
        rows = WebhookDelivery.objects.filter(subscription=webhook_get(webhook_id))
        return Response(page_of(request, rows, ("-created_at", "-id")).as_document(DeliveryDocument))


def _with_secret(subscription: WebhookSubscription, secret: str, status: int = 200) -> Response:
    document: dict[str, Any] = dict(WebhookDocument(subscription).data)
    return Response({**document, "secret": secret}, status=status)
