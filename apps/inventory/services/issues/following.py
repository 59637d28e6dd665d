"""Issues that follow what is decided elsewhere, without waiting for the next look."""

from django.utils import timezone

from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import GroupState, InventoryIssue, IssueEvent, MappingGroup


def issue_follow(group: MappingGroup, *, reason: str, by: str) -> None:
    """Close the issue that a group waits for a factor, now that it was decided; open it again where that was taken
    back. In the caller's transaction, which holds the group. An issue that somebody accepted stays accepted.
    """
    waits = group.state == GroupState.OPEN
    before, after = (IssueState.RESOLVED, IssueState.OPEN) if waits else (IssueState.OPEN, IssueState.RESOLVED)
    about = InventoryIssue.objects.filter(period_id=group.period_id, key=f"{IssueKind.NO_FACTOR}:{group.issue_about}")
    issue = about.filter(state=before.value).first()
    if issue is None:
        return
    issue.state, issue.reason = after.value, "" if waits else reason[:500]
    issue.closed_at = None if waits else timezone.now()
    issue.save(update_fields=["state", "reason", "closed_at"])
    what = "found again" if waits else "resolved"
    IssueEvent.objects.create(issue=issue, what=what, reason=reason[:500], by=by)
