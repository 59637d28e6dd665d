"""Tokens of people: sign in, go on, sign out; and the list of where somebody is signed in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth import authenticate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from apps.tenants.lock_out import failure_note
from apps.tenants.models import TokenFamily, User
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from apps.tenants.second_factor import second_factor_check, second_factor_is_on
from apps.tenants.selectors import memberships_of, principal_of
from apps.tenants.sign_ins import code_wait, sign_in_counted
from apps.tenants.tokens import family_revoke, token_revoke, tokens_issue, tokens_refresh
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.doors import Door
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.problems import REALM
from greenlang.errors import InvalidInput, Refused


class TokenRequest(ClosedBody):
    """Who signs in, and where."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False)
    tenant = serializers.CharField(required=False, help_text="Slug; needed when you belong to several.")
    code = serializers.CharField(
        required=False, max_length=60, help_text="Of your authenticator; needed where two-step sign-in is on."
    )


class TokenPair(serializers.Serializer[Any]):
    """Two JSON web tokens bound to one tenant: one that opens doors for 30 minutes, one for the next pair."""

    access = serializers.CharField()
    refresh = serializers.CharField()
    tenant = serializers.CharField()
    role = serializers.CharField()


class RefreshRequest(ClosedBody):
    """The refresh token."""

    refresh = serializers.CharField()


class RefreshedPair(serializers.Serializer[Any]):
    """The next pair; the refresh token that was sent is spent."""

    access = serializers.CharField()
    refresh = serializers.CharField()


class RevokeRequest(ClosedBody):
    """A token of the sign-in that ends, access or refresh."""

    token = serializers.CharField()


class SignInView(Door):
    """Open to everybody; what is wrong about the credentials is a 401."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    problems: ClassVar = {"POST": (401, 403, 422, 429)}

    def get_authenticate_header(self, request: Request) -> str:
        """Makes a refusal answer 401."""
        return REALM


class TokenView(SignInView):
    """Sign in for the API."""

    tells: ClassVar = ("RateLimit", "RateLimit-Policy")

    @extend_schema(request=TokenRequest, responses={200: TokenPair}, operation_id="auth_token", tags=["auth"])
    def post(self, request: Request) -> Response:
        """E-mail and password for a token pair."""
        body = TokenRequest(data=request.data)
        body.is_valid(raise_exception=True)
        verdict = sign_in_counted(request._request, body.validated_data["email"])
        self.rate_headers = verdict.headers()
        if not verdict.allowed:
            raise Throttled(verdict.reset)
        user = authenticate(
            request._request, email=body.validated_data["email"].lower(), password=body.validated_data["password"]
        )
        if not isinstance(user, User):
            raise AuthenticationFailed("E-mail or password is wrong.")
        two_steps = _second_step(request, user, body.validated_data.get("code", ""))
        places = memberships_of(user)
        wanted = body.validated_data.get("tenant")
        matching = [(tenant, role) for tenant, role in places if wanted in (None, tenant.slug)]
        if len(matching) != 1:
            raise InvalidInput(
                "Say which tenant." if matching else "You belong to no such tenant.",
                where="/tenant",
                mend=f"Yours: {', '.join(tenant.slug for tenant, _ in places) or 'none'}.",
            )
        tenant, role = matching[0]
        principal = principal_of(user, tenant.id)
        if principal is None or principal.must_turn_on:
            raise Refused(
                f"{tenant.name} asks its admins for two-step sign-in.",
                where="/code",
                mend="Turn it on in the portal, under Settings, Security.",
            )
        pair = tokens_issue(user=user, tenant_id=tenant.id, two_steps=two_steps)
        return Response({"access": pair.access, "refresh": pair.refresh, "tenant": tenant.slug, "role": role})


def _second_step(request: Request, user: User, code: str) -> bool:
    """Go on where the person's sign-in takes no code, or this one is right; whether one was asked for."""
    if not second_factor_is_on(user):
        return False
    if not code:
        raise AuthenticationFailed("Two-step sign-in is on: send the code of your authenticator as “code”, too.")
    if wait := code_wait(user):
        raise Throttled(wait)
    if not second_factor_check(user, code):
        failure_note(request._request, user)
        raise AuthenticationFailed("This code is not right, or was used already.")
    return True


class TokenRefreshView(SignInView):
    """Go on without signing in again."""

    @extend_schema(
        request=RefreshRequest, responses={200: RefreshedPair}, operation_id="auth_token_refresh", tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        """A refresh token for the next pair, as long as the sign-in and the membership stand.

        A refresh token is good for one answer; one that comes a second time revokes its whole sign-in.
        """
        body = RefreshRequest(data=request.data)
        body.is_valid(raise_exception=True)
        pair = tokens_refresh(body.validated_data["refresh"])
        return Response({"access": pair.access, "refresh": pair.refresh})


class TokenRevokeView(SignInView):
    """Sign out."""

    @extend_schema(request=RevokeRequest, responses={204: None}, operation_id="auth_token_revoke", tags=["auth"])
    def post(self, request: Request) -> Response:
        """Revoke every token of a sign-in, at once; 204 also for a token that opened nothing."""
        body = RevokeRequest(data=request.data)
        body.is_valid(raise_exception=True)
        token_revoke(body.validated_data["token"])
        return Response(status=204)


class SessionDocument(serializers.ModelSerializer[TokenFamily]):
    """A sign-in to the API."""

    user = serializers.CharField(source="user.email", read_only=True)

    class Meta:
        model = TokenFamily
        fields = ["id", "user", "created_at", "refreshed_at", "expires_at", "revoked_at", "revoked_because"]


def _everybody(view: TenantAPIView) -> bool:
    return isinstance(view.principal, Principal) and view.principal.allows(Action.ADMINISTER)


class SessionsView(TenantAPIView):
    """Where people are signed in."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(SessionDocument)},
        operation_id="auth_sessions",
        tags=["auth"],
    )
    def get(self, request: Request) -> Response:
        """Your sign-ins, the newest first; as an admin, those of every member."""
        rows = TokenFamily.objects.select_related("user")
        if not _everybody(self):
            rows = rows.filter(user=getattr(self.principal, "user", None))
        return Response(page_of(request, rows, ("-created_at", "-id")).as_document(SessionDocument))


class SessionView(TenantAPIView):
    """One sign-in."""

    @extend_schema(responses={204: None}, operation_id="auth_session_revoke", tags=["auth"])
    def delete(self, request: Request, session_id: uuid.UUID) -> Response:
        """Revoke its tokens at once: of a sign-in of your own, or as an admin of any member."""
        assert isinstance(self.principal, Principal)  # noqa: S101 - the permission class has seen to it
        family_revoke(family_id=session_id, principal=self.principal, everybody=_everybody(self))
        return Response(status=204)
