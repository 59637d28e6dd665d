"""The ledger as a list: its totals, its pages, how far its figures are."""

from decimal import Decimal
from typing import Any

from apps.inventory.figures.updating import UpTo
from apps.inventory.models import LineState
from apps.portal.listing import PAGE
from apps.portal.presenters.numbers import masses
from apps.reports.ledger_reading import LedgerSum

_NOTES = {
    LineState.REPLACED.value: "calculated anew since",
    LineState.REVERSED.value: "taken back",
    LineState.REVERSAL.value: "taking another back",
    LineState.SINGLE.value: "outside any inventory",
}


def total_line(total: LedgerSum, seal: str) -> dict[str, Any]:
    """``totals`` of the list; no sum where there are too many lines to add up."""
    known = total.kilograms is not None
    figure = masses([total.kilograms or Decimal(0)])[0]
    return {
        "co2e": figure["value"] if known else "",
        "co2e_exact": figure["exact"],
        "co2e_unit": figure["unit"],
        "lines": f"{total.lines:,}" if total.is_all else f"more than {total.lines:,}",
        "seal": seal,
        "note": _note(total) if known else "narrow the search to add them up",
    }


def _note(total: LedgerSum) -> str:
    parts = [f"{total.by_state[state]:,} {said}" for state, said in _NOTES.items() if total.by_state.get(state)]
    told = f"of which {', '.join(parts[:-1])}{' and ' if parts[:-1] else ''}{parts[-1]}" if parts else ""
    twice = "electricity by both methods of scope 2 is in it twice: choose one above" if total.both_methods else ""
    return "; ".join(filter(None, (told if len(total.by_state) > 1 else "", twice)))


def pages_of(shown: int, total: LedgerSum, urls: dict[str, str]) -> dict[str, str] | None:
    """``pages`` of the list: how many of how many are shown."""
    if not shown:
        return None
    lines = f"{total.lines:,}" if total.is_all else f"more than {total.lines:,}"
    return {"shown": f"{min(shown, PAGE):,}", "total": lines, "noun": "calculations", **urls}


def as_of(upto: UpTo) -> dict[str, str] | None:
    """``as_of``: up to which entry the figures are true; None where they are of all."""
    if upto.is_current:
        return None
    return {"sequence": f"{upto.sequence:,}", "behind": f"{upto.behind:,}", "head": f"{upto.head:,}"}
