"""Long requests of one tenant leave a process's threads to others."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from greenlang.edges.crowding import EACH, TOGETHER, Crowded, Places, TooManyAtOnce, long_requests
from tests.house import House

ONE, OTHER, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as entered:
        yield entered


def test_a_tenant_has_its_places_and_no_more_and_gets_them_back(stack: ExitStack) -> None:
    places = Places(each=2, together=3)
    with places.taken(ONE):
        stack.enter_context(places.taken(ONE))
        with pytest.raises(TooManyAtOnce):
            stack.enter_context(places.taken(ONE))
        stack.enter_context(places.taken(OTHER))
        with pytest.raises(Crowded):
            stack.enter_context(places.taken(THIRD))
    stack.enter_context(places.taken(THIRD))


def test_a_place_is_given_back_by_what_fails() -> None:
    places = Places(each=1, together=1)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"), places.taken(ONE):
            raise ValueError("broken")
    assert not places._taken


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/periods/{period}/certificate"),
        ("get", "/ledger/verification"),
        ("get", "/ledger/totals?period_id={period}"),
        ("get", "/ledger/quality?period_id={period}"),
        ("post", "/ledger/uncertainty"),
        ("post", "/ledger/impact"),
        ("get", "/runs/{run}/errors.csv"),
        ("post", "/specs/explain"),
        ("post", "/specs/dry-run"),
    ],
)
def test_whoever_has_too_many_under_way_hears_when_to_come_back(
    house: House, stack: ExitStack, method: str, path: str
) -> None:
    for _ in range(EACH):
        stack.enter_context(long_requests.taken(house.alpha.id))
    api = house.api("admin@alpha")
    answer = getattr(api, method)(path.format(period=house.period.id, run=house.run["run_id"]))
    assert answer.status_code == 429
    assert answer.json()["type"] == "urn:greenlang:problem:too-many-at-once"
    assert answer["Retry-After"] == "2"


def test_others_and_short_requests_are_answered_meanwhile(house: House, stack: ExitStack) -> None:
    for _ in range(EACH):
        stack.enter_context(long_requests.taken(house.alpha.id))
    assert house.api("admin@beta").get("/ledger/verification").status_code == 200
    assert house.api("admin@alpha").get("/calculations").status_code == 200
    for _ in range(TOGETHER - EACH):
        stack.enter_context(long_requests.taken(uuid.uuid4()))
    crowded = house.api("admin@beta").get("/ledger/verification")
    assert (crowded.status_code, crowded["Retry-After"]) == (503, "2")
    stack.close()
    assert house.api("admin@alpha").get("/ledger/verification").status_code == 200
    assert long_requests._taken.total() == 0
