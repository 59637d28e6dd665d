"""Figures of a period as they are shown: totals, and tables of what they are made of, each number with its lines."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from apps.inventory.figures.reading import OTHER_METHOD, Amount, total_of
from apps.inventory.models import ReportingPeriod
from apps.portal.presenters.numbers import Figure, mass
from apps.portal.presenters.scopes import scope_rows

METHOD = {"location": "scope 2 location-based", "market": "scope 2 market-based"}


def lines_url(period: ReportingPeriod, **more: str) -> str:
    """Where the lines of a figure are: the ledger, filtered to what counts in the period.

    Args:
        more: further filters of the ledger; a figure over several scopes gives its ``method`` of scope 2, so that the
            lines add up to it.
    """
    asked = {"period": str(period.id), "lines": "counts", **{name: value for name, value in more.items() if value}}
    return f"{reverse('portal:calculations')}?{urlencode(asked)}"


def linked(figure: Figure, url: str, **more: Any) -> dict[str, Any]:
    """A figure with where it leads."""
    return dict(figure) | {"url": url, **more}


def totals_context(
    period: ReportingPeriod, scopes: Mapping[str, Amount], basis: str, *, seal: str, row_seal: str
) -> dict[str, Any]:
    """``total``, ``biogenic`` and what `scope_rows` gives: by the method that is asked for, the other one beside."""
    total = total_of(scopes, basis)
    shown: dict[str, tuple[Decimal, int]] = {scope: (amount.co2e, amount.lines) for scope, amount in scopes.items()}
    urls = {scope: lines_url(period, scope=scope) for scope in scopes}
    two_methods = any(scope.startswith("2") for scope in scopes)
    return {
        "total": {
            **mass(total.co2e),
            "seal": seal,
            "lines": f"{total.lines:,}",
            "note": METHOD[basis] if two_methods else "",
            "url": lines_url(period, method=basis),
        }
        if total
        else {"missing": f"Bought energy has no figures by {METHOD[basis]}, so there is no total by it."},
        **scope_rows(shown, row_seal, urls, left_out=OTHER_METHOD[basis]),
        "biogenic": mass(total.biogenic, "CO2") if total and total.biogenic else None,
    }
