"""Who reports: companies, sites, periods, and how the boundary is drawn."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.calculations.selectors.factors import gwp_sets_known
from apps.inventory.models import Entity
from apps.inventory.readers.sites import MAX_BYTES, read_sites
from apps.inventory.selectors import company_get, entities_of, entity_get, period_get, root_of, site_get
from apps.inventory.services import organisation as services
from apps.portal.organisation_forms import BoundaryForm, EntityForm, PeriodForm, SiteForm, SiteListForm
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.selectors.organisation import companies, entities_offered, organisation_told
from apps.portal.styled_forms import StyledForm
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, InvalidInput, NotFound

Save = Callable[[dict[str, Any]], object]
ONCE_A_COMPANY = "Make a company first."


@page()
def organisation(request: PortalRequest) -> HttpResponse:
    """Everything the organisation consists of, with what may be changed."""
    return render_page(request, "portal/settings/organisation.html", organisation_told(request.GET.get("site", "")))


@page(Action.UPLOAD, methods=FORM)
def entity_new(request: PortalRequest) -> HttpResponse:
    """Make an entity, or the first company."""
    form = EntityForm(request.POST or None, parents=entities_offered())
    return _form(request, form, "New entity", lambda given: _entity_save(None, given))


@page(Action.UPLOAD, methods=FORM)
def entity_edit(request: PortalRequest, entity_id: uuid.UUID) -> HttpResponse:
    """Change an entity, or take it away (``delete``)."""
    entity = entity_get(entity_id)
    if "delete" in request.POST:
        return _delete(request, "portal:entity_edit", entity.id, lambda: services.entity_delete(entity=entity))
    names = ("name", "equity_share", "financial_control", "operational_control", "country", "lei")
    initial = {name: getattr(entity, name) for name in names} | {"parent": str(entity.parent_id or "")}
    below = {one.id for one in entities_of(entity.id)}
    parents = [one for one in entities_offered() if one.id not in below]
    form = EntityForm(request.POST or None, parents=parents, initial=initial)
    return _form(request, form, entity.name, lambda given: _entity_save(entity, given), deletes="Delete the entity")


def _entity_save(entity: Entity | None, given: dict[str, Any]) -> Entity:
    parent = entity_get(given.pop("parent")) if given["parent"] else given.pop("parent") or None
    return services.entity_save(entity=entity, parent=parent, **given)


@page(Action.UPLOAD, methods=FORM)
def boundary_edit(request: PortalRequest, entity_id: uuid.UUID) -> HttpResponse:
    """The consolidation approach, the base year and its threshold."""
    company = company_get(entity_id)
    initial = {
        "approach": company.consolidation_approach,
        "base_period": str(company.base_period_id or ""),
        "recalculation_threshold": company.recalculation_threshold,
    }
    form = BoundaryForm(request.POST or None, periods=list(company.periods.all()), initial=initial)

    def save(given: dict[str, Any]) -> object:
        base = uuid.UUID(given.pop("base_period")) if given["base_period"] else given.pop("base_period") or None
        return services.boundary_set(company=company, base_period_id=base, **given)

    return _form(request, form, f"Boundary and base year of {company.name}", save)


@page(Action.UPLOAD, methods=FORM)
def site_new(request: PortalRequest) -> HttpResponse:
    """Make a site."""
    offered = entities_offered()
    if not offered:
        return _first(request)
    form = SiteForm(request.POST or None, entities=offered)
    return _form(request, form, "New site", lambda given: _site_save(None, given))


@page(Action.UPLOAD, methods=FORM)
def site_edit(request: PortalRequest, site_id: uuid.UUID) -> HttpResponse:
    """Change a site, or take it away (``delete``)."""
    site = site_get(site_id)
    if "delete" in request.POST:
        return _delete(request, "portal:site_edit", site.id, lambda: services.site_delete(site=site))
    names = ("name", "country", "region", "opened_on", "closed_on")
    initial = {name: getattr(site, name) for name in names} | {"entity": str(site.entity_id)}
    company = entities_of(root_of(site.entity).id)
    form = SiteForm(request.POST or None, entities=company, initial=initial)
    return _form(request, form, site.name, lambda given: _site_save(site, given), deletes="Delete the site")


def _site_save(site: Any, given: dict[str, Any]) -> object:
    return services.site_save(site=site, entity=entity_get(given.pop("entity")), **given)


@page(Action.UPLOAD, methods=FORM)
def sites_import(request: PortalRequest) -> HttpResponse:
    """Take a site list in."""
    offered = companies()
    if not offered:
        return _first(request)
    form = SiteListForm(request.POST or None, request.FILES or None, companies=offered)

    def save(given: dict[str, Any]) -> object:
        if given["file"].size > MAX_BYTES:
            raise InvalidInput("The file is larger than 2 MB.", where="file", mend="Split it.")
        sites = read_sites(given["file"].read())
        taken = services.sites_import(company=company_get(given["company"]), sites=sites)
        made = sum(1 for outcome, _ in taken if outcome == services.MADE)
        return f"{made:,} sites made, {len(taken) - made:,} changed."

    return _form(request, form, "Import a site list", save)


@page(Action.UPLOAD, methods=FORM)
def period_new(request: PortalRequest) -> HttpResponse:
    """Open a reporting period."""
    offered = companies()
    if not offered:
        return _first(request)
    form = PeriodForm(request.POST or None, companies=offered, gwp_sets=gwp_sets_known(), initial={"gwp_set": "AR5"})
    return _form(request, form, "New reporting period", lambda given: _period_save(None, given))


@page(Action.UPLOAD, methods=FORM)
def period_edit(request: PortalRequest, period_id: uuid.UUID) -> HttpResponse:
    """Change a period, or take it away (``delete``)."""
    period = period_get(period_id)
    if "delete" in request.POST:
        return _delete(request, "portal:period_edit", period.id, lambda: services.period_delete(period=period))
    initial = {name: getattr(period, name) for name in ("name", "start", "end", "gwp_set")}
    initial["entity"] = str(period.entity_id)
    form = PeriodForm(request.POST or None, companies=[period.entity], gwp_sets=gwp_sets_known(), initial=initial)
    return _form(request, form, period.name, lambda given: _period_save(period, given), deletes="Delete the period")


def _period_save(period: Any, given: dict[str, Any]) -> object:
    return services.period_save(period=period, entity=entity_get(given.pop("entity")), **given)


def _form(request: PortalRequest, form: StyledForm, title: str, save: Save, *, deletes: str = "") -> HttpResponse:
    """Show a form, or save what it gives; what is wrong stands beside its field, and what was typed stays."""
    if request.method == "POST" and form.is_valid():
        try:
            said = save(dict(form.cleaned_data))
        except NotFound:
            raise
        except GreenLangError as error:
            form.refuse(error)
        else:
            messages.success(request, said if isinstance(said, str) else f"{said} is saved.")
            return redirect("portal:settings")
    context = {"form": form, "title": title, "deletes": deletes, "multipart": form.is_multipart()}
    return render_page(request, "portal/settings/form.html", context, status=422 if form.errors else 200)


def _delete(request: PortalRequest, back: str, row_id: uuid.UUID, delete: Callable[[], None]) -> HttpResponse:
    try:
        delete()
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return redirect(back, row_id)
    messages.success(request, "It is deleted.")
    return redirect("portal:settings")


def _first(request: PortalRequest) -> HttpResponse:
    messages.info(request, ONCE_A_COMPANY)
    return redirect("portal:entity_new")
