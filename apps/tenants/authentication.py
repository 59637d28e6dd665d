"""Who calls the API: an API key or a JSON web token, each bound to one tenant."""

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.tokens import AccessToken

from apps.tenants.models import ApiKey, Tenant
from apps.tenants.models.keys import PREFIX, KeyText
from apps.tenants.principal import Principal
from apps.tenants.tokens import Claims, TokenRefused, principal_of_claims
from greenlang.edges.problems import REALM
from greenlang.isolation import tenant_scope


def _bearer(request: Request) -> str:
    """The token of ``Authorization: Bearer …``, or an empty string."""
    parts = get_authorization_header(request).split()
    if len(parts) != 2 or parts[0].lower() != b"bearer":
        return ""
    return parts[1].decode("latin-1")


class ApiKeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer glk_…``."""

    def authenticate(self, request: Request) -> tuple[Principal, str] | None:
        """The key's principal; None when the header holds no key."""
        text = _bearer(request)
        if not text.startswith(f"{PREFIX}_"):
            return None
        parts = KeyText.parse(text)
        principal = self._principal(parts) if parts else None
        if principal is None:
            raise AuthenticationFailed("This API key is unknown or revoked.")
        return principal, "api-key"

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing or wrong token answer 401."""
        return REALM

    def _principal(self, parts: KeyText) -> Principal | None:
        with tenant_scope(parts.tenant_id):
            key = ApiKey.objects.filter(id=parts.key_id).first()
            tenant = Tenant.objects.filter(id=parts.tenant_id).first()
        if key is None or tenant is None or not key.opens_with(parts.secret):
            return None
        return Principal(parts.tenant_id, tenant.name, key.role, f"key {key.name}")


class TenantJWTAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>`` as issued by ``POST /api/v1/auth/token``."""

    def authenticate(self, request: Request) -> tuple[Principal, str] | None:
        """The member's principal; sign-in and membership are looked up afresh: revoking takes effect at once."""
        text = _bearer(request)
        if not text or text.startswith(f"{PREFIX}_"):
            return None
        try:
            principal = principal_of_claims(Claims.read(text, AccessToken))
        except TokenRefused as error:
            raise AuthenticationFailed(error.message) from error
        if principal is None:
            raise AuthenticationFailed("This token was revoked, or its user is no member of its tenant any more.")
        return principal, "jwt"

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing or wrong token answer 401."""
        return REALM
