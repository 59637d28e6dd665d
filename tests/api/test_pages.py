"""Lists a page at a time: every row once, in order, and no cursor but one's own is taken."""

import base64
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.jobs.models import Job
from apps.tenants.models import Tenant
from greenlang.edges.pages import page_of
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope

pytestmark = pytest.mark.django_db
ORDER = ("-created_at", "-id")
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def asked(**query: str) -> Request:
    return Request(APIRequestFactory().get("/", query))


def cursor_of(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.fixture
def jobs(tenant_a: Tenant) -> Iterator[list[uuid.UUID]]:
    """Seven, of which three were made in one moment; the newest first."""
    with tenant_scope(tenant_a.id):
        for minutes in (0, 1, 2, 2, 2, 3, 4):
            job = Job.objects.create(kind="any")
            Job.objects.filter(id=job.id).update(created_at=NOON + timedelta(minutes=minutes))
        yield list(Job.objects.order_by(*ORDER).values_list("id", flat=True))


def test_every_row_comes_once_and_in_order_whatever_the_size_of_a_page(jobs: list[uuid.UUID]) -> None:
    for limit in range(1, 9):
        found: list[uuid.UUID] = []
        query = {"limit": str(limit)}
        while True:
            page = page_of(asked(**query), Job.objects.all(), ORDER)
            found += [row.id for row in page.rows]
            assert len(page.rows) <= limit
            if page.next is None:
                break
            query["cursor"] = page.next
        assert found == jobs


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "7"},
        {"cursor": "é"},
        {"cursor": "x" * 700},
        {"cursor": cursor_of({"a": 1})},
        {"cursor": cursor_of(["2026-01-31"])},
        {"cursor": cursor_of(["noon", str(uuid.uuid4())])},
        {"cursor": cursor_of(["2026-01-31T12:00:00Z", "\x00"])},
        {"cursor": cursor_of([[[]], "x"])},
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "٣"},
        {"limit": "-1"},
    ],
)
def test_what_is_no_cursor_or_no_size_is_refused_by_name(jobs: list[uuid.UUID], query: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        page_of(asked(**query), Job.objects.all(), ORDER)
    assert refused.value.where == f"/{next(iter(query))}"
