"""Whether one line of the ledger is what it says."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.selectors.ledger import calculation_get
from apps.runtime.verification import calculation_checks, unanchored_records
from greenlang.edges.endpoints import TenantAPIView


class CheckDocument(serializers.Serializer[Any]):
    """One thing that must hold of a line; ``detail`` says why it does not."""

    label = serializers.CharField()  # type: ignore[assignment]
    ok = serializers.BooleanField()
    detail = serializers.CharField(allow_blank=True)


class LineVerdict(serializers.Serializer[Any]):
    """Whether everything holds; ``unanchored``: how many entries lie after the last signed checkpoint."""

    calculation_id = serializers.CharField()
    holds = serializers.BooleanField()
    checks = CheckDocument(many=True)
    unanchored = serializers.IntegerField()


class LineVerificationView(TenantAPIView):
    """The proof of one line."""

    @extend_schema(
        summary="Verify a line of the ledger",
        responses={200: LineVerdict},
        operation_id="calculations_verify",
        tags=["figures"],
    )
    def get(self, request: Request, calculation_id: str) -> Response:
        """Its hashes and link recomputed, the sum over its gases, and the number calculated again by its agent."""
        row = calculation_get(calculation_id)
        checks = calculation_checks(row)
        return Response(
            {
                "calculation_id": str(row),
                "holds": all(check.ok for check in checks),
                "checks": [{"label": check.label, "ok": check.ok, "detail": check.detail} for check in checks],
                "unanchored": unanchored_records(),
            }
        )
