"""Tokens and keys."""

import uuid
from typing import Any

from django.contrib.auth import authenticate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from apps.tenants.authentication import REALM
from apps.tenants.models import ApiKey, Role, User
from apps.tenants.models.roles import Action
from apps.tenants.selectors import memberships_of, principal_of
from greenlang.edges.endpoints import TenantAPIView
from greenlang.errors import InvalidInput, NotFound


class TokenRequest(serializers.Serializer[Any]):
    """Who signs in, and where."""

    email = serializers.EmailField()
    password = serializers.CharField()
    tenant = serializers.CharField(required=False, help_text="Slug; needed when you belong to several.")


class TokenPair(serializers.Serializer[Any]):
    """Two JSON web tokens bound to one tenant."""

    access = serializers.CharField()
    refresh = serializers.CharField()
    tenant = serializers.CharField()
    role = serializers.CharField()


class RefreshRequest(serializers.Serializer[Any]):
    """The refresh token."""

    refresh = serializers.CharField()


class AccessOnly(serializers.Serializer[Any]):
    """A fresh access token."""

    access = serializers.CharField()


def _tokens(user: User, tenant_id: uuid.UUID) -> RefreshToken:
    token = RefreshToken()
    token["sub"] = str(user.id)
    token["tenant"] = str(tenant_id)
    return token


class SignInView(APIView):
    """Open to everybody; what is wrong about the credentials is a 401."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get_authenticate_header(self, request: Request) -> str:
        """Makes a refusal answer 401."""
        return REALM


class TokenView(SignInView):
    """Sign in for the API."""

    @extend_schema(request=TokenRequest, responses={200: TokenPair}, operation_id="auth_token", tags=["auth"])
    def post(self, request: Request) -> Response:
        """E-mail and password for a token pair."""
        body = TokenRequest(data=request.data)
        body.is_valid(raise_exception=True)
        user = authenticate(
            request._request, email=body.validated_data["email"].lower(), password=body.validated_data["password"]
        )
        if not isinstance(user, User):
            raise AuthenticationFailed("E-mail or password is wrong.")
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
        token = _tokens(user, tenant.id)
        return Response({"access": str(token.access_token), "refresh": str(token), "tenant": tenant.slug, "role": role})


class TokenRefreshView(SignInView):
    """Go on without signing in again."""

    @extend_schema(
        request=RefreshRequest, responses={200: AccessOnly}, operation_id="auth_token_refresh", tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        """A refresh token for an access token, as long as the membership stands."""
        body = RefreshRequest(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            token = RefreshToken(body.validated_data["refresh"])
            user = User.objects.filter(id=uuid.UUID(str(token["sub"]))).first()
            principal = principal_of(user, uuid.UUID(str(token["tenant"]))) if user else None
        except (TokenError, KeyError, ValueError) as error:
            raise AuthenticationFailed("This refresh token is malformed, expired or not ours.") from error
        if principal is None:
            raise AuthenticationFailed("This token's user is no member of its tenant any more.")
        return Response({"access": str(token.access_token)})


class KeyDocument(serializers.Serializer[Any]):
    """An API key as it is listed; ``key`` only in the answer that makes it."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(max_length=100)
    role = serializers.ChoiceField(choices=Role.choices)
    created_at = serializers.DateTimeField(read_only=True)
    revoked_at = serializers.DateTimeField(read_only=True, allow_null=True)
    key = serializers.CharField(read_only=True, required=False)


class KeysView(TenantAPIView):
    """The tenant's API keys."""

    actions = {"GET": Action.ADMINISTER, "POST": Action.ADMINISTER}

    @extend_schema(responses={200: KeyDocument(many=True)}, operation_id="keys_list", tags=["auth"])
    def get(self, request: Request) -> Response:
        """All keys, without their texts."""
        return Response(KeyDocument(ApiKey.objects.all(), many=True).data)

    @extend_schema(request=KeyDocument, responses={201: KeyDocument}, operation_id="keys_create", tags=["auth"])
    def post(self, request: Request) -> Response:
        """A new key; its text is in this answer and never shown again."""
        body = KeyDocument(data=request.data)
        body.is_valid(raise_exception=True)
        key, text = ApiKey.issue(**body.validated_data, created_by=self.principal.name)
        return Response({**KeyDocument(key).data, "key": text}, status=201)


class KeyView(TenantAPIView):
    """One key."""

    actions = {"DELETE": Action.ADMINISTER}

    @extend_schema(responses={204: None}, operation_id="keys_revoke", tags=["auth"])
    def delete(self, request: Request, key_id: uuid.UUID) -> Response:
        """Revoke it; it opens nothing from now on."""
        key = ApiKey.objects.filter(id=key_id).first()
        if key is None:
            raise NotFound("There is no such key.", where="key_id")
        key.revoke()
        return Response(status=204)
