"""Links for auditors as the list shows them."""

from datetime import datetime
from typing import Any

from apps.inventory.models import AuditorLink


def link_row(link: AuditorLink, views: int = 0, seen_at: datetime | None = None) -> dict[str, Any]:
    """A link with its state."""
    state = "Revoked" if link.revoked_at else "Active" if link.is_open else "Expired"
    return {
        "link_id": link.id,
        "name": link.name,
        "email": link.email,
        "state": state,
        "created_by": link.created_by,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "revoked_by": link.revoked_by,
        "views": views,
        "seen_at": seen_at,
    }
