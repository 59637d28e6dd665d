"""Whether this process lives, and whether it can serve."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse

from greenlang.caching.redis_tier import connect

REDIS_SECONDS = 1.0
"""Well below what a probe waits for the whole answer."""


def health(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when PostgreSQL answers, 503 when not.

    A Redis that is away is named and the state is "degraded": caches, quotas and executions do without, and were all
    processes taken out of service for it, nobody would be served at all.
    """
    checks = {"postgresql": _answers(_postgresql), "redis": _answers(_redis)}
    states = {name: "ok" if good else "unavailable" for name, good in checks.items()}
    if not checks["postgresql"]:
        return JsonResponse({"status": "unavailable", "checks": states}, status=503)
    return JsonResponse({"status": "ok" if checks["redis"] else "degraded", "checks": states})


def _answers(probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:  # whatever keeps it from answering, it does not answer
        return False
    return True


def _postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _redis() -> None:
    with connect(settings.REDIS_URL, timeout=REDIS_SECONDS) as client:
        client.ping()
