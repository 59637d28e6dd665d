"""Certificates for outsiders, and the program that checks them."""

import uuid
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from apps.calculations.certificates.document import VERIFIER
from apps.calculations.selectors.ledger import calculation_get
from apps.calculations.services.certificates import calculation_certificate, period_certificate
from greenlang.edges.doors import Door
from greenlang.edges.endpoints import TenantAPIView


def _file(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """A download; certificates are a tenant's own and are kept by nobody on the way."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


class CalculationCertificateView(TenantAPIView):
    """The certificate of one calculation."""

    @extend_schema(
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
        operation_id="calculations_certificate",
        tags=["certificates"],
    )
    def get(self, request: Request, calculation_id: str) -> HttpResponse:
        """One file that anybody can check offline: inputs, formula, factors, ledger path, signed checkpoint."""
        row = calculation_get(calculation_id)
        return _file(calculation_certificate(row.id), name=f"{row}.json", media_type="application/json")


class PeriodCertificateView(TenantAPIView):
    """The certificate of a reporting period."""

    long = True

    @extend_schema(
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
        operation_id="periods_certificate",
        tags=["certificates"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> HttpResponse:
        """Every calculation that counts in the period, in one file."""
        return _file(period_certificate(period_id), name=f"period_{period_id.hex}.json", media_type="application/json")


class VerifierView(Door):
    """The program that checks certificates; it is public, as it holds no data."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(
        responses={(200, "text/x-python"): OpenApiTypes.BINARY},
        operation_id="verify_certificate",
        tags=["certificates"],
        auth=[],
    )
    def get(self, request: Request) -> HttpResponse:
        """One readable file for Python's standard library: ``python3 verify_certificate.py certificate.json``."""
        return _file(VERIFIER.read_bytes(), name=VERIFIER.name, media_type="text/x-python; charset=utf-8")
