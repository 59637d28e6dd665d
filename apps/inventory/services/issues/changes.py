"""What people make of issues: who sees to one, that it is mended, or right as it is."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import ActivityUpload, InventoryIssue, IssueEvent
from apps.inventory.selectors import require_open
from apps.inventory.services.settling import rejected_reopen, rejected_settle
from apps.tenants.models import Membership
from greenlang.errors import InvalidInput, NotFound

MAX_REASON = 500
MOST = 1000


def issue_assign(*, issues: Sequence[uuid.UUID], member: uuid.UUID | None, by: str) -> int:
    """Have a member see to issues; None: nobody. How many.

    Raises:
        NotFound: there is no such member here, or no such issue.
    """
    membership = Membership.objects.select_related("user").filter(user_id=member).first() if member else None
    if member and membership is None:
        raise NotFound("There is no such member.", where="assignee")
    what = f"assigned to {membership.user}" if membership else "assigned to nobody"
    with transaction.atomic():
        held = _held(issues)
        for issue in held:
            issue.assignee_id = member
        InventoryIssue.objects.bulk_update(held, ["assignee"], batch_size=MOST)
        _tell(held, what[:60], "", by)
    return len(held)


def issue_resolve(*, issues: Sequence[uuid.UUID], reason: str, by: str) -> int:
    """They are mended. Where the next look finds one again, it is open again. How many.

    Raises:
        InvalidInput: no reason is given.
        NotFound, PeriodLocked: nothing was changed.
    """
    return _close(issues, IssueState.RESOLVED, reason, by)


def issue_accept(*, issues: Sequence[uuid.UUID], reason: str, by: str) -> int:
    """They are right as they are; a look that finds them leaves them so. How many. Raises as `issue_resolve`."""
    return _close(issues, IssueState.ACCEPTED, reason, by)


def issue_reopen(*, issues: Sequence[uuid.UUID], by: str) -> int:
    """They wait for somebody again. How many. Raises as `issue_resolve`."""
    return _turn(issues, IssueState.OPEN, "", by)


def _close(issues: Sequence[uuid.UUID], state: IssueState, reason: str, by: str) -> int:
    if not reason.strip():
        raise InvalidInput(
            "Say why.", where="reason", mend="The reason is kept with the issue, your name and the time."
        )
    return _turn(issues, state, reason.strip()[:MAX_REASON], by)


@transaction.atomic
def _turn(issues: Sequence[uuid.UUID], state: IssueState, reason: str, by: str) -> int:
    held = [issue for issue in _held(issues) if issue.state != state]
    for issue in held:
        if issue.kind == IssueKind.REJECTED:
            _settle(issue, state, reason, by)
        issue.state, issue.reason = state.value, reason
        issue.closed_at = None if state == IssueState.OPEN else timezone.now()
    InventoryIssue.objects.bulk_update(held, ["state", "reason", "closed_at"], batch_size=MOST)
    _tell(held, "reopened" if state == IssueState.OPEN else state.value, reason, by)
    return len(held)


def _settle(issue: InventoryIssue, state: IssueState, reason: str, by: str) -> None:
    """The rejected rows a closed issue is about block nothing any more; those of one that is opened again do."""
    upload = ActivityUpload.objects.filter(id=issue.key.partition(":")[2]).first()
    if upload is None:
        return
    if state == IssueState.OPEN:
        rejected_reopen(upload=upload, row_ids=None, actor=by, reason=issue.reason)
    elif issue.state == IssueState.OPEN:
        rejected_settle(upload=upload, row_ids=None, reason=reason, actor=by)


def _held(issues: Sequence[uuid.UUID]) -> list[InventoryIssue]:
    """The issues, held; at most `MOST` at once."""
    if not issues or len(issues) > MOST:
        raise InvalidInput("No issue was chosen.", where="issue", mend=f"Choose one or more, at most {MOST}.")
    rows = InventoryIssue.objects.filter(id__in=issues).order_by("id")
    held = list(rows.select_for_update(of=("self",)).select_related("period"))
    if len(held) != len(set(issues)):
        raise NotFound("There is no such issue.", where="issue")
    for period in {issue.period_id: issue.period for issue in held}.values():
        require_open(period)
    return held


def _tell(issues: Sequence[InventoryIssue], what: str, reason: str, by: str) -> None:
    IssueEvent.objects.bulk_create(IssueEvent(issue=issue, what=what, reason=reason, by=by) for issue in issues)
