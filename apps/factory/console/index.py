"""The first page of the console."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from apps.factory.console.health import health
from apps.factory.console.waiting import waiting
from apps.tenants.visits import tenants_to_enter


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds ``waiting`` in the entered tenant, ``quiet``: nothing does; before one is entered, ``tenants`` instead."""
    context["title"] = "Overview"
    if getattr(request, "principal", None) is None:
        return context | {"tenants": tenants_to_enter()}
    found = waiting()
    return context | {"waiting": found, "quiet": not any(each.count for each in found)}


def health_view(request: HttpRequest) -> HttpResponse:
    """The signs of health, apart from the page: workers are waited for."""
    return TemplateResponse(request, "admin/console/health.html", {"signs": health()})
