"""The library of published factors."""

from django.db.models import Expression, F
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast
from django.http import HttpResponse

from apps.calculations.models import EmissionFactor, FactorEdition
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.selectors.factors import search_factors
from apps.portal.listing import Filter, Narrowing, Sorting, page_of
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.factors import factor_row

_ORDERS: dict[str, Expression | F] = {
    "activity": F("activity_name"),
    "region": F("region_name"),
    "value": Cast("value", ExactNumeric()),
    "edition": F("edition__slug"),
}
SORT_KEYS = tuple(_ORDERS)


@page()
def factors(request: PortalRequest) -> HttpResponse:
    """Search, filters and order in the URL."""
    narrowing = Narrowing.of(request, _filters())
    sorting = Sorting.of(request, SORT_KEYS, default="activity")
    rows = search_factors(
        narrowing.search,
        category=narrowing.get("category"),
        region=narrowing.get("region"),
        edition=narrowing.get("edition"),
        gas=narrowing.get("gas"),
    )
    first = OrderBy(_ORDERS[sorting.key], descending=sorting.descending, nulls_last=True)
    shown, pages = page_of(request, rows.order_by(first, "edition_id", "id"), "factors")
    context = {
        **narrowing.as_context(),
        "factors": [factor_row(factor) for factor in shown],
        "sort": sorting.as_context(request, SORT_KEYS),
        "pages": pages,
    }
    return render_page(request, "portal/factors/list.html", context)


def _filters() -> list[Filter]:
    editions = FactorEdition.objects.values_list("slug", "publisher", "edition")
    return [
        Filter("edition", "Edition", [(slug, f"{publisher}, {name}") for slug, publisher, name in editions]),
        Filter("category", "Category", [(name, name.replace("-", " ")) for name, _ in _distinct("category")]),
        Filter("region", "Region", _distinct("region", "region_name")),
        Filter("gas", "Gas", _distinct("gas")),
    ]


def _distinct(name: str, label: str = "") -> list[tuple[str, str]]:
    """Every value of a column that is not empty, with its label."""
    pairs = EmissionFactor.objects.order_by(name).values_list(name, label or name).distinct()
    return [(value, text) for value, text in pairs if value]
