"""What issues can be narrowed by, and whom they can be assigned to."""

from apps.inventory.issues.findings import IssueKind
from apps.inventory.models import InventoryIssue, ReportingPeriod
from apps.inventory.queues.issues import NOBODY
from apps.portal.listing import Filter
from apps.tenants.models import Membership

MOST_SITES = 200


def members() -> list[tuple[str, str]]:
    """Whom an issue can be assigned to: id and name."""
    rows = Membership.objects.select_related("user").order_by("user__email")
    return [(str(row.user_id), str(row.user)) for row in rows]


def issue_filters(period: ReportingPeriod, people: list[tuple[str, str]]) -> list[Filter]:
    """Kind, site and who sees to it; of kinds and sites those that there are."""
    rows = InventoryIssue.objects.filter(period=period).order_by()
    kinds = sorted(rows.values_list("kind", flat=True).distinct())
    sites = sorted(rows.exclude(site="").values_list("site", flat=True).distinct()[:MOST_SITES])
    return [
        Filter("kind", "Kind", [(kind, IssueKind(kind).label) for kind in kinds]),
        Filter("site", "Site", [(site, site) for site in sites]),
        Filter("assignee", "Assigned to", [(NOBODY, "Nobody"), *people]),
    ]
