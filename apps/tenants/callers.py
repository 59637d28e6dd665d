"""Who calls: the principal behind a bearer's text, and what must still hold of it when something is committed."""

import hashlib
import uuid
from dataclasses import dataclass

from rest_framework_simplejwt.tokens import AccessToken

from apps.tenants.models import ApiKey, Tenant
from apps.tenants.models.keys import PREFIX, KeyText
from apps.tenants.principal import Principal
from apps.tenants.tokens import Claims, TokenRefused, principal_of_claims
from greenlang.isolation import tenant_scope

KEY_STANDS = """
EXISTS (SELECT 1 FROM tenants_apikey k
        WHERE k.id = %(credential_id)s::uuid AND k.role = %(role)s AND k.revoked_at IS NULL)
"""
SIGN_IN_STANDS = """
EXISTS (SELECT 1 FROM tenants_tokenfamily f
        JOIN tenants_membership m ON m.user_id = f.user_id
        JOIN tenants_user u ON u.id = f.user_id
        WHERE f.id = %(credential_id)s::uuid AND f.revoked_at IS NULL AND m.role = %(role)s AND u.is_active
          AND encode(sha256(convert_to(u.password, 'UTF8')), 'hex') = %(password)s)
"""


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal with its credential.

    Args:
        stands: SQL that is true as long as the credential opens what it opened, with `parameters`.
        expires: seconds since 1970; None: as long as it stands.
    """

    principal: Principal
    stands: str
    credential_id: uuid.UUID
    password: str = ""
    expires: int | None = None

    @property
    def parameters(self) -> dict[str, object]:
        """Of ``stands``."""
        found: dict[str, object] = {"credential_id": self.credential_id, "role": self.principal.role}
        return {**found, "password": self.password} if self.password else found


def is_key(text: str) -> bool:
    """Whether a bearer's text is meant as an API key."""
    return text.startswith(f"{PREFIX}_")


def tenant_named(text: str) -> uuid.UUID | None:
    """The tenant whose credential a text claims to be; None where it is none at all."""
    if is_key(text):
        parts = KeyText.parse(text)
        return parts.tenant_id if parts else None
    try:
        return Claims.read(text, AccessToken).tenant_id
    except TokenRefused:
        return None


def caller_of(text: str) -> Caller:
    """Whose text it is, looked up afresh.

    Raises:
        TokenRefused: it opens nothing, or nothing any more.
    """
    return _of_key(text) if is_key(text) else _of_token(text)


def _of_key(text: str) -> Caller:
    parts = KeyText.parse(text)
    if parts is not None:
        with tenant_scope(parts.tenant_id):
            key = ApiKey.objects.filter(id=parts.key_id).first()
            tenant = Tenant.objects.filter(id=parts.tenant_id).first()
        if key is not None and tenant is not None and key.opens_with(parts.secret):
            principal = Principal(parts.tenant_id, tenant.name, key.role, f"key {key.name}", key_id=key.id)
            return Caller(principal, KEY_STANDS, key.id)
    raise TokenRefused("This API key is unknown or revoked.")


def _of_token(text: str) -> Caller:
    claims = Claims.read(text, AccessToken)
    principal = principal_of_claims(claims)
    if principal is None or principal.user is None:
        raise TokenRefused("This token was revoked, or its user is no member of its tenant any more.")
    password = hashlib.sha256(principal.user.password.encode()).hexdigest()
    return Caller(principal, SIGN_IN_STANDS, claims.family_id, password, claims.expires)
