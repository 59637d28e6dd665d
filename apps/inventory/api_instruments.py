"""Contractual instruments of scope 2: entered, imported, changed, taken out of use, with their evidence."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.evidence_files import evidence_response
from apps.calculations.services.private_factors import MAX_EVIDENCE_BYTES
from apps.inventory.api import TABLE_BODIES, TABLES
from apps.inventory.boards.reading import instrument_get, instruments_listed, taken_elsewhere
from apps.inventory.instruments.listed import COLUMNS, CRITERIA
from apps.inventory.models import ContractualInstrument, InstrumentKind
from apps.inventory.readers.instruments import read_instruments
from apps.inventory.services.instruments import (
    MAX_REASON,
    instrument_prove,
    instrument_save,
    instrument_void,
    instruments_import,
)
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser, ClosedBody, ExactJSONParser
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.edges.preconditions import IF_MATCH, require_match, tagged
from greenlang.engine.numbers import canonical_number, exact_sum
from greenlang.errors import NotFound

MOST_ROWS = 1000
_CERTIFICATE = {
    "kind": InstrumentKind.CERTIFICATE.value,
    "name": "GO Lyon 2025",
    "registry": "EEX",
    "serial_first": "643002406801000000000000000001",
    "serial_last": "643002406801000000000000001000",
    "market": "AIB",
    "vintage_start": "2025-01-01",
    "vintage_end": "2025-06-30",
    "quantity": "1000",
    "unit": "MWh",
    "rate": "0",
    "retired_on": "2026-02-15",
    "retirement_registry": "EEX",
    "retired_for": "the reporting company",
    "conveys_emission_rate": "the registry",
    "sole_claim": "the registry",
}
_ENTERED = OpenApiExample("Guarantees of origin", value=_CERTIFICATE, request_only=True)
_WHO = "Who attests it; left out: nobody does, and the instrument is not used."


class EvidenceBytesParser(BytesParser):
    """The body is the file."""

    media_type = "application/octet-stream"
    limit = MAX_EVIDENCE_BYTES


class InstrumentRequest(ClosedBody):
    """An instrument. It has a ``rate`` in kg CO2e per kWh or a ``factor`` of the library: one of the two."""

    kind = serializers.ChoiceField(choices=InstrumentKind.choices)
    name = serializers.CharField(max_length=200)
    market = serializers.CharField(
        max_length=40, help_text="A country (GB, IN), AIB for Europe, US-CA for the United States and Canada."
    )
    vintage_start = serializers.DateField()
    vintage_end = serializers.DateField()
    quantity = serializers.CharField(
        max_length=100, required=False, help_text="Decimal string; a supplier’s rate may leave it out."
    )
    unit = serializers.ChoiceField(choices=["kWh", "MWh", "GWh"], required=False)
    rate = serializers.CharField(max_length=100, required=False, help_text="Decimal string, kg CO2e per kWh.")
    factor = serializers.CharField(max_length=19, required=False, help_text="``ef_…`` of the library.")
    registry = serializers.CharField(max_length=200, required=False, allow_blank=True)
    serial_first = serializers.CharField(max_length=200, required=False, allow_blank=True)
    serial_last = serializers.CharField(max_length=200, required=False, allow_blank=True)
    retired_on = serializers.DateField(required=False, help_text="Without it nothing is claimed of a certificate.")
    retirement_registry = serializers.CharField(max_length=200, required=False, allow_blank=True)
    retired_for = serializers.CharField(max_length=200, required=False, allow_blank=True)
    certificates_sold_separately = serializers.BooleanField(required=False)
    conveys_emission_rate = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text=_WHO)
    sole_claim = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text=_WHO)
    rate_of_delivered_energy = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text=_WHO)
    claims_transferred = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text=_WHO)
    notes = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class InstrumentsRequest(ClosedBody):
    """Instruments to be entered, all of them or none."""

    instruments = serializers.ListField(child=InstrumentRequest(), min_length=1, max_length=MOST_ROWS)


class InstrumentReason(ClosedBody):
    """Why an instrument is taken out of use."""

    reason = serializers.CharField(max_length=MAX_REASON)


class InstrumentDocument(serializers.ModelSerializer[ContractualInstrument]):
    """An instrument. ``kwh`` it covers (null: whatever is delivered), ``taken_kwh`` by accepted boards, ``left_kwh``.

    ``unmet``: criteria of its kind that nobody attests. ``void_reason``: why it is out of use; empty where it is in.
    """

    kind = serializers.ChoiceField(choices=InstrumentKind.choices)
    kwh = serializers.SerializerMethodField()
    taken_kwh = serializers.SerializerMethodField()
    left_kwh = serializers.SerializerMethodField()
    rate = serializers.SerializerMethodField()
    attested = serializers.DictField(child=serializers.CharField(), read_only=True)
    unmet = serializers.ListField(child=serializers.ChoiceField(choices=CRITERIA), read_only=True)
    evidence = serializers.CharField(source="evidence.filename", allow_null=True, default=None, read_only=True)

    class Meta:
        model = ContractualInstrument
        fields = [
            "id", "kind", "name", "market", "vintage_start", "vintage_end", "kwh", "taken_kwh", "left_kwh", "rate",
            "factor", "registry", "serial_first", "serial_last", "retired_on", "retirement_registry", "retired_for",
            "certificates_sold_separately", "attested", "unmet", "notes", "void_reason", "evidence", "entered_by",
            "entered_at", "changed_at",
        ]  # fmt: skip

    def get_kwh(self, each: ContractualInstrument) -> str | None:
        """Decimal string."""
        return _text(each.kwh)

    def get_taken_kwh(self, each: ContractualInstrument) -> str:
        """Decimal string."""
        return canonical_number(self._taken(each))

    def get_left_kwh(self, each: ContractualInstrument) -> str | None:
        """Decimal string."""
        return None if each.kwh is None else _text(exact_sum((each.kwh, self._taken(each).copy_negate())))

    def get_rate(self, each: ContractualInstrument) -> str | None:
        """Decimal string, kg CO2e per kWh; null where a factor of the library says it."""
        return _text(each.rate)

    def _taken(self, each: ContractualInstrument) -> Decimal:
        taken: dict[uuid.UUID, Decimal] = self.context["taken"]
        return taken.get(each.id, Decimal(0))


class EnteredRow(serializers.Serializer[Any]):
    """What became of a row: of a file its number as a spreadsheet counts, of JSON its place in the list, from 0."""

    row = serializers.IntegerField()
    id = serializers.UUIDField()


class InstrumentsEntered(serializers.Serializer[Any]):
    """What was entered, in the order of the list."""

    entered = serializers.IntegerField()
    results = EnteredRow(many=True)


class InstrumentsView(TenantAPIView):
    """The organisation's instruments."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        summary="List instruments",
        parameters=[
            OpenApiParameter("use", str, enum=["in-use", "void"], description="Left out: those in use."),
            OpenApiParameter("search", str, description="Words in name or registry."),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(InstrumentDocument)},
        operation_id="instruments_list",
        tags=["scope 2"],
    )
    def get(self, request: Request) -> Response:
        """The newest vintage first."""
        query = request.query_params
        rows = instruments_listed(void=query.get("use") == "void", search=query.get("search", ""))
        page = page_of(request, rows, ("-vintage_end", "-vintage_start", "-id"))
        taken = {"taken": taken_elsewhere()}
        return Response({"results": InstrumentDocument(page.rows, many=True, context=taken).data, "next": page.next})

    @extend_schema(
        summary="Enter an instrument",
        request=InstrumentRequest,
        responses={201: InstrumentDocument},
        operation_id="instruments_create",
        tags=["scope 2"],
        examples=[_ENTERED],
    )
    def post(self, request: Request) -> Response:
        """A certificate, a contract for electricity, or a supplier's rate; its evidence is sent afterwards."""
        with pointing(COLUMNS):
            saved = instrument_save(texts=_texts(_body(request)), entered_by=self.principal.name)
        return tagged(_document(saved), status=201, headers={"Location": f"/api/v1/scope2/instruments/{saved.id}"})


class InstrumentsImportView(TenantAPIView):
    """Many instruments at once."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = (ExactJSONParser, *TABLES)

    @extend_schema(
        summary="Import instruments",
        request={"application/json": InstrumentsRequest, **TABLE_BODIES},
        responses={201: InstrumentsEntered},
        operation_id="instruments_import",
        tags=["scope 2"],
    )
    def post(self, request: Request) -> Response:
        """All of them or none: a list in JSON, or a CSV file or workbook whose first row names the same members.

        A refusal lists every row that is wrong, with the row and the member.
        """
        if isinstance(request.data, bytes):
            rows = list(read_instruments(request.data))
            made = instruments_import(rows=rows, entered_by=self.principal.name)
        else:
            body = InstrumentsRequest(data=request.data)
            body.is_valid(raise_exception=True)
            rows = [(place, _texts(given)) for place, given in enumerate(body.validated_data["instruments"])]
            made = instruments_import(rows=rows, entered_by=self.principal.name, pointer="/instruments/{row}/{column}")
        results = [{"row": number, "id": str(each.id)} for (number, _), each in zip(rows, made, strict=True)]
        return Response({"entered": len(results), "results": results}, status=201)


class InstrumentView(TenantAPIView):
    """One instrument."""

    actions = {"PUT": Action.UPLOAD}

    @extend_schema(
        summary="Read an instrument",
        responses={200: InstrumentDocument},
        operation_id="instruments_get",
        tags=["scope 2"],
    )
    def get(self, request: Request, instrument_id: uuid.UUID) -> Response:
        """As it stands, with its ETag."""
        return tagged(_document(instrument_get(instrument_id)))

    @extend_schema(
        summary="Change an instrument",
        request=InstrumentRequest,
        parameters=[IF_MATCH],
        responses={200: InstrumentDocument},
        operation_id="instruments_change",
        tags=["scope 2"],
        examples=[_ENTERED],
    )
    def put(self, request: Request, instrument_id: uuid.UUID) -> Response:
        """All of it anew, its evidence stays; one that an accepted board uses is not changed."""
        given = _body(request)
        require_match(request, _document(instrument_get(instrument_id, held=True)))
        with pointing(COLUMNS):
            saved = instrument_save(texts=_texts(given), entered_by=self.principal.name, instrument_id=instrument_id)
        return tagged(_document(saved))


class InstrumentVoidView(TenantAPIView):
    """Taking an instrument out of use."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        summary="Take an instrument out of use",
        request=InstrumentReason,
        responses={200: InstrumentDocument},
        operation_id="instruments_void",
        tags=["scope 2"],
        examples=[OpenApiExample("Sold on", value={"reason": "Sold on in March."}, request_only=True)],
    )
    def post(self, request: Request, instrument_id: uuid.UUID) -> Response:
        """Cancelled, sold on, or entered by mistake; one that an accepted board uses stays."""
        body = InstrumentReason(data=request.data)
        body.is_valid(raise_exception=True)
        return tagged(_document(instrument_void(instrument_id=instrument_id, reason=body.validated_data["reason"])))


class InstrumentUnvoidView(TenantAPIView):
    """Taking an instrument back into use."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        summary="Take an instrument back into use",
        request=None,
        responses={200: InstrumentDocument},
        operation_id="instruments_unvoid",
        tags=["scope 2"],
    )
    def post(self, request: Request, instrument_id: uuid.UUID) -> Response:
        """Unless its serial numbers were entered again meanwhile."""
        return tagged(_document(instrument_void(instrument_id=instrument_id, reason="")))


class InstrumentEvidenceView(TenantAPIView):
    """The file that proves an instrument."""

    tagged = True
    actions = {"PUT": Action.UPLOAD}
    parser_classes = (EvidenceBytesParser,)

    @extend_schema(
        summary="Download an instrument's evidence",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        operation_id="instruments_evidence_get",
        tags=["scope 2"],
    )
    def get(self, request: Request, instrument_id: uuid.UUID) -> HttpResponse:
        """To keep, never to show: whatever it is, no browser runs it."""
        evidence = instrument_get(instrument_id).evidence
        if evidence is None:
            raise NotFound("There is no such evidence.", where="instrument_id")
        return evidence_response(evidence)

    @extend_schema(
        summary="Send an instrument's evidence",
        request={EvidenceBytesParser.media_type: OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("filename", str, required=True)],
        responses={200: InstrumentDocument},
        operation_id="instruments_evidence_put",
        tags=["scope 2"],
    )
    def put(self, request: Request, instrument_id: uuid.UUID) -> Response:
        """Contract, invoice or statement of the registry as the body, at most 10 MB; it replaces the one before."""
        saved = instrument_prove(
            instrument_id=instrument_id,
            filename=request.query_params.get("filename", ""),
            content=request.data if isinstance(request.data, bytes) else b"",
            actor=self.principal.name,
        )
        return tagged(_document(saved))


def _body(request: Request) -> Mapping[str, Any]:
    body = InstrumentRequest(data=request.data)
    body.is_valid(raise_exception=True)
    given: Mapping[str, Any] = body.validated_data
    return given


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """By column, as the service reads them."""
    texts = {name: str(given[name]) for name in COLUMNS if name in given}
    return texts | {"certificates_sold_separately": "yes" if given.get("certificates_sold_separately") else ""}


def _document(each: ContractualInstrument) -> dict[str, Any]:
    return dict(InstrumentDocument(each, context={"taken": taken_elsewhere()}).data)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else canonical_number(value)
