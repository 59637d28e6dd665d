"""Bringing the queue up to date with the rows: group, apply what was learnt, find candidates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.inventory.mapping.grouping import Group, Writing, grouped, says_what_it_is
from apps.inventory.mapping.offers import AgentOffer
from apps.inventory.mapping.ranking import Ranker
from apps.inventory.mapping.trials import Sample, Trial
from apps.inventory.mapping.words import words_of
from apps.inventory.models import ActivityData, FactorMapping, GroupState, MappingGroup, MappingRule, ReportingPeriod
from apps.inventory.models.mapping import How
from apps.inventory.services.mapping.candidates import Rows, best_of, candidates_of, tried_with
from apps.inventory.services.mapping.index import ranker_for
from apps.inventory.services.mapping.waiting import rows_join, writings_waiting
from greenlang.engine.numbers import canonical_number

LEARNT_BY = "earlier choice"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at a period's rows found.

    Args:
        waiting: groups that wait for a person.
        rows: in these.
        learnt: rows that were mapped from an earlier choice.
    """

    waiting: int
    rows: int
    learnt: int


def mapping_refresh(
    *,
    period: ReportingPeriod,
    offers: tuple[AgentOffer, ...],
    trial: Trial,
    changed_at: datetime | None = None,
) -> Refreshed:
    """Group the rows that no running agent can take as they are; what was learnt is applied.

    Args:
        offers: what the running agents take.
        trial: calculates with one of them.
        changed_at: when it last changed what runs; groups whose rows are as they were keep the candidates that were
            found since. None: all are looked for anew.
    """
    groups = grouped(_not_taken(writings_waiting(period), offers, trial))
    ranker, rules = ranker_for(offers), _rules(offers)
    kept = _kept_since(period, offers, changed_at) if changed_at else {}
    prepared = [
        _Prepared(group, kept[group.key].candidates)
        if group.key not in rules and group.key in kept and _is_as_it_was(group, kept[group.key])
        else _prepared(group, rules.get(group.key), ranker, trial)
        for group in groups
    ]
    with transaction.atomic():
        ReportingPeriod.objects.select_for_update(no_key=True).get(id=period.id)
        return _write(period, prepared)


def _not_taken(writings: list[Writing], offers: tuple[AgentOffer, ...], trial: Trial) -> list[Writing]:
    """The ways of writing that none of the agents calculates as they are; each is tried once."""
    known: dict[tuple[object, ...], bool] = {}
    left = []
    for writing in writings:
        asked = (tuple(sorted(writing.attributes.items())), writing.unit, writing.basis, not writing.description)
        if asked not in known:
            known[asked] = says_what_it_is(writing, offers) and _is_taken(writing, offers, trial)
        if not known[asked]:
            left.append(writing)
    return left


def _is_taken(writing: Writing, offers: tuple[AgentOffer, ...], trial: Trial) -> bool:
    quantity = canonical_number(writing.quantity)
    sample = Sample(quantity, writing.unit, writing.basis, writing.attributes, {}, writing.start)
    fitting = [offer.agent for offer in offers if says_what_it_is(writing, [offer])]
    return any(trial(agent, sample).kilograms is not None for agent in fitting)


def _kept_since(
    period: ReportingPeriod, offers: tuple[AgentOffer, ...], changed_at: datetime
) -> Mapping[str, MappingGroup]:
    """Groups that wait and were looked for after the change, with candidates of versions that run.

    Candidates of which it was not yet noted what they take for granted are looked for anew.
    """
    running = {(offer.agent, offer.version) for offer in offers}
    waiting = MappingGroup.objects.filter(period=period, state=GroupState.OPEN, seen_at__gt=changed_at)
    return {
        group.key: group
        for group in waiting
        if group.candidates
        and all((each["agent"], each["version"]) in running and "flags" in each for each in group.candidates)
    }


def _is_as_it_was(group: Group, known: MappingGroup) -> bool:
    return known.units == group.units and known.names == group.names and known.start == group.wanted.start


def _rules(offers: tuple[AgentOffer, ...]) -> Mapping[str, MappingRule]:
    """What was learnt about agents that run, by group key."""
    rules = MappingRule.objects.filter(retired_at=None, agent__in={offer.agent for offer in offers})
    return {rule.key: rule for rule in rules}


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A group with its candidates, or with the rule that decides it."""

    group: Group
    candidates: list[dict[str, Any]]
    rule: MappingRule | None = None


def _prepared(group: Group, rule: MappingRule | None, ranker: Ranker, trial: Trial) -> _Prepared:
    if rule is not None:
        rows = Rows(group.names, group.first.attributes, group.units, group.wanted.start or group.first.start)
        tried = tried_with(rule.agent, rule.values, rows, trial)
        if tried.kilograms is not None:
            candidate = rule.learnt_from.candidate | {"kilograms": canonical_number(tried.kilograms)}
            return _Prepared(group, [candidate], rule)
    return _Prepared(group, candidates_of(group, ranker, trial))


def _write(period: ReportingPeriod, prepared: list[_Prepared]) -> Refreshed:
    now = timezone.now()
    latest: dict[str, MappingGroup] = {}
    for known in MappingGroup.objects.filter(period=period).order_by("part"):
        latest[known.key] = known
    stored = [_stored(period, each, latest.get(each.group.key)) for each in prepared]
    _keep(stored, now)
    joined, ruled, waiting, rows = [], [], 0, 0
    for each, row in zip(prepared, stored, strict=True):
        joined += [(writing, row.id) for writing in each.group.writings]
        if each.rule is not None:
            ruled.append((row, each.rule, each.group.rows))
        else:
            waiting, rows = waiting + 1, rows + each.group.rows
    rows_join(period, joined)
    for row, rule, count in ruled:
        _apply(row, rule, count)
    _let_go(period, now)
    return Refreshed(waiting, rows, sum(count for _, _, count in ruled))


_LOOKED_AT = (
    "words", "text", "also", "dimension", "region", "scope", "units", "names", "attributes", "rows", "start", "end",
    "candidates", "confidence", "kilograms", "seen_at",
)  # fmt: skip


def _keep(groups: list[MappingGroup], now: datetime) -> None:
    """All of them in a few statements, however many."""
    for group in groups:
        group.seen_at = now
    MappingGroup.objects.bulk_create(
        groups,
        batch_size=500,
        update_conflicts=True,
        update_fields=_LOOKED_AT,
        unique_fields=["tenant_id", "period", "key", "part"],
    )


def _stored(period: ReportingPeriod, each: _Prepared, known: MappingGroup | None) -> MappingGroup:
    """The row of a group: the one that waits already, else a further part."""
    group, (confidence, kilograms) = each.group, best_of(each.candidates)
    if known is None or known.state != GroupState.OPEN:
        part = 1 if known is None else known.part + 1
        known = MappingGroup(period=period, key=group.key, part=part)
    row, first = known, group.first
    row.words = " ".join(words_of(first.text))[:500]
    row.text, row.also = first.text[:500], [text[:200] for text in group.texts[1:6]]
    row.dimension, row.region, row.scope = (
        first.dimension[:200],
        first.place[:60],
        first.attributes.get("scope", "")[:20],
    )
    row.units, row.names, row.attributes = group.units, group.names, dict(first.attributes)
    row.rows = group.rows
    row.start = min(writing.start for writing in group.writings)
    row.end = max(writing.end for writing in group.writings)
    row.candidates, row.confidence, row.kilograms = each.candidates, confidence, kilograms
    return row


def _apply(group: MappingGroup, rule: MappingRule, rows: int) -> None:
    learnt = rule.learnt_from
    reason = (
        f"as {learnt.decided_by} chose on {learnt.decided_at:%Y-%m-%d}{f': {learnt.reason}' if learnt.reason else ''}"
    )
    ActivityData.objects.filter(mapping_group=group.id, agent="").update(agent=rule.agent, mapped=rule.values)
    group.state = GroupState.MAPPED
    group.save(update_fields=["state"])
    FactorMapping.objects.create(
        group=group,
        how=How.EARLIER,
        agent=rule.agent,
        values=rule.values,
        candidate=group.candidates[0],
        reason=reason[:500],
        rows=rows,
        decided_by=LEARNT_BY,
    )


def _let_go(period: ReportingPeriod, now: datetime) -> None:
    """Groups that wait and have no rows any more; those with a history stay, empty."""
    gone = MappingGroup.objects.filter(period=period, state=GroupState.OPEN).exclude(seen_at=now)
    gone.filter(decisions=None).delete()
    gone.update(rows=0)
