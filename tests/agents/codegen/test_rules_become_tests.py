"""Rules of a specification in its generated suite: real tests that hold, and that fail where a rule is wrong."""

import re
from pathlib import Path

import pytest

from apps.evaluation.instruments.allowed_code import examine
from tests.agents.codegen.agent_samples import EVERYTHING_PACK, ROOT, build, run_python, run_suite, written
from tests.agents.spec.completed_pack import COMPLETED_PACK

HOLDING = {
    "in proportion": "outputs.total * 0 <= inputs.load * 3 * inputs.distance or load < 0",
    "nothing moved": "input.load == 0 implies output.total == 0",
    "more or less": "outputs.co2 is nondecreasing in inputs.load",
    "less trips": "outputs.total is nonincreasing in inputs.share or_not",
    "distinct": "hash(run(a)) != hash(run(b)) when a != b",
    "Répétable!": "run(i, seed=42) == run(i, seed=42)",
    "class": "carrier in ['truck', 'rail', 3] and site matches '^main-[0-9]$'",
    "2 small": "abs(outputs.ch4) * 100 <= abs(outputs.co2)",
    "per trip": "outputs.total / inputs.load >= 0",
    "days": "inputs.day is null or day >= '2025-01-01'",
    "empty": "return_empty implies not (trips < 1)",
    "short": "len(carrier) <= 5",
    "day": "day == '2025-01-31'",
}
RULE = "    - {name: odd, rule: outputs.total is a prime}\n"


def pack(rules: dict[str, str]) -> bytes:
    said = "".join(f'    - {{name: "{name}", description: It is so, rule: "{rule}"}}\n' for name, rule in rules.items())
    assert RULE in EVERYTHING_PACK
    return EVERYTHING_PACK.replace(RULE, said).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(build(pack(HOLDING)).files, tmp_path_factory.mktemp("rules"))


def test_rules_that_hold_pass_as_tests_named_after_them(folder: Path) -> None:
    done = run_python(
        folder, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:django", "tests/test_properties.py"
    )
    assert done.returncode == 0, done.stdout[-3000:]
    for name in ("in_proportion", "nothing_moved", "more_or_less", "distinct", "r_p_table", "class", "2_small"):
        assert f"test_{name} PASSED" in done.stdout
    assert "test_less_trips" not in done.stdout


@pytest.mark.thorough
def test_their_suite_is_clean_for_the_linter_the_formatter_and_the_type_checker(folder: Path) -> None:
    for command in (("check",), ("format", "--check")):
        done = run_python(folder, "-m", "ruff", *command, "--no-cache", "--config", str(ROOT / "pyproject.toml"), ".")
        assert done.returncode == 0, done.stdout
    strict = ("--strict", "--config-file=", "--cache-dir", str(folder.parent / "types"))
    done = run_python(folder, "-m", "mypy", *strict, "agent", "tests", MYPYPATH=str(ROOT))
    assert done.returncode == 0, done.stdout


def test_what_is_not_understood_stands_in_the_readme_with_its_reason(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "tests.properties\\[5\\].rule" in readme
    assert "cannot stand there" in readme


@pytest.mark.thorough
@pytest.mark.parametrize(
    "rule",
    [
        "outputs.total <= 0.42",
        "outputs.total is nonincreasing in inputs.load",
        "outputs.co2 is increasing in inputs.share",
        "outputs.total / inputs.load > 1",
        "inputs.load > 0 implies outputs.co2 == 0",
        "carrier != 'rail'",
        "inputs.distance <= 100",
        "day is null",
    ],
)
def test_a_rule_that_does_not_hold_fails(tmp_path: Path, rule: str) -> None:
    files = written(build(pack({"wrong": rule})).files, tmp_path)
    done = run_suite(files)
    assert done.returncode == 1, done.stdout
    assert "FAILED tests/test_properties.py::test_wrong" in done.stdout


def test_a_validation_rule_becomes_a_test_unless_it_is_a_warning(tmp_path: Path) -> None:
    rules = "validation:\n  rules:\n    - {id: Kept it, condition: total >= 0, severity: error}\n"
    rules += "    - {id: warned, condition: total < 10, severity: warning}\n"
    files = written(build((EVERYTHING_PACK + rules).encode()).files, tmp_path)
    tests = (files / "tests" / "test_properties.py").read_text(encoding="utf-8")
    assert "def test_kept_it(" in tests
    assert "warned" not in tests
    assert "Its severity is warning" in (files / "README.md").read_text(encoding="utf-8")


PROVENANCE = """\
    - {name: named, rule: "output.publisher matches 'EPA$' and outputs.proof is not null"}
    - {name: hash, rule: len(outputs.proof) == 71}
    - {name: scope follows, rule: outputs.scope == 2 implies inputs.carrier == 'grid'}
    - {name: factor, rule: outputs.factor > 0}
    - {name: more used, rule: kg_co2e is nondecreasing in amount}
    - {name: nothing used, rule: inputs.amount == 0 implies output.kg_co2e == 0}
"""


@pytest.mark.thorough
def test_rules_may_speak_of_what_is_shown_of_the_provenance(tmp_path: Path) -> None:
    files = written(build((COMPLETED_PACK + PROVENANCE).encode()).files, tmp_path)
    done = run_suite(files)
    assert done.returncode == 0, done.stdout[-3000:]
    tests = (files / "tests" / "test_properties.py").read_text(encoding="utf-8")
    assert 'assert outputs["scope"] != "2" or inputs["carrier"] == "grid"' in tests
    assert len(re.findall("^def test_", tests, re.MULTILINE)) == 8
    strict = ("--strict", "--config-file=", "--cache-dir", str(tmp_path / "types"))
    done = run_python(files, "-m", "mypy", *strict, "agent", "tests", MYPYPATH=str(ROOT))
    assert done.returncode == 0, done.stdout
    done = run_python(files, "-m", "ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), ".")
    assert done.returncode == 0, done.stdout


def test_rules_of_the_same_name_are_told_apart() -> None:
    names = ["same", "same 2", "Same", "same", "§", "rule"]
    rules = "".join(f'    - {{name: "{name}", rule: outputs.total * 0 == 0}}\n' for name in names)
    suite = build(EVERYTHING_PACK.replace(RULE, rules).encode()).files["tests/test_properties.py"].decode()
    found = re.findall("^def test_(.+?)\\(", suite, re.MULTILINE)
    assert [name for name in found if name.startswith(("same", "rule"))] == [
        "same", "same_2", "same_3", "same_4", "rule", "rule_2",
    ]  # fmt: skip


def test_a_suite_of_rules_keeps_to_what_a_pack_may_say(folder: Path) -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in (folder / "tests").glob("*.py")}
    assert examine(sources, tests=True) == []
