"""Passwords: what follows from a new one."""

from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.models import User
from apps.tenants.selectors import memberships_of
from apps.tenants.sessions import sign_out_elsewhere
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


def security_note(user: User, act: str, detail: str = "") -> None:
    """Note what somebody did about their own account, in the audit log of each of their tenants."""
    for tenant, _ in memberships_of(user):
        with tenant_scope(tenant.id):
            audit_record(kind=AuditKind.SIGN_IN, act=act, actor=str(user), subject=user.email, detail=detail)
