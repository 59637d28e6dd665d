"""The first organisation of an installation: made by whoever holds the set-up token, or by a platform operator."""

import hmac
import re
import secrets
import unicodedata

from django.conf import settings
from django.db import connection, transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.invitations import invitation_make, refuse_name
from apps.tenants.models import Invitation, Role, Tenant, User
from apps.tenants.selectors import set_up_is_open
from apps.tenants.services import member_add, tenant_create
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.private_files import write_private

# Of one set-up at a time, across processes.
_LOCK = 5_220_117


def set_up_token_make() -> str:
    """The token of this installation: as set, else made once and kept beside the data until the set-up is done."""
    if settings.SET_UP_TOKEN:
        return str(settings.SET_UP_TOKEN)
    write_private(settings.DATA.set_up_token, secrets.token_urlsafe(24).encode())
    return settings.DATA.set_up_token.read_text().strip()


def set_up_token_is(text: str) -> bool:
    """Whether this is the token; where none was ever made, no text is."""
    try:
        token = settings.SET_UP_TOKEN or settings.DATA.set_up_token.read_text().strip()
    except OSError:
        return False
    return bool(token) and hmac.compare_digest(token.encode(), text.strip().encode())


@transaction.atomic
def organisation_found(*, name: str, slug: str, admin: User) -> Tenant:
    """The first organisation, with its first admin; the token opens nothing any more.

    Args:
        slug: empty: made of the name.
        admin: an account; one that is not kept yet is kept with it.

    Raises:
        Conflict: somebody else was faster.
        InvalidInput: the slug is malformed or taken.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if not set_up_is_open():
        raise Conflict("This installation has been set up already.", mend="Sign in, or ask an admin to invite you.")
    if admin._state.adding:
        refuse_name(admin.name)
        admin.save()
    tenant = tenant_create(slug=slug or slug_of(name), name=name)
    with tenant_scope(tenant.id):
        member_add(tenant=tenant, user=admin, role=Role.ADMIN)
        audit_record(kind=AuditKind.ORGANISATION, act="set up", actor=str(admin), subject=name)
    transaction.on_commit(lambda: settings.DATA.set_up_token.unlink(missing_ok=True))
    return tenant


@transaction.atomic
def organisation_make(*, name: str, slug: str, admin_email: str, actor: str) -> tuple[Tenant, Invitation]:
    """An organisation whose first admin is invited by e-mail; for operators and commands, at any time.

    Raises:
        InvalidInput: the slug is malformed or taken, or the address is none.
    """
    tenant = tenant_create(slug=slug, name=name)
    with tenant_scope(tenant.id):
        audit_record(kind=AuditKind.ORGANISATION, act="set up", actor=actor, subject=name)
        invitation = invitation_make(email=admin_email, role=Role.ADMIN, invited_by=actor)
    return tenant, invitation


def slug_of(name: str) -> str:
    """A name as it stands in addresses: "Müller & Söhne" → "muller-sohne".

    Raises:
        InvalidInput: nothing of it can stand there.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if not slug:
        raise InvalidInput(
            "The name has no letter that can stand in an address.", where="slug", mend="Give a short name: acme."
        )
    return slug
