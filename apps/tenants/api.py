"""API keys of the tenant."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.tenants.access import key_issue, key_revoke
from apps.tenants.models import ApiKey, Endpoint, Role
from apps.tenants.models.roles import MEMBER_CHOICES, Action
from apps.tenants.quotas import quotas_of
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, Page, page_document, page_of
from greenlang.errors import NotFound


class KeyDocument(serializers.Serializer[Any]):
    """An API key as it is listed; ``key``, and its last part ``client_secret``, only in the answer that makes it."""

    id = serializers.UUIDField()
    client_id = serializers.CharField()
    name = serializers.CharField(max_length=100)
    role = serializers.ChoiceField(choices=Role.choices)
    created_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    key = serializers.CharField(required=False)
    client_secret = serializers.CharField(required=False)


class KeyRequest(ClosedBody):
    """A key to be made."""

    name = serializers.CharField(max_length=100)
    role = serializers.ChoiceField(choices=MEMBER_CHOICES)


class QuotaDocument(serializers.Serializer[Any]):
    """A door of the API, and how many requests a minute may come to it."""

    endpoint = serializers.ChoiceField(choices=Endpoint.choices)
    per_minute = serializers.IntegerField()


class KeysView(TenantAPIView):
    """The tenant's API keys."""

    actions = {"GET": Action.ADMINISTER, "POST": Action.ADMINISTER}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(KeyDocument)},
        operation_id="keys_list",
        tags=["auth"],
    )
    def get(self, request: Request) -> Response:
        """Keys without their texts, the newest first."""
        return Response(page_of(request, ApiKey.objects.all(), ("-created_at", "-id")).as_document(KeyDocument))

    @extend_schema(request=KeyRequest, responses={201: KeyDocument}, operation_id="keys_create", tags=["auth"])
    def post(self, request: Request) -> Response:
        """A new key; its text is in this answer and never shown again."""
        body = KeyRequest(data=request.data)
        body.is_valid(raise_exception=True)
        key, text = key_issue(**body.validated_data, created_by=self.principal.name)
        secret = text.removeprefix(f"{key.client_id}_")
        document = {**KeyDocument(key).data, "key": text, "client_secret": secret}
        return Response(document, status=201, headers={"Location": f"/api/v1/keys/{key.id}"})


class KeyView(TenantAPIView):
    """One key."""

    tagged = True
    actions = {"GET": Action.ADMINISTER, "DELETE": Action.ADMINISTER}

    @extend_schema(responses={200: KeyDocument}, operation_id="keys_get", tags=["auth"])
    def get(self, request: Request, key_id: uuid.UUID) -> Response:
        """The key without its text."""
        return Response(KeyDocument(_key(key_id)).data)

    @extend_schema(responses={204: None}, operation_id="keys_revoke", tags=["auth"])
    def delete(self, request: Request, key_id: uuid.UUID) -> Response:
        """Revoke it; it opens nothing from now on."""
        key_revoke(_key(key_id), actor=self.principal.name)
        return Response(status=204)


def _key(key_id: uuid.UUID) -> ApiKey:
    key = ApiKey.objects.filter(id=key_id).first()
    if key is None:
        raise NotFound("There is no such key.", where="key_id")
    return key


class QuotasView(TenantAPIView):
    """How often the tenant may call."""

    @extend_schema(responses={200: page_document(QuotaDocument)}, operation_id="quotas_list", tags=["auth"])
    def get(self, request: Request) -> Response:
        """Requests a minute by door, all at once; an operator of the platform changes them."""
        figures = quotas_of(self.principal.tenant_id)
        rows = [{"endpoint": name, "per_minute": figures[name]} for name in Endpoint.values]
        return Response(Page(rows, None).as_document(QuotaDocument))
