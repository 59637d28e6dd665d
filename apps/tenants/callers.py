"""Who calls: the principal behind a bearer's text, and what must still hold of it when something is committed."""

import hashlib
import uuid
from dataclasses import dataclass

from apps.tenants.client_tokens import ClientClaims, bearer_claims
from apps.tenants.models import ApiKey, Tenant
from apps.tenants.models.keys import PREFIX, KeyText
from apps.tenants.models.roles import Action
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
        JOIN tenants_tenant t ON t.id = f.tenant_id
        WHERE f.id = %(credential_id)s::uuid AND f.revoked_at IS NULL AND m.role = %(role)s AND u.is_active
          AND encode(sha256(convert_to(u.password, 'UTF8')), 'hex') = %(password)s
          AND (NOT t.admins_need_second_factor OR m.role <> 'admin' OR f.two_steps AND EXISTS (
              SELECT 1 FROM tenants_secondfactor s WHERE s.user_id = u.id AND s.confirmed_at IS NOT NULL)))
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
        return bearer_claims(text).tenant_id
    except TokenRefused:
        return None


def caller_of(text: str) -> Caller:
    """Whose text it is, looked up afresh.

    Raises:
        TokenRefused: it opens nothing, or nothing any more.
    """
    if is_key(text):
        return _of_key(text)
    claims = bearer_claims(text)
    return _of_client(claims) if isinstance(claims, ClientClaims) else _of_sign_in(claims)


def _of_key(text: str) -> Caller:
    parts = KeyText.parse(text)
    if parts is not None:
        key, tenant = _key_and_tenant(parts.tenant_id, parts.key_id)
        if key is not None and tenant is not None and key.opens_with(parts.secret):
            return _acting(key, tenant)
    raise TokenRefused("This API key is unknown or revoked.")


def _of_client(claims: ClientClaims) -> Caller:
    key, tenant = _key_and_tenant(claims.tenant_id, claims.key_id)
    if key is None or tenant is None or key.revoked_at is not None:
        raise TokenRefused("The API key of this token is revoked.")
    return _acting(key, tenant, only=claims.scope, expires=claims.expires)


def _key_and_tenant(tenant_id: uuid.UUID, key_id: uuid.UUID) -> tuple[ApiKey | None, Tenant | None]:
    with tenant_scope(tenant_id):
        return ApiKey.objects.filter(id=key_id).first(), Tenant.objects.filter(id=tenant_id).first()


def _acting(
    key: ApiKey, tenant: Tenant, *, only: frozenset[Action] | None = None, expires: int | None = None
) -> Caller:
    principal = Principal(tenant.id, tenant.name, key.role, f"key {key.name}", key_id=key.id, only=only)
    return Caller(principal, KEY_STANDS, key.id, expires=expires)


def _of_sign_in(claims: Claims) -> Caller:
    principal = principal_of_claims(claims)
    if principal is None or principal.user is None:
        raise TokenRefused("This token was revoked, or its user is no member of its tenant any more.")
    password = hashlib.sha256(principal.user.password.encode()).hexdigest()
    return Caller(principal, SIGN_IN_STANDS, claims.family_id, password, claims.expires)
