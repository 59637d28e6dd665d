"""Trying an agent by hand: the form of its inputs, and what came of them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.agents.selectors import version_get
from apps.calculations.catalogue.gwp_sets import gwp_set_name
from apps.calculations.models import Calculation, GwpSetEdition
from apps.calculations.selectors.ledger import calculation_get
from apps.portal.execution_form import ExecutionForm
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.agents import formula_row, state_label
from apps.portal.presenters.calculations import document, execution_result, members
from apps.portal.verification import seals
from apps.runtime.selectors import version_accepting
from apps.runtime.services.execution import agent_of, execute
from apps.tenants.models.roles import Action
from greenlang.engine.contract import AgentContract
from greenlang.errors import GreenLangError


@page(Action.CALCULATE, methods=FORM)
def agent_execute(request: PortalRequest, agent_id: str) -> HttpResponse:
    """The form; a calculation that was just made stands beside it (``?calculation=``) with its inputs filled in."""
    version = version_get(agent_id)
    agent = agent_of(version) if version.pack_sha256 else None
    if request.method == "POST" and agent is not None:
        return _execute(request, version, agent)
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
    return redirect(f"{reverse('portal:agent_execute', args=[version.agent.slug])}?calculation={row}")


def _form_page(
    request: PortalRequest,
    version: AgentVersion,
    agent: AgentContract | None,
    form: ExecutionForm,
    *,
    row: Calculation | None = None,
    errors: list[dict[str, str]] | None = None,
    gwp_set: str = "",
    status: int = 200,
) -> HttpResponse:
    sets = GwpSetEdition.objects.order_by("publication_year").values_list("set_name", "title")
    formulas: Mapping[str, Any] = agent.FORMULAS if agent else {}
    context = {
        "agent": {
            "agent_id": version.agent.slug,
            "name": version.agent.name or version.agent.slug,
            "version": version.version,
            "state": state_label(version.state),
            "runs": version.state == State.RUNNING,
        },
        "fields": form.as_context(),
        "errors": errors or [],
        "gwp_sets": [{"value": name, "label": f"{name} (IPCC, 100 years)"} for name, _ in sets],
        "gwp_set": gwp_set or (gwp_set_name(agent.GWP_SET) if agent else ""),
        "formulas": [formula_row(formula) for formula in formulas.values()],
        "result": execution_result(row, seals([row])[row.sequence]) if row else None,
    }
    return render_page(request, "portal/agents/execute.html", context, status=status)
