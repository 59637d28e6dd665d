"""The scope 2 board: electricity of a period beside its instruments, by both methods."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from apps.calculations.catalogue.fallback import ELECTRICITY
from apps.inventory.boards.reading import board_lines, board_of, instruments_in_use, market_in_ledger, taken_elsewhere
from apps.inventory.figures.reading import figures_current
from apps.inventory.instruments.markets import market_words
from apps.inventory.models import ContractualInstrument, ReportingPeriod, Scope2Board
from apps.inventory.services.boards import board_accept, board_is_outdated
from apps.inventory.services.handing_on import board_rows_file, rows_handed_on
from apps.inventory.tasks import board_job, board_submit
from apps.portal.forms import first_error
from apps.portal.listing import Filter, Narrowing, page_of
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.figures import lines_url
from apps.portal.presenters.jobs import job_error, work_context
from apps.portal.presenters.scope2 import board_summary, instrument_rows, line_rows, open_kwh
from apps.portal.scope2_forms import BoardForm
from apps.portal.selectors.scope2 import instrument_names, published_among
from apps.runtime.services.boards import board_hand_on_submit, board_reopen_submit, market_agents
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound

SHOWN_INSTRUMENTS = 25


@page()
def scope2(request: PortalRequest) -> HttpResponse:
    """The board of the frame's period; without one, how to come to it."""
    period = request.frame.period
    if period is None:
        return render_page(request, "portal/calculations/scope2.html", {"period": None})
    figures_current()
    board, job = board_of(period), board_job(period)
    context: dict[str, Any] = {
        "period": {"name": period.name, "is_locked": period.locked_at is not None},
        "can_change": request.principal.allows(Action.UPLOAD) and period.locked_at is None,
        "working": None,
        "error": None,
        "board": None,
    }
    if job is not None and not job.is_terminal:
        context["working"] = work_context(job, "", timezone.now(), noun="steps", may_cancel=False)["run"]
    elif job is not None and (board is None or (job.finished_at and job.finished_at > board.worked_out_at)):
        context["error"] = job_error(job)
    if board is not None:
        context |= _board(request, period, board)
    else:
        context["instruments"] = _instruments(None)
    return render_page(request, "portal/calculations/scope2.html", context)


def _board(request: PortalRequest, period: ReportingPeriod, board: Scope2Board) -> dict[str, Any]:
    narrowing = Narrowing.of(request, _filters(board))
    rows = board_lines(board, search=narrowing.search, market=narrowing.get("market"), only=narrowing.get("only"))
    shown, pages = page_of(request, rows, "consumptions")
    parts = [part for line in shown for part in line.parts]
    passed = [each["instrument"] for part in parts for each in part["passed_over"]]
    names = instrument_names([*(part["instrument"] for part in parts), *passed])
    published = published_among([*(part["factor"] for part in parts), *(line.location_factor for line in shown)])
    handed_on = rows_handed_on(board)
    agents = market_agents() if board.accepted_at and not handed_on else []
    return {
        **narrowing.as_context(),
        "board": {
            "worked_out_at": board.worked_out_at,
            "worked_out_by": board.worked_out_by,
            "accepted_at": board.accepted_at,
            "accepted_by": board.accepted_by,
            "outdated": board_is_outdated(board),
            "days_before": board.days_before,
            "days_after": board.days_after,
            "past_not_available": board.past_not_available,
            "handed_on": handed_on,
            **board_summary(board, market_in_ledger(period)),
        },
        "is_open": bool(open_kwh(board)),
        "agents": [{"slug": each.agent.slug, "name": each.agent.name or each.agent.slug} for each in agents],
        "lines": line_rows(shown, names, published),
        "pages": pages,
        "instruments": _instruments(board),
        "location_url": lines_url(period, scope="2-location", activity=ELECTRICITY),
        "ledger_url": lines_url(period, scope="2-market"),
    }


def _filters(board: Scope2Board) -> list[Filter]:
    markets = board.lines.order_by("market").values_list("market", flat=True).distinct()
    return [
        Filter("market", "Market", [(market, market_words(market)) for market in markets if market]),
        Filter("only", "Show", [("open", "Without a factor"), ("refused", "Not measured in energy")]),
    ]


def _instruments(board: Scope2Board | None) -> list[dict[str, Any]]:
    """The instruments that matter to a board first: those it uses, then the others in use."""
    used = {name: Decimal(kwh) for name, kwh in board.summary["by_instrument"].items()} if board else {}
    rows: list[ContractualInstrument] = list(instruments_in_use().filter(id__in=list(used))[:SHOWN_INSTRUMENTS])
    rows += list(instruments_in_use().exclude(id__in=list(used))[: SHOWN_INSTRUMENTS - len(rows)])
    unusable = board.summary["unusable"] if board else {}
    return instrument_rows(rows, here=used, elsewhere=taken_elsewhere(board), unusable=unusable)


@page()
def scope2_rows(request: PortalRequest) -> HttpResponse:
    """The market-based rows as the file of activity data that an upload takes."""
    return board_rows_file(_asked(request))


@page(Action.UPLOAD, methods=SEND)
def scope2_do(request: PortalRequest, verb: str) -> HttpResponse:
    """Work the board out, accept it, take that back, or hand its rows on."""
    verbs = {"work-out": _work_out, "accept": _accept, "reopen": _reopen, "hand-on": _hand_on}
    if verb not in verbs:
        raise Http404
    try:
        verbs[verb](request)
    except NotFound:
        raise
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
    return redirect("portal:scope2")


def _period(request: PortalRequest) -> ReportingPeriod:
    if request.frame.period is None:
        raise NotFound("There is no reporting period.", where="period")
    return request.frame.period


def _asked(request: PortalRequest) -> Scope2Board:
    board = board_of(_period(request))
    if board is None:
        raise NotFound("There is no board yet.", where="board")
    return board


def _work_out(request: PortalRequest) -> None:
    form = BoardForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(first_error(form), where="days_before")
    board_submit(period=_period(request), actor=request.principal.name, **form.arguments())


def _accept(request: PortalRequest) -> None:
    board_accept(board=_asked(request), accepted_by=request.principal.name)
    messages.success(request, "The board is accepted: what it takes of each instrument is taken for every other board.")


def _reopen(request: PortalRequest) -> None:
    board_reopen_submit(board=_asked(request), actor=request.principal.name)


def _hand_on(request: PortalRequest) -> None:
    board_hand_on_submit(board=_asked(request), agent=request.POST.get("agent", ""), actor=request.principal.name)
