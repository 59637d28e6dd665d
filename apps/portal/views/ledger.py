"""The ledger as a list: filtered and sorted by the URL."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from apps.calculations.tasks import ledger_verification_submit
from apps.inventory.figures.reading import figures_current, month_text
from apps.inventory.models import Entity, LineState
from apps.portal.frame import BASES, as_uuid
from apps.portal.keyset import Keyset
from apps.portal.listing import Filter, Narrowing, Sorting
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.calculations import ledger_lines
from apps.portal.presenters.ledger import as_of, pages_of, total_line
from apps.portal.presenters.scopes import LABELS
from apps.portal.presenters.words import gas_words, words
from apps.reports.gathering.categories import categories
from apps.reports.ledger_files import ledger_file
from apps.reports.ledger_reading import (
    NO_COUNTRY,
    SORT_KEYS,
    Asked,
    choices_of,
    entries_of,
    ledger_sum,
    months_of,
    sites_offered,
)
from apps.runtime.verification import ledger_state, seals

_ORDERS = {"sequence": ("sequence",), "co2e": ("co2e", "sequence")}


@page(auditors=True)
def calculations(request: PortalRequest) -> HttpResponse:
    """Every line, filtered and sorted by the URL."""
    upto = figures_current()
    narrowing = Narrowing.of(request, filters_of(request))
    asked = asked_of(narrowing, only=request.principal.period_id)
    sorting = Sorting.of(request, SORT_KEYS, default="-sequence")
    lines, urls = Keyset(_ORDERS[sorting.key], sorting.descending).page(request, asked.lines())
    shown, total, ledger = entries_of(lines), ledger_sum(asked), ledger_state()
    states = {line.sequence: line.state for line in lines}
    context = {
        **narrowing.as_context(),
        "calculations": ledger_lines(shown, seals(shown), states),
        "totals": total_line(total, ledger.seal),
        "sort": sorting.as_context(request, SORT_KEYS),
        "pages": pages_of(len(shown), total, urls),
        "ledger": ledger.as_context(),
        "as_of": as_of(upto),
        "exports": _exports(request),
    }
    return render_page(request, "portal/calculations/list.html", context)


def _exports(request: PortalRequest) -> list[dict[str, str]]:
    """Where the lines that the filters leave can be had as a file."""
    query = request.GET.copy()
    for place in ("before", "after", "sort"):
        query.pop(place, None)
    asked = f"?{query.urlencode()}" if query else ""
    return [
        {"label": label, "url": f"{reverse('portal:ledger_export', args=[extension])}{asked}"}
        for extension, label in (("csv", "CSV"), ("xlsx", "Excel"))
    ]


@page(auditors=True)
def ledger_export(request: PortalRequest, extension: str) -> HttpResponseBase:
    """The lines that the filters leave as a file, newest first.

    Raises:
        InvalidInput: there are more than the file takes.
    """
    figures_current()
    asked = asked_of(Narrowing.of(request, filters_of(request)), only=request.principal.period_id)
    return ledger_file(asked, extension=extension, tenant_id=request.principal.tenant_id)


@page(methods=SEND)
def ledger_verify(request: PortalRequest) -> HttpResponse:
    """Have the ledger verified as a whole."""
    ledger_verification_submit(actor=request.principal.name)
    messages.success(request, "The ledger is being verified; its seal says what was found once that is done.")
    return redirect("portal:calculations")


def filters_of(request: PortalRequest) -> list[Filter]:
    """What the ledger is narrowed by; sites where they are few, months once a period is chosen."""
    site, period = as_uuid(request.GET.get("site", "")), as_uuid(request.GET.get("period", ""))
    if request.frame.is_auditor:
        within = _within(months_of(request.frame.period.id) if request.frame.period else [])
        return [*within, *_from_the_dashboard(request)]
    months = months_of(period) if period else []
    return [
        Filter("period", "Period", [(choice["id"], choice["name"]) for choice in request.frame.period_choices]),
        Filter("scope", "Scope", list(LABELS.items())),
        Filter("method", "Scope 2 by", list(BASES.items())),
        Filter("site", "Site", sites_offered(site)),
        Filter("month", "Month", [(month_text(month), f"{month:%B %Y}") for month in months]),
        Filter("activity", "Activity", [(name, words(name)) for name in choices_of("activity")]),
        Filter("agent", "Agent", [(name, name) for name in choices_of("agent_id")]),
        Filter("lines", "Lines", list(LineState.choices)),
        *_from_the_dashboard(request),
    ]


def _from_the_dashboard(request: PortalRequest) -> list[Filter]:
    """What a number of the dashboard leads to and nobody would look for here: offered once it is chosen."""
    asked = request.GET
    found = []
    if asked.get("category"):
        kinds = {category.key: category.title for category in categories().values()}
        found.append(Filter("category", "Category", list(kinds.items())))
    if source := asked.get("source", "")[:120]:
        found.append(Filter("source", "Source", [(source, words(source))]))
    if gas := asked.get("gas"):
        found.append(Filter("gas", "Gas", [(gas[:20], gas_words(gas[:20]))]))
    if entity := as_uuid(asked.get("entity", "")):
        names = Entity.objects.filter(id=entity).values_list("id", "name")
        found.append(Filter("entity", "Entity", [(str(id_), name) for id_, name in names]))
    if country := asked.get("country"):
        label = "None given" if country == NO_COUNTRY else country[:2]
        found.append(Filter("country", "Country", [(country[: len(NO_COUNTRY)], label)]))
    return found


def _within(months: list[date]) -> list[Filter]:
    """Of one period: names of sites, activities and agents could be another's."""
    return [
        Filter("scope", "Scope", list(LABELS.items())),
        Filter("method", "Scope 2 by", list(BASES.items())),
        Filter("month", "Month", [(month_text(month), f"{month:%B %Y}") for month in months]),
        Filter("lines", "Lines", list(LineState.choices)),
    ]


def asked_of(narrowing: Narrowing, *, only: uuid.UUID | None = None) -> Asked:
    """What the chosen filters mean; ``only``: of this period, whichever is chosen."""
    month = narrowing.get("month")
    return Asked(
        period=str(only) if only else narrowing.get("period"),
        scope=narrowing.get("scope"),
        method=narrowing.get("method"),
        site=narrowing.get("site"),
        activity=narrowing.get("activity"),
        agent=narrowing.get("agent"),
        source=narrowing.get("source"),
        category=narrowing.get("category"),
        gas=narrowing.get("gas"),
        entity=narrowing.get("entity"),
        country=narrowing.get("country"),
        month=date.fromisoformat(f"{month}-01") if month else None,
        state=narrowing.get("lines"),
        search=narrowing.search,
    )
