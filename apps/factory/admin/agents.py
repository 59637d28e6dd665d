"""Agents with their versions, and how well these were measured over time."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from apps.agents.models import Agent, AgentVersion
from apps.evaluation.models import QualityReport
from greenlang.edges.admin_rows import TenantRowsAdmin

SHOWN = 60
"""Measurements of one agent on its page, the newest."""
PASSES, CONDITIONAL = 70, 60
_WIDTH, _HEIGHT, _MARGIN = 480, 200, 24


@admin.register(Agent)
class AgentAdmin(TenantRowsAdmin):
    """Agents of the tenant."""

    list_display = ("slug", "name", "created_at")
    search_fields = ("slug", "name")
    fields = ("slug", "name", "description", "created_at")
    change_form_outer_after_template = "admin/factory/quality.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, with its versions and their measurements below."""
        agent = self.get_object(request, object_id)
        context = {**(extra_context or {}), **(quality_history(agent) if agent else {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[no-any-return]


def quality_history(agent: Agent) -> dict[str, Any]:
    """``versions`` and ``measured``, the newest first; ``points`` and ``dots`` of the chart, oldest first."""
    reports = QualityReport.objects.filter(version__agent=agent).select_related("version__agent").defer("document")
    newest = list(reports.order_by("-measured_at")[:SHOWN])
    versions = AgentVersion.objects.filter(agent=agent).defer("spec_source", "spec_completion")[:SHOWN]
    dots = _dots([report.score for report in reversed(newest)])
    return {
        "agent": agent,
        "versions": [
            {"version": each, "link": reverse("admin:agents_agentversion_change", args=[each.pk])} for each in versions
        ],
        "measured": [
            {"report": each, "link": reverse("admin:evaluation_qualityreport_change", args=[each.pk])}
            for each in newest
        ],
        "dots": dots,
        "points": " ".join(f"{x},{y}" for x, y in dots),
        "lines": [{"y": _y(Decimal(limit)), "label": limit} for limit in (PASSES, CONDITIONAL)],
    }


def _dots(scores: Sequence[str]) -> list[tuple[int, int]]:
    """Places in the drawing, evenly apart; the scale is 0 to 100."""
    step = Decimal(_WIDTH - 2 * _MARGIN) / max(len(scores) - 1, 1)
    return [(int(_MARGIN + step * place), _y(Decimal(score))) for place, score in enumerate(scores)]


def _y(score: Decimal) -> int:
    return int(_HEIGHT - _MARGIN // 2 - score * (_HEIGHT - _MARGIN) / 100)
