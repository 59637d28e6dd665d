"""A look at a period's data: what is found is noted, what is no longer found closes itself."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.inventory.issues import detect
from apps.inventory.issues.findings import Finding
from apps.inventory.issues.lifecycle import NO_LONGER_FOUND, IssueState, after_look
from apps.inventory.models import InventoryIssue, IssueEvent, ReportingPeriod
from apps.inventory.services.issues.surveying import survey_of

LOOK = "detection"
_NOTED = ("kind", "title", "how", "kilograms", "site", "site_id", "evidence", "more", "seen_at")
_CHANGED = (*_NOTED, "state", "closed_at", "reason")


@dataclass(frozen=True, slots=True)
class Detected:
    """What a look came to."""

    found: int
    opened: int
    closed: int


def issues_detect(*, period: ReportingPeriod, refused: Mapping[uuid.UUID, str]) -> Detected:
    """Look through a period's data; its figures are up to date.

    Args:
        refused: why agents refused rows, by the rows' ids.
    """
    now = timezone.now()
    findings = {finding.key: finding for finding in detect(survey_of(period, today=now.date(), refused=refused))}
    with transaction.atomic():
        ReportingPeriod.objects.select_for_update(no_key=True).get(id=period.id)
        return _reconcile(period, findings, now)


def _reconcile(period: ReportingPeriod, findings: Mapping[str, Finding], now: datetime) -> Detected:
    known = {issue.key: issue for issue in InventoryIssue.objects.filter(period=period)}
    made = [
        _noted(InventoryIssue(period=period, key=key, found_at=now), findings[key], now)
        for key in findings.keys() - known.keys()
    ]
    changed, events = [], [IssueEvent(issue=issue, what="found", by=LOOK) for issue in made]
    opened, closed = len(made), 0
    for key, issue in known.items():
        finding = findings.get(key)
        state = after_look(IssueState(issue.state), found=finding is not None)
        before = _face(issue)
        if finding is not None:
            _noted(issue, finding, now)
        if state != issue.state:
            opened, closed = opened + (state == IssueState.OPEN), closed + (state == IssueState.RESOLVED)
            events.append(_turned(issue, state, now))
        elif _face(issue) == before:
            continue
        changed.append(issue)
    InventoryIssue.objects.bulk_create(made, batch_size=500)
    InventoryIssue.objects.bulk_update(changed, _CHANGED, batch_size=500)
    InventoryIssue.objects.filter(period=period, key__in=list(findings)).update(seen_at=now)
    IssueEvent.objects.bulk_create(events, batch_size=1000)
    return Detected(len(findings), opened, closed)


def _face(issue: InventoryIssue) -> tuple[object, ...]:
    """What a look can change of an issue, the moment apart."""
    return tuple(getattr(issue, name) for name in _NOTED if name != "seen_at")


def _noted(issue: InventoryIssue, finding: Finding, now: datetime) -> InventoryIssue:
    issue.kind, issue.title, issue.how = finding.kind.value, finding.title[:900], finding.how
    issue.kilograms, issue.more, issue.seen_at = finding.kilograms, finding.more, now
    issue.site, issue.site_id = finding.site, uuid.UUID(finding.site_id) if finding.site_id else None
    issue.evidence = [asdict(each) for each in finding.evidence]
    return issue


def _turned(issue: InventoryIssue, state: IssueState, now: datetime) -> IssueEvent:
    issue.state = state.value
    if state == IssueState.OPEN:
        issue.closed_at, issue.reason = None, ""
        return IssueEvent(issue=issue, what="found again", by=LOOK)
    issue.closed_at, issue.reason = now, NO_LONGER_FOUND
    return IssueEvent(issue=issue, what="resolved", reason=NO_LONGER_FOUND, by=LOOK)
