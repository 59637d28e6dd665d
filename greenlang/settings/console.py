"""The operators' console, which is Django's admin dressed by unfold: its name, its colours and what composes it."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static


def _styles(request: HttpRequest) -> str:
    return static("css/console.css")


def _icon(request: HttpRequest) -> str:
    return static("img/favicon.svg")


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "GreenLang",
    "SITE_HEADER": "GreenLang",
    "SITE_SUBHEADER": "Operators",
    "SITE_URL": "/admin/",
    "SITE_SYMBOL": "factory",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "sizes": "any", "href": _icon}],
    "SHOW_VIEW_ON_SITE": False,
    # Who did what is told by the audit log, in its tenant; Django's own log spans tenants.
    "SHOW_HISTORY": False,
    "ENVIRONMENT": "apps.factory.console.sidebar.environment",
    "DASHBOARD_CALLBACK": "apps.factory.console.index.dashboard",
    "STYLES": [_styles],
    "SIDEBAR": {
        "show_search": True,
        # Finds lists by their names. Rows are not searched: unfold keeps what it found for minutes, by user and word
        # and without the tenant.
        "command_search": False,
        "show_all_applications": False,
        "navigation": "apps.factory.console.sidebar.navigation",
    },
    "COLORS": {
        "primary": {
            "50": "#eef6f1",
            "100": "#d6e9de",
            "200": "#aed3bf",
            "300": "#7fb79a",
            "400": "#4f9776",
            "500": "#2f7a59",
            "600": "#1f6146",
            "700": "#194e39",
            "800": "#143e2e",
            "900": "#0f3024",
            "950": "#081c15",
        }
    },
}
