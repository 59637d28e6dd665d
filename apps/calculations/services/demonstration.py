"""Removing the demonstration: its organisations with all they have, and its accounts."""

import uuid

from django.conf import settings
from django.contrib.auth.hashers import make_password

from apps.calculations.services.retention import tenant_delete
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.models import BrowserSession, Tenant, User
from apps.tenants.selectors import tenants_all
from greenlang.errors import InvalidInput, Refused

CONFIRMATION = "demonstration"
"""What somebody writes who means it."""


def demonstration_of() -> list[Tenant]:
    """The demonstration's organisations that are still there."""
    return [tenant for tenant in tenants_all() if tenant.is_demo]


def demonstration_may_go(*, by_demo_tenant: bool) -> bool:
    """Whether an admin may remove it: of one of its organisations, or of any on one machine, which is theirs."""
    return bool(demonstration_of()) and (by_demo_tenant or not settings.PRODUCTION)


def demonstration_remove(*, by_demo_tenant: bool, actor: str) -> int:
    """Remove it for good, each organisation with a signed tombstone; the rows that went. ``up`` makes it no more.

    Accounts are turned off: their names stand in histories.

    Raises:
        Refused: there is none, or it is not this admin's to remove.
    """
    if not demonstration_may_go(by_demo_tenant=by_demo_tenant):
        raise Refused("There is no demonstration here that you may remove.")
    removed = [tenant_delete(tenant, reason=f"The demonstration, removed by {actor}") for tenant in demonstration_of()]
    BrowserSession.objects.filter(user__is_demo=True).delete()
    User.objects.filter(is_demo=True).update(is_active=False, password=make_password(None))
    settings.DATA.demonstration_removed.touch(mode=0o600)
    return sum(sum(rows.values()) for rows in removed)


def is_demonstration(tenant_id: uuid.UUID) -> bool:
    """Whether this is one of its organisations."""
    return Tenant.objects.filter(id=tenant_id, is_demo=True).exists()


def demonstration_end(*, tenant_id: uuid.UUID, confirmation: str, actor: str) -> int:
    """Remove it at the word of an admin of the present tenant, whose audit log tells it where that goes on.

    Raises:
        InvalidInput: the word was not written.
        Refused: there is none, or it is not this admin's to remove.
    """
    if confirmation.strip().lower() != CONFIRMATION:
        raise InvalidInput(
            "Nothing was removed.", where="confirmation", mend=f"Write the word {CONFIRMATION} where it is meant."
        )
    is_demo = is_demonstration(tenant_id)
    rows = demonstration_remove(by_demo_tenant=is_demo, actor=actor)
    if not is_demo:
        audit_record(kind=AuditKind.ORGANISATION, act="removed the demonstration", actor=actor, detail=f"{rows} rows")
    return rows
