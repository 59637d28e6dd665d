"""Activity data as JSON, many rows at once."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.documents import OUTCOMES, AccountDocument
from apps.inventory.readers.rows import OPTIONAL, REQUIRED
from apps.inventory.selectors import period_get
from apps.inventory.services.rows import HandedRow, RowOutcome, activity_rows_take
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pointing import pointing

MOST: Final = 1_000
_OWN = (*REQUIRED, *OPTIONAL)
_ROW = {
    "site": "North",
    "start": "2025-01-01",
    "end": "2025-01-31",
    "quantity": "50",
    "unit": "mmBtu",
    "basis": "gross",
    "attributes": {"fuel": "natural-gas", "region": "US"},
}


class ActivityRowDocument(serializers.Serializer[Any]):
    """How much of what, where, when. A row that is not like this is rejected by itself; the others are taken."""

    site = serializers.CharField(max_length=200)
    start = serializers.DateField(help_text="The first day.")
    end = serializers.DateField(help_text="The last day; both within the period.")
    quantity = serializers.CharField(max_length=100, help_text="A decimal number as a string.")
    unit = serializers.CharField(max_length=60)
    basis = serializers.CharField(required=False, allow_blank=True, help_text="Heating value: gross or net.")
    reference = serializers.CharField(required=False, allow_blank=True, max_length=200)
    description = serializers.CharField(required=False, allow_blank=True, max_length=500)
    estimated = serializers.BooleanField(required=False)
    attributes = serializers.DictField(
        child=serializers.CharField(max_length=500), required=False, help_text="Further inputs, by agents' names."
    )


class AnyValue(serializers.Field[Any, Any, Any, Any]):
    """A value as the body has it: each row is judged by itself."""

    def to_internal_value(self, data: Any) -> Any:
        """As it is."""
        return data

    def to_representation(self, value: Any) -> Any:
        """As it is."""
        return value


class RowsBody(ClosedBody):
    """Up to 1,000 rows, and what they are called as a whole."""

    name = serializers.CharField(max_length=200, required=False, default="rows over the API")
    rows = serializers.ListField(child=AnyValue(allow_null=True), min_length=1, max_length=MOST)


class ActivityRowsDocument(serializers.Serializer[Any]):
    """Up to 1,000 rows, and what they are called as a whole, such as the name of a file."""

    name = serializers.CharField(max_length=200, required=False)
    rows = ActivityRowDocument(many=True, min_length=1, max_length=MOST)  # type: ignore[call-arg]


class RowResultDocument(serializers.Serializer[Any]):
    """What became of one row; of one that was not accepted, where in the body that lies, and why."""

    outcome = serializers.ChoiceField(OUTCOMES)
    id = serializers.UUIDField(allow_null=True, help_text="Of the accepted row.")
    pointer = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class ActivityRowsAnswer(serializers.Serializer[Any]):
    """The account, and what became of each row in the order of the body."""

    upload = AccountDocument()
    results = RowResultDocument(many=True)


class ActivitiesView(TenantAPIView):
    """Rows of a period."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=ActivityRowsDocument,
        responses={201: ActivityRowsAnswer},
        operation_id="activities_create",
        tags=["activity data"],
        summary="Take rows of activity data in",
        examples=[OpenApiExample("One row", {"name": "meter readings", "rows": [_ROW]}, request_only=True)],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Rows in = accepted + rejected + duplicate, kept as one upload, in one transaction.

        A row that is wrong is rejected by itself, with a pointer and a reason. A row that says the same as one of the
        period is a duplicate: the same body twice adds nothing.
        """
        period = period_get(period_id)
        body = RowsBody(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data["rows"]
        with pointing(body.fields):
            upload, outcomes = activity_rows_take(
                period=period,
                name=body.validated_data["name"],
                rows=[_handed(row) for row in given],
                taken_by=self.principal.name,
            )
        results = [_result(at, each) for at, each in enumerate(outcomes)]
        answer = ActivityRowsAnswer({"upload": upload, "results": results}).data
        return Response(answer, status=201, headers={"Location": f"/api/v1/uploads/{upload.id}"})


def _handed(row: object) -> HandedRow:
    """The texts of a row, with what is wrong about their kinds."""
    if not isinstance(row, Mapping):
        return HandedRow(problem="A row is an object with members such as site, start, end, quantity and unit.")
    unknown = [name for name in row if name not in (*_OWN, "attributes")]
    if unknown:
        mend = f"There are: {', '.join((*_OWN, 'attributes'))}."
        return HandedRow(problem=f"There is no member “{unknown[0][:60]}”. {mend}")
    further = row.get("attributes", {})
    if not isinstance(further, Mapping):
        return HandedRow(problem="“attributes” is an object of strings.")
    cells, problems = _texts({name: row[name] for name in _OWN if name in row})
    attributes, more = _texts({str(name).strip().lower(): value for name, value in further.items()})
    if wrong := next((name for name in attributes if not name or name in _OWN or len(name) > 100), None):
        return HandedRow(problem=f"“{wrong[:60]}” is no name of an attribute: it is a member of the row, or too long.")
    if len(attributes) != len(further):
        return HandedRow(problem="Two attributes have the same name, capitals apart.")
    return HandedRow(cells, attributes, problems | more)


def _texts(values: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    texts: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name, value in values.items():
        texts[name] = ""
        if value is None:
            continue
        if isinstance(value, bool) and name == "estimated":
            texts[name] = "yes" if value else "no"
        elif isinstance(value, str):
            texts[name] = value
        else:
            problems[name] = "Not a string; numbers are written as strings too: “50.5”."
    return texts, problems


def _result(at: int, each: RowOutcome) -> dict[str, Any]:
    if each.outcome == "accepted":
        return {"outcome": each.outcome, "id": each.activity_id, "pointer": None, "reason": None}
    member = each.column if each.column in _OWN else f"attributes/{_escaped(each.column)}"
    pointer = f"/rows/{at}/{member}" if each.column else f"/rows/{at}"
    return {"outcome": each.outcome, "id": None, "pointer": pointer, "reason": each.reason}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
