"""Packs that come with the product: chosen, built and started from one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.factory.ready_made import (
    ANYWHERE,
    AREAS,
    SEVERAL,
    Standing,
    newest_versions,
    ready_made_build,
    ready_made_get,
    ready_made_standing,
)
from apps.factory.services import version_command
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.agents import state_label
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError


@page(methods=FORM)
def ready_made_packs(request: PortalRequest) -> HttpResponse:
    """Every shipped pack, or those that serve ``?area=``, with how far it is here.

    POST ``build`` or ``start`` with the names of agents.
    """
    if request.method == "POST":
        request.principal.require(Action.BUILD if "build" in request.POST else Action.OPERATE)
        for text in _asked(request):
            messages.error(request, text)
        shown = request.GET.get("area", "")
        return redirect(reverse("portal:ready_made") + (f"?area={shown}" if shown in AREAS else ""))
    area = request.GET.get("area", "")
    rows = [_row(each) for each in ready_made_standing(area)]
    context = {
        "groups": _groups(rows),
        "areas": [{"value": value, "label": label} for value, (label, _) in AREAS.items()],
        "area": area if area in AREAS else "",
        "is_building": any(row["state"] == "building" for row in rows),
    }
    return render_page(request, "portal/agents/ready_made.html", context)


def _asked(request: PortalRequest) -> list[str]:
    """Do what is asked for each agent; what could not be done, and why."""
    refused = []
    actor = request.principal.name
    for agent_id in dict.fromkeys(request.POST.getlist("build")):
        pack = ready_made_get(agent_id)
        try:
            ready_made_build(pack=pack, actor=actor)
        except GreenLangError as error:
            refused.append(f"{pack.name}: {error.message} {error.mend}".strip())
    versions = newest_versions(request.POST.getlist("start"))
    for agent_id in dict.fromkeys(request.POST.getlist("start")):
        pack = ready_made_get(agent_id)
        try:
            if version := versions.get(agent_id):
                version_command(version=version, verb="start", actor=actor)
        except GreenLangError as error:
            refused.append(f"{pack.name}: {error.message} {error.mend}".strip())
    return refused


def _groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The packs by the area they are for, each group ``{title, packs}``; areas without a pack are left out."""
    titles = {ANYWHERE: "Any country", SEVERAL: "Several countries"} | {key: title for key, (title, _) in AREAS.items()}
    by_area = ((title, [row for row in rows if row["area"] == area]) for area, title in titles.items())
    return [{"title": title, "packs": packs} for title, packs in by_area if packs]


def _row(standing: Standing) -> dict[str, Any]:
    pack, version = standing.pack, standing.version
    return {
        "agent_id": pack.agent_id,
        "name": pack.name,
        "description": pack.description,
        "scopes": pack.scopes,
        "area": pack.area,
        "version": version.version if version else "",
        "state": standing.state,
        "label": state_label(version.state) if version else "",
        "job_id": standing.job_id or "",
    }
