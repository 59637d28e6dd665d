"""Whether this process lives, and whether it can serve."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse


def health(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when PostgreSQL and Redis answer; 503 naming what does not."""
    checks = {"postgresql": _answers(_postgresql), "redis": _answers(_redis)}
    status = "ok" if all(checks.values()) else "unavailable"
    states = {name: "ok" if good else "unavailable" for name, good in checks.items()}
    return JsonResponse({"status": status, "checks": states}, status=200 if status == "ok" else 503)


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
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2)
    try:
        client.ping()
    finally:
        client.close()
