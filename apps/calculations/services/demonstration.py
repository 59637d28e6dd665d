"""Removing the demonstration: its organisations with all they have, and its accounts."""

from django.conf import settings
from django.contrib.auth.hashers import make_password

from apps.calculations.services.retention import tenant_delete
from apps.tenants.models import BrowserSession, Tenant, User
from apps.tenants.selectors import tenants_all
from greenlang.errors import Refused


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
