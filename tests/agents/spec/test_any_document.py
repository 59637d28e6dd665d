"""Whatever becomes of a document of any dialect, it is a specification, a listing, or an error with its place."""

import copy
import random
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.agents.spec import Listing, SpecError, SpecReading, read_any, validate_spec
from tests.agents.spec.spec_samples import wild

NAMES = ["kiln.factory", "boiler.ai", "furnace.resource", "suite.manifest", "platform.catalogue"]
GARBAGE: list[object] = [
    None,
    True,
    0,
    -1.5,
    "",
    "x",
    "1.0",
    "é",
    [],
    {},
    [[]],
    [None],
    {"a": None},
    {"id": {"id": []}},
    ["x", {"name": 1}],
]


@cache
def parsed(name: str) -> dict[str, object]:
    found = yaml.safe_load(wild(name))
    assert isinstance(found, dict)
    return found


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Every place of a document below the root."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for key, inner in children:
        found += [(*path, key), *places(inner, (*path, key))]
    return found


def damaged(document: dict[str, object], seed: int, times: int) -> dict[str, object]:
    """Types swapped, keys dropped, renamed and doubled, garbage put in any place."""
    chance, result = random.Random(seed), copy.deepcopy(document)
    for _ in range(times):
        known = places(result)
        if not known:
            break
        *way, last = chance.choice(known)
        container: Any = result
        for step in way:
            container = container[step]
        what = chance.randrange(4)
        if what == 0:
            del container[last]
        elif what == 1:
            container[last] = copy.deepcopy(chance.choice(GARBAGE))
        elif what == 2:
            container[last] = [container[last]]
        elif isinstance(container, dict):
            container[f"{last}x"] = container.pop(last)
    return result


def outcome(data: bytes) -> str:
    """Which of the three it is; every error has a place and a reason."""
    try:
        read = read_any(data)
    except SpecError as error:
        assert error.errors
        assert all(found["detail"] and found["line"] for found in error.errors)
        return "error"
    if isinstance(read, Listing):
        assert read.reason
        return "listing"
    assert isinstance(read, SpecReading)
    findings = read.located(validate_spec(read.spec))
    assert all(finding.detail for finding in findings)
    return "spec"


@pytest.mark.parametrize(
    ("name", "expected"), list(zip(NAMES, ["spec", "spec", "spec", "listing", "listing"], strict=True))
)
def test_the_undamaged_documents(name: str, expected: str) -> None:
    assert outcome(wild(name)) == expected


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.integers(1, 12))
def test_a_damaged_document_has_one_of_three_outcomes(name: str, seed: int, times: int) -> None:
    document = damaged(parsed(name), seed, times)
    assert outcome(yaml.safe_dump(document, allow_unicode=True).encode()) in {"spec", "listing", "error"}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 2**32))
def test_documents_of_two_dialects_in_one_have_one_of_three_outcomes(one: str, other: str, seed: int) -> None:
    document = damaged({**parsed(one), **parsed(other)}, seed, 3)
    assert outcome(yaml.safe_dump(document, allow_unicode=True).encode()) in {"spec", "listing", "error"}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_readable_document_is_dropped_in_silence(name: str) -> None:
    """A key of one's own in any map is in the ledger or in the listing."""
    for path in places(parsed(name)):
        document = copy.deepcopy(parsed(name))
        container: object = document
        for step in path:
            container = container[step]  # type: ignore[index]
        if (
            not isinstance(container, dict)
            or "input" in path
            or "expect" in path
            or "tolerance" in path
            or path[0] == "dependencies"
        ):
            continue
        container["zz_mine"] = "mine"
        try:
            read = read_any(yaml.safe_dump(document).encode())
        except SpecError as error:
            assert "zz_mine" in str(error.errors)
            continue
        if isinstance(read, SpecReading):
            told = [entry.path for entry in read.ledger]
            above = _keys(path)
            assert any(text.endswith("zz_mine") for text in told) or any(text in above for text in told), path


def _keys(path: tuple[object, ...]) -> set[str]:
    """The texts of a path and of all above it."""
    from apps.agents.spec.errors import path_text

    return {path_text(path[: length + 1]) for length in range(len(path))}  # type: ignore[arg-type]
