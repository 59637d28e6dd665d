"""What the description allows to be asked, and what it does not, is answered as it says, and never by a fault."""

import pytest
from schemathesis import GenerationMode

from tests.api.described import operations
from tests.api.fuzzed import Found, fuzz
from tests.house import House

CHANGES = ["post", "put", "patch", "delete"]


def counted(found: Found, methods: list[str]) -> int:
    """Operations that did what was asked, where every one was asked."""
    assert set(found.answered) == {str(each) for each in operations() if each.method in methods}
    assert all(found.answered.values())
    return len(found.fulfilled)


def test_reads_are_answered_as_described(house: House) -> None:
    found = fuzz(house, ["get"], examples=2, mode=GenerationMode.POSITIVE)
    assert found.wrong == []
    assert counted(found, ["get"]) > 70


def test_changes_are_answered_as_described(house: House) -> None:
    found = fuzz(house, CHANGES, examples=2, mode=GenerationMode.POSITIVE)
    assert found.wrong == []
    assert counted(found, CHANGES) > 20


@pytest.mark.long
@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("mode", GenerationMode)
def test_many_requests_are_answered_as_described(house: House, mode: GenerationMode, turn: int) -> None:
    found = fuzz(house, ["get", *CHANGES], examples=40, mode=mode, turn=turn)
    assert found.wrong == []
