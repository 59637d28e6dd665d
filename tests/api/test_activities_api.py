"""Rows of activity data as JSON: each is accounted for, in order, and nothing is added twice."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.events.models import AuditEntry
from apps.inventory.models import ActivityData, ReportingPeriod
from greenlang.isolation import tenant_scope
from tests.house import House

pytestmark = pytest.mark.django_db
ROW = {"site": "North", "start": "2025-03-01", "end": "2025-03-31", "quantity": "50.50", "unit": "kWh", "basis": "HHV"}


def take(house: House, rows: list[Any], who: str = "analyst@alpha", **more: Any) -> Any:
    return house.api(who).post(f"/periods/{house.period.id}/activities", {"rows": rows, **more})


def test_every_row_has_its_result_in_the_order_of_the_body(house: House) -> None:
    rows = [
        ROW | {"attributes": {"fuel": "natural-gas", "Region": "US"}, "estimated": True},
        ROW | {"quantity": "ten"},
        ROW | {"quantity": 50.5},
        ROW | {"unit": ""},
        ROW | {"colour": "blue"},
        "a row",
        ROW | {"attributes": {"fuel": 7}},
        ROW | {"attributes": {"fuel": "natural-gas", "region": "US"}},
        ROW | {"start": "2024-03-01", "end": "2024-03-31"},
        ROW | {"reference": "=1+1", "description": "Gas\n“March”"},
    ]
    answer = take(house, rows, name="meters")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert [(each["outcome"], each["pointer"]) for each in told["results"]] == [
        ("accepted", None),
        ("rejected", "/rows/1/quantity"),
        ("rejected", "/rows/2/quantity"),
        ("rejected", "/rows/3/unit"),
        ("rejected", "/rows/4"),
        ("rejected", "/rows/5"),
        ("rejected", "/rows/6/attributes/fuel"),
        ("duplicate", "/rows/7"),
        ("rejected", "/rows/8/start"),
        ("accepted", None),
    ]
    assert all(each["reason"] for each in told["results"] if each["outcome"] != "accepted")
    account = {name: told["upload"][name] for name in ("filename", "rows_in", "accepted", "rejected", "duplicate")}
    assert account == {"filename": "meters", "rows_in": 10, "accepted": 2, "rejected": 7, "duplicate": 1}
    with tenant_scope(house.alpha.id):
        row = ActivityData.objects.get(id=told["results"][0]["id"])
        assert (row.quantity, row.basis, row.is_estimated) == ("50.5", "gross", True)
        assert row.attributes == {"fuel": "natural-gas", "region": "US"}
        assert ActivityData.objects.get(id=told["results"][9]["id"]).description == "Gas\n“March”"
        assert AuditEntry.objects.filter(act="uploaded", subject="meters", actor__contains="analyst").count() == 1
    again = take(house, rows, name="meters").json()
    assert (again["upload"]["accepted"], again["upload"]["duplicate"]) == (0, 3)
    assert "which is here already" in again["results"][0]["reason"]


def test_a_repeated_request_answers_as_the_first(house: House) -> None:
    key = {"authorization": f"Bearer {house.keys['analyst@alpha']}", "Idempotency-Key": str(uuid.uuid4())}
    path = f"/api/v1/periods/{house.period.id}/activities"
    body = {"rows": [ROW | {"quantity": "77"}]}
    answers = [Client().post(path, body, content_type="application/json", headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 400, "/rows"),
        ({"rows": []}, 400, "/rows"),
        ({"rows": {"a": 1}}, 400, "/rows"),
        ({"rows": [ROW] * 1001}, 400, "/rows"),
        ({"rows": [ROW], "file": "x"}, 400, "/file"),
        ({"rows": [ROW | {"attributes": {f"a{n}": "1" for n in range(100)}}]}, 422, "/rows"),
    ],
)
def test_a_body_that_is_none_is_refused_as_a_whole(
    house: House, body: dict[str, Any], status: int, pointer: str
) -> None:
    answer = house.api("analyst@alpha").post(f"/periods/{house.period.id}/activities", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, pointer)


def test_a_locked_period_another_role_and_another_tenant(house: House) -> None:
    assert take(house, [ROW], "auditor@alpha").status_code == 403
    unknown = house.api("admin@beta").post(f"/periods/{uuid.uuid4()}/activities", {"rows": [ROW]})
    assert take(house, [ROW], "admin@beta").content == unknown.content
    assert unknown.status_code == 404
    with tenant_scope(house.alpha.id):
        ReportingPeriod.objects.filter(id=house.period.id).update(locked_at=timezone.now())
    assert take(house, [ROW]).json()["type"] == "urn:greenlang:problem:period-locked"


def test_a_thousand_rows_at_once(house: House) -> None:
    answer = take(house, [ROW | {"quantity": str(n)} for n in range(1000)]).json()
    assert answer["upload"]["accepted"] == len(answer["results"]) == 1000
