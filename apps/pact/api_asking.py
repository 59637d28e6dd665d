"""Requests of ours for partners' footprints, over the API."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.pact.asking import footprints_ask
from apps.pact.models import SentRequest
from apps.pact.selectors import partner_get, sent_request_get
from apps.pact.tasks import letter_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import Conflict

_TAG = ["product footprints"]


def _texts() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, min_length=1, max_length=100
    )


class FootprintCriteria(ClosedBody):
    """What is looked for, by PACT's names: of each list one value has to be met, and every criterion."""

    productId = _texts()  # noqa: N815 - PACT's own names, here and below
    companyId = _texts()  # noqa: N815
    geography = _texts()
    classification = _texts()
    validOn = serializers.CharField(required=False, max_length=40)  # noqa: N815
    validAfter = serializers.CharField(required=False, max_length=40)  # noqa: N815
    validBefore = serializers.CharField(required=False, max_length=40)  # noqa: N815
    status = serializers.CharField(required=False, max_length=40)


class AskRequest(ClosedBody):
    """Footprints that a partner is asked for."""

    partner_id = serializers.UUIDField()
    criteria = FootprintCriteria()
    comment = serializers.CharField(required=False, max_length=2000)


class SentRequestRow(serializers.ModelSerializer[SentRequest]):
    """A request of ours: how far it is on its way, and whether it was answered."""

    criteria = serializers.SerializerMethodField()
    answered_at = serializers.DateTimeField(source="answer.received_at", allow_null=True, default=None)

    class Meta:
        model = SentRequest
        fields = [
            "id", "partner_id", "criteria", "asked_by", "asked_at", "state", "answered_at", "delivered_at", "delivery",
            "attempts", "due_at",
        ]  # fmt: skip

    def get_criteria(self, request: SentRequest) -> dict[str, Any]:
        """As it was sent, with the comment."""
        return dict(request.event["data"])


class SentRequestDocument(SentRequestRow):
    """A request of ours with its answer: footprints as PACT's data model has them, or why there is none."""

    footprints = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()

    class Meta(SentRequestRow.Meta):
        fields = [*SentRequestRow.Meta.fields, "footprints", "error"]

    def get_footprints(self, request: SentRequest) -> list[dict[str, Any]]:
        """None before it is fulfilled."""
        return list(request.answer.data.get("pfs", ())) if request.answer else []

    def get_error(self, request: SentRequest) -> dict[str, Any]:
        """Empty where it was not rejected."""
        return dict(request.answer.data.get("error", {})) if request.answer else {}


class SentRequestsView(TenantAPIView):
    """What partners were asked for."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(SentRequestRow)},
        operation_id="sent_footprint_requests_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """The newest first."""
        rows = SentRequest.objects.select_related("answer").defer("answer__data")
        return Response(page_of(request, rows, ("-asked_at", "-id")).as_document(SentRequestRow))

    @extend_schema(
        request=AskRequest,
        responses={201: SentRequestDocument},
        operation_id="sent_footprint_requests_ask",
        tags=_TAG,
    )
    def post(self, request: Request) -> Response:
        """Ask a partner; a job sends it, again for 72 hours where it cannot be reached. The answer comes later."""
        body = AskRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        made = footprints_ask(
            partner=partner_get(given["partner_id"]),
            criteria=dict(given["criteria"]),
            comment=given.get("comment", ""),
            actor=self.principal.name,
        )
        letter_submit(letter=made, actor=self.principal.name)
        headers = {"Location": f"/api/v1/sent-footprint-requests/{made.id}"}
        return Response(SentRequestDocument(made).data, status=201, headers=headers)


class SentRequestView(TenantAPIView):
    """One request of ours."""

    @extend_schema(responses={200: SentRequestDocument}, operation_id="sent_footprint_requests_get", tags=_TAG)
    def get(self, request: Request, sent_id: uuid.UUID) -> Response:
        """With its answer."""
        return Response(SentRequestDocument(sent_request_get(sent_id)).data)


class SendRequestAgainView(TenantAPIView):
    """Sending a request that the partner did not take."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        request=None, responses={200: SentRequestDocument}, operation_id="sent_footprint_requests_send", tags=_TAG
    )
    def post(self, request: Request, sent_id: uuid.UUID) -> Response:
        """Send it again now, and begin the 72 hours anew."""
        found = sent_request_get(sent_id)
        if found.delivered_at is not None:
            raise Conflict("The partner has it already.", where="sent_id", mend="Ask anew if it has to be asked again.")
        letter_submit(letter=found, actor=self.principal.name)
        return Response(SentRequestDocument(found).data)
