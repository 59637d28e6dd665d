"""What a report's figures take for granted since rows were mapped by hand: other regions and years, heating values."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import instant_text
from apps.inventory.mapping.judging import granted
from apps.inventory.models import ActivityData, FactorMapping, GroupState, MappingGroup, ReportingPeriod
from apps.reports.totals import exact_product, exact_sum
from greenlang.engine.numbers import canonical_number


def assumptions_of(period: ReportingPeriod, rows: Iterable[tuple[Calculation, Decimal]]) -> list[dict[str, Any]]:
    """``assumptions`` of a snapshot: the groups whose mapping takes something for granted, the heaviest first.

    Args:
        rows: the calculations that count, each with the part of it that does.
    """
    decisions = _decisions(period)
    if not decisions:
        return []
    mapped = ActivityData.objects.filter(period=period, mapping_group__in=list(decisions))
    group_of = dict(mapped.values_list("id", "mapping_group"))
    counted: dict[Any, list[str]] = defaultdict(list)
    for row, share in rows:
        group = group_of.get(row.activity_id) if row.activity_id else None
        if group is not None:
            counted[group].append(exact_product(canonical_number(row.co2e), canonical_number(share)))
    found = [_assumption(decisions[group], parts) for group, parts in counted.items()]
    return sorted(found, key=lambda each: (-abs(Decimal(each["co2e_kg"])), each["text"], each["decided_at"]))


def _decisions(period: ReportingPeriod) -> dict[Any, FactorMapping]:
    """By group, the decision that holds, where it takes something for granted."""
    groups = MappingGroup.objects.filter(period=period, state=GroupState.MAPPED)
    made = FactorMapping.objects.filter(group__in=groups).select_related("group").order_by("decided_at", "id")
    latest = {decision.group_id: decision for decision in made}
    return {group: decision for group, decision in latest.items() if granted(decision.candidate)}


def _assumption(decision: FactorMapping, parts: list[str]) -> dict[str, Any]:
    candidate = decision.candidate
    return {
        "text": decision.group.text,
        "factor": f"{candidate['title']}, {candidate['edition_title']}",
        "taken": granted(candidate),
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "decided_at": instant_text(decision.decided_at),
        "rows": len(parts),
        "co2e_kg": exact_sum(parts),
    }
