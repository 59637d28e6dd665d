"""Issues as people read them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import InventoryIssue
from apps.portal.presenters.numbers import count, masses

_WORDS = {IssueState.OPEN: "Open", IssueState.RESOLVED: "Resolved", IssueState.ACCEPTED: "Right as it is"}


def issue_rows(issues: Sequence[InventoryIssue]) -> list[dict[str, Any]]:
    """A page of issues, their masses in one unit."""
    known = [issue.kilograms for issue in issues if issue.kilograms is not None]
    shown = iter(masses(known))
    return [issue_row(issue, next(shown) if issue.kilograms is not None else None) for issue in issues]


def issue_row(issue: InventoryIssue, stake: Any) -> dict[str, Any]:
    """One issue; ``stake`` is the mass as it is shown, None where it is not known."""
    kind = IssueKind(issue.kind)
    return {
        "issue_id": str(issue.id),
        "title": issue.title,
        "kind": kind.label,
        "blocks": issue.blocks,
        "site": issue.site,
        "stake": stake,
        "how": issue.how,
        "state": issue.state,
        "state_words": _WORDS[IssueState(issue.state)],
        "reason": issue.reason,
        "assignee": str(issue.assignee) if issue.assignee else "",
        "assignee_id": str(issue.assignee_id or ""),
        "found_at": issue.found_at,
        "seen_at": issue.seen_at,
        "closed_at": issue.closed_at,
    }


def issue_facts(issue: InventoryIssue, group_id: str = "") -> dict[str, Any]:
    """One issue with its evidence, history and where to mend it.

    Args:
        group_id: of the mapping group that waits, of an issue about one.
    """
    kind = IssueKind(issue.kind)
    return {
        **issue_rows([issue])[0],
        "mend": kind.mend,
        "evidence": issue.evidence,
        "more": count(issue.more) if issue.more else "",
        "history": [
            {"what": event.what, "reason": event.reason, "by": event.by, "at": event.at} for event in issue.events.all()
        ],
        "links": _links(issue, kind, group_id),
    }


def _links(issue: InventoryIssue, kind: IssueKind, group_id: str) -> list[dict[str, str]]:
    """Where the rows stand, or what mends it."""
    links = []
    if kind == IssueKind.NO_FACTOR:
        where = reverse("portal:mapping_group", args=[group_id]) if group_id else reverse("portal:mapping")
        links.append({"label": "Choose a factor", "url": where})
    if kind == IssueKind.REJECTED:
        address = reverse("portal:file", args=[issue.key.partition(":")[2]])
        links.append({"label": "See and settle the rows", "url": f"{address}?rows=rejected"})
    if kind in {IssueKind.NOT_CALCULATED, IssueKind.REFUSED}:
        links.append({"label": "Files and runs", "url": reverse("portal:data")})
    if issue.site and kind not in {IssueKind.NO_DATA, IssueKind.NO_FACTOR}:
        query = urlencode({"site": str(issue.site_id), "period": str(issue.period_id)})
        links.append({"label": "Calculated lines of the site", "url": f"{reverse('portal:calculations')}?{query}"})
    if kind in {IssueKind.GAP, IssueKind.NO_DATA}:
        links.append({"label": "Upload data", "url": reverse("portal:upload")})
    return links


def state_tabs(counted: Mapping[str, int], state: str, path: str) -> list[dict[str, Any]]:
    """The three states with how many issues are in each."""
    return [
        {
            "label": _WORDS[each],
            "url": path if each == IssueState.OPEN else f"{path}?state={each.value}",
            "current": each.value == state,
            "count": count(counted[each.value]),
        }
        for each in (IssueState.OPEN, IssueState.ACCEPTED, IssueState.RESOLVED)
    ]
