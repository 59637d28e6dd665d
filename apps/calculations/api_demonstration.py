"""The end of the demonstration."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.services.demonstration import CONFIRMATION, demonstration_end
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pointing import pointing


class DemonstrationEndRequest(ClosedBody):
    """That it is meant: there is no way back."""

    confirmation = serializers.CharField(max_length=40, help_text=f"The word “{CONFIRMATION}”.")


class DemonstrationEndDocument(serializers.Serializer[Any]):
    """How many rows went."""

    rows = serializers.IntegerField()


class DemonstrationEndView(TenantAPIView):
    """Removing the demonstration."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(
        summary="Remove the demonstration",
        request=DemonstrationEndRequest,
        responses={200: DemonstrationEndDocument},
        operation_id="demonstration_remove",
        tags=["people"],
        examples=[OpenApiExample("Meant", value={"confirmation": CONFIRMATION}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Its organisations with all they have, for good; asked from within one of them, its keys end with it."""
        body = DemonstrationEndRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            rows = demonstration_end(
                tenant_id=self.principal.tenant_id,
                confirmation=body.validated_data["confirmation"],
                actor=self.principal.name,
            )
        return Response({"rows": rows})
