"""OAuth 2.0 for machines: a token for an API key (RFC 6749, 4.4), and what this server can do of it (RFC 8414)."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from urllib.parse import parse_qsl, unquote_plus

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from apps.tenants.client_tokens import LIFETIME, TOKEN_PATH, client_key, client_token_issue
from apps.tenants.models import ApiKey, Endpoint, Role
from apps.tenants.models.roles import ALLOWED, Action
from apps.tenants.quotas import request_counted
from greenlang.edges.bodies import BytesParser
from greenlang.edges.doors import Door
from greenlang.edges.problems import too_many

GRANT: Final = "client_credentials"
BASIC: Final = 'Basic realm="greenlang"'
NOT_KEPT: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_MOST_BYTES: Final = 8192
_MOST_MEMBERS: Final = 20


class OAuthError(Exception):
    """What is told in OAuth's own form (RFC 6749, 5.2).

    Args:
        code: one of the standard's.
        description: what is wrong and how to mend it, in ASCII as the standard asks.
    """

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


class FormBytes(BytesParser):
    """The bytes of a form."""

    media_type = "application/x-www-form-urlencoded"
    limit = _MOST_BYTES


class GrantForm(serializers.Serializer[Any]):
    """What a client asks for; its id and secret stand here, or in ``Authorization: Basic``."""

    grant_type = serializers.ChoiceField(choices=[GRANT])
    scope = serializers.CharField(required=False, help_text="Some of what the key's role may, separated by spaces.")
    client_id = serializers.CharField(required=False, help_text="The key's text without its secret.")
    client_secret = serializers.CharField(required=False)


class GrantDocument(serializers.Serializer[Any]):
    """A token and for how many seconds it opens doors."""

    access_token = serializers.CharField()
    token_type = serializers.ChoiceField(choices=["Bearer"])
    expires_in = serializers.IntegerField()
    scope = serializers.CharField()


class OAuthErrorDocument(serializers.Serializer[Any]):
    """A refusal in OAuth's own form."""

    error = serializers.ChoiceField(
        choices=["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"]
    )
    error_description = serializers.CharField()


@dataclass(frozen=True, slots=True)
class _Credentials:
    client_id: str
    client_secret: str


class OAuthTokenView(Door):
    """A token for a client's id and secret."""

    takes_any_query = True
    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (FormBytes,)
    problems: ClassVar = {"POST": (429,)}
    tells: ClassVar = ("RateLimit", "RateLimit-Policy")

    @extend_schema(
        request={FormBytes.media_type: GrantForm},
        responses={200: GrantDocument, 400: OAuthErrorDocument, 401: OAuthErrorDocument},
        operation_id="oauth_token",
        tags=["auth"],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """A token that opens for ten minutes what the API key opens; it dies with the key, at once."""
        form = _form(request)
        if form.get("grant_type", GRANT) != GRANT:
            raise OAuthError("unsupported_grant_type", f"There is one kind of grant: {GRANT}.")
        if "grant_type" not in form:
            raise OAuthError("invalid_request", f"Send grant_type={GRANT}.")
        given = _credentials(request, form)
        key = client_key(given.client_id, given.client_secret)
        if key is None:
            raise OAuthError("invalid_client", "This client is unknown or revoked, or its secret is another.")
        verdict = request_counted(key.tenant_id, Endpoint.WRITE)
        self.rate_headers = verdict.headers()
        if not verdict.allowed:
            return too_many(verdict.reset)
        scope = _scope(form, key)
        document = {
            "access_token": client_token_issue(key, scope),
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
            "scope": " ".join(sorted(ALLOWED[Role(key.role)] if scope is None else scope)),
        }
        return Response(document, headers=NOT_KEPT)

    def handle_exception(self, exc: Exception) -> Response:
        """OAuth's own form for what is wrong with the request."""
        if isinstance(exc, exceptions.UnsupportedMediaType | exceptions.ParseError):
            exc = OAuthError("invalid_request", f"Send the form as {FormBytes.media_type}.")
        if not isinstance(exc, OAuthError):
            return super().handle_exception(exc)
        document = {"error": exc.code, "error_description": exc.description}
        unknown = exc.code == "invalid_client"
        headers = NOT_KEPT | ({"WWW-Authenticate": BASIC} if unknown else {})
        return Response(document, status=401 if unknown else 400, headers=headers)


def _form(request: Request) -> dict[str, str]:
    data = request.data
    if not isinstance(data, bytes) or len(data) > _MOST_BYTES:
        raise OAuthError("invalid_request", f"Send a form of at most {_MOST_BYTES} bytes.")
    try:
        pairs = parse_qsl(data.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_MEMBERS, errors="strict")
    except ValueError as error:
        raise OAuthError("invalid_request", "The body is no form as it is taken here.") from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise OAuthError("invalid_request", "A member stands twice.")
    return {name: value for name, value in form.items() if value}


def _credentials(request: Request, form: dict[str, str]) -> _Credentials:
    kind, _, text = request.headers.get("Authorization", "").strip().partition(" ")
    if not kind:
        if "client_id" in form and "client_secret" in form:
            return _Credentials(form["client_id"], form["client_secret"])
        raise OAuthError("invalid_client", "Send the client's id and secret, by Authorization: Basic or in the form.")
    if kind.lower() != "basic":
        raise OAuthError("invalid_client", "A client says who it is by Authorization: Basic, or in the form.")
    if "client_secret" in form:
        raise OAuthError("invalid_request", "Send the secret once: by Authorization: Basic, or in the form.")
    try:
        name, colon, secret = base64.b64decode(text.strip(), validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError) as error:
        raise OAuthError("invalid_client", "Authorization: Basic holds no id and secret.") from error
    name = unquote_plus(name)
    if not colon or form.get("client_id", name) != name:
        raise OAuthError("invalid_client", "Authorization: Basic and the form name two clients, or none.")
    return _Credentials(name, unquote_plus(secret))


def _scope(form: dict[str, str], key: ApiKey) -> frozenset[Action] | None:
    """What is asked for; None: all that the key's role may."""
    if "scope" not in form:
        return None
    may = ALLOWED[Role(key.role)]
    asked = form["scope"].split()
    if not asked or not set(asked) <= {each.value for each in may}:
        raise OAuthError("invalid_scope", f"This client may ask for: {' '.join(sorted(may))}.")
    return frozenset(Action(each) for each in asked)


@require_safe
def server_metadata(request: HttpRequest) -> JsonResponse:
    """What this server can do of OAuth 2.0, as clients look for it (RFC 8414)."""
    document = {
        "issuer": settings.PUBLIC_URL,
        "token_endpoint": f"{settings.PUBLIC_URL}{TOKEN_PATH}",
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "scopes_supported": sorted(Action.values),
    }
    return JsonResponse(document, headers={"Cache-Control": "public, max-age=300"})
