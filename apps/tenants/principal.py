"""Who is acting: a person or a key, in one tenant, with one role."""

import uuid
from dataclasses import dataclass

from apps.tenants.models import User
from apps.tenants.models.roles import Action, may_not, role_allows
from greenlang.errors import Refused

PERSON = "user "
"""How `Principal.pk` begins where a person acts."""


class NotAllowed(Refused):
    """The role does not reach that far."""

    code = "not-allowed"


@dataclass(frozen=True, slots=True)
class Principal:
    """A person (``user``), a key (``key_id``) or the holder of an auditor link (``link_id``) in a tenant.

    ``period_id``: all that may be seen is of this reporting period; None: of every one.
    """

    tenant_id: uuid.UUID
    tenant_name: str
    role: str
    name: str
    user: User | None = None
    key_id: uuid.UUID | None = None
    link_id: uuid.UUID | None = None
    period_id: uuid.UUID | None = None
    must_turn_on: bool = False
    """Whether the tenant asks this admin for two-step sign-in, which they have not turned on yet."""
    two_steps_asked: bool = False
    """Whether the tenant asks this admin for two-step sign-in."""
    only: frozenset[Action] | None = None
    """What a machine's token was asked for, of all that the role may; None: all of it."""

    # Django and DRF ask these of whatever stands in ``request.user``.
    is_authenticated = True
    is_anonymous = False

    @property
    def pk(self) -> str:
        """Who it is: two keys may have one name."""
        if self.link_id:
            return f"auditor link {self.link_id}"
        return f"{PERSON}{self.user.pk}" if self.user else f"key {self.key_id}"

    def sees(self, period_id: uuid.UUID | None) -> bool:
        """Whether what belongs to a period, or to none, may be seen."""
        return self.period_id is None or self.period_id == period_id

    def allows(self, action: Action) -> bool:
        """Whether the role reaches that far, and the token."""
        return role_allows(self.role, action) and (self.only is None or action in self.only)

    def refusal(self, action: Action) -> str:
        """That this may not be done, and who may."""
        if self.only is None or not role_allows(self.role, action):
            return may_not(self.role, action)
        asked = " ".join(sorted(self.only))
        return f"This token was asked for {asked} alone. Ask for one with {Action(action).value} in its scope."

    def require(self, action: Action) -> None:
        """Go on only when allowed.

        Raises:
            NotAllowed: with the roles that may.
        """
        if not self.allows(action):
            raise NotAllowed(self.refusal(action))
