"""Partners that footprints are exchanged with, and what they ask for, over the API."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.pact.exchange import CODES, request_fulfil, request_reject
from apps.pact.models import Partner, ReceivedEvent
from apps.pact.partners import partner_add, partner_change, partner_end, partner_key_renew
from apps.pact.selectors import footprint_get, partner_get, request_get
from apps.pact.tasks import letter_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import InvalidInput

_TAG = ["product footprints"]


class PartnerDocument(serializers.ModelSerializer[Partner]):
    """A partner."""

    has_secret = serializers.SerializerMethodField()

    class Meta:
        model = Partner
        fields = [
            "id", "name", "key_id", "base_url", "token_url", "client_id", "has_secret", "answers_itself", "created_at",
        ]  # fmt: skip

    def get_has_secret(self, partner: Partner) -> bool:
        """Whether a secret is kept for its tokens."""
        return partner.secret is not None


class PartnerMadeDocument(PartnerDocument):
    """A partner with the key it calls with, shown this once."""

    key = serializers.CharField(read_only=True)

    class Meta(PartnerDocument.Meta):
        fields = [*PartnerDocument.Meta.fields, "key"]


class PartnerBody(ClosedBody):
    """Where a partner's answers go and where its tokens come from; what is left out stays as it is."""

    base_url = serializers.CharField(required=False, allow_blank=True, max_length=500)
    token_url = serializers.CharField(required=False, allow_blank=True, max_length=500)
    client_id = serializers.CharField(required=False, allow_blank=True, max_length=300)
    client_secret = serializers.CharField(
        required=False, allow_blank=True, max_length=1000, write_only=True, trim_whitespace=False
    )
    answers_itself = serializers.BooleanField(required=False)


class PartnerRequest(PartnerBody):
    """A partner to be added."""

    name = serializers.CharField(max_length=200)


class KeyShown(serializers.Serializer[Any]):
    """A key's text, shown this once."""

    key = serializers.CharField()


class RequestDocument(serializers.ModelSerializer[ReceivedEvent]):
    """A request for footprints, and how far its answer is."""

    class Meta:
        model = ReceivedEvent
        fields = [
            "id", "caller_name", "partner_id", "event_id", "source", "data", "received_at", "state", "answered_by",
            "answered_at", "delivered_at", "delivery", "attempts", "due_at",
        ]  # fmt: skip


class FulfilRequest(ClosedBody):
    """The footprints that answer it; the partner may see them from then on."""

    footprint_ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=100)


class RejectRequest(ClosedBody):
    """Why it is not fulfilled; the partner is told."""

    code = serializers.ChoiceField(choices=CODES)
    message = serializers.CharField(max_length=500)


class PartnersView(TenantAPIView):
    """Companies that footprints are exchanged with."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(PartnerDocument)},
        operation_id="partners_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """By name."""
        page = page_of(request, Partner.objects.all(), ("name", "id"))
        return Response({"results": PartnerDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(request=PartnerRequest, responses={201: PartnerMadeDocument}, operation_id="partners_add", tags=_TAG)
    def post(self, request: Request) -> Response:
        """Add one; the key it calls with is in this answer and never shown again."""
        body = PartnerRequest(data=request.data)
        body.is_valid(raise_exception=True)
        partner, text = partner_add(actor=self.principal.name, **body.validated_data)
        headers = {"Location": f"/api/v1/partners/{partner.id}"}
        return Response({**PartnerDocument(partner).data, "key": text}, status=201, headers=headers)


class PartnerView(TenantAPIView):
    """One partner."""

    tagged = True
    actions = {"PATCH": Action.ADMINISTER, "DELETE": Action.ADMINISTER}

    @extend_schema(responses={200: PartnerDocument}, operation_id="partners_get", tags=_TAG)
    def get(self, request: Request, partner_id: uuid.UUID) -> Response:
        """What is known of it."""
        return Response(PartnerDocument(partner_get(partner_id)).data)

    @extend_schema(request=PartnerBody, responses={200: PartnerDocument}, operation_id="partners_change", tags=_TAG)
    def patch(self, request: Request, partner_id: uuid.UUID) -> Response:
        """Change addresses, credentials, or whether its requests are answered at once."""
        body = PartnerBody(data=request.data)
        body.is_valid(raise_exception=True)
        changed = partner_change(partner=partner_get(partner_id), actor=self.principal.name, **body.validated_data)
        return Response(PartnerDocument(changed).data)

    @extend_schema(responses={204: None}, operation_id="partners_end", tags=_TAG)
    def delete(self, request: Request, partner_id: uuid.UUID) -> Response:
        """End the exchange: its key opens nothing any more."""
        partner_end(partner=partner_get(partner_id), actor=self.principal.name)
        return Response(status=204)


class PartnerKeyView(TenantAPIView):
    """The key a partner calls with."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(request=None, responses={201: KeyShown}, operation_id="partners_key", tags=_TAG)
    def post(self, request: Request, partner_id: uuid.UUID) -> Response:
        """Another key; the one before opens nothing any more."""
        return Response(
            {"key": partner_key_renew(partner=partner_get(partner_id), actor=self.principal.name)}, status=201
        )


class FootprintRequestsView(TenantAPIView):
    """Requests of partners."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(RequestDocument)},
        operation_id="footprint_requests_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """The newest first."""
        page = page_of(request, ReceivedEvent.objects.exclude(state=None), ("-received_at", "-id"))
        return Response({"results": RequestDocument(page.rows, many=True).data, "next": page.next})


class FootprintRequestVerbView(TenantAPIView):
    """What is done about a request."""

    actions = {"POST": Action.REPORT}

    def answered(self, request: ReceivedEvent) -> Response:
        """Its answer is on its way."""
        letter_submit(letter=request, actor=self.principal.name)
        return Response(RequestDocument(request).data)


class FulfilView(FootprintRequestVerbView):
    """Answering with footprints."""

    @extend_schema(
        request=FulfilRequest, responses={200: RequestDocument}, operation_id="footprint_requests_fulfil", tags=_TAG
    )
    def post(self, request: Request, request_id: uuid.UUID) -> Response:
        """Answer it with footprints, which the partner may see from then on."""
        body = FulfilRequest(data=request.data)
        body.is_valid(raise_exception=True)
        footprints = [footprint_get(each) for each in dict.fromkeys(body.validated_data["footprint_ids"])]
        return self.answered(
            request_fulfil(request=request_get(request_id), footprints=footprints, actor=self.principal.name)
        )


class RejectView(FootprintRequestVerbView):
    """Answering with a reason."""

    @extend_schema(
        request=RejectRequest, responses={200: RequestDocument}, operation_id="footprint_requests_reject", tags=_TAG
    )
    def post(self, request: Request, request_id: uuid.UUID) -> Response:
        """Answer it with why there is none."""
        body = RejectRequest(data=request.data)
        body.is_valid(raise_exception=True)
        found = request_get(request_id)
        return self.answered(request_reject(request=found, actor=self.principal.name, **body.validated_data))


class SendAgainView(FootprintRequestVerbView):
    """Sending an answer that the partner did not take."""

    @extend_schema(request=None, responses={200: RequestDocument}, operation_id="footprint_requests_send", tags=_TAG)
    def post(self, request: Request, request_id: uuid.UUID) -> Response:
        """Send the answer again."""
        found = request_get(request_id)
        if found.answer is None:
            raise InvalidInput("It has no answer yet.", where="request_id", mend="Fulfil or reject it.")
        return self.answered(found)
