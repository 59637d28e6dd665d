"""Files on their way in: sent, understood, taken."""

import uuid
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.api import TABLE_BODIES, TABLES
from apps.inventory.documents import OUTCOMES
from apps.inventory.models import StagedFile
from apps.inventory.readers.columns import MEANINGS
from apps.inventory.readers.days import DayOrder
from apps.inventory.readers.facts import SheetFacts
from apps.inventory.readers.plans import IGNORED, INPUT, KEPT, OPEN, Column, Plan, lacking, plan_check
from apps.inventory.readers.rows import AcceptedRow, RejectedRow
from apps.inventory.selectors import period_get, staged_get, upload_same
from apps.inventory.services.staging import (
    Preview,
    facts_of,
    file_stage,
    staged_choose,
    staged_drop,
    staged_is_with_worker,
    staged_preview,
)
from apps.inventory.tasks import staged_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.runtime.activity.staging import agents_offered, inputs_known
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.edges.preconditions import IF_MATCH, hold, require_match, tagged
from greenlang.errors import InvalidInput

TAGS = ["activity data"]
_MEANS = [*MEANINGS, INPUT, KEPT, IGNORED, OPEN]
_LONGEST = 200
STATES = [("draft", "draft"), ("being taken", "being taken"), ("taken", "taken")]


class StagedSummaryDocument(serializers.ModelSerializer[StagedFile]):
    """A file as it was sent, not taken in yet."""

    period_id = serializers.UUIDField()

    class Meta:
        model = StagedFile
        fields = ["id", "period_id", "filename", "kind", "sha256", "sheet", "agent", "created_by", "created_at"]


class ColumnDocument(serializers.Serializer[Any]):
    """A column of the sheet and what it is taken for."""

    heading = serializers.CharField()
    means = serializers.ChoiceField(_MEANS, allow_blank=True, help_text="Empty: nobody has said yet.")
    name = serializers.CharField(allow_blank=True, help_text="Of an input, or of what is kept as a note.")
    decimal = serializers.CharField(allow_blank=True, help_text="Sign before decimals; of the quantity only.")
    samples = serializers.ListField(child=serializers.CharField())
    empty = serializers.IntegerField(help_text="Rows in which it is empty.")


class SheetDocument(serializers.Serializer[Any]):
    """A sheet of the file."""

    name = serializers.CharField(allow_blank=True)
    rows = serializers.IntegerField()


class OpenQuestionDocument(serializers.Serializer[Any]):
    """What keeps the file from being taken in: answered by a change at ``pointer``."""

    pointer = serializers.CharField()
    detail = serializers.CharField()


class StagedRowDocument(serializers.Serializer[Any]):
    """A row as it would be taken."""

    row = serializers.IntegerField(help_text="As a spreadsheet counts.")
    outcome = serializers.ChoiceField(OUTCOMES)
    column = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    values = serializers.DictField(child=serializers.CharField(allow_blank=True), allow_null=True)


class StagedPreviewDocument(serializers.Serializer[Any]):
    """What would become of the first rows; ``looked`` of them were looked at."""

    looked = serializers.IntegerField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    duplicate = serializers.IntegerField()
    rows = StagedRowDocument(many=True)


class StagedDocument(StagedSummaryDocument):
    """A file as it was sent, with the plan of what its columns mean and what would become of its rows."""

    state = serializers.ChoiceField(STATES)
    upload_id = serializers.UUIDField(allow_null=True)
    job_id = serializers.UUIDField(allow_null=True)
    sheets = SheetDocument(many=True)
    rows = serializers.IntegerField()
    columns = ColumnDocument(many=True)
    constants = serializers.DictField(child=serializers.CharField(), help_text="What holds for all rows.")
    days = serializers.ChoiceField([*(each.value for each in DayOrder), ""], allow_blank=True)
    estimated = serializers.BooleanField()
    told = serializers.ListField(child=serializers.CharField(), help_text="How it was read, as far as that matters.")
    open = OpenQuestionDocument(many=True)
    preview = StagedPreviewDocument(allow_null=True, help_text="Null while something is open.")
    same_file_upload_id = serializers.UUIDField(allow_null=True, help_text="The same bytes are in the period already.")

    class Meta(StagedSummaryDocument.Meta):
        fields = [
            *StagedSummaryDocument.Meta.fields, "state", "upload_id", "job_id", "sheets", "rows", "columns",
            "constants", "days", "estimated", "told", "open", "preview", "same_file_upload_id",
        ]  # fmt: skip


class ColumnBody(ClosedBody):
    """What a column is taken for."""

    means = serializers.ChoiceField(_MEANS, allow_blank=True)
    name = serializers.CharField(max_length=100, required=False, allow_blank=True)
    decimal = serializers.ChoiceField([".", ","], required=False, allow_blank=True)


class StagedChangeRequest(ClosedBody):
    """What is chosen; what is left out stays. Another sheet begins with what its own headings say."""

    sheet = serializers.CharField(max_length=100, required=False, allow_blank=True)
    columns = ColumnBody(many=True, required=False, help_text="One for each column, in the sheet's order.")
    constants = serializers.DictField(
        child=serializers.CharField(max_length=_LONGEST, allow_blank=True), required=False
    )
    days = serializers.ChoiceField([*(each.value for each in DayOrder), ""], required=False, allow_blank=True)
    estimated = serializers.BooleanField(required=False)
    agent = serializers.CharField(max_length=80, required=False, allow_blank=True, help_text="Empty: any.")


def _state(staged: StagedFile) -> str:
    if staged.upload_id:
        return "taken"
    return "being taken" if staged_is_with_worker(staged) else "draft"


def _told(staged: StagedFile) -> dict[str, Any]:
    facts, plan = facts_of(staged), Plan.from_document(staged.plan)
    open_ = lacking(plan, facts)
    same = upload_same(staged)
    state = _state(staged)
    beside = {
        "state": state,
        "upload_id": staged.upload_id,
        "job_id": staged.job_id,
        "sheets": [{"name": each["name"], "rows": each["rows"]} for each in staged.sheets],
        "rows": facts.rows,
        "columns": _columns(facts, plan),
        "constants": dict(plan.constants),
        "days": plan.days,
        "estimated": plan.estimated,
        "told": list(facts.told),
        "open": [{"pointer": _pointer(place), "detail": detail} for place, detail in open_],
        "preview": None if open_ or state == "taken" else _preview(staged_preview(staged)),
        "same_file_upload_id": same.id if same else None,
    }
    return {**StagedSummaryDocument(staged).data, **beside}


def _columns(facts: SheetFacts, plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "heading": heading,
            "means": column.means,
            "name": column.name,
            "decimal": column.decimal,
            "samples": list(seen.samples),
            "empty": facts.rows - seen.filled,
        }
        for heading, column, seen in zip(facts.header, plan.columns, facts.columns, strict=True)
    ]


def _pointer(place: str) -> str:
    """Of a place that a plan leaves open, in the body that answers it."""
    kind, _, name = place.partition("-")
    by_kind = {"column": f"/columns/{name}", "constant": f"/constants/{name}", "quantity": "/columns"}
    return by_kind.get(kind, f"/{place}")


def _preview(preview: Preview) -> dict[str, Any]:
    accepted, rejected, duplicate = preview.account
    return {
        "looked": preview.looked.count,
        "accepted": accepted,
        "rejected": rejected,
        "duplicate": duplicate,
        "rows": [_row(row, preview) for row in preview.rows],
    }


def _row(row: AcceptedRow | RejectedRow, preview: Preview) -> dict[str, Any]:
    if isinstance(row, RejectedRow):
        said = {"column": row.column, "reason": row.reason, "values": None}
        return {"row": row.row, "outcome": "rejected", **said}
    values = {
        "site": row.site,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "quantity": row.quantity,
        "unit": row.unit,
        "basis": row.basis,
        "reference": row.reference,
        "description": row.description,
        "estimated": "yes" if row.is_estimated else "no",
        **row.attributes,
    }
    outcome = "duplicate" if preview.is_duplicate(row) else "accepted"
    return {"row": row.row, "outcome": outcome, "column": "", "reason": "", "values": values}


class StagedFilesView(TenantAPIView):
    """Files of a period that are on their way in."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = TABLES

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(StagedSummaryDocument)},
        operation_id="staged_files_list",
        tags=TAGS,
        summary="List drafts of files",
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Newest first; those that were not taken are let go after a week."""
        drafts = StagedFile.objects.filter(period=period_get(period_id), upload=None).defer("content", "sheets")
        page = page_of(request, drafts, ("-created_at", "-id"))
        return Response({"results": StagedSummaryDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        request=TABLE_BODIES,
        parameters=[OpenApiParameter("filename", str)],
        responses={201: StagedDocument},
        operation_id="staged_files_create",
        tags=TAGS,
        summary="Send a file with columns of any kind",
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """A CSV file or workbook of any making, as the body. Nothing of it counts before it is taken.

        The plan is what such columns were taken for last, else what their headings and rows say by themselves.
        """
        staged = file_stage(
            period=period_get(period_id),
            filename=request.query_params.get("filename", "activity.csv"),
            data=request.data if isinstance(request.data, bytes) else b"",
            created_by=self.principal.name,
            inputs=inputs_known(),
        )
        location = {"Location": f"/api/v1/staged-files/{staged.id}"}
        return Response(_told(staged_get(staged.id)), status=201, headers=location)


class StagedFileView(TenantAPIView):
    """One file on its way in."""

    actions = {"PATCH": Action.UPLOAD, "DELETE": Action.UPLOAD}

    @extend_schema(
        responses={200: StagedDocument},
        operation_id="staged_files_get",
        tags=TAGS,
        summary="Read a draft with its plan and preview",
    )
    def get(self, request: Request, staged_id: uuid.UUID) -> Response:
        """What its columns are taken for, what is open, and what would become of its first rows."""
        return tagged(_told(staged_get(staged_id)))

    @extend_schema(
        parameters=[IF_MATCH],
        request=StagedChangeRequest,
        responses={200: StagedDocument},
        operation_id="staged_files_change",
        tags=TAGS,
        summary="Say what the columns of a draft mean",
        examples=[
            OpenApiExample(
                "All rows are of one site",
                {"constants": {"site": "North", "unit": "kWh"}, "days": "day-first"},
                request_only=True,
            )
        ],
    )
    def patch(self, request: Request, staged_id: uuid.UUID) -> Response:
        """409 where it has been taken."""
        body = StagedChangeRequest(data=request.data)
        body.is_valid(raise_exception=True)
        hold(self.principal.tenant_id, request.path)
        staged = staged_get(staged_id)
        require_match(request, _told(staged))
        with pointing(body.fields):
            _choose(staged, body.validated_data)
        return tagged(_told(staged_get(staged_id)))

    @extend_schema(responses={204: None}, operation_id="staged_files_delete", tags=TAGS, summary="Put a draft away")
    def delete(self, request: Request, staged_id: uuid.UUID) -> Response:
        """Nothing of it was taken in; 409 where it has been taken."""
        staged_drop(staged=staged_get(staged_id))
        return Response(status=204)


def _choose(staged: StagedFile, given: Mapping[str, Any]) -> None:
    agent = given.get("agent", staged.agent)
    if agent and agent not in dict(agents_offered()):
        raise InvalidInput("No such agent runs.", where="agent", mend="Name one that runs, or leave it empty.")
    if "sheet" in given and given["sheet"] != staged.sheet:
        staged_choose(staged=staged, sheet=given["sheet"], inputs=inputs_known())
        agent = given.get("agent", staged.agent)
    facts, plan = facts_of(staged), Plan.from_document(staged.plan)
    columns = [_column(each) for each in given["columns"]] if "columns" in given else list(plan.columns)
    chosen = Plan(
        tuple(columns),
        {name: value.strip() for name, value in given.get("constants", plan.constants).items() if value.strip()},
        given.get("days", plan.days),
        given.get("estimated", plan.estimated),
    )
    plan_check(chosen, facts)
    staged_choose(staged=staged, sheet=staged.sheet, plan=chosen, agent=agent)


def _column(given: Mapping[str, str]) -> Column:
    return Column(given["means"], given.get("name", "").strip(), given.get("decimal", ""))


class StagedTakeView(TenantAPIView):
    """Taking a file in."""

    actions = {"POST": Action.UPLOAD}
    endpoint = "jobs"

    @extend_schema(
        request=None,
        responses={202: JobDocument},
        operation_id="staged_files_take",
        tags=TAGS,
        summary="Take a draft in",
    )
    def post(self, request: Request, staged_id: uuid.UUID) -> Response:
        """A job that keeps its rows; its result names the upload. 422 says what the plan leaves open."""
        staged = staged_get(staged_id)
        facts, plan = facts_of(staged), Plan.from_document(staged.plan)
        with pointing((), {place: _pointer(place) for place, _ in lacking(plan, facts)}):
            return job_accepted(staged_submit(staged=staged, actor=self.principal.name))
