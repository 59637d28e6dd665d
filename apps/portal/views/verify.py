"""Where the code on a printed report leads: whether its hash is that of a report that was signed off here."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.reports.selectors import hash_is_signed
from apps.tenants.quotas import limiter
from apps.tenants.sign_ins import origin_of
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.caching.rate_limiter import RatePolicy

LOOKS_A_MINUTE = 30
TEMPLATE = "portal/verify.html"


@never_cache
@require_safe
def verify(request: HttpRequest, digest: str) -> HttpResponse:
    """A match or none. It reads no session, knows no organisation, and answers alike to whatever does not match."""
    told: dict[str, object] = {"standing": "none", "messages": ()}
    origin = hashlib.sha256(origin_of(request).encode()).hexdigest()[:24]
    verdict = limiter().take(NIL_TENANT, RatePolicy(f"verify-{origin}", LOOKS_A_MINUTE, 60, shown="verify"))
    if not verdict.allowed:
        response = render(request, TEMPLATE, told | {"standing": "wait", "wait": verdict.reset}, status=429)
    elif hash_is_signed(digest):
        response = render(request, TEMPLATE, told | {"standing": "match", "digest": digest})
    else:
        response = render(request, TEMPLATE, told, status=404)
    for name, value in verdict.headers().items():
        response.headers[name] = value
    return response
