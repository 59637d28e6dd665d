"""What changes the inventory."""

from apps.inventory.services.organisation import period_open
from apps.inventory.services.uploads import activity_upload

__all__ = ["activity_upload", "period_open"]
