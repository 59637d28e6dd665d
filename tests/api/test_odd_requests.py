"""Requests that no client of ours makes are refused as problems; none is a fault of the server's."""

import base64
import json
from collections.abc import Callable

import pytest
from django.test import Client

from apps.tenants.models import Tenant
from greenlang.edges.bodies import MAX_DEPTH, read_exact_json
from greenlang.errors import InvalidInput

pytestmark = pytest.mark.django_db
MANY = "&".join(f"a{n}=1" for n in range(1100))


@pytest.mark.parametrize("address", ["agents", "factors", "reports"])
def test_far_too_many_parameters(address: str, tenant_a: Tenant, api_key: Callable[..., str]) -> None:
    headers = {"Authorization": f"Bearer {api_key(tenant_a)}"}
    answer = Client().get(f"/api/v1/{address}?{MANY}", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "more parameters" in answer.json()["detail"]


def test_half_a_surrogate_pair_is_no_cursor() -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(["\ud800"]).encode()).decode().rstrip("=")
    answer = Client().get(f"/api/v1/editions?cursor={cursor}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_a_body_has_a_type_and_not_a_pattern_of_one(tenant_a: Tenant, api_key: Callable[..., str]) -> None:
    headers = {"Authorization": f"Bearer {api_key(tenant_a)}"}
    for kind in ("*/*", "application/*"):
        answer = Client().post("/api/v1/keys", "{}", content_type=kind, headers=headers)
        assert answer.status_code == 415, kind


def test_what_is_nested_deeper_than_anything_asked_for_is_refused() -> None:
    def nested(levels: int) -> bytes:
        return b"[" * levels + b"]" * levels

    assert read_exact_json(nested(MAX_DEPTH - 1))
    for levels in (MAX_DEPTH + 1, 500, 100_000):
        with pytest.raises(InvalidInput, match="nested"):
            read_exact_json(nested(levels))
