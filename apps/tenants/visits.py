"""Which tenant an operator works in: entering one, leaving it, and which to offer."""

from dataclasses import dataclass

from django.http import HttpRequest

from apps.tenants.middleware import PLATFORM_NAME, SESSION_VISIT
from apps.tenants.models import Tenant, User
from apps.tenants.services import operator_enters
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.errors import Refused

OFFERED = 12
"""Tenants on the first page; all of them are in their list."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Tenants an operator may enter, and whether there are more than these."""

    tenants: list[Tenant]
    more: bool


def visit_begin(request: HttpRequest, tenant: Tenant | None) -> str:
    """Enter a tenant, or with None the rows that belong to none; the name of what was entered.

    Raises:
        Refused: whoever asks is no platform operator.
    """
    if not isinstance(request.user, User):
        raise Refused("Only platform operators enter a tenant they are no member of.")
    tenant_id, name = (tenant.id, tenant.name) if tenant else (NIL_TENANT, PLATFORM_NAME)
    operator_enters(user=request.user, tenant_id=tenant_id)
    request.session[SESSION_VISIT] = str(tenant_id)
    return name


def visit_end(request: HttpRequest) -> None:
    """Leave the tenant; no tenant's rows are shown from then on."""
    request.session.pop(SESSION_VISIT, None)


def tenants_to_enter() -> Offer:
    """The first tenants by name, as the operator's scope shows them."""
    found = list(Tenant.objects.order_by("name")[: OFFERED + 1])
    return Offer(found[:OFFERED], len(found) > OFFERED)
