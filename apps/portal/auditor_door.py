"""The portal as the holder of an auditor link sees it: below an address of its own, one period, read only.

``/audit/<text of the link>`` is where the link leads; from there on the text is in a cookie that is sent below
``/audit/<id of the link>/`` only, where the portal's own pages answer. A person who is signed in in the same browser
stays so, and neither of the two sees anything of the other's session.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, set_script_prefix

from apps.inventory.auditing.links import link_scope, visit_note
from apps.inventory.models import AuditorLink
from apps.portal.frame import is_for_auditors
from apps.tenants.models import Role, Tenant
from apps.tenants.principal import Principal
from apps.tenants.quotas import limiter
from apps.tenants.sign_ins import origin_of
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.caching.rate_limiter import RatePolicy

COOKIE = "greenlang_auditor"
PAGES_A_MINUTE = 240
TRIES_A_MINUTE = 30
_BELOW = re.compile(r"/audit/([0-9a-f]{32})(/.*)\Z", re.DOTALL)


class Unkept(SessionBase):
    """A session that ends with its request."""

    def exists(self, session_key: str) -> bool:
        """None is kept."""
        return False

    def create(self) -> None:
        """Nothing to make."""

    def save(self, must_create: bool = False) -> None:
        """Nothing to keep."""

    def delete(self, session_key: str | None = None) -> None:
        """Nothing to remove."""

    def load(self) -> dict[str, Any]:
        """Empty."""
        return {}


class AuditorDoorMiddleware:
    """Answers below an auditor link's address with the portal's pages that are for auditors, and with nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every page that is looked at is noted; one that is not for auditors is unknown."""
        below = _BELOW.match(request.path_info)
        if below is None:
            return self.get_response(request)
        with link_scope(request.COOKIES.get(COOKIE, "")) as link:
            if link is None or link.id.hex != below[1]:
                return ended(request)
            return self._answer(request, link, below[2])

    def _answer(self, request: HttpRequest, link: AuditorLink, path: str) -> HttpResponse:
        policy = RatePolicy(f"auditor-{link.id.hex[:24]}", PAGES_A_MINUTE, 60)
        verdict = limiter().take(link.tenant_id, policy)
        if not verdict.allowed:
            return _too_many(request, verdict.reset)
        with _as_auditor(request, link, path):
            response = self._page(request, path)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        else:
            visit_note(link, method=request.method or "", path=path, status=response.status_code)
        return response

    def _page(self, request: HttpRequest, path: str) -> HttpResponse:
        if path == "/":
            return redirect("portal:sign_off")
        if not is_for_auditors(get_script_prefix() + path.removeprefix("/")):
            return render(request, "404.html", status=404)
        return self.get_response(request)


@contextmanager
def _as_auditor(request: HttpRequest, link: AuditorLink, path: str) -> Iterator[None]:
    """The request as the link's holder makes it; what it was before comes back, for the session's sake too."""
    principal = principal_of_link(link)
    before = {name: getattr(request, name) for name in ("user", "principal", "session", "path_info")}
    prefix = get_script_prefix()
    as_seen = {"user": principal, "principal": principal, "session": Unkept(), "path_info": path}
    for name, value in as_seen.items():
        setattr(request, name, value)
    set_script_prefix(f"/audit/{link.id.hex}/")
    try:
        yield
    finally:
        set_script_prefix(prefix)
        for name, value in before.items():
            setattr(request, name, value)


def principal_of_link(link: AuditorLink) -> Principal:
    """Who acts with a link: an auditor who sees its period."""
    tenant = Tenant.objects.get(id=link.tenant_id)
    name = f"{link.name} (auditor link)"
    return Principal(tenant.id, tenant.name, Role.AUDITOR, name, link_id=link.id, period_id=link.period_id)


def ended(request: HttpRequest) -> HttpResponse:
    """The answer to a link that shows nothing, or nothing any more; who tries many waits."""
    origin = hashlib.sha256(origin_of(request).encode()).hexdigest()[:24]
    verdict = limiter().take(NIL_TENANT, RatePolicy(f"auditor-tries-{origin}", TRIES_A_MINUTE, 60))
    if not verdict.allowed:
        return _too_many(request, verdict.reset)
    return render(request, "portal/auditors/ended.html", {"left": False}, status=404)


def cookie_set(response: HttpResponse, link: AuditorLink, text: str) -> None:
    """Keep a link's text in this browser, for its own pages only."""
    path = f"/audit/{link.id.hex}/"
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(COOKIE, text, path=path, expires=link.expires_at, secure=secure, httponly=True, samesite="Lax")


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    told = {
        "title": "Too many requests",
        "code": 429,
        "detail": "This link is used very often.",
        "mend": f"Wait {wait} s.",
    }
    response = render(request, "errors/problem.html", told, status=429)
    response.headers["Retry-After"] = str(wait)
    return response
