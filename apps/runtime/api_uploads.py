"""What was taken in: its account, its rows and what became of them, and taking it back."""

import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.documents import AccountDocument
from apps.inventory.models import ActivityData, ActivityUpload
from apps.inventory.selectors import activities_named, upload_get
from apps.inventory.services.sample import sample_take
from apps.runtime.activity.uploads import (
    Outcome,
    UploadState,
    evidence_of_rows,
    outcomes,
    rows_listed,
    upload_states,
    uploads_listed,
)
from apps.runtime.services.withdrawals import rows_mark, upload_take_back
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing

TAGS = ["activity data"]
MOST_ROWS = 1000


class UploadStateDocument(serializers.Serializer[Any]):
    """Where the accepted rows stand, in words."""

    label = serializers.CharField()  # type: ignore[assignment]
    detail = serializers.CharField(allow_blank=True)


class UploadDetailDocument(AccountDocument):
    """A file or rows that were taken in, and where the accepted ones stand."""

    state = UploadStateDocument()

    class Meta(AccountDocument.Meta):
        fields = [*AccountDocument.Meta.fields, "state"]
        read_only_fields = fields


class ActivityDocument(serializers.Serializer[Any]):
    """An accepted row, and what became of it."""

    id = serializers.UUIDField()
    row = serializers.IntegerField(help_text="As a spreadsheet counts.")
    site_id = serializers.UUIDField()
    site = serializers.CharField()
    start = serializers.DateField()
    end = serializers.DateField()
    quantity = serializers.CharField()
    unit = serializers.CharField()
    basis = serializers.CharField(allow_blank=True)
    description = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True)
    is_estimated = serializers.BooleanField()
    attributes = serializers.DictField(help_text="Further columns, as they came.")
    mapped = serializers.DictField(help_text="What was chosen for its description since, by the agent's inputs.")
    agent = serializers.CharField(allow_blank=True, help_text="Is to calculate it; empty: any; “-”: left out.")
    calculation = serializers.CharField(allow_blank=True, help_text="The last that was made of it.")
    is_reversed = serializers.BooleanField(help_text="That calculation was taken back.")
    refusal = serializers.CharField(allow_blank=True, help_text="Why the last attempt made none.")
    evidence = serializers.IntegerField(help_text="Pieces that stand behind this row alone.")


def upload_told(upload: ActivityUpload, state: UploadState) -> dict[str, Any]:
    """An upload as a document."""
    return {**AccountDocument(upload).data, "state": {"label": state.label, "detail": state.detail}}


def uploads_page(request: Request, uploads: "QuerySet[ActivityUpload]") -> Response:
    """Uploads with their states, newest first."""
    page = page_of(request, uploads, ("-uploaded_at", "-id"))
    states = upload_states(page.rows)
    return Response({"results": [upload_told(each, states[each.id]) for each in page.rows], "next": page.next})


def _row(row: ActivityData, became: Outcome | None, evidence: int) -> dict[str, Any]:
    same = ("id", "row", "site_id", "start", "end", "quantity", "unit", "basis", "description", "reference")
    said = {name: getattr(row, name) for name in (*same, "is_estimated", "attributes", "mapped", "agent")}
    became = became or Outcome("", "")
    beside = {"calculation": became.calculation, "is_reversed": became.is_reversed, "refusal": became.reason}
    return dict(ActivityDocument({**said, "site": row.site.name, **beside, "evidence": evidence}).data)


class AllUploadsView(TenantAPIView):
    """Everything that was taken in."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(UploadDetailDocument)},
        operation_id="uploads_all",
        tags=TAGS,
        summary="List uploads of all periods",
    )
    def get(self, request: Request) -> Response:
        """Newest first."""
        return uploads_page(request, uploads_listed())


class SampleView(TenantAPIView):
    """The sample of activity data that comes with the product."""

    actions = {"POST": Action.UPLOAD}
    problems: ClassVar = {"POST": (503,)}

    @extend_schema(
        request=None,
        responses={201: UploadDetailDocument},
        operation_id="uploads_sample",
        tags=TAGS,
        summary="Take the sample in",
    )
    def post(self, request: Request) -> Response:
        """Its rows, into the latest period that holds their year; one is opened where there is none.

        They count like any others; withdraw the upload to be rid of them.
        """
        assert isinstance(self.principal, Principal)  # noqa: S101 - the permission class has seen to it
        upload = sample_take(company=self.principal.tenant_name, actor=self.principal.name)
        told = upload_told(upload, upload_states([upload])[upload.id])
        return Response(told, status=201, headers={"Location": f"/api/v1/uploads/{upload.id}"})


class UploadView(TenantAPIView):
    """One upload."""

    @extend_schema(
        responses={200: UploadDetailDocument}, operation_id="uploads_get", tags=TAGS, summary="Read an upload"
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Rows in = accepted + rejected + duplicate."""
        upload = upload_get(upload_id)
        return Response(upload_told(upload, upload_states([upload])[upload.id]))


class UploadRowsView(TenantAPIView):
    """The accepted rows of an upload."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(ActivityDocument)},
        operation_id="uploads_rows",
        tags=TAGS,
        summary="List the accepted rows of an upload",
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """In the file's order, each with what became of it."""
        page = page_of(request, rows_listed(upload_get(upload_id)), ("row", "id"))
        became, behind = outcomes(page.rows), evidence_of_rows(page.rows)
        rows = [_row(row, became.get(row.id), behind[row.id]) for row in page.rows]
        return Response({"results": rows, "next": page.next})


class MarkRequest(ClosedBody):
    """Which rows are estimated, or are not, and what the figure rests on."""

    rows = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_ROWS)
    is_estimated = serializers.BooleanField()
    reason = serializers.CharField(max_length=500)


class ChangedDocument(serializers.Serializer[Any]):
    """How many rows changed."""

    changed = serializers.IntegerField()


class UploadMarkView(TenantAPIView):
    """Rows that are estimated."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=MarkRequest,
        responses={200: ChangedDocument},
        operation_id="uploads_mark",
        tags=TAGS,
        summary="Mark rows as estimated or actual",
        examples=[
            OpenApiExample(
                "One row is estimated",
                {
                    "rows": ["8f1f0d6c-7f0e-4f5e-9f47-2d4f6d2b8a10"],
                    "is_estimated": True,
                    "reason": "The meter was read in April.",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Of rows that were not calculated (409)."""
        upload = upload_get(upload_id)
        body = MarkRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            activities_named(upload, body.validated_data["rows"])
            changed = rows_mark(
                upload=upload,
                activity_ids=body.validated_data["rows"],
                is_estimated=body.validated_data["is_estimated"],
                reason=body.validated_data["reason"],
                actor=self.principal.name,
            )
        return Response({"changed": changed})


class WithdrawalRequest(ClosedBody):
    """Why an upload is taken back."""

    reason = serializers.CharField(max_length=500)


class UploadWithdrawalView(TenantAPIView):
    """Taking an upload back."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=WithdrawalRequest,
        responses={200: UploadDetailDocument},
        operation_id="uploads_withdraw",
        tags=TAGS,
        summary="Take an upload back",
        examples=[OpenApiExample("The wrong year", {"reason": "These are the readings of 2024."}, request_only=True)],
    )
    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Its rows leave the period; account, file and reason stay. 409 once a row was calculated."""
        upload = upload_get(upload_id)
        body = WithdrawalRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            upload_take_back(upload=upload, reason=body.validated_data["reason"], actor=self.principal.name)
        upload = upload_get(upload_id)
        return Response(upload_told(upload, upload_states([upload])[upload.id]))
