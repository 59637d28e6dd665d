"""Earlier periods of the company to compare with, and its policy for the base year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import OuterRef, Subquery

from apps.calculations.models import Calculation, Recipe
from apps.inventory.figures.reading import Part, PeriodFigures
from apps.inventory.figures.updating import figures_complete
from apps.inventory.models import Entity, ReportingPeriod
from apps.inventory.selectors import earlier_period
from apps.reports.disclosing.selectors import disclosures_of
from apps.reports.gathering.categories import categories
from apps.reports.models import InventoryReport, PeriodDisclosures
from apps.reports.totals import MARKET_BASED
from greenlang.engine.numbers import canonical_number, exact_sum
from greenlang.isolation import current_tenant_id

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
    members = ("snapshot__totals", "snapshot__gwp_set", "snapshot__disclosures__ets_percent")
    row = InventoryReport.objects.filter(id=report.id).values(*members).get()
    totals, ets = row["snapshot__totals"], row["snapshot__disclosures__ets_percent"]
    market = {name: totals[name] for name in ("co2e_market_based_kg",) if name in totals}
    stated = (scope for scope in totals["by_scope"] if scope != MARKET_BASED or market)
    return {
        "gwp_set": row["snapshot__gwp_set"],
        "status": report.status,
        "snapshot_hash": report.snapshot_hash,
        "co2e_kg": totals["co2e_kg"],
        "by_scope": {scope: totals["by_scope"][scope]["co2e_kg"] for scope in stated},
        **_present(by_category=_signed_categories(report) if "3" in totals["by_scope"] else {}, ets_percent=ets),
        **market,
    }


def _present(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}


def _signed_categories(report: InventoryReport) -> dict[str, str]:
    """kg CO2e of each category of scope 3 in a report's lines, added up where they are kept."""
    with connection.cursor() as cursor:
        cursor.execute(_CATEGORIES, {"report": report.id, "tenant": current_tenant_id()})
        return {number: canonical_number(kilograms) for number, kilograms in cursor.fetchall()}


_CATEGORIES: Final = """
SELECT line #>> '{category,scope3}' AS number,
    sum((line ->> 'co2e_kg')::numeric * coalesce(line ->> 'share', '1')::numeric)
FROM reports_inventoryreport, jsonb_array_elements(snapshot -> 'lines') AS line
WHERE id = %(report)s AND tenant_id = %(tenant)s AND line ->> 'scope' = '3'
    AND coalesce(line #>> '{category,scope3}', '0') <> '0'
GROUP BY 1 ORDER BY length(line #>> '{category,scope3}'), 1
"""


def _as_it_stands(period: ReportingPeriod) -> dict[str, Any]:
    """By the location-based method: whether market-based lines are of all bought energy, no figure kept ready says."""
    figures_complete()
    by_scope: dict[str, list[Decimal]] = {}
    every = PeriodFigures(period).by_recipe()
    if not every:
        return {}
    by_recipe = [part for part in every if part.scope != MARKET_BASED]
    for part in by_recipe:
        by_scope.setdefault(part.scope, []).append(part.amount.co2e)
    sums = {scope: exact_sum(parts) for scope, parts in sorted(by_scope.items())}
    return {
        "gwp_set": period.gwp_set,
        "status": "",
        "co2e_kg": canonical_number(exact_sum(sums.values())),
        "by_scope": {scope: canonical_number(amount) for scope, amount in sums.items()},
        **_present(
            by_category=_categories([part for part in by_recipe if part.scope == "3"]), ets_percent=_ets_said(period)
        ),
    }


def _categories(parts: Sequence[Part]) -> dict[str, str]:
    recipes = Recipe.objects.filter(id__in=[part.key for part in parts])
    known = categories(recipes) if parts else {}
    sums: dict[int, list[Decimal]] = {}
    for part in parts:
        if part.key in known and known[part.key].number:
            sums.setdefault(known[part.key].number, []).append(part.amount.co2e)
    return {str(number): canonical_number(exact_sum(sums[number])) for number in sorted(sums)}


def _ets_said(period: ReportingPeriod) -> str:
    return str(disclosures_of(period).get("ets_percent", ""))


def compared_as(period: ReportingPeriod, company: Entity) -> Iterator[list[str]]:
    """What the comparison rests on: equal as long as it would be the same.

    Of a period that was never signed off that is the last entry of the ledger for it, and what was said of it.
    """
    for role, other in compared_periods(period, company):
        report = signed_report(other)
        stands = report.snapshot_hash if report else _last_entry(other)
        yield [role, str(other.id), other.name, other.gwp_set, stands]


def _last_entry(period: ReportingPeriod) -> str:
    """With the part under emission trading, where that is said."""
    said = PeriodDisclosures.objects.filter(period_id=OuterRef("period_id")).values("said__ets_percent")
    entries = Calculation.objects.filter(period_id=period.id).order_by("-sequence").annotate(ets=Subquery(said[:1]))
    sequence, ets = entries.values_list("sequence", "ets").first() or (0, None)
    return f"{sequence} {ets}" if ets else str(sequence)
