"""Who may sign in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Django's own, without the demonstration's accounts in production, however the product is served."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Active, and not the demonstration's in production."""
        return super().user_can_authenticate(user) and not (settings.PRODUCTION and getattr(user, "is_demo", False))
