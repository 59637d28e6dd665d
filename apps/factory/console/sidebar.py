"""The nouns of an operator's work, in the order of a day."""

import re
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


_DAY = """
  tenants.Tenant                    Tenants             domain
  tenants.User                      People              person
  axes.AccessAttempt                Sign-in failures    lock_clock
Waiting
  events.DeadLetter                 Dead letters        mark_email_unread
  jobs.Job                          Jobs                pending_actions
Agents
  agents.Agent                      Agents              smart_toy
  agents.AgentVersion               Versions            conversion_path
  evaluation.QualityReport          Quality             verified
  evaluation.ReviewDecision         Review decisions    rate_review
  agents.SpecRevision               Specifications      description
  registry.AgentPack                Packs               inventory_2
  registry.AgentDescriptor          Interfaces          schema
  agents.LifecycleEvent             Lifecycle           timeline
Operation
  runtime.Deployment                Deployments         dns
  runtime.Run                       Runs                play_circle
  runtime.RunPartition              Partitions          grid_view
  runtime.Execution                 Executions          bolt
Accounting
  calculations.Calculation          Calculations        calculate
  calculations.LedgerVerification   Verifications       gpp_good
  reports.InventoryReport           Reports             summarize
  inventory.ReportingPeriod         Periods             date_range
  inventory.Entity                  Entities            corporate_fare
  inventory.Site                    Sites               location_on
  inventory.ActivityUpload          Uploads             upload_file
  inventory.ActivityData            Activity data       table_rows
Footprints
  pact.ProductFootprint             Footprints          eco
  pact.Partner                      Partners            handshake
  pact.ReceivedEvent                Events of partners  move_to_inbox
  pact.SentRequest                  Sent requests       outgoing_mail
Catalogue
  calculations.FactorEdition        Editions            library_books
  calculations.EmissionFactor       Factors             co2
  calculations.GwpSetEdition        Warming potentials  thermostat
  calculations.EditionProposal      Imports             upload
Events
  events.OutboxEvent                Outbox              outbox
  events.WebhookSubscription        Webhooks            webhook
  events.WebhookDelivery            Deliveries          send
  events.SagaEntry                  Sagas               account_tree
Tenant
  tenants.Membership                Members             group
  tenants.Invitation                Invitations         mail
  tenants.ApiKey                    API keys            key
  tenants.TokenFamily               API sign-ins        passkey
  tenants.Quota                     Quotas              speed
  events.AuditEntry                 Audit log           history
  tenants.OperatorVisit             Operator visits     badge
"""
"""The lists beside each page, in the order of a day. Of each, two spaces or more apart: its model, what it is called,
and its symbol of Material Symbols. A line of its own begins a group; those before the first belong to the platform.
"""


def _groups() -> dict[str, tuple[Noun, ...]]:
    groups: dict[str, tuple[Noun, ...]] = {}
    title = ""
    for line in _DAY.strip("\n").splitlines():
        if line.startswith(" "):
            noun = Noun(*re.split(r" {2,}", line.strip()))
            groups[title] = (*groups.get(title, ()), noun)
        else:
            title = line
    return groups


GROUPS = _groups()


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links as unfold takes them; a list that no group names comes last, under its own name."""
    lists = {model._meta.label: model for model in admin.site._registry}
    overview = {"title": "Overview", "icon": "dashboard", "link": reverse("admin:index")}
    named = {noun.label for nouns in GROUPS.values() for noun in nouns}
    further = tuple(Noun(label, _plural(model), "list") for label, model in lists.items() if label not in named)
    return [
        {
            "title": title,
            "separator": bool(title),
            "items": [*([] if title else [overview]), *_links(lists, nouns, request)],
        }
        for title, nouns in {**GROUPS, "Further": further}.items()
    ]


def environment(request: HttpRequest) -> list[str]:
    """Which installation this is, as unfold labels it."""
    return ["Production", "danger"] if settings.PRODUCTION else ["This machine", "info"]


def _links(lists: dict[str, type[Model]], nouns: tuple[Noun, ...], request: HttpRequest) -> Iterator[dict[str, Any]]:
    for noun in nouns:
        model = lists.get(noun.label)
        if model is None or not admin.site._registry[model].has_view_permission(request):
            continue
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        yield {"title": noun.title, "icon": noun.icon, "link": reverse(address)}


def _plural(model: type[Model]) -> str:
    text = str(model._meta.verbose_name_plural)
    return text[:1].upper() + text[1:]
