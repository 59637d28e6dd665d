"""What is there is changed by whoever knows it as it is (RFC 9110, 13), and not sent again to whoever has it."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.house import House

AGENT = "/agents/stationary-combustion"
ALIAS = f"{AGENT}/aliases/production"
TO = {"version": "1.0.0"}


@pytest.fixture
def there(house: House) -> str:
    """The tag of an alias that is there."""
    operator = house.api("operator@alpha")
    assert operator.put(ALIAS, TO).status_code == 200
    return str(operator.get(ALIAS)["ETag"])


def test_the_tag_of_a_change_is_the_one_that_is_read_next(house: House, there: str) -> None:
    operator = house.api("operator@alpha")
    changed = operator.put(ALIAS, {**TO, "reason": "again"}, **{"if-match": there})
    assert changed.status_code == 200
    assert changed["ETag"] == operator.get(ALIAS)["ETag"]
    assert changed["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 428),
        ({"if-match": '"another"'}, 412),
        ({"if-match": "nonsense"}, 412),
        ({"if-match": ""}, 412),
        ({"if-none-match": "*"}, 412),
        ({"if-match": "*"}, 200),
        ({"if-match": 'W/{tag}, "x"'}, 412),
        ({"if-match": '"x", {tag}'}, 200),
    ],
)
def test_a_change_says_what_it_changes(house: House, there: str, headers: dict[str, str], status: int) -> None:
    said = {name: text.replace("{tag}", there) for name, text in headers.items()} or {"x": "y"}
    answer = house.api("operator@alpha").put(ALIAS, TO, **said)
    assert answer.status_code == status
    if status != 200:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["mend"]


def test_what_is_not_there_is_made_without_and_removed_by_whoever_knows_it(house: House, there: str) -> None:
    operator, trial = house.api("operator@alpha"), f"{AGENT}/aliases/trial"
    assert operator.put(trial, TO, **{"if-match": "*"}).status_code == 412
    assert operator.put(trial, TO, **{"if-none-match": "*"}).status_code == 200
    headers = {"authorization": f"Bearer {house.keys['operator@alpha']}"}
    assert Client().delete(f"/api/v1{trial}", headers={**headers, "if-match": there}).status_code == 412
    assert operator.get(trial).status_code == 200
    assert operator.delete(trial).status_code == 204


def test_whoever_has_it_is_not_sent_it_again(house: House, there: str) -> None:
    headers = {"authorization": f"Bearer {house.keys['operator@alpha']}", "accept-encoding": "gzip"}
    paths = [
        f"/calculations/{house.calculation}",
        f"/reports/{house.report.id}",
        f"{AGENT}/versions/1.0.0/revisions/1",
        f"/jobs/{house.job.id}",
        ALIAS,
    ]
    for path in paths:
        first: Any = Client().get(f"/api/v1{path}", headers=headers)
        assert (first.status_code, first["Cache-Control"]) == (200, "private, no-cache")
        assert first["ETag"].startswith('"'), "packed, it would be good for no If-Match"
        again = Client().get(f"/api/v1{path}", headers=headers | {"if-none-match": f'"x", W/{first["ETag"]}'})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert "RateLimit" in again
    listed: Any = Client().get("/api/v1/calculations", headers=headers)
    assert gzip.decompress(listed.content)


def test_of_two_who_change_the_same_one_is_told(house: House, there: str) -> None:
    assert house.api("operator@alpha").delete(ALIAS).status_code == 204
    with ThreadPoolExecutor(4) as several:
        made = list(several.map(lambda _: _made(house), range(4)))
    assert sorted(made) == [200, 412, 412, 412]


def _made(house: House) -> int:
    try:
        return int(house.api("operator@alpha").put(ALIAS, TO, **{"if-none-match": "*"}).status_code)
    finally:
        connection.close()
