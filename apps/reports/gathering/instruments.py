"""Contractual instruments that the market-based figures of a period rest on."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from apps.inventory.models import ContractualInstrument, ReportingPeriod, Scope2Board
from apps.reports.totals import exact_sum


def boards_accepted(periods: Sequence[ReportingPeriod]) -> QuerySet[Scope2Board]:
    """Scope 2 boards of periods, where they were accepted."""
    return Scope2Board.objects.filter(period__in=periods, accepted_at__isnull=False)


def instruments_of(period: ReportingPeriod) -> list[dict[str, Any]]:
    """``instruments`` of a snapshot: what the accepted board took of each, in the order of their vintage.

    kWh and kg CO2e are those of whole consumptions, whatever part of their entity counts.
    """
    board = boards_accepted([period]).first()
    if board is None:
        return []
    kwh: dict[str, list[str]] = defaultdict(list)
    kilograms: dict[str, list[str]] = defaultdict(list)
    for parts in board.lines.exclude(parts=[]).values_list("parts", flat=True).iterator(chunk_size=2000):
        for part in parts:
            if part["instrument"]:
                kwh[part["instrument"]].append(part["kwh"])
                kilograms[part["instrument"]].append(part["kg"] or "0")
    used = ContractualInstrument.objects.filter(id__in=list(kwh))
    return [
        {**_instrument(each), "kwh": exact_sum(kwh[str(each.id)]), "co2e_kg": exact_sum(kilograms[str(each.id)])}
        for each in used
    ]


def _instrument(each: ContractualInstrument) -> dict[str, Any]:
    serials = dict.fromkeys(filter(None, (each.serial_first, each.serial_last)))
    return {
        "name": each.name,
        "kind": each.get_kind_display(),
        "market": each.market,
        "registry": each.registry,
        "serials": "–".join(serials),
        "vintage_start": each.vintage_start,
        "vintage_end": each.vintage_end,
        "retired_on": each.retired_on.isoformat() if each.retired_on else "",
        "citation": each.citation,
    }
