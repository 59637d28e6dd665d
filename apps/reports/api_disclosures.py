"""What the preparer says about a period, over the API."""

import uuid
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.selectors import period_get
from apps.reports.disclosing.selectors import disclosures_of
from apps.reports.disclosing.services import disclosures_carry_over, disclosures_put
from apps.reports.shapes import Disclosures
from apps.reports.shapes.scalars import Day
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.preconditions import IF_MATCH, require_match, tagged


def document_of(shape: Any) -> type[serializers.Serializer[Any]]:
    """The API's description of a shape: the same members, of which the required ones are required."""
    fields: dict[str, Any] = {"__doc__": (shape.__doc__ or "").split("\n\n")[0]}
    for name, kind in get_type_hints(shape, include_extras=True).items():
        plain = get_args(kind)[0] if get_origin(kind) is NotRequired else kind
        fields[name] = _field(plain, required=name in shape.__required_keys__)
    return type(f"{shape.__name__}Document", (serializers.Serializer,), fields)


def _field(kind: Any, *, required: bool) -> serializers.Field[Any, Any, Any, Any]:
    if is_typeddict(kind):
        return document_of(kind)(required=required)
    if get_origin(kind) is list:
        return serializers.ListField(child=_field(get_args(kind)[0], required=True), required=required)
    if kind is bool:
        return serializers.BooleanField(required=required)
    if kind is Day:
        return serializers.DateField(required=required)
    return serializers.CharField(required=required, allow_blank=kind is str)


DisclosuresDocument = document_of(Disclosures)
_ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200], description="Of these disclosures.")


class DisclosuresView(TenantAPIView):
    """What is said about a period."""

    actions = {"PUT": Action.REPORT}

    @extend_schema(
        parameters=[_ETAG],
        responses={200: DisclosuresDocument},
        operation_id="disclosures_get",
        tags=["reports"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """What the preparer says; what is not there was not said."""
        return tagged(disclosures_of(period_get(period_id)))

    @extend_schema(
        parameters=[IF_MATCH, _ETAG],
        request=DisclosuresDocument,
        responses={200: DisclosuresDocument},
        operation_id="disclosures_put",
        tags=["reports"],
    )
    def put(self, request: Request, period_id: uuid.UUID) -> Response:
        """Say these things and nothing else. Numbers are decimal strings; reports of the period become stale."""
        kept = disclosures_put(
            period=period_get(period_id),
            said=request.data,
            actor=self.principal.name,
            matches=lambda there: require_match(request, there),
        )
        return tagged(kept.said)


class CarryOverView(TenantAPIView):
    """What was said about the period before."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        request=None,
        responses={200: DisclosuresDocument},
        operation_id="disclosures_carry_over",
        tags=["reports"],
        summary="Carry disclosures over",
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Take over what holds for more than a year and nobody has said of this one yet; 404 where nothing was said."""
        kept = disclosures_carry_over(period=period_get(period_id), actor=self.principal.name)
        return tagged(kept.said)
