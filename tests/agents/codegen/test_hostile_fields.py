"""Injection in every field and every key of a full pack: refused with place and reason, or no more than a literal."""

import fnmatch
import json
from collections.abc import Iterator, Mapping

import pytest

from apps.agents.codegen import GenerationError, generator
from apps.agents.spec import SpecError, read_spec, validate_spec
from greenlang.errors import GreenLangError
from tests.agents.codegen.agent_samples import build, catalogue
from tests.agents.codegen.full_packs import (
    PACKS,
    Place,
    as_yaml,
    full_pack,
    keys,
    kinds,
    places,
    said_places,
    schema_places,
    with_key,
    with_value,
)
from tests.agents.codegen.test_hostile_texts import PAYLOADS, shape

pytestmark = pytest.mark.thorough

INNOCENT = "plain text"
EVERYTHING_AT_ONCE = (
    "x\"'\"\"\"'''\\); import os; os.system('touch pwned') #\n{{ 7*7 }}{% raw %}{# */ --> {0.__class__} %s "
    "\u2028\u2029\x85\u202e\u2066\ufeff \u0456mport \u0435val # type: ignore ``` | [a](javascript:1) <b> ]})"
)
WRONG: tuple[object, ...] = (None, True, -1, "1e999", "9" * 400, [], {}, [[None]], {"a": {"b": []}}, [1, "x"])
Shape = tuple[tuple[str, object], ...]


@pytest.fixture(autouse=True)
def unformatted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The formatter changes no syntax tree, and takes most of the time."""
    plain = lambda files, **_: {name: text.encode() for name, text in files.items()}  # noqa: E731
    monkeypatch.setattr(generator, "formatted", plain)


def outcome(source: bytes) -> Shape | None:
    """The shapes of everything generated; None where it is refused, with a place and a reason."""
    try:
        spec = read_spec(source).spec
    except SpecError as error:
        assert all(found["detail"] and found["line"] for found in error.errors)
        return None
    errors = [finding for finding in validate_spec(spec, lookup=catalogue) if finding.is_error]
    if errors:
        assert all(finding.detail and (finding.path or finding.code == "no-formulas") for finding in errors)
        return None
    try:
        files = build(source).files
    except GenerationError as error:
        assert error.message
        return None
    return tuple(shapes_of(files))


def shapes_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, object]]:
    """Syntax trees of code, key structure of JSON, and the lines of the README that Markdown sees."""
    for name, data in sorted(files.items()):
        if name.endswith(".py"):
            yield name, shape(data)
        elif name == "README.md":
            text = data.decode()
            assert "<b>" not in text
            yield name, tuple(line[:2] for line in text.splitlines() if line.startswith(("#", "```", "|", "- ")))
        elif name.endswith(".json"):
            json.loads(data)


def told(place: Place) -> str:
    return ".".join(map(str, place))


def test_the_full_packs_say_everything_the_schema_knows() -> None:
    said = said_places()
    assert [path for path in sorted(schema_places()) if not fnmatch.filter(said, path.replace("[]", "[[]]"))] == []


@pytest.mark.parametrize("name", PACKS)
def test_the_full_packs_are_built(name: str) -> None:
    assert outcome(as_yaml(full_pack(name))) is not None


@pytest.mark.parametrize("name", PACKS)
def test_no_value_changes_the_shape_of_the_code(name: str) -> None:
    pack = full_pack(name)
    original = outcome(as_yaml(pack))
    for number, place in enumerate(kinds(places(pack))):
        for payload in (EVERYTHING_AT_ONCE, PAYLOADS[number % len(PAYLOADS)].replace("${", "$ {")):
            hostile = outcome(with_value(pack, place, payload))
            innocent = hostile in (None, original) or hostile == outcome(with_value(pack, place, INNOCENT))
            assert innocent, (told(place), payload)


@pytest.mark.parametrize("name", PACKS)
def test_no_key_changes_the_shape_of_the_code(name: str) -> None:
    pack = full_pack(name)
    original = outcome(as_yaml(pack))
    for place in kinds(keys(pack)):
        hostile = outcome(with_key(pack, place, EVERYTHING_AT_ONCE))
        assert hostile in (None, original) or hostile == outcome(with_key(pack, place, INNOCENT)), told(place)


@pytest.mark.parametrize("name", PACKS)
def test_a_value_of_the_wrong_kind_in_any_place_is_read_or_refused(name: str) -> None:
    pack = full_pack(name)
    for number, place in enumerate(kinds(keys(pack))):
        for wrong in (WRONG * 2)[number % len(WRONG) :][:2]:
            try:
                outcome(with_value(pack, place, wrong))
            except GreenLangError as error:
                pytest.fail(f"{told(place)} = {wrong!r}: {error}")
