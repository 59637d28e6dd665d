"""Trying an agent by hand: the form of its inputs, what came of them, and a dry run that leaves no trace."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.catalogue.gwp_sets import gwp_set_name
from apps.calculations.models import Calculation, GwpSetEdition
from apps.calculations.readable import document, members
from apps.calculations.selectors.ledger import calculation_get
from apps.factory.dry_run import record_document
from apps.portal.execution_form import ExecutionForm
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.agents import agent_heading, formula_row
from apps.portal.presenters.calculations import execution_result
from apps.portal.presenters.trials import worked_context
from apps.registry.selectors import version_named
from apps.runtime.selectors import version_accepting
from apps.runtime.services.execution import agent_of, compute, execute
from apps.runtime.verification import seals
from apps.tenants.models.roles import Action
from greenlang.engine.contract import AgentContract
from greenlang.errors import GreenLangError


@page(Action.CALCULATE, methods=FORM)
def agent_execute(request: PortalRequest, agent_id: str) -> HttpResponse:
    """The form; a calculation that was just made stands beside it (``?calculation=``) with its inputs filled in.

    POST calculates into the ledger; with ``dry`` nothing is written, and the version need not be running.
    """
    asked = request.POST if request.method == "POST" else request.GET
    version = version_named(agent_id, asked.get("version", "")[:60].replace("\x00", ""))
    agent = agent_of(version) if version.pack_sha256 else None
    if request.method == "POST" and agent is not None:
        return (_dry if "dry" in request.POST else _execute)(request, version, agent)
    made = request.GET.get("calculation", "")
    row = calculation_get(made) if made else None
    form = ExecutionForm.of(agent, members(document(row.inputs)) if row else {})
    return _form_page(request, version, agent, form, row=row, gwp_set=row.gwp_set if row else "")


def _execute(request: PortalRequest, version: AgentVersion, agent: AgentContract) -> HttpResponse:
    form = ExecutionForm.sent(agent, request.POST)
    gwp_set = request.POST.get("gwp_set", "")
    try:
        with transaction.atomic():
            row = execute(
                version=version_accepting(version.agent.slug, version.version),
                document=form.document(),
                actor=request.principal.name,
                gwp_set=gwp_set,
            )
    except GreenLangError as error:
        elsewhere = form.take(error)
        return _form_page(request, version, agent, form, errors=elsewhere, gwp_set=gwp_set, status=422)
    named = f"&version={version.version}" if "version" in request.POST else ""
    return redirect(f"{reverse('portal:agent_execute', args=[version.agent.slug])}?calculation={row}{named}")


def _dry(request: PortalRequest, version: AgentVersion, agent: AgentContract) -> HttpResponse:
    form = ExecutionForm.sent(agent, request.POST)
    gwp_set = request.POST.get("gwp_set", "")
    try:
        found = compute(agent, form.document(), gwp_set)
    except GreenLangError as error:
        elsewhere = form.take(error)
        return _form_page(request, version, agent, form, errors=elsewhere, gwp_set=gwp_set, status=422)
    record = record_document(agent, found.binding, found.outcome, found.factors, found.gwp)
    return _form_page(request, version, agent, form, gwp_set=gwp_set, dry=worked_context(record))


def _form_page(
    request: PortalRequest,
    version: AgentVersion,
    agent: AgentContract | None,
    form: ExecutionForm,
    *,
    row: Calculation | None = None,
    dry: dict[str, Any] | None = None,
    errors: list[dict[str, str]] | None = None,
    gwp_set: str = "",
    status: int = 200,
) -> HttpResponse:
    sets = GwpSetEdition.objects.order_by("publication_year").values_list("set_name", "title")
    context = {
        **agent_heading(version),
        "runs": version.state == State.RUNNING,
        "can_calculate": agent is not None,
        "fields": form.as_context(),
        "errors": errors or [],
        "gwp_sets": [{"value": name, "label": f"{name} (IPCC, 100 years)"} for name, _ in sets],
        "gwp_set": gwp_set or (gwp_set_name(agent.GWP_SET) if agent else ""),
        "formulas": [formula_row(formula) for formula in agent.FORMULAS.values()] if agent else [],
        "result": execution_result(row, seals([row])[row.sequence]) if row else None,
        "dry": dry,
    }
    return render_page(request, "portal/agents/execute.html", context, status=status)
