"""The first page: what the period amounts to, and what to do next."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from apps.inventory.models import ActivityUpload, ReportingPeriod
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.home import Progress, next_steps
from apps.portal.presenters.jobs import run_row
from apps.portal.presenters.numbers import mass
from apps.portal.presenters.reports import NOTE
from apps.portal.presenters.scopes import LABELS, scope_rows
from apps.portal.selectors.agents import versions_running
from apps.portal.selectors.ledger import PeriodTotals, period_totals
from apps.portal.selectors.reports import ListedReport, reports_listed
from apps.portal.selectors.runs import runs_of_period
from apps.portal.verification import LedgerState, ledger_state

RUNS_SHOWN = 5


@page()
def home(request: PortalRequest) -> HttpResponse:
    """Totals of the chosen period, the last runs, the next steps, the ledger."""
    period = request.frame.period
    totals = period_totals(period.id) if period else None
    if period is None or totals is None or not totals.lines:
        return render_page(request, "portal/home.html", {"has_data": False})
    ledger = ledger_state()
    context = {
        "has_data": True,
        **_figures(period, totals, ledger),
        "gwp_set": period.gwp_set,
        "runs": [run_row(run, job, timezone.now()) for run, job in runs_of_period(period.id, RUNS_SHOWN)],
        "steps": next_steps(_progress(period, totals), request.frame.as_context()["can"]),
        "ledger": ledger.as_context(),
    }
    return render_page(request, "portal/home.html", context)


def _figures(period: ReportingPeriod, totals: PeriodTotals, ledger: LedgerState) -> dict[str, object]:
    seal = "stale" if totals.uncalculated and ledger.seal == "verified" else ledger.seal
    address = reverse("portal:calculations")
    urls = {scope: f"{address}?period={period.id}&scope={scope}" for scope in LABELS if scope in totals.by_scope}
    return {
        "total": {
            **mass(totals.co2e),
            "seal": seal,
            "lines": totals.lines,
            "note": NOTE if "2-location" in totals.by_scope else "",
        },
        **scope_rows(totals.by_scope, ledger.seal, urls),
        "biogenic": mass(totals.biogenic, "CO2") if totals.biogenic else None,
    }


def _progress(period: ReportingPeriod, totals: PeriodTotals) -> Progress:
    latest = reports_listed().filter(period_id=period.id).first()
    upload = ActivityUpload.objects.filter(period=period).order_by("-uploaded_at").first()
    return Progress(
        agents_running=len(versions_running()),
        activities=totals.activities,
        uncalculated=totals.uncalculated,
        rejected=upload.rejected if upload else 0,
        reports=1 if latest else 0,
        report_is_stale=bool(latest and ListedReport.of(latest).is_stale),
    )
