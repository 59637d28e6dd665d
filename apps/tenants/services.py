"""Making tenants, members and keys."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.access import access_changed, key_issue
from apps.tenants.models import Membership, OperatorVisit, Role, Tenant, User
from apps.tenants.models.roles import MEMBER_ROLES
from greenlang.errors import InvalidInput, Refused
from greenlang.isolation import operator_scope, tenant_scope

DEMO_DOMAIN = "demo.greenlang.example"
DEMO_TENANTS = {"acme": "Acme Manufacturing (demo)", "borealis": "Borealis Foods (demo)"}


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demonstration, as printed by ``up``."""

    tenant: str
    role: str
    email: str
    password: str


@transaction.atomic
def tenant_create(*, slug: str, name: str, is_demo: bool = False) -> Tenant:
    """A new organisation.

    Raises:
        InvalidInput: the slug is malformed or taken.
    """
    tenant = Tenant(slug=slug, name=name, is_demo=is_demo)
    try:
        with operator_scope():
            tenant.full_clean()
    except ValidationError as error:
        raise InvalidInput("; ".join(error.messages), where="tenant.slug") from error
    with tenant_scope(tenant.id):
        tenant.save(force_insert=True)
    return tenant


@transaction.atomic
def retention_set(*, tenant: Tenant, days: int | None, actor: str, reason: str) -> None:
    """Say for how many days a tenant's calculations are kept; None: without end. Removing is another step.

    Raises:
        InvalidInput: no reason, or no number of days.
    """
    if not reason.strip():
        raise InvalidInput("Say why.", where="reason", mend="One sentence that an auditor will understand.")
    if days is not None and days < 1:
        raise InvalidInput(f"{days} is no number of days.", where="days", mend="1 or more; empty: without end.")
    with tenant_scope(tenant.id):
        tenant.retention_days = days
        tenant.save(update_fields=["retention_days"])
        told = f"{days} days: {reason}" if days else f"without end: {reason}"
        audit_record(
            kind=AuditKind.ORGANISATION, act="set the retention", actor=actor, subject=tenant.name, detail=told
        )


def member_add(*, tenant: Tenant, user: User, role: Role) -> Membership:
    """Give a user a role in a tenant, or change it.

    Raises:
        InvalidInput: it is a role of keys alone.
    """
    if role is Role.PARTNER:
        raise InvalidInput("Partner is a role of keys alone.", where="role", mend="Add the company as a partner.")
    with tenant_scope(tenant.id):
        membership, fresh = Membership.objects.update_or_create(user=user, defaults={"role": role})
        if not fresh:
            access_changed("membership", membership.id)
    return membership


def api_key_issue(*, tenant: Tenant, name: str, role: Role, created_by: str = "") -> str:
    """A new key's text, shown once."""
    with tenant_scope(tenant.id):
        return key_issue(name=name, role=role, created_by=created_by)[1]


def operator_enters(*, user: User, tenant_id: uuid.UUID) -> None:
    """A platform operator chooses a tenant's scope, or the nil tenant's for what belongs to no tenant; the visit is
    recorded there.

    Raises:
        Refused: the user is no platform operator.
    """
    if not user.is_staff:
        raise Refused("Only platform operators enter a tenant they are no member of.")
    with tenant_scope(tenant_id):
        OperatorVisit.objects.create(user=user)
        audit_record(kind=AuditKind.VISIT, act="began to work here", actor=f"operator {user}", subject=user.email)


def demo_accounts_create(password: str) -> list[SignIn]:
    """Two demonstration tenants with a user of each role, and a platform operator. Safe to call again.

    Raises:
        Refused: in production.
    """
    if settings.PRODUCTION:
        raise Refused("Demonstration accounts are not made in production.", where="GREENLANG_ENV")
    # Hashing a password is slow on purpose: one hash serves all these accounts, which share the password anyway.
    hashed = _demo_hash(password)
    sign_ins = []
    for slug, name in DEMO_TENANTS.items():
        with operator_scope():
            tenant = Tenant.objects.filter(slug=slug).first()
        tenant = tenant or tenant_create(slug=slug, name=name, is_demo=True)
        for role in MEMBER_ROLES:
            sign_in = SignIn(slug, role.value, f"{role.value}@{slug}.{DEMO_DOMAIN}", password)
            user = _demo_user(sign_in, f"{role.label} of {slug.title()}", hashed)
            member_add(tenant=tenant, user=user, role=role)
            sign_ins.append(sign_in)
    operator = SignIn("", "platform operator", f"operator@{DEMO_DOMAIN}", password)
    _demo_user(operator, "Platform operator", hashed, is_staff=True, is_superuser=True)
    return [*sign_ins, operator]


def _demo_hash(password: str) -> str:
    kept = User.objects.filter(is_demo=True).values_list("password", flat=True).first()
    return kept if kept and check_password(password, kept) else make_password(password)


def _demo_user(sign_in: SignIn, name: str, hashed: str, **flags: bool) -> User:
    defaults = {"name": name, "is_demo": True, "password": hashed, **flags}
    user, _ = User.objects.get_or_create(email=sign_in.email, defaults=defaults)
    if user.password != hashed:
        user.password = hashed
        user.save(update_fields=["password"])
    return user


def refuse_demo_accounts() -> None:
    """Production does not serve while a demonstration account could sign in.

    Raises:
        Refused: naming the accounts.
    """
    emails = list(User.objects.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    if settings.PRODUCTION and emails:
        raise Refused(
            f"Demonstration accounts are active: {', '.join(emails)}.",
            where="accounts",
            mend="Deactivate or delete them, or use a database that never held the demonstration.",
        )
