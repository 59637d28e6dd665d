"""Metrics name the agents of every tenant, so not everybody may read them."""

from typing import Any

import pytest
from django.test import RequestFactory

from greenlang.edges.metrics import metrics

TOKEN = "a-token-of-the-operators"


def status(headers: dict[str, str] | None = None, **meta: str) -> int:
    return metrics(RequestFactory().get("/metrics", headers=headers, **meta)).status_code  # type: ignore[arg-type]


def test_without_a_token_only_the_machine_itself_reads_them() -> None:
    assert status(REMOTE_ADDR="127.0.0.1") == status(REMOTE_ADDR="::1") == 200
    assert status(REMOTE_ADDR="10.0.0.7") == status(REMOTE_ADDR="") == 401
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"):
        assert status({name: "127.0.0.1"}, REMOTE_ADDR="127.0.0.1") == 401


def test_in_production_nobody_reads_them_without_a_token(settings: Any) -> None:
    settings.PRODUCTION = True
    assert status(REMOTE_ADDR="127.0.0.1") == 401
    assert status({"Authorization": "Bearer "}, REMOTE_ADDR="127.0.0.1") == 401


@pytest.mark.parametrize("production", [True, False])
def test_with_a_token_it_alone_opens(settings: Any, production: bool) -> None:
    settings.PRODUCTION, settings.METRICS_TOKEN = production, TOKEN
    assert status({"Authorization": f"Bearer {TOKEN}"}, REMOTE_ADDR="10.0.0.7") == 200
    assert status({"Authorization": f"Bearer {TOKEN}x"}, REMOTE_ADDR="127.0.0.1") == 401
    assert status({"Authorization": "Bearer ÿ"}, REMOTE_ADDR="127.0.0.1") == 401
    assert status(REMOTE_ADDR="127.0.0.1") == 401


def test_a_refusal_says_what_would_open(client: Any) -> None:
    answer = client.get("/metrics", REMOTE_ADDR="10.0.0.7")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert "GREENLANG_METRICS_TOKEN" in answer.json()["mend"]
    assert b"agent_cache" not in answer.content
