"""Reports against the checklists of standards, and what a report would be held against now, over the API."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.selectors import period_get
from apps.reports.briefs import report_briefly
from apps.reports.checklists import Checklist, ChecklistRow, RowStanding, checklist_of, checklists_of
from apps.reports.disclosing.selectors import as_it_stands
from apps.reports.selectors import report_latest
from apps.reports.shapes import InventorySnapshot
from greenlang.edges.endpoints import TenantAPIView
from greenlang.errors import NotFound


class LackDocument(serializers.Serializer[Any]):
    """What is missing, what to do, and the part of the product where it is done."""

    what = serializers.CharField()
    mend = serializers.CharField()
    place = serializers.CharField()


class ChecklistRowDocument(serializers.Serializer[Any]):
    """A row: what a standard asks for, in our own words, and how the report stands to it."""

    id = serializers.CharField()
    requirement = serializers.CharField()
    reference = serializers.CharField()
    kind = serializers.CharField(help_text="mandatory or where applicable")
    standing = serializers.CharField(help_text="met, not met or not applicable")
    sections = serializers.ListField(child=serializers.CharField(), help_text="Numbers of the sections that show it.")
    lacks = LackDocument(many=True)


class ChecklistSummary(serializers.Serializer[Any]):
    """How far a report fills a standard's checklist."""

    standard = serializers.CharField()
    title = serializers.CharField()
    edition = serializers.IntegerField()
    in_force = serializers.BooleanField(
        help_text="Whether it is about periods that begin when the report's does, and about such companies."
    )
    met = serializers.IntegerField()
    not_met = serializers.IntegerField()
    not_applicable = serializers.IntegerField()
    conforms = serializers.BooleanField(help_text="Every row is filled and the report was signed off.")
    would_conform = serializers.BooleanField(help_text="Every row is filled, and the report is a draft.")
    statement = serializers.CharField(help_text="The statement of conformity; empty where the report has none.")


class ChecklistDocument(ChecklistSummary):
    """A standard's checklist, row by row."""

    rows = ChecklistRowDocument(many=True)


class ChecklistList(serializers.Serializer[Any]):
    """Every checklist of a report, or of a period as it stands."""

    results = ChecklistSummary(many=True)


class ChecklistsView(TenantAPIView):
    """A report against every standard."""

    @extend_schema(responses={200: ChecklistList}, operation_id="report_checklists_list", tags=["reports"])
    def get(self, request: Request, report_id: uuid.UUID) -> Response:
        """How far the report fills each standard's checklist, all at once: as many as there are standards."""
        _, brief = report_briefly(report_id)
        return Response({"results": [_summary(each) for each in checklists_of(brief["snapshot"])]})


class ChecklistView(TenantAPIView):
    """A report against one standard."""

    @extend_schema(responses={200: ChecklistDocument}, operation_id="report_checklists_get", tags=["reports"])
    def get(self, request: Request, report_id: uuid.UUID, standard: str) -> Response:
        """Each row: met, not met or not applicable, where the report shows it, and what is missing."""
        _, brief = report_briefly(report_id)
        found = checklist_of(brief["snapshot"], standard)
        return Response({**_summary(found), "rows": [_row(row) for row in found.rows]})


class PeriodChecklistsView(TenantAPIView):
    """A period as it stands against every standard."""

    @extend_schema(
        responses={200: ChecklistList},
        operation_id="period_checklists_list",
        tags=["reports"],
        summary="List a period's checklists",
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """All at once: the latest report's figures with today's disclosures; 404 before the first report."""
        return Response({"results": [_summary(each) for each in checklists_of(_as_it_stands(period_id))]})


class PeriodChecklistView(TenantAPIView):
    """A period as it stands against one standard."""

    @extend_schema(
        responses={200: ChecklistDocument},
        operation_id="period_checklists_get",
        tags=["reports"],
        summary="Read a period's checklist",
    )
    def get(self, request: Request, period_id: uuid.UUID, standard: str) -> Response:
        """The latest report's figures with today's disclosures, row by row; 404 before the first report."""
        found = checklist_of(_as_it_stands(period_id), standard)
        return Response({**_summary(found), "rows": [_row(row) for row in found.rows]})


def _as_it_stands(period_id: uuid.UUID) -> InventorySnapshot:
    period = period_get(period_id)
    report = report_latest(period)
    if report is None:
        raise NotFound("The period has no report yet.", where="period_id", mend="Prepare one first.")
    _, brief = report_briefly(report.id)
    return as_it_stands(brief["snapshot"], period)


def _summary(found: Checklist) -> dict[str, Any]:
    return {
        "standard": found.standard.id,
        "title": found.standard.title,
        "edition": found.standard.edition,
        "in_force": found.in_force,
        "met": found.count(RowStanding.MET),
        "not_met": found.count(RowStanding.NOT_MET),
        "not_applicable": found.count(RowStanding.NOT_APPLICABLE),
        "conforms": found.conforms,
        "would_conform": found.would_conform,
        "statement": found.statement,
    }


def _row(row: ChecklistRow) -> dict[str, Any]:
    return {
        "id": row.requirement.id,
        "requirement": row.requirement.requirement,
        "reference": row.requirement.reference,
        "kind": row.requirement.kind.value,
        "standing": row.standing.value,
        "sections": [section.number for section in row.sections],
        "lacks": [{"what": lack.what, "mend": lack.mend, "place": lack.place.value} for lack in row.lacks],
    }
