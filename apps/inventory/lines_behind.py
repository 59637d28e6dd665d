"""What stands behind one line of the ledger: its row of activity data, its evidence, and what was not taken."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.calculations.models import Calculation, EmissionFactor, Recipe
from apps.inventory.models import ActivityData, FactorMapping, LedgerLine, LineState, ReportingPeriod
from apps.inventory.models.figures import SUPERSEDED
from apps.inventory.models.mapping import How

MOST_PASSED_OVER = 12
MOST_BEFORE = 6


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Figures of the catalogue for the same activity that did not answer the request, and why the first does not.

    ``category``, ``activity`` and ``gas`` are what was searched by: the catalogue's own names, and no other.
    """

    factors: list[tuple[EmissionFactor, str]]
    more: int
    category: str
    activity: str
    gas: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a line stands for beside the others of its activity.

    Args:
        state: a `LineState`; empty where the figures do not know the line yet.
        counts: the line that counts in its place; None where it counts itself, or nothing does.
        before: of a line that counts, those that counted once, the newest first, with the reason of a reversal.
        more: how many further ones.
    """

    state: str = ""
    counts: LedgerLine | None = None
    before: Sequence[tuple[LedgerLine, str]] = ()
    more: int = 0


def standing_of(row: Calculation) -> Standing:
    """As the figures kept ready say it."""
    line = LedgerLine.objects.filter(id=row.id).first()
    if line is None or line.activity_id is None or line.period_id is None:
        return Standing(line.state if line else "")
    same = LedgerLine.objects.filter(period_id=line.period_id, activity_id=line.activity_id)
    if line.state != LineState.COUNTS:
        return Standing(line.state, same.filter(state=LineState.COUNTS).first())
    earlier = list(same.filter(state__in=SUPERSEDED).order_by("-sequence"))
    shown = earlier[:MOST_BEFORE]
    taken_back = Calculation.objects.filter(reverses__in=[one.id for one in shown])
    reasons = {one.reverses: reversal_reason(one) for one in taken_back}
    return Standing(line.state, None, [(one, reasons.get(one.id, "")) for one in shown], len(earlier) - len(shown))


def reversal_reason(row: Calculation) -> str:
    """What a reversing entry gives as its reason; empty where somebody has broken it."""
    try:
        return str(json.loads(row.source).get("reversal_reason", ""))
    except (ValueError, AttributeError):
        return ""


def source_row(row: Calculation) -> ActivityData | None:
    """The row of activity data a line is of; None outside an inventory, or where it is not here."""
    if row.activity_id is None:
        return None
    return ActivityData.objects.select_related("upload", "site").filter(id=row.activity_id).first()


def decision_behind(activity: ActivityData) -> FactorMapping | None:
    """The decision by which a row is for its agent; None where the row said so itself."""
    if activity.mapping_group is None or not activity.agent:
        return None
    decisions = FactorMapping.objects.filter(group_id=activity.mapping_group).select_related("group")
    found = decisions.order_by("-decided_at", "-id").first()
    return None if found is None or found.how == How.UNDONE else found


def period_is_locked(row: Calculation) -> bool:
    """Whether the line's period is signed off."""
    return bool(row.period_id and ReportingPeriod.objects.filter(id=row.period_id, locked_at__isnull=False).exists())


def passed_over_by(row: Calculation) -> PassedOver | None:
    """The figures that a line's leading factor was taken before.

    None where that was not looked up in the catalogue, or the recipe cannot be read.
    """
    try:
        content = row.recipe.content
        slot = content["emission_factor"]["slot"]
        request, components = content["requests"].get(slot), content["resolved"][slot]["components"]
        used, gas = {part["ef_cid"] for part in components}, components[0]["gas"]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, Recipe.DoesNotExist):
        return None
    return passed_over(request, used, gas) if request else None


def passed_over(request: Mapping[str, Any], used: set[str], gas: str) -> PassedOver:
    """Looked up again in the catalogue as it is today: same category, activity and gas, another figure.

    Args:
        request: as the recipe recorded it.
        used: content ids of the figures that were taken.
        gas: of the figure that led.
    """
    named = {"category": request.get("category", ""), "activity": request.get("activity", ""), "gas": gas}
    others = EmissionFactor.objects.filter(**named).exclude(ef_cid__in=used).select_related("edition")
    order = sorted(others, key=lambda one: (_why_not(one, request), one.edition.slug, one.region, one.unit, one.id))
    found = [(one, _why_not(one, request)) for one in order[:MOST_PASSED_OVER]]
    return PassedOver(found, max(0, len(order) - len(found)), named["category"], named["activity"], gas)


def _why_not(factor: EmissionFactor, request: Mapping[str, Any]) -> str:
    if not factor.is_available:
        return "published as not available"
    if request.get("edition") and factor.edition.slug != request["edition"]:
        return f"another edition than {request['edition']}"
    if request.get("region") and factor.region != request["region"]:
        return f"another region than {request['region']}"
    if request.get("basis") and factor.basis != request["basis"]:
        return f"another heating value than {request['basis']}"
    return f"another unit or route than {request.get('unit', '')}"


def reversals_of(row: Calculation) -> tuple[Calculation | None, Calculation | None]:
    """The entry that a reversal takes back, and the reversal that took an entry back."""
    taken_back = Calculation.objects.filter(id=row.reverses).first() if row.reverses else None
    return taken_back, Calculation.objects.filter(reverses=row.id).first()
