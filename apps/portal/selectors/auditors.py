"""Links of a period with how much was looked at."""

import uuid
from datetime import datetime

from apps.inventory.auditing.links import links_seen
from apps.inventory.models import AuditorLink

MOST_LINKS = 100


def links_of(period_id: uuid.UUID) -> list[tuple[AuditorLink, int, datetime | None]]:
    """The latest links of a period, each with how many pages were opened with it and when the last was."""
    return links_seen(list(AuditorLink.objects.filter(period_id=period_id).order_by("-created_at", "-id")[:MOST_LINKS]))
