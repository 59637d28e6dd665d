"""PACT's own doors: a list of footprints, one of them, and events. Errors in PACT's form, which is not the API's."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from apps.pact.criteria import criteria_of
from apps.pact.exchange import event_receive
from apps.pact.selectors import (
    footprint_document,
    footprint_documents,
    footprint_get,
    footprints_matching,
    footprints_seen,
)
from apps.pact.tasks import letter_submit
from apps.tenants.api_oauth import OAuthTokenView
from apps.tenants.client_tokens import TOKEN_PATH
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from greenlang.edges.bodies import ExactJSONParser
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import MOST, page_of
from greenlang.errors import InvalidInput, NotFound

ORDER: Final = ("-created_at", "-id")
_CODES: Final = {400: "BadRequest", 401: "BadRequest", 403: "AccessDenied", 404: "NotFound", 501: "NotImplemented"}


class CloudEventsParser(ExactJSONParser):
    """An event in structured mode."""

    media_type = "application/cloudevents+json"


class PactView(TenantAPIView):
    """A door of PACT: described by PACT's specification, not by ours."""

    schema = None
    actions: ClassVar[dict[str, Action]] = {"GET": Action.EXCHANGE, "POST": Action.EXCHANGE}

    @property
    def caller(self) -> Principal:
        """Who calls."""
        assert isinstance(self.principal, Principal)  # noqa: S101 - the permission class has seen to it
        return self.principal

    def handle_exception(self, exc: Exception) -> Response:
        """``{"code", "message"}``; what we call 409 to 422 is a bad request there."""
        answer = super().handle_exception(exc)
        problem = answer.data if isinstance(answer.data, dict) else {}
        if answer.status_code < 400 or "title" not in problem:
            return answer
        status = 400 if answer.status_code in {405, 409, 411, 413, 415, 422} else answer.status_code
        code = _CODES.get(status, "BadRequest" if status < 500 else "InternalError")
        answer.data = {"code": code, "message": _told(problem)}
        answer.status_code = status
        answer.content_type = "application/json"
        return answer


def _told(problem: Mapping[str, Any]) -> str:
    """A problem in sentences, each said once, after the place that the first finding is about."""
    detail, mend = str(problem.get("detail", "")), str(problem.get("mend", ""))
    first: Mapping[str, Any] = next(iter(problem.get("errors") or ()), {})
    place = next((first[kind] for kind in ("pointer", "parameter", "header", "where") if first.get(kind)), "")
    told = (detail if mend in detail else f"{detail} {mend}").strip() or str(problem["title"])
    return f"{place}: {told}" if place else told


@csrf_exempt
def unknown_address(request: HttpRequest) -> JsonResponse:
    """The answer of every address below /3/ that is none."""
    message = "There is no such address: /3/footprints, /3/footprints/{id} and /3/events are there."
    return JsonResponse({"code": "NotFound", "message": message}, status=404)


class FootprintsView(PactView):
    """ListFootprints."""

    def get(self, request: Request) -> Response:
        """The newest first; ``Link: <…>; rel="next"`` leads on. Of each criterion one value has to be met."""
        query = request.query_params
        # A criterion without a value asks nothing: “geography=” finds what no geography finds.
        asked = {name: list(filter(None, query.getlist(name))) for name in query if name not in {"limit", "cursor"}}
        rows = footprints_matching(footprints_seen(self.caller), criteria_of(asked))
        page = page_of(request, rows, ORDER, limit=_limit(query.get("limit")))
        answer = Response({"data": footprint_documents(page.rows)})
        if page.next is not None:
            further = request._request.GET.copy()
            further["cursor"] = page.next
            address = request.build_absolute_uri(f"{request.path}?{further.urlencode()}")
            answer["Link"] = f'<{address}>; rel="next"'
        return answer


def _limit(text: str | None) -> int:
    """More than a page may have is answered with as many as it may."""
    if text is None:
        return MOST
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise InvalidInput("This is no limit.", where="/limit", mend="A whole number from 1.")
    return min(int(text), MOST)


class FootprintView(PactView):
    """GetFootprint."""

    def get(self, request: Request, footprint_id: str) -> Response:
        """One of those that the caller may see, deprecated ones too."""
        try:
            known = uuid.UUID(footprint_id)
        except ValueError:
            raise NotFound("There is no such footprint.", where="footprint_id") from None
        return Response({"data": footprint_document(footprint_get(known, footprints_seen(self.caller)))})


class EventsView(PactView):
    """Events."""

    parser_classes = (CloudEventsParser, ExactJSONParser)

    def post(self, request: Request) -> Response:
        """Take an event; what it asks is answered later, to the partner's address."""
        kept = event_receive(document=request.data, principal=self.caller)
        if kept.answer is not None and kept.sent_since is None:
            letter_submit(letter=kept, actor=self.caller.name)
        return Response(status=200)


class PactTokenView(OAuthTokenView):
    """The same tokens as the API's, at PACT's address."""

    schema = None


@require_safe
def openid_configuration(request: HttpRequest) -> JsonResponse:
    """Where a data recipient gets its token, as PACT has it looked for."""
    document: dict[str, Any] = {
        "issuer": settings.PUBLIC_URL,
        "token_endpoint": f"{settings.PUBLIC_URL}{TOKEN_PATH}",
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": ["token"],
    }
    return JsonResponse(document, headers={"Cache-Control": "public, max-age=300"})
