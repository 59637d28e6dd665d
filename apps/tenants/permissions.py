"""The role decides what an endpoint answers."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal


class RoleAllows(BasePermission):
    """A view says per method what it asks: ``actions = {"POST": Action.BUILD}``; reading asks VIEW."""

    message: str | None = None

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the principal's role reaches this method of the view."""
        principal = request.user
        if not isinstance(principal, Principal):
            return False
        action: Action = getattr(view, "actions", {}).get(
            "GET" if request.method == "HEAD" else request.method, Action.VIEW
        )
        self.message = principal.refusal(action)
        return principal.allows(action)
