"""The library of published factors: search, one figure, two editions side by side."""

from django.db.models import Expression, F, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.catalogue.facets import FACETS
from apps.calculations.factor_files import EXPORT_COLUMNS, export_row
from apps.calculations.models import EmissionFactor
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.selectors.factors import factor_get
from apps.calculations.selectors.library import LibrarySearch, factor_gases, factor_history, library_search
from apps.inventory.figures.reading import figures_current
from apps.inventory.figures.uses import factor_uses
from apps.portal.listing import Narrowing, Sorting, page_of, url_with
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.factors import facet_filters, factor_page, factor_row, use_rows
from apps.tenants.models.roles import Action
from greenlang.edges.csv_files import csv_response

_ORDERS: dict[str, Expression | F] = {
    "activity": F("activity_name"),
    "region": F("region_name"),
    "value": Cast("value", ExactNumeric()),
    "edition": F("edition__slug"),
}
SORT_KEYS = tuple(_ORDERS)


@page(auditors=True)
def factors(request: PortalRequest) -> HttpResponse:
    """Search, facets with their counts, and order in the URL; ``?format=csv`` gives all that is found as a file."""
    search = _asked(request)
    narrowing = Narrowing.of(request, facet_filters(search))
    sorting = Sorting.of(request, SORT_KEYS, default="activity")
    rows = _ordered(search, sorting)
    if request.GET.get("format") == "csv":
        passed_on = set(EmissionFactor.objects.exportable().values_list("edition_id", flat=True).order_by().distinct())
        lines = (export_row(factor, passed_on=factor.edition_id in passed_on) for factor in rows.iterator(2000))
        return csv_response(f"factors-{timezone.now():%Y-%m-%d}.csv", EXPORT_COLUMNS, lines)
    shown, pages = page_of(request, rows, "factors", count=search.total)
    context = {
        **narrowing.as_context(),
        "factors": [factor_row(factor) for factor in shown],
        "sort": sorting.as_context(request, SORT_KEYS),
        "pages": pages,
        "export_url": url_with(request, format="csv"),
    }
    return render_page(request, "portal/factors/list.html", context)


def _asked(request: PortalRequest) -> LibrarySearch:
    text = Narrowing.of(request, ()).search
    return library_search(text, {name: request.GET.get(name, "") for name in FACETS})


def _ordered(search: LibrarySearch, sorting: Sorting) -> "QuerySet[EmissionFactor]":
    first = OrderBy(_ORDERS[sorting.key], descending=sorting.descending, nulls_last=True)
    return search.found.order_by(first, "edition_id", "id")


@page(auditors=True)
def factor(request: PortalRequest, ef_cid: str) -> HttpResponse:
    """One published figure: what it is, where it is from, what it was in other editions."""
    try:
        found = factor_get(ef_cid)
    except FactorNotFound:
        raise Http404 from None
    context = factor_page(found, gases=factor_gases(found), history=factor_history(found))
    figures_current()
    context["uses"] = use_rows(factor_uses(found.ef_cid, only=request.principal.period_id))
    may = request.principal.allows(Action.UPLOAD) and found.is_available and found.use == FactorUse.INVENTORY.value
    context["own_url"] = f"{reverse('portal:private_new')}?overrides={found.ef_cid}" if may else ""
    return render_page(request, "portal/factors/detail.html", context)
