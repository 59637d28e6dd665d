"""What somebody changes about the safety of an account, noted in the audit logs that have to tell it."""

import uuid

from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.access import access_changed
from apps.tenants.models import Tenant, User
from apps.tenants.second_factor import second_factor_is_on
from apps.tenants.selectors import memberships_of
from apps.tenants.sessions import sign_out_elsewhere
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope


@transaction.atomic
def password_was_reset(user: User) -> None:
    """Somebody has set a new password by e-mail: every sign-in ends, and audit logs tell."""
    sign_out_elsewhere(user=user, because="the password was reset")
    security_note(user, "set a new password by e-mail")


@transaction.atomic
def password_change(*, user: User, password: str, keep: str) -> None:
    """Another password, which the form has checked; every sign-in ends but the session kept under ``keep``."""
    user.set_password(password)
    user.save(update_fields=["password"])
    sign_out_elsewhere(user=user, keep=keep, because="the password was changed")
    security_note(user, "changed the password")


def security_note(user: User, act: str, *, actor: str = "") -> None:
    """Note what was done about somebody's account, by themselves where no actor is named, in each of their tenants."""
    for tenant, _ in memberships_of(user):
        _note(tenant.id, act, actor or str(user), user.email)


def operator_note(user: User, act: str, *, actor: str, detail: str = "") -> None:
    """Note what an operator did about somebody's account, in each of their tenants and among the platform's own rows:
    some people are in no tenant.
    """
    for tenant_id in (NIL_TENANT, *(tenant.id for tenant, _ in memberships_of(user))):
        _note(tenant_id, act, actor, user.email, detail)


def _note(tenant_id: uuid.UUID, act: str, actor: str, subject: str, detail: str = "") -> None:
    with tenant_scope(tenant_id):
        audit_record(kind=AuditKind.SIGN_IN, act=act, actor=actor, subject=subject, detail=detail)


@transaction.atomic
def second_factor_demand(*, tenant_id: uuid.UUID, wanted: bool, actor: User) -> None:
    """Whether the present tenant's admins need two-step sign-in, from here on.

    Raises:
        Conflict: the actor has not turned it on for themselves: asking for it would shut them out, and who is asked for
            it does not get by with asking no more.
    """
    if not second_factor_is_on(actor):
        raise Conflict("Turn two-step sign-in on for yourself first.")
    if (
        Tenant.objects.filter(id=tenant_id)
        .exclude(admins_need_second_factor=wanted)
        .update(admins_need_second_factor=wanted)
    ):
        act = "asked admins for two-step sign-in" if wanted else "left two-step sign-in to each admin"
        audit_record(kind=AuditKind.SIGN_IN, act=act, actor=str(actor))
        access_changed("tenant", tenant_id)
