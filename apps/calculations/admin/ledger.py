"""The ledger in the admin: to read, and to have verified."""

import json
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.safestring import SafeString

from apps.calculations.models import Calculation, LedgerVerification
from apps.calculations.tasks import ledger_verification_submit
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from greenlang.edges.admin_questions import Question, question_page
from greenlang.edges.admin_rows import TenantRowsAdmin, document_told
from greenlang.engine.numbers import canonical_number


@admin.register(Calculation)
class CalculationAdmin(TenantRowsAdmin):
    """The ledger, newest first; a sequence is searched for."""

    list_display = ("sequence", "recorded_at", "agent_id", "formula_id", "scope", "figure", "result_unit")
    search_fields = ("sequence",)
    search_help_text = "A record's sequence, or its id (calc_…)"
    sortable_by = ()
    fields = (
        "sequence", "id", "recorded_at", "agent_id", "agent_version", "formula_id", "formula_version", "scope",
        "figure", "result_unit", "kg_co2e", "kg_biogenic", "period_id", "activity_id", "reverses", "input_hash",
        "result_hash", "record_hash", "chain_hash", "given", "origin",
    )  # fmt: skip
    readonly_fields = fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Calculation], search_term: str
    ) -> tuple[QuerySet[Calculation], bool]:
        """By what an index finds at once."""
        term = search_term.strip().removeprefix("calc_")
        if not term:
            return queryset, False
        if term.isdecimal() and len(term) < 19:
            return queryset.filter(sequence=int(term)), False
        try:
            return queryset.filter(id=UUID(term)), False
        except ValueError:
            return queryset.none(), False

    @admin.display(description="Result")
    def figure(self, calculation: Calculation) -> str:
        """In plain notation."""
        return canonical_number(calculation.result)

    @admin.display(description="CO2e (kg)")
    def kg_co2e(self, calculation: Calculation) -> str:
        """In plain notation."""
        return canonical_number(calculation.co2e)

    @admin.display(description="Biogenic CO2 (kg)")
    def kg_biogenic(self, calculation: Calculation) -> str:
        """In plain notation."""
        return canonical_number(calculation.co2_biogenic)

    @admin.display(description="Inputs")
    def given(self, calculation: Calculation) -> SafeString:
        """As they are hashed."""
        return document_told(json.loads(calculation.inputs))

    @admin.display(description="Source")
    def origin(self, calculation: Calculation) -> SafeString:
        """File and row."""
        return document_told(json.loads(calculation.source))


@admin.register(LedgerVerification)
class LedgerVerificationAdmin(TenantRowsAdmin):
    """When the ledger was verified as a whole, and what was found."""

    list_display = ("at", "holds", "head_sequence", "bad_sequence", "reason")
    sortable_by = ()
    list_before_template = "admin/calculations/verify.html"
    empty_told = "Every hash and link of the ledger is recomputed by a worker; the verdict is kept here."

    def get_urls(self) -> list[Any]:
        """Having it verified."""
        view = self.admin_site.admin_view(self.verify_view)
        return [path("verify/", view, name="calculations_ledgerverification_verify"), *super().get_urls()]

    def verify_view(self, request: HttpRequest) -> HttpResponse:
        """Ask, then hand it to a worker."""
        back = reverse("admin:calculations_ledgerverification_changelist")
        if getattr(request, "principal", None) is None or not self.has_view_permission(request):
            return redirect(back)
        if request.method != "POST":
            told = ("A worker recomputes every hash and link of this tenant's ledger. Nothing is changed by it.",)
            return question_page(self.admin_site, request, Question("Verify the ledger", told, "Verify", back))
        actor = f"operator {request.user}"
        job = ledger_verification_submit(actor=actor)
        audit_record(kind=AuditKind.DATA, act="had verified", actor=actor, subject="the ledger")
        return redirect("admin:jobs_job_change", job.pk)
