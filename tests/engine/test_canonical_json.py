"""One value, one byte string; what has no canonical form is refused with its path."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from greenlang.engine.canonical_json import MAX_NESTING, canonical_json, sha256_bytes, sha256_of
from greenlang.engine.errors import NotCanonical
from tests.engine.strategies import documents


def test_keys_are_sorted_text_is_utf8_and_there_is_no_whitespace() -> None:
    value = {"b": ["x", None, True], "a": {"ü-free": "grün 🌱"[:4]}} | {}
    with pytest.raises(NotCanonical):
        canonical_json(value)
    assert (
        canonical_json({"b": ["x", None, True], "a": "grün 🌱\n"}) == '{"a":"grün 🌱\\n","b":["x",null,true]}'.encode()
    )


def test_the_hash_is_of_the_canonical_bytes() -> None:
    assert sha256_of({"a": "1"}) == "sha256:" + hashlib.sha256(b'{"a":"1"}').hexdigest()
    assert sha256_bytes(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_tuples_and_lists_are_one() -> None:
    assert canonical_json(("a", ("b",))) == canonical_json(["a", ["b"]])


@given(documents)
def test_decoding_gives_the_value_back(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


@given(documents, documents)
def test_different_values_have_different_bytes(left: object, right: object) -> None:
    assert (canonical_json(left) == canonical_json(right)) == _same(left, right)


def _same(left: Any, right: Any) -> bool:
    """Equality that keeps True and 1 apart; there are no numbers, so plain equality will do."""
    return type(left) is type(right) and left == right


def _cycle() -> list[object]:
    value: list[object] = ["x"]
    value.append({"back": value})
    return value


def _nested(levels: int) -> object:
    value: object = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "where", "says"),
    [
        ({"a": {"b": ["x", 1]}}, "a.b[1]", "decimal strings"),
        ({"a": 1.5}, "a", "decimal strings"),
        ({"a": Decimal("1")}, "a", "decimal strings"),
        ({"a": float("nan")}, "a", "decimal strings"),
        ([["x", object()]], "[0][1]", "object"),
        ({"a": {"x"}}, "a", "set"),
        ({"a": b"x"}, "a", "bytes"),
        ({1: "x"}, "", "key"),
        ({None: "x"}, "", "key"),
        ({"ä": "x"}, "", "ASCII"),
        ({"a": {"k": "\ud800"}}, "a.k", "surrogate"),
        ("ok\udfff", "", "surrogate"),
        (_cycle(), "[1].back", "contains itself"),
        (_nested(MAX_NESTING + 1), "", "nested deeper"),
        (_nested(100_000), "", "nested deeper"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_path(value: object, where: str, says: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        canonical_json(value)
    assert says in str(caught.value)
    assert not where or caught.value.where == where


def test_a_value_may_stand_in_two_places_without_being_a_cycle() -> None:
    shared = {"k": "v"}
    assert canonical_json([shared, shared]) == b'[{"k":"v"},{"k":"v"}]'


def test_the_deepest_nesting_that_is_promised_works() -> None:
    assert canonical_json(_nested(MAX_NESTING)) == b"[" * MAX_NESTING + b'"x"' + b"]" * MAX_NESTING
