"""Who calls the API: an API key or a JSON web token, each bound to one tenant.

Key, sign-in and membership are looked up afresh for every request, so that revoking takes effect at once.
"""

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from apps.tenants.callers import caller_of, is_key
from apps.tenants.principal import Principal
from greenlang.edges.problems import REALM


def bearer_of(header: bytes) -> str:
    """The text of ``Bearer …``, or an empty string."""
    parts = header.split()
    if len(parts) != 2 or parts[0].lower() != b"bearer":
        return ""
    return parts[1].decode("latin-1")


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer …``, of one of the two kinds."""

    kind = ""

    def authenticate(self, request: Request) -> tuple[Principal, str] | None:
        """The principal; None when the header holds nothing of this kind.

        Raises:
            TokenRefused: it opens nothing.
        """
        text = bearer_of(get_authorization_header(request))
        if not text or is_key(text) != (self.kind == "api-key"):
            return None
        return caller_of(text).principal, self.kind

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing or wrong token answer 401."""
        return REALM


class ApiKeyAuthentication(BearerAuthentication):
    """``Authorization: Bearer glk_…``."""

    kind = "api-key"


class TenantJWTAuthentication(BearerAuthentication):
    """``Authorization: Bearer <token>`` as issued by ``POST /api/v1/auth/token``."""

    kind = "jwt"
