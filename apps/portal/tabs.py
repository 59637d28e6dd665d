"""The pages of each noun, as tabs: what it is called, its name in the addresses, and who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from apps.tenants.models.roles import Action


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a noun; ``key`` is what the page says it is."""

    key: str
    label: str
    address: str
    asks: Action = Action.VIEW


TABS: Mapping[str, tuple[Tab, ...]] = {
    "data": (
        Tab("files", "Files", "portal:data"),
        Tab("mapping", "Mapping", "portal:mapping"),
        Tab("issues", "Issues", "portal:issues"),
        Tab("runs", "Runs", "portal:runs"),
    ),
    "factors": (
        Tab("catalogue", "Catalogue", "portal:factors"),
        Tab("private", "Private", "portal:private_factors"),
        Tab("editions", "Editions", "portal:editions"),
        Tab("restatement", "Restatement", "portal:restatement"),
        Tab("methods", "Methods", "portal:methods"),
    ),
    "agents": (
        Tab("agents", "Agents", "portal:agents"),
        Tab("ready-made", "Ready-made packs", "portal:ready_made"),
    ),
    "calculations": (
        Tab("dashboard", "Dashboard", "portal:dashboard"),
        Tab("change", "Change", "portal:change"),
        Tab("ledger", "Ledger", "portal:calculations"),
        Tab("scope2", "Scope 2", "portal:scope2"),
    ),
    "reports": (
        Tab("reports", "Reports", "portal:reports"),
        Tab("disclosures", "Disclosures", "portal:disclosures"),
        Tab("checklist", "Checklist", "portal:checklist"),
        Tab("sign-off", "Sign-off", "portal:sign_off"),
        Tab("samples", "Samples", "portal:samples"),
        Tab("findings", "Findings", "portal:findings"),
        Tab("auditors", "Auditor links", "portal:auditors", Action.REPORT),
    ),
    "settings": (
        Tab("organisation", "Organisation", "portal:settings"),
        Tab("members", "Members", "portal:members"),
        Tab("keys", "Keys", "portal:keys", Action.ADMINISTER),
        Tab("webhooks", "Webhooks", "portal:webhooks", Action.ADMINISTER),
        Tab("audit", "Audit log", "portal:audit"),
        Tab("security", "Security", "portal:security"),
        Tab("own-data", "Data", "portal:own_data", Action.ADMINISTER),
    ),
}


AGENT_TABS = (
    Tab("overview", "Overview", "portal:agent"),
    Tab("quality", "Quality", "portal:agent_quality"),
    Tab("code", "Code and tests", "portal:agent_code"),
    Tab("names", "Names and users", "portal:agent_names"),
)


def agent_tabs(agent_id: str, version: str) -> list[dict[str, str]]:
    """The pages of one version of an agent."""
    query = f"?{urlencode({'version': version})}"
    return [
        {"key": tab.key, "label": tab.label, "url": reverse(tab.address, args=[agent_id]) + query} for tab in AGENT_TABS
    ]


def tabs_for(can: Mapping[str, bool]) -> dict[str, list[dict[str, str]]]:
    """``portal.tabs``: by noun, the pages that a role sees, each ``{key, label, url}``."""
    return {
        noun: [{"key": tab.key, "label": tab.label, "url": reverse(tab.address)} for tab in tabs if can[tab.asks.value]]
        for noun, tabs in TABS.items()
    }
