"""Every error of an endpoint leaves as an RFC 9457 problem."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

from greenlang.edges.places import WHOLE, Places
from greenlang.errors import GreenLangError

log = logging.getLogger(__name__)
PROBLEM = "application/problem+json"
REALM = 'Bearer realm="greenlang"'
MOST_FINDINGS = 100
_LONGEST_NAME = 60


def problem(status: int, title: str, *, code: str, detail: str = "", **more: Any) -> Response:
    """An RFC 9457 problem."""
    document = {"type": f"urn:greenlang:problem:{code}", "title": title, "status": status, "detail": detail, **more}
    response = Response(document, status=status)
    response.content_type = PROBLEM
    return response


def too_many(wait: int) -> Response:
    """The problem of a tenant that has used up its quota for a moment."""
    response = problem(
        429,
        "Too many requests",
        code="quota-exceeded",
        detail=f"The quota for this is used up. Try again in {wait} s.",
        mend="RateLimit-Policy says how many requests fit into how many seconds; an operator can raise it.",
    )
    response["Retry-After"] = str(wait)
    return response


@csrf_exempt
def unknown_address(request: HttpRequest) -> JsonResponse:
    """The answer of every address below /api/ that is none."""
    document = {
        "type": "urn:greenlang:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such address.",
        "mend": "/api/v1/schema describes the addresses there are.",
    }
    return JsonResponse(document, status=404, content_type=PROBLEM)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses before a view sees it: a problem for machines, a page for people."""
    if not request.path.startswith(("/api/", "/3/")):
        return defaults.bad_request(request, exception)
    document = {"type": "urn:greenlang:problem:bad-request", "title": "Bad request", "status": 400}
    return JsonResponse({**document, "detail": _told(exception)}, status=400, content_type=PROBLEM)


def _told(error: Exception) -> str:
    """Of a refusal of Django's; what it says may name settings."""
    if isinstance(error, TooManyFieldsSent):
        return "The request has more parameters than any has reason to have."
    return "The request is not formed as it has to be."


def _of_ours(error: GreenLangError, places: Places) -> Response:
    found = [{"pointer": error.where, "detail": error.message, "code": error.code}] if error.where else []
    response = problem(
        error.status,
        error.title,
        code=error.code,
        detail=error.message,
        mend=error.mend,
        where=error.where,
        errors=places.placed(error.errors or found),
    )
    if error.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = REALM
    if error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    return response


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: every error leaves as a problem, none as a traceback."""
    if isinstance(error, GreenLangError):
        return _of_ours(error, Places.of(context))
    if isinstance(error, Http404):
        return problem(404, "Not found", code="not-found", detail="There is no such thing here.")
    if isinstance(error, SuspiciousOperation):
        return problem(400, "Bad request", code="bad-request", detail=_told(error))
    if isinstance(error, PermissionDenied):
        return problem(403, "Not allowed", code="not-allowed")
    if isinstance(error, exceptions.APIException):
        return _of_framework(error, Places.of(context))
    log.error("unforeseen error in %s", context.get("view"), exc_info=error)
    return problem(500, "Something went wrong", code="unforeseen", detail="It has been logged; nothing was changed.")


def findings(detail: object, pointer: str = "") -> Iterator[dict[str, str]]:
    """What a framework's error says, each with the place in the body it says it of: ``{"pointer", "detail", "code"}``.

    Args:
        detail: messages by member or by position, however deep.
        pointer: of what they are about (RFC 6901).
    """
    if isinstance(detail, Mapping):
        for key, below in detail.items():
            name = str(key)[:_LONGEST_NAME].replace("~", "~0").replace("/", "~1")
            yield from findings(below, pointer if key == "non_field_errors" else f"{pointer}/{name}")
    elif isinstance(detail, list):
        for index, below in enumerate(detail):
            yield from findings(below, f"{pointer}/{index}" if isinstance(below, Mapping) else pointer)
    else:
        code = str(getattr(detail, "code", "invalid")).replace("_", "-")
        yield {"pointer": pointer, "detail": str(detail), "code": code}


def _of_framework(error: exceptions.APIException, places: Places) -> Response:
    found = list(islice(findings(error.detail), MOST_FINDINGS + 1))
    errors = found[:MOST_FINDINGS] if isinstance(error, exceptions.ValidationError) else []
    if any(each["pointer"] != WHOLE for each in errors):
        more = f" There are more than {MOST_FINDINGS}." if len(found) > MOST_FINDINGS else ""
        detail = f"The fields named below need mending.{more}"
    else:
        detail = " ".join(each["detail"] for each in found)
    if isinstance(error, exceptions.Throttled):
        return too_many(int(getattr(error, "wait", None) or 1))
    mend = {"mend": "Mend what errors names; /api/v1/schema describes each body."} if errors else {}
    response = problem(
        error.status_code,
        HTTPStatus(error.status_code).phrase,
        code=str(error.default_code).replace("_", "-"),
        detail=detail,
        **mend,
        errors=places.placed(errors),
    )
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response
