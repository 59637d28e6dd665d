"""Earlier periods of the company to compare with, and its policy for the base year."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.inventory.figures.reading import OTHER_METHOD, PeriodFigures
from apps.inventory.figures.updating import figures_complete
from apps.inventory.models import Entity, ReportingPeriod
from apps.inventory.selectors import earlier_period
from apps.reports.models import InventoryReport
from greenlang.engine.numbers import canonical_number, exact_sum

PRIOR, BASE = "prior", "base"
SIGNED = ("final", "restated")


def company_of(period: ReportingPeriod) -> Entity:
    """The reporting company as it is kept at this moment, with its base year."""
    return Entity.objects.select_related("base_period", "base_period__entity").get(id=period.entity_id)


def compared_periods(period: ReportingPeriod, company: Entity) -> list[tuple[str, ReportingPeriod]]:
    """What a period is compared with, each with its role: ``prior``, ``base`` or ``prior and base``.

    The base year's own report has none to compare with.
    """
    prior, base = earlier_period(period), company.base_period
    if base is not None and base.id == period.id:
        base = None
    if prior is not None and base is not None and prior.id == base.id:
        return [(f"{PRIOR} and {BASE}", prior)]
    return [(role, found) for role, found in ((PRIOR, prior), (BASE, base)) if found is not None]


def comparatives_of(period: ReportingPeriod, company: Entity) -> list[dict[str, Any]]:
    """``comparatives`` of a snapshot; a period of which nothing was ever calculated is left out.

    Figures are those of the latest report that was signed off; of a period that never was, those of the ledger at this
    moment, with an empty status.
    """
    found = []
    for role, other in compared_periods(period, company):
        figures = _signed(other) or _as_it_stands(other)
        if figures:
            days = {"name": other.name, "start": other.start, "end": other.end}
            found.append({"role": role, "period": days, **figures})
    return found


def base_year_of(company: Entity) -> dict[str, Any]:
    """``base_year`` of a snapshot: which period it is, or none, and the threshold of its recalculation."""
    base = company.base_period
    return {
        "period": base.name if base is not None else "",
        "threshold_percent": canonical_number(company.recalculation_threshold),
    }


def signed_report(period: ReportingPeriod) -> InventoryReport | None:
    """The latest report of a period that was signed off, without the weight of its content."""
    reports = InventoryReport.objects.filter(period_id=period.id, status__in=SIGNED)
    return reports.defer("snapshot").order_by("-prepared_at").first()


def _signed(period: ReportingPeriod) -> dict[str, Any]:
    report = signed_report(period)
    if report is None:
        return {}
    row = InventoryReport.objects.filter(id=report.id).values("snapshot__totals", "snapshot__gwp_set").get()
    totals = row["snapshot__totals"]
    market = {name: totals[name] for name in ("co2e_market_based_kg",) if name in totals}
    return {
        "gwp_set": row["snapshot__gwp_set"],
        "status": report.status,
        "snapshot_hash": report.snapshot_hash,
        "co2e_kg": totals["co2e_kg"],
        "by_scope": {scope: each["co2e_kg"] for scope, each in totals["by_scope"].items()},
        **market,
    }


def _as_it_stands(period: ReportingPeriod) -> dict[str, Any]:
    figures_complete()
    by_scope: dict[str, list[Decimal]] = {}
    for part in PeriodFigures(period).by_recipe():
        by_scope.setdefault(part.scope, []).append(part.amount.co2e)
    if not by_scope:
        return {}
    sums = {scope: exact_sum(parts) for scope, parts in sorted(by_scope.items())}
    market = {}
    if "2-market" in sums:
        market["co2e_market_based_kg"] = _total(sums, "market")
    return {
        "gwp_set": period.gwp_set,
        "status": "",
        "co2e_kg": _total(sums, "location"),
        "by_scope": {scope: canonical_number(amount) for scope, amount in sums.items()},
        **market,
    }


def _total(sums: dict[str, Decimal], method: str) -> str:
    return canonical_number(exact_sum(amount for scope, amount in sums.items() if scope != OTHER_METHOD[method]))


def compared_as(period: ReportingPeriod, company: Entity) -> Iterator[list[str]]:
    """What the comparison rests on: equal as long as it would be the same.

    Of a period that was never signed off that is the last entry of the ledger for it.
    """
    for role, other in compared_periods(period, company):
        report = signed_report(other)
        stands = report.snapshot_hash if report else str(_last_entry(other))
        yield [role, str(other.id), other.name, other.gwp_set, stands]


def _last_entry(period: ReportingPeriod) -> int:
    entries = Calculation.objects.filter(period_id=period.id).order_by("-sequence")
    return entries.values_list("sequence", flat=True).first() or 0
