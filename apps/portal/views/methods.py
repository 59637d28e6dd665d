"""The library of methods: every formula as mathematics and in words, and what it does not serve."""

from django.http import HttpResponse

from apps.calculations.method_library import (
    SCOPE3_CATEGORIES,
    grouped,
    method_get,
    not_served,
    search_methods,
)
from apps.portal.listing import Filter, Narrowing
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.methods import group_panel, method_page, refusal_row

FILTERS = [
    Filter("scope", "Scope", [(scope, f"Scope {scope}") for scope in ("1", "2", "3")]),
    Filter("category", "Category", [(number, f"{number} {name}") for number, name in SCOPE3_CATEGORIES.items()]),
]


@page()
def methods(request: PortalRequest) -> HttpResponse:
    """All methods by scope and category; search and filters in the URL."""
    narrowing = Narrowing.of(request, FILTERS)
    scope, category = narrowing.get("scope"), narrowing.get("category")
    found = search_methods(narrowing.search, scope=scope, scope3_category=category)
    context = {
        **narrowing.as_context(),
        "groups": [group_panel(group) for group in grouped(found)],
        "count": len(found),
        "refusals": [refusal_row(each) for each in not_served(every=True) if _is_asked(each.category, scope, category)],
    }
    return render_page(request, "portal/methods/list.html", context)


@page()
def method(request: PortalRequest, method_id: str) -> HttpResponse:
    """One method; ``?version=`` names another than the first."""
    found = method_get(method_id, request.GET.get("version", ""))
    refused = [refusal_row(each) for each in not_served(found.scope3_category)]
    return render_page(request, "portal/methods/detail.html", {"method": method_page(found), "refusals": refused})


def _is_asked(refused_category: str, scope: str, category: str) -> bool:
    return scope in ("", "3") and category in ("", refused_category)
