"""Whatever the texts of a specification say, the generated code keeps its shape and nothing runs."""

import ast
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.agents.codegen import GenerationError
from apps.agents.codegen.literals import literal, only_code, prose
from apps.agents.spec import SpecError, read_spec, validate_spec
from greenlang.errors import GreenLangError
from tests.agents.codegen.agent_samples import build, pack_bytes, run_suite, written

PAYLOADS = (
    'x"); import os; os.system("touch pwned"); (',
    '"""\nimport os\nos.system("touch pwned")\n"""',
    "''' + __import__('pathlib').Path('pwned').touch() + '''",
    "line one\nimport pathlib; pathlib.Path('pwned').touch()\n",
    "{{ ''.__class__.__mro__ }}{% for x in range(9) %}{{ x }}{% endfor %}{# gone #}",
    "{0.__class__} {name!r} %s %(x)d $x `touch pwned`",
    "ends in a backslash \\",
    '\\"; raise SystemExit #',
    "# type: ignore  # noqa\n# fmt: off",
    "\u2028\u2029\x85line separators",
    "\u202eright to left\u202c \u2066isolate\u2069 \ufeffbom",
    "naïve – “quotes” 日本語 🏭 \U0001f468\u200d\U0001f469",
    "a | b <script>alert(1)</script> [x](javascript:alert(1)) ![](http://example.org)",
    "\t tab \r carriage",
    "\\N{BULLET} \\x00 \\u0000 \\\n",
    "]})),,,;;; lambda: 0",
    "0" * 500 + "'" * 300 + '"' * 300,
)


def hostile(seed: int) -> Callable[[], str]:
    chance = random.Random(seed)

    def text() -> str:
        parts = chance.choices(PAYLOADS, k=chance.choice([1, 1, 2]))
        letters = "".join(chance.choices("abc'\"\\\n{}#%$;()[]`é\u2028\u202e ", k=chance.randrange(12)))
        made = letters.join(["", *parts]) + f" {chance.randrange(10**9)}"
        return made.replace("${", "$ {")  # the reader refuses interpolation before anything is generated

    return text


def everything_saying(text: Callable[[], str]) -> bytes:
    """The pack of every kind of input with each of its texts replaced."""
    pack = yaml.safe_load(pack_bytes("everything"))
    for key in ("name", "description", "author", "license"):
        pack["pack"][key] = text()
    agent = pack["agents"][0]
    agent["name"], agent["description"] = text(), text()
    for field in (*agent["inputs"], *agent["outputs"]):
        field["description"] = text()
    choices = [text(), text(), text()]
    carrier = next(field for field in agent["inputs"] if field["name"] == "carrier")
    carrier["validation"]["enum"] = choices
    for factor in pack["factors"]:
        factor["source"], factor["citation"] = text(), text()
    for formula in pack["formulas"]:
        formula["title"], formula["source"], formula["version"] = text(), text(), text()
    for golden, choice in zip(pack["tests"]["golden"], choices, strict=False):
        golden["name"], golden["description"] = text(), text()
        golden["input"] = {**golden["input"], "carrier": choice, "day": "2025-01-31"}
    for rule in pack["tests"]["properties"]:
        rule["name"], rule["description"] = text(), text()
    pack["tests"]["properties"][2]["rule"] = text()
    return yaml.safe_dump(pack, allow_unicode=True).encode()


def shape(source: bytes) -> str:
    """The syntax tree with every literal replaced by its type; a test named after a rule has a plain name."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = type(node.value).__name__
            node.kind = None
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert re.fullmatch(r"test_[a-z0-9_]{1,64}", node.name)
            node.name = "test"
    return ast.dump(tree)


def shapes(source: bytes) -> dict[str, str]:
    return {name: shape(data) for name, data in build(source).files.items() if name.endswith(".py")}


@pytest.mark.thorough
def test_a_hundred_hostile_specifications_give_the_same_syntax_tree() -> None:
    plain = shapes(everything_saying(lambda: "plain text"))
    assert len(plain) == 15
    for seed in range(100):
        assert shapes(everything_saying(hostile(seed))) == plain, seed


@pytest.mark.parametrize("seed", [3, 7])
def test_a_hostile_agent_works_and_runs_nothing_of_its_texts(tmp_path: Path, seed: int) -> None:
    done = run_suite(written(build(everything_saying(hostile(seed))).files, tmp_path))
    assert done.returncode == 0, done.stdout[-2000:]
    assert not list(tmp_path.rglob("*pwned*"))


def test_hostile_texts_are_kept_letter_by_letter() -> None:
    source = everything_saying(hostile(1))
    spec = read_spec(source).spec
    tree = ast.parse(build(source).files["agent/inputs.py"])
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {field.description for field in spec.agent.inputs} <= said


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "place", ["unit", "expression", "input name", "formula id", "factor id", "agent id", "version"]
)
def test_hostile_names_units_and_expressions_are_refused(place: str, payload: str) -> None:
    pack = yaml.safe_load(pack_bytes("everything"))
    targets = {
        "unit": (pack["factors"][0], "unit"),
        "expression": (pack["formulas"][0], "expression"),
        "input name": (pack["agents"][0]["inputs"][0], "name"),
        "formula id": (pack["formulas"][0], "id"),
        "factor id": (pack["factors"][0], "id"),
        "agent id": (pack["agents"][0], "id"),
        "version": (pack["pack"], "version"),
    }
    target, key = targets[place]
    target[key] = payload
    spec = read_spec(yaml.safe_dump(pack, allow_unicode=True).encode()).spec
    assert any(finding.is_error for finding in validate_spec(spec))


def test_even_unvalidated_names_cannot_change_the_shape() -> None:
    plain = shapes(pack_bytes("everything"))["agent/formulas.py"]
    for payload in PAYLOADS:
        pack = yaml.safe_load(pack_bytes("everything"))
        pack["formulas"][0]["id"] = payload
        pack["agents"][0]["id"] = payload
        try:
            files = build(yaml.safe_dump(pack, allow_unicode=True).encode()).files
        except (GreenLangError, SpecError):
            continue
        assert shape(files["agent/formulas.py"]) == plain


@given(st.text(max_size=400))
def test_a_literal_reads_back_as_the_text(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text


@given(st.text(min_size=1, max_size=100))
def test_prose_is_one_printable_line(text: str) -> None:
    line = prose(text)
    assert "\n" not in line
    assert all(character.isprintable() for character in line)
    assert "<" not in line.replace("\\<", "")


@settings(max_examples=20)
@given(st.text())
def test_a_template_refuses_text_that_no_filter_has_passed(text: str) -> None:
    with pytest.raises(GenerationError):
        only_code(text)
    assert only_code(literal(text)) == literal(text)
