"""What django-axes asks of us: who is tried, from where, and what a locked-out person is told.

It counts failures by person and address together; `sign_ins` slows down tries before they are looked at.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from apps.tenants.models import User
from apps.tenants.sign_ins import origin_of
from greenlang.edges.problems import PROBLEM


def email_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The account that is tried, as addresses are kept; doors name it ``username`` or ``email``."""
    found = credentials or {}
    return str(found.get("email") or found.get("username") or "").strip().lower()[:254]


def address_of(request: HttpRequest) -> str | None:
    """Where the try comes from; of an IPv6 network its first address."""
    return origin_of(request).partition("/")[0] or None


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The answer to somebody who is locked out, whether the password was right or not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    headers = {"Retry-After": str(seconds), "Cache-Control": "private, no-store"}
    minutes = ceil(seconds / 60)
    if not request.path.startswith("/api/"):
        page = render(request, "registration/locked.html", {"minutes": minutes}, status=429)
        for name, value in headers.items():
            page[name] = value
        return page
    document = {
        "type": "urn:greenlang:problem:locked-out",
        "title": "Locked out",
        "status": 429,
        "detail": f"Too many failures for this e-mail from this address. Try again {minutes} minutes after the last.",
        "mend": "Set a new password, or ask an operator to release you.",
    }
    return JsonResponse(document, status=429, content_type=PROBLEM, headers=headers)


def is_locked_out(request: HttpRequest, user: User) -> bool:
    """Whether this person is locked out for the address of the request."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.email})


def failure_note(request: HttpRequest, user: User) -> None:
    """A wrong code is a failure like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": user.email}, request=request)


def release_here(request: HttpRequest, user: User) -> None:
    """Somebody has proved by a link in an e-mail that they are this person: from here they may try at once."""
    release(failures().filter(username=user.email, ip_address=address_of(request)))


def failures() -> "QuerySet[AccessAttempt]":
    """What was counted, the last first."""
    found: QuerySet[AccessAttempt] = AccessAttempt.objects.order_by("-attempt_time")
    return found


def release(attempts: "QuerySet[AccessAttempt]") -> int:
    """Forget what was counted: they may try at once; how many were released."""
    return int(attempts.delete()[0])
