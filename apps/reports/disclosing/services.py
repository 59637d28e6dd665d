"""Changing what is said about a period."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ReportingPeriod
from apps.inventory.signing_off.standing import PeriodState, standing_held
from apps.reports.disclosing.errors import DisclosuresMoved
from apps.reports.disclosing.rules import checked_disclosures
from apps.reports.disclosing.selectors import disclosures_kept, prior_disclosures, tag_of
from apps.reports.disclosing.topics import TOPIC_OF, Topic, carried_over, of_topic
from apps.reports.models import PeriodDisclosures
from greenlang.errors import NotFound


@transaction.atomic
def disclosures_put(
    *,
    period: ReportingPeriod,
    said: object,
    actor: str,
    matches: Callable[[Mapping[str, Any]], None] = lambda there: None,
) -> PeriodDisclosures:
    """Say these things about a period, and nothing else.

    Args:
        said: as `Disclosures`; numbers as decimal text.
        matches: handed what is replaced, while nobody else can change it; raises where it may not be.

    Raises:
        OutOfTurn: the period was submitted or signed off.
        DisclosuresInvalid: with every finding.
    """
    kept = _held(period)
    matches(kept.said)
    return _keep(kept, dict(checked_disclosures(said)), actor)


@transaction.atomic
def topic_put(
    *, period: ReportingPeriod, topic: Topic, said: Mapping[str, Any], actor: str, seen: str = ""
) -> PeriodDisclosures:
    """Say these things about one topic, and leave the others as they are; as `disclosures_put`.

    Raises:
        DisclosuresMoved: somebody saved the topic since it was read.
    """
    kept = _held(period)
    if seen and seen != tag_of(of_topic(topic, kept.said)):
        who = f" by {kept.changed_by}" if kept.changed_by else ""
        raise DisclosuresMoved(
            f"This topic was changed{who} since you opened it.", mend="Save again to replace what is there now."
        )
    others = {name: value for name, value in kept.said.items() if name not in topic.members}
    return _keep(kept, dict(checked_disclosures({**others, **said})), actor, looked_at=(topic.id,))


@transaction.atomic
def disclosures_carry_over(*, period: ReportingPeriod, actor: str) -> PeriodDisclosures:
    """Take over from the period before what holds for more than a year and nobody has said of this one yet.

    Raises:
        OutOfTurn: the period was submitted or signed off.
        NotFound: nothing was said about an earlier period.
    """
    kept = _held(period)
    before = prior_disclosures(period)
    if before is None:
        raise NotFound("Nothing was said about an earlier period.", where="period", mend="Fill the topics in.")
    added = carried_over(kept.said, before.said)
    names = {TOPIC_OF[name].id: before.period.name for name in added}
    kept.carried = {**kept.carried, **names}
    return _keep(kept, dict(checked_disclosures({**kept.said, **added})), actor, act=f"from {before.period.name}")


def _held(period: ReportingPeriod) -> PeriodDisclosures:
    standing_held(period).require(PeriodState.OPEN)
    return disclosures_kept(period)


def _keep(
    kept: PeriodDisclosures, said: dict[str, Any], actor: str, *, looked_at: Iterable[str] = (), act: str = ""
) -> PeriodDisclosures:
    """Keep and note what is another than before."""
    names = {name for name in {*said, *kept.said} if said.get(name) != kept.said.get(name)}
    changed = {TOPIC_OF[name].title for name in names}
    settled = {TOPIC_OF[name].id for name in names} if not act else set()
    kept.carried = {id_: name for id_, name in kept.carried.items() if id_ not in {*looked_at, *settled}}
    if not changed:
        if not kept._state.adding:
            kept.save(update_fields=["carried"])
        return kept
    kept.said, kept.changed_by, kept.changed_at = said, actor[:200], timezone.now()
    kept.save()
    audit_record(
        kind=AuditKind.REPORT,
        act="carried over disclosures of" if act else "changed the disclosures of",
        actor=actor,
        subject=f"{kept.period.entity.name}, {kept.period.name}",
        detail=", ".join(sorted(names)) + (f"; {act}" if act else ""),
    )
    return kept
