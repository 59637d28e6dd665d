"""The ledger: its lines, one calculation, and whether it holds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_get
from apps.calculations.selectors.verification import record_checks
from apps.calculations.services import certificates
from apps.portal.listing import Filter, Narrowing, Sorting, page_of
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.calculations import calculation_page, ledger_lines, total_line
from apps.portal.presenters.scopes import LABELS
from apps.portal.selectors.ledger import (
    SORT_KEYS,
    LedgerSum,
    agents_in_ledger,
    ledger_ordered,
    ledger_rows,
    ledger_sum,
)
from apps.portal.verification import (
    calculation_checks,
    ledger_state,
    seals,
    unanchored_records,
)


@page()
def calculations(request: PortalRequest) -> HttpResponse:
    """Every line, filtered and sorted by the URL."""
    narrowing = Narrowing.of(request, _filters(request))
    sorting = Sorting.of(request, SORT_KEYS, default="-sequence")
    rows = ledger_rows(
        search=narrowing.search,
        scope=narrowing.get("scope"),
        agent=narrowing.get("agent"),
        period=narrowing.get("period"),
        counted=narrowing.get("lines") == "counted",
    )
    ordered = ledger_ordered(rows, sorting.key, descending=sorting.descending)
    shown, pages = page_of(request, ordered, "calculations")
    state, total = ledger_state(), ledger_sum(rows)
    context = {
        **narrowing.as_context(),
        "calculations": ledger_lines(shown, seals(shown)),
        "totals": total_line(total.kilograms, total.lines, state.seal, _note(total)),
        "sort": sorting.as_context(request, SORT_KEYS),
        "pages": pages,
        "ledger": state.as_context(),
    }
    return render_page(request, "portal/calculations/list.html", context)


def _filters(request: PortalRequest) -> list[Filter]:
    return [
        Filter("period", "Period", [(choice["id"], choice["name"]) for choice in request.frame.period_choices]),
        Filter("scope", "Scope", [(key, label) for key, label in LABELS.items() if key != "2-market"]),
        Filter("agent", "Agent", [(name, name) for name in agents_in_ledger()]),
        Filter("lines", "Lines", [("counted", "Counted in the inventory")]),
    ]


def _note(total: LedgerSum) -> str:
    parts = []
    if total.repeated:
        parts.append(f"{total.repeated:,} calculated anew since")
    if total.single:
        parts.append(f"{total.single:,} outside any inventory")
    return f"of which {' and '.join(parts)}" if parts else ""


@page()
def calculation(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """How one number came about; ``?verify=1`` verifies it at once."""
    row = calculation_get(calculation_id)
    holds = all(check.ok for check in record_checks(row))
    known = AgentVersion.objects.filter(agent__slug=row.agent_id, version=row.agent_version).exists()
    context = calculation_page(row, seal="verified" if holds else "broken", agent_known=known)
    verdict = _verdict(row) if "verify" in request.GET else None
    more = {"verdict": verdict, "certificate_url": reverse("portal:calculation_certificate", args=[str(row)])}
    return render_page(request, "portal/calculations/detail.html", {**context, **more})


@page()
def calculation_certificate(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """The file with which anybody can check the calculation."""
    row = calculation_get(calculation_id)
    response = HttpResponse(certificates.calculation_certificate(row.id), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{row}.json"'
    return response


@page(methods=FORM)
def calculation_verify(request: PortalRequest, calculation_id: str) -> HttpResponse:
    """Recompute everything of one calculation; the verdict alone for htmx, else on the calculation's page."""
    row = calculation_get(calculation_id)
    if not request.htmx:
        return redirect(f"{reverse('portal:calculation', args=[str(row)])}?verify=1")
    return render(request, "portal/calculations/_verdict.html", {"verdict": _verdict(row)})


def _verdict(row: Calculation) -> dict[str, Any]:
    checks = calculation_checks(row)
    return {
        "ok": all(check.ok for check in checks),
        "at": timezone.now(),
        "checks": checks,
        "unanchored": unanchored_records(),
    }
