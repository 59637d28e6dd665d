"""What a period amounts to from every side, and what moved it against an earlier one."""

from django.http import HttpResponse

from apps.calculations.models import Recipe
from apps.inventory.figures.bridge import against_choices, period_bridge
from apps.inventory.figures.reading import SITES_SHOWN, PeriodFigures, by_scope, figures_current
from apps.inventory.selectors import earlier_period, entities_of
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.change import bridge_context
from apps.portal.presenters.dashboard import Dashboard
from apps.portal.presenters.figures import totals_context
from apps.portal.presenters.ledger import as_of
from apps.portal.presenters.numbers import sum_as_shown
from apps.reports.gathering.categories import categories
from apps.runtime.verification import ledger_state
from greenlang.errors import NotFound


@page(auditors=True)
def dashboard(request: PortalRequest) -> HttpResponse:
    """Totals of the chosen period by scope, category, gas, month, site, entity and country."""
    period, basis, upto = request.frame.period, request.frame.basis, figures_current()
    figures = PeriodFigures(period) if period else None
    found = figures.breakdown() if figures else None
    if period is None or figures is None or found is None or not found.by_recipe:
        return render_page(request, "portal/calculations/dashboard.html", {"has_data": False, "as_of": as_of(upto)})
    seal = ledger_state().seal if upto.is_current else "stale"
    scopes = by_scope(found.by_recipe)
    context = {
        "has_data": True,
        "as_of": as_of(upto),
        "gwp_set": period.gwp_set,
        **totals_context(period, scopes, basis, seal=seal, row_seal=seal),
        **_tables(figures, Dashboard(period, found, basis), basis),
    }
    return render_page(request, "portal/calculations/dashboard.html", context)


def _tables(figures: PeriodFigures, shown: Dashboard, basis: str) -> dict[str, object]:
    sites, count = figures.largest_sites(basis, SITES_SHOWN)
    recipes = {recipe.id: recipe for recipe in Recipe.objects.all()}
    entities = {entity.id: entity for entity in entities_of(figures.period.entity_id)}
    by_entity, by_country = shown.by_entity(entities, figures.share_of), shown.by_country()
    return {
        "categories": shown.by_category(categories(recipes.values())),
        "gases": shown.by_gas(figures.gases(), recipes),
        "months": shown.by_month(),
        "sites": shown.by_site(sites, count),
        "entities": by_entity,
        "entities_sum": sum_as_shown(by_entity),
        "countries": by_country,
        "countries_sum": sum_as_shown(by_country),
        "outside": figures.outside_boundary(),
    }


@page()
def change(request: PortalRequest) -> HttpResponse:
    """What moved the total of the chosen period against the year before or the base year (``?against=``)."""
    period, upto = request.frame.period, figures_current()
    choices = against_choices(period, earlier_period(period)) if period else []
    asked = request.GET.get("against", "")
    chosen = next((choice for choice in choices if choice.key == asked), choices[0] if choices else None)
    context: dict[str, object] = {"as_of": as_of(upto), "has_data": False, "period_name": period.name if period else ""}
    if period is not None and chosen is not None:
        seal = ledger_state().seal if upto.is_current else "stale"
        try:
            found = period_bridge(chosen.period, period, request.frame.basis)
            context |= {"has_data": True, **bridge_context(found, choices, chosen, request.frame.basis, seal)}
        except NotFound as error:
            context["missing"] = f"{error.message} {error.mend}"
    return render_page(request, "portal/calculations/change.html", context)
