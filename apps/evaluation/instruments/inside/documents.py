"""Documents made from a JSON Schema: those it allows, and those with one thing wrong, the same each time."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_VALUES = ("0", "1", "12.5", "0.000001", "1e3", "98765432109876543210.5", 7, "-3")
_TEXTS = ("x", "natural gas", "Ünïcode ✓", "", "a" * 300)
_WRONG_TYPES: tuple[Any, ...] = (None, True, 12, 0.1, "text", [], ["1"], {}, {"value": "1"})
_WRONG_QUANTITY: tuple[tuple[str, Any], ...] = (
    ("value", 0.1), ("value", "fifty"), ("value", None), ("value", ["1"]), ("unit", 5), ("unit", None),
    ("basis", ["gross"]), ("colour", "blue"),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A document, and in words how it was made."""

    document: Any
    how: str


def documents(schema: Schema, samples: Sequence[Mapping[str, Any]], most: int, seed: str) -> Iterator[Made]:
    """At most ``most`` documents: each sample, each with one thing wrong, then allowed ones at random.

    Args:
        schema: of the input, an object.
        samples: documents that are known to be right.
        seed: the same gives the same documents.
    """
    luck = random.Random(seed)  # noqa: S311 - repeatable on purpose
    properties: Mapping[str, Schema] = schema.get("properties", {})
    made = [Made(dict(sample), "a sample") for sample in samples]
    base = dict(samples[0]) if samples else {name: _allowed(each, luck) for name, each in properties.items()}
    made += _wrong_as_a_whole(base)
    for name, each in properties.items():
        made += _wrong_in(name, each, base)
    # What is wrong in one place is tried evenly, where there is not time for all of it.
    head, rest = made[: len(samples) + 1], made[len(samples) + 1 :]
    luck.shuffle(rest)
    room = max(most - most // 3 - len(head), 0)
    yield from [*head, *rest[:room]][:most]
    for _ in range(most - min(len(head) + len(rest[:room]), most)):
        chosen = luck.choice(samples) if samples else base
        yield Made(_varied(chosen, properties, luck), "allowed values")


def _wrong_as_a_whole(base: Mapping[str, Any]) -> Iterator[Made]:
    yield Made({**base, "no_such_input_": "1"}, "an unknown input")
    wholes: tuple[Any, ...] = ({}, [], [base], "text", 7, None, True)
    for whole in wholes:
        yield Made(whole, "another whole")


def _wrong_in(name: str, schema: Schema, base: Mapping[str, Any]) -> Iterator[Made]:
    yield Made({key: value for key, value in base.items() if key != name}, f"{name} missing")
    for value in _WRONG_TYPES:
        yield Made({**base, name: value}, f"{name} is {value!r}")
    given = base.get(name)
    if isinstance(given, dict):
        for member in ("value", "unit"):
            left = {key: value for key, value in given.items() if key != member}
            yield Made({**base, name: left}, f"{name} without {member}")
        for member, value in _WRONG_QUANTITY:
            yield Made({**base, name: {**given, member: value}}, f"{name}.{member} is {value!r}")
    if "enum" in schema:
        yield Made({**base, name: "none of them"}, f"{name} none of its choices")


def _varied(sample: Mapping[str, Any], properties: Mapping[str, Schema], luck: random.Random) -> dict[str, Any]:
    """A sample with some of its values exchanged for others the schema allows."""
    document = dict(sample)
    for name, schema in properties.items():
        given = document.get(name)
        if luck.random() < 0.5:
            continue
        if isinstance(given, dict) and "value" in given:
            document[name] = {**given, "value": luck.choice(_VALUES)}
        elif given is None or "enum" in schema or "oneOf" in schema or "boolean" in _types(schema):
            document[name] = _allowed(schema, luck)
    return document


def _allowed(schema: Schema, luck: random.Random) -> Any:
    if "enum" in schema:
        return luck.choice(schema["enum"])
    if "object" in _types(schema):
        units = schema.get("x-units") or ["kg"]
        return {"value": luck.choice(_VALUES), "unit": luck.choice(list(units))}
    if "boolean" in _types(schema):
        return luck.random() < 0.5
    if schema.get("format") == "date":
        return f"20{luck.randrange(10, 30)}-0{luck.randrange(1, 10)}-1{luck.randrange(10)}"
    return luck.choice(_VALUES if "oneOf" in schema else _TEXTS)


def _types(schema: Schema) -> list[str]:
    named = schema.get("type", [])
    return named if isinstance(named, list) else [named]
