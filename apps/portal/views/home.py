"""The first page: what the period amounts to, and what to do next."""

from django.http import HttpResponse
from django.utils import timezone

from apps.inventory.figures.reading import PeriodFigures, by_scope, figures_current
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.figures import totals_context
from apps.portal.presenters.home import next_steps
from apps.portal.presenters.jobs import run_row
from apps.portal.presenters.ledger import as_of
from apps.portal.selectors.progress import Progress, no_progress, period_progress
from apps.portal.selectors.runs import runs_of_period
from apps.runtime.verification import ledger_state

RUNS_SHOWN = 5


@page()
def home(request: PortalRequest) -> HttpResponse:
    """Totals of the chosen period, the last runs, the next steps, the ledger."""
    period = request.frame.period
    if period is None:
        return _beginning(request, no_progress())
    upto = figures_current()
    progress, scopes = period_progress(period), by_scope(PeriodFigures(period).by_recipe())
    if not progress.activities and not scopes and not progress.rejected:
        return _beginning(request, progress)
    ledger = ledger_state()
    seal = "stale" if not upto.is_current or (progress.uncalculated and ledger.seal == "verified") else ledger.seal
    context = {
        "has_data": True,
        "as_of": as_of(upto),
        **totals_context(period, scopes, request.frame.basis, seal=seal, row_seal=ledger.seal),
        "gwp_set": period.gwp_set,
        "runs": [run_row(run, job, timezone.now()) for run, job in runs_of_period(period.id, RUNS_SHOWN)],
        "steps": next_steps(progress, request.frame.can),
        "ledger": ledger.as_context(),
    }
    return render_page(request, "portal/home.html", context)


@page()
def first_inventory(request: PortalRequest) -> HttpResponse:
    """The way from nothing to a signed inventory, step by step, with a link to each page."""
    return render_page(request, "portal/first_inventory.html", {})


def _beginning(request: PortalRequest, progress: Progress) -> HttpResponse:
    """Nothing has been calculated in the period: the way from here."""
    context = {"has_data": False, "steps": next_steps(progress, request.frame.can)}
    return render_page(request, "portal/home.html", context)
