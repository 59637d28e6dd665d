"""Who is acting: a person or a key, in one tenant, with one role."""

import uuid
from dataclasses import dataclass

from apps.tenants.models import User
from apps.tenants.models.roles import Action, may_not, role_allows
from greenlang.errors import Refused


class NotAllowed(Refused):
    """The role does not reach that far."""

    code = "not-allowed"


@dataclass(frozen=True, slots=True)
class Principal:
    """A person (``user``) or a key (``key_id``) in a tenant."""

    tenant_id: uuid.UUID
    tenant_name: str
    role: str
    name: str
    user: User | None = None
    key_id: uuid.UUID | None = None
    must_turn_on: bool = False
    """Whether the tenant asks this admin for two-step sign-in, which they have not turned on yet."""

    # Django and DRF ask these of whatever stands in ``request.user``.
    is_authenticated = True
    is_anonymous = False

    @property
    def pk(self) -> str:
        """Who it is: two keys may have one name."""
        return f"user {self.user.pk}" if self.user else f"key {self.key_id}"

    def allows(self, action: Action) -> bool:
        """Whether the role reaches that far."""
        return role_allows(self.role, action)

    def require(self, action: Action) -> None:
        """Go on only when allowed.

        Raises:
            NotAllowed: with the roles that may.
        """
        if not self.allows(action):
            raise NotAllowed(may_not(self.role, action))
