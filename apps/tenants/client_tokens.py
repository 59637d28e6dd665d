"""Tokens of machines by OAuth 2.0's client credentials (RFC 6749, 4.4): each stands for an API key, and dies with it.

The client is the key: its id is the key's text without the secret, its secret is the key's.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, Token

from apps.tenants.models import ApiKey
from apps.tenants.models.keys import KeyText
from apps.tenants.models.roles import Action
from apps.tenants.tokens import Claims, TokenRefused
from greenlang.isolation import tenant_scope

TOKEN_PATH: Final = "/api/v1/oauth/token"  # noqa: S105 - an address
LIFETIME: Final = timedelta(minutes=10)
_KIND: Final = "token_type"


class ClientToken(Token):
    """What a key was given for a while."""

    token_type = "client"  # noqa: S105 - a kind, and no secret
    lifetime = LIFETIME


class _Bearer(AccessToken):
    """A token of either kind that opens doors: a person's or a machine's."""

    def verify_token_type(self) -> None:
        if self.payload.get(_KIND) not in {AccessToken.token_type, ClientToken.token_type}:
            raise TokenError("Token has wrong type")


@dataclass(frozen=True, slots=True)
class ClientClaims:
    """What a machine's token says: of which key, what it was asked for (None: all the role may), until when."""

    tenant_id: uuid.UUID
    key_id: uuid.UUID
    scope: frozenset[Action] | None
    expires: int

    @classmethod
    def of(cls, token: Token) -> "ClientClaims":
        """Of a token whose signature and dates hold."""
        asked = token.get("scope")
        scope = None if asked is None else frozenset(Action(each) for each in str(asked).split())
        return cls(uuid.UUID(str(token["tenant"])), uuid.UUID(str(token["sub"])), scope, int(token["exp"]))


def bearer_claims(text: str) -> Claims | ClientClaims:
    """What a token says that opens doors.

    Raises:
        TokenRefused: it is malformed, expired, of another kind or not ours.
    """
    try:
        token = _Bearer(text)  # type: ignore[arg-type]
        return ClientClaims.of(token) if token[_KIND] == ClientToken.token_type else Claims.of(token)
    except (TokenError, KeyError, ValueError, TypeError, OverflowError) as error:
        raise TokenRefused("This token is malformed, expired or not ours.") from error


def client_key(client_id: str, client_secret: str) -> ApiKey | None:
    """The key whose id and secret these are; None where they open nothing."""
    parts = KeyText.parse(f"{client_id}_{client_secret}")
    if parts is None or client_id.count("_") != 2:
        return None
    with tenant_scope(parts.tenant_id):
        key = ApiKey.objects.filter(id=parts.key_id).first()
    return key if key is not None and key.opens_with(parts.secret) else None


def client_token_issue(key: ApiKey, scope: frozenset[Action] | None = None) -> str:
    """A token that opens what the key opens, for `LIFETIME` at most.

    Args:
        scope: all that it is to open; None: what the key's role may, whatever that is when it is used.
    """
    token: Any = ClientToken()
    token["sub"], token["tenant"] = str(key.id), str(key.tenant_id)
    if scope is not None:
        token["scope"] = " ".join(sorted(scope))
    return str(token)
