"""What a person decides about a group, and taking it back."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.inventory.errors import AlreadyCalculated, AlreadyDecided
from apps.inventory.figures.updating import figures_complete
from apps.inventory.mapping.judging import against, granted
from apps.inventory.models import (
    ActivityData,
    FactorMapping,
    GroupState,
    LedgerLine,
    LineState,
    MappingGroup,
    MappingRule,
    ReportingPeriod,
)
from apps.inventory.models.mapping import LEFT_OUT, How
from apps.inventory.selectors import require_open
from apps.inventory.services.issues.following import issue_follow
from greenlang.errors import Conflict, InvalidInput

MAX_REASON = 500


@transaction.atomic
def group_accept(
    *, group: MappingGroup, candidate: dict[str, Any], by: str, how: How = How.CHOSEN, reason: str = ""
) -> FactorMapping:
    """Map a group's rows: they are for the candidate's agent, with its values. Rows that come later are mapped so too.

    Args:
        candidate: one of the group's, or one that was searched for.
        reason: why it may be taken, where something is taken for granted with it; the report lists both.

    Raises:
        InvalidInput: the candidate cannot be calculated, or takes something for granted and no reason is given.
        AlreadyDecided, PeriodLocked: nothing was changed.
    """
    group = _open(group)
    if candidate["kilograms"] is None:
        raise InvalidInput(f"The agent refuses these rows: {candidate['refusal']}", mend="Choose another candidate.")
    if granted(candidate) and not reason.strip():
        told = "; ".join(granted(candidate))
        message = f"Say why “{candidate['title']}” may stand for these rows. {told}."
        raise InvalidInput(message, where="reason", mend="The reason is kept with the choice, and the report lists it.")
    agent, values = candidate["agent"], candidate["mapped"]
    rows = ActivityData.objects.filter(mapping_group=group.id, agent="").update(agent=agent, mapped=values)
    decision = _decide(
        group,
        GroupState.MAPPED,
        how=how,
        rows=rows,
        decided_by=by,
        agent=agent,
        values=values,
        candidate=candidate,
        reason=reason.strip()[:MAX_REASON],
    )
    MappingRule.objects.update_or_create(
        key=group.key,
        defaults={
            "words": group.words,
            "dimension": group.dimension,
            "region": group.region,
            "agent": agent,
            "values": values,
            "learnt_from": decision,
            "retired_at": None,
        },
    )
    return decision


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted together.

    Args:
        unexplained: groups left waiting because their candidate takes something for granted and no reason was given.
        doubtful: groups left waiting because something speaks against their candidate.
    """

    made: list[FactorMapping]
    unexplained: int
    doubtful: int


def groups_accept_above(
    *, period: ReportingPeriod, confidence: Decimal, agents: Collection[str], by: str, reason: str = ""
) -> Accepted:
    """Accept the first candidate of every waiting group that is at least so sure and whose agent runs.

    Args:
        reason: why those that take something for granted may be taken; without it they wait on. Those that something
            speaks against wait for a decision of their own in any case.

    Raises:
        PeriodLocked: nothing was changed.
    """
    waiting = MappingGroup.objects.filter(period=period, state=GroupState.OPEN, rows__gt=0, confidence__gte=confidence)
    ready = [g for g in waiting if g.kilograms is not None and g.candidates[0]["agent"] in agents]
    fit = [g for g in ready if "flags" in g.candidates[0] and not against(g.candidates[0])]
    taken = [g for g in fit if reason.strip() or not granted(g.candidates[0])]
    with transaction.atomic():
        made = [_accept_together(group, by, reason) for group in taken]
    return Accepted(made, len(fit) - len(taken), len(ready) - len(fit))


def _accept_together(group: MappingGroup, by: str, reason: str) -> FactorMapping:
    candidate = group.candidates[0]
    said = reason if granted(candidate) else ""
    return group_accept(group=group, candidate=candidate, by=by, how=How.BULK, reason=said)


@transaction.atomic
def group_leave_out(*, group: MappingGroup, reason: str, by: str) -> FactorMapping:
    """Leave a group's rows out of the inventory; they stay listed, with the reason. Nothing is learnt of it.

    Raises:
        InvalidInput: no reason is given.
        AlreadyDecided, PeriodLocked: nothing was changed.
    """
    group = _open(group)
    if not reason.strip():
        raise InvalidInput("Say why the rows are left out.", where="reason", mend="The report lists the reason.")
    rows = ActivityData.objects.filter(mapping_group=group.id, agent="").update(agent=LEFT_OUT)
    return _decide(
        group, GroupState.LEFT_OUT, how=How.LEFT_OUT, rows=rows, decided_by=by, reason=reason.strip()[:MAX_REASON]
    )


@transaction.atomic
def group_undo(*, group: MappingGroup, by: str) -> FactorMapping:
    """Take a decision back, and what was learnt of it: the group waits again.

    Raises:
        AlreadyCalculated: a row of it stands in the ledger.
        Conflict: it waits already.
        PeriodLocked: nothing was changed.
    """
    group = MappingGroup.objects.select_for_update().select_related("period").get(id=group.id)
    require_open(group.period)
    if group.state == GroupState.OPEN:
        raise Conflict("The group waits already.", where="group")
    rows = ActivityData.objects.filter(mapping_group=group.id)
    _refuse_calculated(group, rows.values_list("id", flat=True))
    count = rows.update(agent="", mapped={})
    MappingRule.objects.filter(key=group.key, retired_at=None).update(retired_at=timezone.now())
    return _decide(group, GroupState.OPEN, how=How.UNDONE, rows=count, decided_by=by)


def _open(group: MappingGroup) -> MappingGroup:
    """The group, held; raises where somebody else was faster."""
    locked = MappingGroup.objects.select_for_update().select_related("period").get(id=group.id)
    require_open(locked.period)
    if locked.state != GroupState.OPEN:
        told = locked.get_state_display().lower()
        raise AlreadyDecided(f"“{locked.text}” is {told} already.", where="group", mend="Take that back first.")
    return locked


def _refuse_calculated(group: MappingGroup, rows: Collection[uuid.UUID]) -> None:
    figures_complete()
    lines = LedgerLine.objects.filter(period_id=group.period_id, state=LineState.COUNTS, activity_id__in=rows)
    counted = lines.count()
    if counted:
        raise AlreadyCalculated(
            f"{counted:,} rows of “{group.text}” stand in the ledger.",
            where="group",
            mend="Reverse these calculations first; nothing is taken out of the ledger in silence.",
        )


def _decide(group: MappingGroup, state: GroupState, **decision: Any) -> FactorMapping:
    group.state = state
    group.save(update_fields=["state"])
    made = FactorMapping.objects.create(group=group, **decision)
    told = made.candidate.get("title", "") or made.reason
    what = f"{made.get_how_display()}{f': {told}' if told else ''}"
    issue_follow(group, reason=what, by=made.decided_by)
    return made
