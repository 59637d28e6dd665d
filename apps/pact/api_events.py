"""What partners told: requests, answers to our own, and news, over the API."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.pact.events import SHORT
from apps.pact.models import ReceivedEvent
from apps.pact.selectors import event_get
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import InvalidInput

_TAG = ["product footprints"]
_BY_NAME = {name: kind for kind, name in SHORT.items()}
KINDS = [(name, name) for name in _BY_NAME]
_KIND = OpenApiParameter("kind", {"type": "string", "enum": list(_BY_NAME)}, description="Of this kind only.")


class EventRefusal(serializers.Serializer[Any]):
    """Why a request was rejected, in the words of whoever did."""

    code = serializers.CharField()
    message = serializers.CharField()


class PartnerEventRow(serializers.ModelSerializer[ReceivedEvent]):
    """An event that came: who sent it, and what it is about.

    ``answers`` is the id of the request that it answers; ``footprint_ids`` are those it brings or names.
    """

    kind = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    footprint_ids = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()

    class Meta:
        model = ReceivedEvent
        fields = [
            "id", "kind", "caller_name", "partner_id", "event_id", "source", "received_at", "answers", "footprint_ids",
            "error",
        ]  # fmt: skip

    @extend_schema_field({"type": "string", "enum": list(_BY_NAME)})
    def get_kind(self, event: ReceivedEvent) -> str:
        """In a word."""
        return SHORT[event.kind]

    def get_answers(self, event: ReceivedEvent) -> str:
        """Empty of what answers nothing."""
        return str(event.data.get("requestEventId", ""))

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_footprint_ids(self, event: ReceivedEvent) -> list[str]:
        """In the order of the event."""
        return event.footprint_ids

    @extend_schema_field(EventRefusal(allow_null=True))
    def get_error(self, event: ReceivedEvent) -> dict[str, str] | None:
        """None of what is no rejection."""
        error = event.data.get("error")
        return {"code": str(error["code"]), "message": str(error["message"])} if error else None


class PartnerEventDocument(PartnerEventRow):
    """An event that came, with its data: of an answer the footprints as PACT's data model has them."""

    data = serializers.DictField()  # type: ignore[assignment]

    class Meta(PartnerEventRow.Meta):
        fields = [*PartnerEventRow.Meta.fields, "data"]


class ReceivedEventsView(TenantAPIView):
    """Events of partners."""

    @extend_schema(
        parameters=[_KIND, *PAGE_PARAMETERS],
        responses={200: page_document(PartnerEventRow)},
        operation_id="footprint_events_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """The newest first: requests, answers to what was asked from here, and news of footprints."""
        rows = ReceivedEvent.objects.all()
        if (name := request.query_params.get("kind")) is not None:
            if name not in _BY_NAME:
                raise InvalidInput("There is no such kind.", where="kind", mend=f"One of {', '.join(_BY_NAME)}.")
            rows = rows.filter(kind=_BY_NAME[name])
        return Response(page_of(request, rows, ("-received_at", "-id")).as_document(PartnerEventRow))


class ReceivedEventView(TenantAPIView):
    """One event."""

    @extend_schema(responses={200: PartnerEventDocument}, operation_id="footprint_events_get", tags=_TAG)
    def get(self, request: Request, received_id: uuid.UUID) -> Response:
        """As it came."""
        return Response(PartnerEventDocument(event_get(received_id)).data)
