"""Calculations and the proof of them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import attach_segments
from apps.calculations.selectors.ledger import calculation_get, calculation_record
from apps.calculations.selectors.verification import ledger_verify
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, Page, page_document, page_of


class GasDocument(serializers.Serializer[Any]):
    """One gas of a calculation. Numbers are decimal strings."""

    gas = serializers.CharField()
    ef_cid = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField()
    mass = serializers.CharField()
    mass_unit = serializers.CharField()
    gwp = serializers.CharField()
    co2e = serializers.CharField()


class ProvenanceRecord(serializers.Serializer[Any]):
    """A calculation with everything that led to it."""

    calculation_id = serializers.CharField()
    timestamp = serializers.CharField()
    agent_id = serializers.CharField()
    agent_version = serializers.CharField()
    pack_sha256 = serializers.CharField()
    scope = serializers.CharField()
    inputs = serializers.DictField()
    input_hash = serializers.CharField()
    formula_id = serializers.CharField()
    formula_version = serializers.CharField()
    formula_hash = serializers.CharField()
    formula = serializers.DictField()
    emission_factor = serializers.DictField()
    parameters = serializers.ListField(child=serializers.DictField())
    gases = GasDocument(many=True)
    memo = GasDocument(many=True)
    gwp_set = serializers.CharField()
    result = serializers.CharField()
    result_unit = serializers.CharField()
    co2e = serializers.CharField()
    co2_biogenic = serializers.CharField()
    result_hash = serializers.CharField()
    source = serializers.DictField()  # type: ignore[assignment]
    reverses = serializers.CharField(allow_null=True)
    sequence = serializers.CharField()
    recipe_hash = serializers.CharField()
    record_hash = serializers.CharField()
    chain_hash = serializers.CharField()


class LedgerVerdict(serializers.Serializer[Any]):
    """Whether the chain holds, or the first record that does not."""

    holds = serializers.BooleanField()
    records = serializers.IntegerField()
    head_sequence = serializers.IntegerField()
    head_hash = serializers.CharField()
    anchored = serializers.BooleanField()
    unanchored_records = serializers.IntegerField()
    last_checkpoint = serializers.DictField(allow_null=True)
    purged = serializers.ListField(child=serializers.DictField())
    restorations = serializers.ListField(child=serializers.DictField())
    notes = serializers.ListField(child=serializers.CharField())
    first_bad = serializers.DictField(allow_null=True)


class CalculationsView(TenantAPIView):
    """The ledger, newest first."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(ProvenanceRecord)},
        operation_id="calculations_list",
        tags=["calculations"],
    )
    def get(self, request: Request) -> Response:
        """Records with everything that led to them."""
        page = page_of(request, Calculation.objects.all(), ("-sequence",))
        attach_segments(page.rows)
        return Response(Page([calculation_record(row) for row in page.rows], page.next).as_document())


class CalculationView(TenantAPIView):
    """One calculation."""

    tagged = True

    @extend_schema(responses={200: ProvenanceRecord}, operation_id="calculations_get", tags=["calculations"])
    def get(self, request: Request, calculation_id: str) -> Response:
        """The full provenance record."""
        return Response(calculation_record(calculation_get(calculation_id)))


class LedgerVerificationView(TenantAPIView):
    """The proof."""

    long = True

    @extend_schema(responses={200: LedgerVerdict}, operation_id="ledger_verify", tags=["calculations"])
    def get(self, request: Request) -> Response:
        """Recompute every hash and link of the tenant's chain."""
        return Response(ledger_verify().as_document())
