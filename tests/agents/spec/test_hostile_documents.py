"""Hostile and broken YAML: one clear refusal with a place, quickly, and nothing is built or run."""

import random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.agents.spec import SpecError, read_spec
from apps.agents.spec.document import MAX_BYTES, parse_document
from tests.agents.spec.hostile_files import bomb, nested
from tests.agents.spec.spec_samples import FACTORY_PACK, example

REFUSED = {
    "empty": ("", "empty", 1, ""),
    "blank": ("\n\n  \n", "empty", 1, ""),
    "not a mapping": ("- a\n- b", "not-a-mapping", 1, ""),
    "broken indentation": ("pack:\n  id: x\n name: y", "not-yaml", 3, ""),
    "unclosed bracket": ("pack: {id: [1, 2\nagents:", "not-yaml", 2, "pack"),
    "tab": ("pack:\n\tid: x", "not-yaml", 2, "pack"),
    "duplicate key": ("pack:\n  id: x\n  name: y\n  id: z", "duplicate-key", 4, "pack.id"),
    "duplicate in a list": ("agents:\n  - id: a\n    id: b", "duplicate-key", 3, "agents[0].id"),
    "python tag": ("pack:\n  id: !!python/object/apply:os.system ['true']", "tag", 2, "pack.id"),
    "plain tag": ("pack: !!map {id: x}", "tag", 1, "pack"),
    "local tag": ("pack:\n  - !include other.yaml", "tag", 2, "pack[0]"),
    "reference": ("pack:\n  $ref: other.yaml", "ref", 2, "pack"),
    "interpolation": ("pack:\n  id: a\n  name: x${HOME}", "interpolation", 3, "pack.name"),
    "second document": ("pack: {}\n---\nagents: []", "documents", 2, ""),
    "infinity": ("pack:\n  n: -.inf", "not-finite", 2, "pack.n"),
    "not a number": ("pack:\n  n: [1, .nan]", "not-finite", 2, "pack.n[1]"),
    "endless digits": ("pack:\n  n: " + "9" * 5000, "number", 2, "pack.n"),
    "huge exponent": ("pack:\n  n: 1e999999", "number", 2, "pack.n"),
    "anchor bomb": (bomb(9), "too-many-nodes", 5, "a4["),
    "cycle": ("pack: &a\n  self: *a", "alias", 2, "pack.self"),
    "unknown alias": ("pack: *nothing", "alias", 1, "pack"),
    "many aliases": ("pack: &a x\nagents: [" + ", ".join(["*a"] * 200) + "]", "too-many-aliases", 2, "agents[100]"),
    "deep by alias": (
        f"pack: &a {'[' * 30}{']' * 30}\nagents: {'[' * 20}*a{']' * 20}", "too-deep", 2, "agents" + "[0]" * 20,
    ),
    "merge key": ("pack: &a {id: x}\nagents:\n  <<: *a", "merge-key", 3, "agents"),
    "key that is a list": ("pack:\n  ? [a, b]\n  : c", "key", 2, "pack"),
    "deep nesting": (nested(5000), "too-deep", 1, "pack" + "[0]" * 39),
    "many nodes": ("pack: [" + "a," * 60_000 + "]", "too-many-nodes", 1, "pack[49997]"),
    "long text": ("pack: '" + "a" * 100_000 + "'", "too-long", 1, "pack"),
    "control character": ("pack:\n  id: a\x07b", "control-character", 2, ""),
    "nul": ("pack:\n  id: a\x00b", "control-character", 2, ""),
    "escaped nul": ('pack:\n  id: "a\\0b"', "control-character", 2, "pack.id"),
    "escaped bell in a key": ('pack:\n  "a\\x07": b', "control-character", 2, "pack"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_a_place(name: str) -> None:
    text, code, line, path = REFUSED[name]
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode("utf-8"), filename="given.yaml")
    problem = caught.value.errors[0]
    assert (problem["code"], problem["line"]) == (code, str(line))
    assert problem["path"].startswith(path)
    assert f"given.yaml line {line}" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"pack:\n  id: \xff\xfe", "not-utf8", 2),
        ("pack: {}".encode("utf-16"), "not-utf8", 1),
        (b"pack: '" + b"x" * 10_000_000 + b"'", "too-large", 1),
        (b"\n" * (MAX_BYTES + 1), "too-large", 1),
    ],
)
def test_bytes_are_bounded_before_anything_is_read(data: bytes, code: str, line: int) -> None:
    with pytest.raises(SpecError) as caught:
        read_spec(data)
    assert (caught.value.errors[0]["code"], caught.value.errors[0]["line"]) == (code, str(line))


def test_a_byte_order_mark_is_no_content() -> None:
    assert read_spec(b"\xef\xbb\xbf" + example("stationary-combustion")).spec.pack.id == "stationary-combustion"


def test_few_aliases_are_read_where_they_stand() -> None:
    document = parse_document(b"a: &x {k: [1, 2]}\nb: *x\nc: [*x, *x]")
    assert document.root["a"] == document.root["b"]
    assert document.root["c"] == [document.root["a"]] * 2
    assert document.line_of(("c", 1, "k", 7)) == 1


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_model_or_a_refusal(data: bytes) -> None:
    try:
        read_spec(data)
    except SpecError as error:
        assert error.errors
        assert error.errors[0]["detail"]


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=20) | st.sampled_from(["1e5", "{{x}}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
_KEYS = ["id", "name", "type", "inputs", "outputs", "version", "validation", "default", "expression", "output", "unit"]
_maps = st.dictionaries(st.sampled_from(_KEYS), _values, max_size=6)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {"pack": _values | _maps, "agents": _values | st.lists(_maps, max_size=2)},
        optional={name: _values | st.lists(_maps, max_size=2) for name in ("factors", "formulas", "tests", "tools")},
    )
)
def test_any_values_in_any_place_give_a_model_or_problems_with_lines(document: dict[str, object]) -> None:
    text = yaml.safe_dump(document, allow_unicode=True)
    try:
        read_spec(text.encode("utf-8"))
    except SpecError as error:
        assert all(problem["line"] and problem["detail"] for problem in error.errors)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_packs_never_raise_anything_else(seed: int) -> None:
    chance = random.Random(seed)
    lines = FACTORY_PACK.splitlines()
    for _ in range(3):
        place = chance.randrange(len(lines))
        lines[place] = chance.choice(
            ["", lines[place][2:], lines[place] + ":", "\t" + lines[place], "- " + lines[place]]
        )
    try:
        read_spec("\n".join(lines).encode())
    except SpecError as error:
        assert all(problem["line"] for problem in error.errors)
