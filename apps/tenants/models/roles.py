"""What a member may do."""

from django.db import models


class Role(models.TextChoices):
    """A role in one tenant. Platform operators are apart: ``User.is_staff``. Partner is a role of keys alone."""

    ANALYST = "analyst"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    ADMIN = "admin"
    PARTNER = "partner"


MEMBER_ROLES = tuple(each for each in Role if each is not Role.PARTNER)
"""Roles that people may have."""
MEMBER_CHOICES = [(each.value, each.label) for each in MEMBER_ROLES]


class Action(models.TextChoices):
    """What is asked of a door."""

    VIEW = "view"
    UPLOAD = "upload"
    CALCULATE = "calculate"
    REPORT = "report"
    REVIEW = "review"
    AUDIT = "audit"
    BUILD = "build"
    OPERATE = "operate"
    ADMINISTER = "administer"
    EXCHANGE = "exchange"


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.AUDITOR: frozenset({Action.VIEW, Action.AUDIT}),
    Role.ANALYST: frozenset(
        {Action.VIEW, Action.UPLOAD, Action.CALCULATE, Action.REPORT, Action.REVIEW, Action.BUILD, Action.EXCHANGE}
    ),
    Role.OPERATOR: frozenset({Action.VIEW, Action.CALCULATE, Action.BUILD, Action.OPERATE}),
    # Who answers for the numbers does not audit them.
    Role.ADMIN: frozenset(Action) - {Action.AUDIT},
    # Another company: it sees nothing but the footprints that are shared with it.
    Role.PARTNER: frozenset({Action.EXCHANGE}),
}


def role_allows(role: str, action: Action) -> bool:
    """Whether a member of this role may do this."""
    return action in ALLOWED.get(Role(role), frozenset())


def may_not(role: str, action: Action) -> str:
    """That a role may not do this, and which may."""
    may = " and ".join(each.value for each in Role if role_allows(each, action))
    return f"The role {role} may not {Action(action).value}; {may} may. Ask an admin of your organisation."
