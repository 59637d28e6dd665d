"""The nouns of an operator's work, in the order of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Noun:
    """One list: the model's label, what operators call it, and its symbol of Material Symbols."""

    label: str
    title: str
    icon: str


GROUPS: tuple[tuple[str, tuple[Noun, ...]], ...] = (
    (
        "Waiting",
        (
            Noun("events.DeadLetter", "Dead letters", "mark_email_unread"),
            Noun("jobs.Job", "Jobs", "pending_actions"),
        ),
    ),
    (
        "Agents",
        (
            Noun("agents.Agent", "Agents", "smart_toy"),
            Noun("agents.AgentVersion", "Versions", "conversion_path"),
            Noun("evaluation.QualityReport", "Quality", "verified"),
            Noun("evaluation.ReviewDecision", "Review decisions", "rate_review"),
            Noun("agents.SpecRevision", "Specifications", "description"),
            Noun("registry.AgentPack", "Packs", "inventory_2"),
            Noun("registry.AgentDescriptor", "Interfaces", "schema"),
            Noun("agents.LifecycleEvent", "Lifecycle", "timeline"),
        ),
    ),
    (
        "Operation",
        (
            Noun("runtime.Deployment", "Deployments", "dns"),
            Noun("runtime.Run", "Runs", "play_circle"),
            Noun("runtime.RunPartition", "Partitions", "grid_view"),
            Noun("runtime.Execution", "Executions", "bolt"),
        ),
    ),
    (
        "Accounting",
        (
            Noun("calculations.Calculation", "Calculations", "calculate"),
            Noun("calculations.LedgerVerification", "Verifications", "gpp_good"),
            Noun("reports.InventoryReport", "Reports", "summarize"),
            Noun("inventory.ReportingPeriod", "Periods", "date_range"),
            Noun("inventory.Entity", "Entities", "corporate_fare"),
            Noun("inventory.Site", "Sites", "location_on"),
            Noun("inventory.ActivityUpload", "Uploads", "upload_file"),
            Noun("inventory.ActivityData", "Activity data", "table_rows"),
        ),
    ),
    (
        "Catalogue",
        (
            Noun("calculations.FactorEdition", "Editions", "library_books"),
            Noun("calculations.EmissionFactor", "Factors", "co2"),
            Noun("calculations.GwpSetEdition", "Warming potentials", "thermostat"),
            Noun("calculations.EditionProposal", "Imports", "upload"),
        ),
    ),
    (
        "Events",
        (
            Noun("events.OutboxEvent", "Outbox", "outbox"),
            Noun("events.WebhookSubscription", "Webhooks", "webhook"),
            Noun("events.WebhookDelivery", "Deliveries", "send"),
            Noun("events.SagaEntry", "Sagas", "account_tree"),
        ),
    ),
    (
        "Tenant",
        (
            Noun("tenants.Membership", "Members", "group"),
            Noun("tenants.Invitation", "Invitations", "mail"),
            Noun("tenants.ApiKey", "API keys", "key"),
            Noun("tenants.TokenFamily", "API sign-ins", "passkey"),
            Noun("tenants.Quota", "Quotas", "speed"),
            Noun("events.AuditEntry", "Audit log", "history"),
            Noun("tenants.OperatorVisit", "Operator visits", "badge"),
        ),
    ),
)
_PLATFORM = (
    Noun("tenants.Tenant", "Tenants", "domain"),
    Noun("tenants.User", "People", "person"),
    Noun("axes.AccessAttempt", "Sign-in failures", "lock_clock"),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links as unfold takes them; a list that no group names comes last, under its own name."""
    registered = {model._meta.label: model for model in admin.site._registry}
    first = {"title": "Overview", "icon": "dashboard", "link": reverse("admin:index")}
    groups: list[dict[str, Any]] = [{"title": "", "items": [first, *_items(registered, _PLATFORM, request)]}]
    groups += [
        {"title": title, "separator": True, "items": _items(registered, nouns, request)} for title, nouns in GROUPS
    ]
    further = [Noun(label, _plural(model), "list") for label, model in registered.items() if label not in _named()]
    return [*groups, {"title": "Further", "separator": True, "items": _items(registered, tuple(further), request)}]


def environment(request: HttpRequest) -> list[str]:
    """Which installation this is, as unfold labels it."""
    return ["Production", "danger"] if settings.PRODUCTION else ["This machine", "info"]


def _named() -> set[str]:
    return {noun.label for noun in _PLATFORM} | {noun.label for _, nouns in GROUPS for noun in nouns}


def _items(registered: dict[str, type[Model]], nouns: tuple[Noun, ...], request: HttpRequest) -> list[dict[str, Any]]:
    return list(_links(registered, nouns, request))


def _links(
    registered: dict[str, type[Model]], nouns: tuple[Noun, ...], request: HttpRequest
) -> Iterator[dict[str, Any]]:
    for noun in nouns:
        model = registered.get(noun.label)
        if model is None or not admin.site._registry[model].has_view_permission(request):
            continue
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        yield {"title": noun.title, "icon": noun.icon, "link": reverse(address)}


def _plural(model: type[Model]) -> str:
    text = str(model._meta.verbose_name_plural)
    return text[:1].upper() + text[1:]
