"""JSON web tokens of people: issued at sign-in, refreshed by rotation, revoked as a family.

A token is believed by its signature and dates, and then only while the database says that its family stands.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from apps.tenants.access import tokens_revoke
from apps.tenants.models import TokenFamily, User
from apps.tenants.principal import Principal
from apps.tenants.selectors import principal_of
from greenlang.errors import GreenLangError, NotFound
from greenlang.isolation import tenant_scope

FAMILY = "family"


class TokenRefused(GreenLangError):
    """The token opens nothing."""

    code = "token-refused"
    status = 401
    title = "Not signed in"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token of ours says: whose it is, where, of which sign-in, and until when (seconds since 1970)."""

    user_id: uuid.UUID
    tenant_id: uuid.UUID
    family_id: uuid.UUID
    token_id: str
    expires: int

    @classmethod
    def of(cls, token: Token) -> "Claims":
        """Of a token whose signature and dates hold."""
        user, tenant, family = (uuid.UUID(str(token[name])) for name in ("sub", "tenant", FAMILY))
        return cls(user, tenant, family, str(token["jti"]), int(token["exp"]))

    @classmethod
    def read(cls, text: str, kind: type[Token]) -> "Claims":
        """Of a token's text.

        Raises:
            TokenRefused: it is malformed, expired, of another kind or not ours.
        """
        try:
            return cls.of(kind(text))  # type: ignore[arg-type]
        except (TokenError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise TokenRefused("This token is malformed, expired or not ours.") from error


@dataclass(frozen=True, slots=True)
class TokenTexts:
    """A pair as it is handed out."""

    access: str
    refresh: str


def tokens_issue(*, user: User, tenant_id: uuid.UUID, two_steps: bool = False) -> TokenTexts:
    """The first pair of a new family.

    Args:
        two_steps: whether a code was checked beside the password.
    """
    refresh = _refresh_token(user, tenant_id, uuid.uuid4())
    with tenant_scope(tenant_id):
        TokenFamily.objects.create(
            id=uuid.UUID(refresh[FAMILY]),
            user=user,
            refresh_id=refresh["jti"],
            auth_hash=user.get_session_auth_hash(),
            two_steps=two_steps,
            expires_at=_expiry(refresh),
        )
    return TokenTexts(str(refresh.access_token), str(refresh))


def tokens_refresh(text: str) -> TokenTexts:
    """The next pair for a refresh token, which is spent by it.

    A refresh token that comes a second time was copied: its whole family is revoked.

    Raises:
        TokenRefused: it is malformed, expired, revoked, spent, or its user is no member any more.
    """
    claims = Claims.read(text, RefreshToken)
    principal = principal_of_claims(claims)
    if principal is None or principal.user is None:
        raise TokenRefused("This token was revoked, or its user is no member of its tenant any more.")
    refresh = _refresh_token(principal.user, claims.tenant_id, claims.family_id)
    with tenant_scope(claims.tenant_id):
        spent = TokenFamily.objects.filter(id=claims.family_id, refresh_id=claims.token_id, revoked_at=None)
        if spent.update(refresh_id=refresh["jti"], refreshed_at=timezone.now(), expires_at=_expiry(refresh)):
            return TokenTexts(str(refresh.access_token), str(refresh))
        tokens_revoke(claims.family_id, "a refresh token was used twice")
    raise TokenRefused("This refresh token was used before; everything of this sign-in is revoked.")


def token_revoke(text: str) -> None:
    """Revoke the family of a token, access or refresh; of one that opens nothing anyway, nothing (RFC 7009, 2.2)."""
    for kind in (RefreshToken, AccessToken):
        try:
            claims = Claims.read(text, kind)
        except TokenRefused:
            continue
        with tenant_scope(claims.tenant_id):
            tokens_revoke(claims.family_id, "by whoever holds the token")
        return


def family_revoke(*, family_id: uuid.UUID, principal: Principal, everybody: bool) -> None:
    """Revoke a sign-in of one's own; of any member where ``everybody``.

    Raises:
        NotFound: there is no such sign-in here.
    """
    found = TokenFamily.objects.filter(id=family_id)
    if not everybody:
        found = found.filter(user=principal.user)
    if not found.exists():
        raise NotFound("There is no such sign-in.", where="session_id")
    tokens_revoke(family_id, f"by {principal.name}")


def principal_of_claims(claims: Claims) -> Principal | None:
    """The member a token stands for; None where the family was revoked, the password changed or the member left, or
    where the tenant asks its admins for two-step sign-in and this one signed in without.
    """
    user = User.objects.filter(id=claims.user_id).first()
    if user is None:
        return None
    with tenant_scope(claims.tenant_id):
        family = TokenFamily.standing(claims.family_id, user.id, user.get_session_auth_hash())
        principal = principal_of(user, claims.tenant_id) if family else None
        if family is None or principal is None or principal.must_turn_on:
            return None
        return None if principal.two_steps_asked and not family.two_steps else principal


def _refresh_token(user: User, tenant_id: uuid.UUID, family_id: uuid.UUID) -> Any:
    token = RefreshToken()
    token["sub"], token["tenant"], token[FAMILY] = str(user.id), str(tenant_id), str(family_id)
    return token


def _expiry(token: Token) -> datetime:
    return datetime.fromtimestamp(token["exp"], UTC)
