"""The operator's verbs on one version."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.factory.services import version_command
from apps.portal.forms import VerbForm, first_error
from apps.portal.page import SEND, PortalRequest, page
from apps.portal.views.agents import agent_page
from apps.registry.selectors import version_named
from apps.runtime.selectors import operates_at_once
from apps.runtime.services.verbs import OPERATIONS
from apps.runtime.tasks import operation_submit
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError


@page(Action.OPERATE, methods=SEND)
def agent_verb(request: PortalRequest, agent_id: str, verb: str) -> HttpResponse:
    """Deploy, start, stop, pause, resume, roll back, retire or retry, then back to the agent.

    Where a cluster is waited for a worker does it, and the page of its steps comes next.
    """
    form = VerbForm(request.POST)
    valid = form.is_valid()
    version = version_named(agent_id, form.cleaned_data.get("version", ""))
    reason = request.POST.get("reason", "")
    if not valid:
        messages.error(request, first_error(form))
        return agent_page(request, version, reason=reason, status=422)
    try:
        if verb in OPERATIONS and not operates_at_once(version):
            job = operation_submit(version=version, verb=verb, actor=request.principal.name, reason=reason)
            return redirect("portal:agent_work", version.agent.slug, job.id)
        with transaction.atomic():
            changed = version_command(version=version, verb=verb, actor=request.principal.name, reason=reason)
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return agent_page(request, version_named(agent_id, version.version), reason=reason, status=error.status)
    changed.refresh_from_db(fields=["state"])
    messages.success(request, f"{changed} is {changed.state}.")
    return redirect(f"{reverse('portal:agent', args=[agent_id])}?version={changed.version}")
