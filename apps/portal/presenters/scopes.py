"""Scopes as they are shown: scope 2 is always said with its method."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from apps.portal.presenters.numbers import masses, sum_as_shown

SCOPES = ("1", "2-location", "2-market", "3")
ALWAYS = ("1", "2-location", "2-market", "3")
LABELS = {
    "1": "Scope 1",
    "2-location": "Scope 2, location-based",
    "2-market": "Scope 2, market-based",
    "3": "Scope 3",
}


def scope_rows(
    totals: Mapping[str, tuple[Decimal, int]], seal: str, urls: Mapping[str, str], *, left_out: str = "2-market"
) -> dict[str, Any]:
    """``scopes``, ``rounded_sum`` and ``bar_most`` of kg CO2e and lines by scope; the three are there even when empty.

    Args:
        left_out: the method of scope 2 that is in no total; a row of it says so.
    """
    shown = [scope for scope in SCOPES if scope in totals or (scope in ALWAYS and scope != left_out)]
    values = [totals.get(scope, (Decimal(0), 0)) for scope in shown]
    figures = masses([kilograms for kilograms, _ in values])
    rows = [
        {
            **figure,
            "scope": scope,
            "bar": kilograms,
            "lines": f"{lines:,}",
            "seal": seal if lines else "",
            "url": urls.get(scope, ""),
            "beside": scope == left_out,
        }
        for scope, figure, (kilograms, lines) in zip(shown, figures, values, strict=True)
    ]
    counted = [figure for scope, figure in zip(shown, figures, strict=True) if scope != left_out]
    return {
        "scopes": rows,
        "rounded_sum": sum_as_shown(counted),
        "bar_most": max((k for k, _ in values), default=Decimal(0)) or Decimal(1),
    }
