"""Links of a period with how much was looked at."""

import uuid
from datetime import datetime

from django.db.models import Count, Max

from apps.inventory.models import AuditorLink, AuditorVisit

MOST_LINKS = 100


def links_of(period_id: uuid.UUID) -> list[tuple[AuditorLink, int, datetime | None]]:
    """The latest links of a period, each with how many pages were opened with it and when the last was."""
    links = list(AuditorLink.objects.filter(period_id=period_id).order_by("-created_at", "-id")[:MOST_LINKS])
    visits = AuditorVisit.objects.filter(link__in=links).order_by().values("link_id")
    seen = {row["link_id"]: row for row in visits.annotate(views=Count("id"), last=Max("at"))}
    return [
        (link, seen[link.id]["views"], seen[link.id]["last"]) if link.id in seen else (link, 0, None) for link in links
    ]
