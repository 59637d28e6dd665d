"""Taking lines of the ledger back."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.api import ProvenanceRecord
from apps.calculations.selectors.ledger import calculation_get, calculation_record
from apps.inventory.services.corrections import line_reverse
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView


class ReversalRequest(ClosedBody):
    """Why a calculation is taken back."""

    reason = serializers.CharField(max_length=1000)


class ReversalView(TenantAPIView):
    """Taking a calculation back."""

    actions = {"POST": Action.CALCULATE}

    @extend_schema(
        request=ReversalRequest,
        responses={201: ProvenanceRecord},
        operation_id="calculations_reverse",
        tags=["calculations"],
    )
    def post(self, request: Request, calculation_id: str) -> Response:
        """A reversing entry that names it; what was wrong is then calculated anew."""
        body = ReversalRequest(data=request.data)
        body.is_valid(raise_exception=True)
        row = line_reverse(
            calculation=calculation_get(calculation_id),
            reason=body.validated_data["reason"],
            actor=self.principal.name,
        )
        return Response(calculation_record(row), status=201, headers={"Location": f"/api/v1/calculations/{row}"})
