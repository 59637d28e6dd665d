"""What Prometheus reads. Its labels name the tenants' agents, so it is not for everybody who can reach the product."""

import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_prometheus.exports import ExportToDjangoView

from greenlang.edges.problems import PROBLEM, REALM

_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP")


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of this process, in Prometheus' text format; 401 for whoever may not read them."""
    if not _may_read(request):
        return _refusal()
    response: HttpResponse = ExportToDjangoView(request)
    return response


def _may_read(request: HttpRequest) -> bool:
    """Whoever has the token; where none is set, whoever sits at this machine, and in production nobody.

    A proxy on the same machine need not say for whom it asks, so an address alone opens nothing in production.
    """
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode())
    return not settings.PRODUCTION and _is_near(request)


def _is_near(request: HttpRequest) -> bool:
    if any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _refusal() -> JsonResponse:
    document = {
        "type": "urn:greenlang:problem:metrics-refused",
        "title": "Not signed in",
        "status": 401,
        "detail": "These figures are for whoever runs this installation.",
        "mend": "Set GREENLANG_METRICS_TOKEN and send it: Authorization: Bearer ….",
    }
    return JsonResponse(document, status=401, content_type=PROBLEM, headers={"WWW-Authenticate": REALM})
