"""A process is ready as long as it can serve: without PostgreSQL it cannot, without Redis it can."""

import socket
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from apps.tenants import health

pytestmark = pytest.mark.django_db
GOOD = {"postgresql": "ok", "redis": "ok"}


def test_with_both_it_is_ready() -> None:
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "checks": GOOD})


def test_without_redis_it_is_ready_and_says_what_is_away(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "degraded", "checks": {**GOOD, "redis": "unavailable"}},
    )


def test_a_redis_that_takes_the_call_and_says_nothing_is_asked_once_and_not_for_long(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "REDIS_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert Client().get("/ready").json()["status"] == "degraded"
        silent.settimeout(0.1)
        silent.accept()
        with pytest.raises(TimeoutError):
            silent.accept()


def test_without_postgresql_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(health, "_postgresql", away)
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "unavailable", "checks": {**GOOD, "postgresql": "unavailable"}},
    )
