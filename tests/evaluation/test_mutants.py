"""Mutants: which faults are made, which are left out by construction, and in which order they are tried."""

import ast
from collections import Counter

import pytest

from apps.evaluation.instruments.mutants import Mutant, in_order_of_trial, mutants_of
from tests.evaluation.agents import FILES

SOURCES = {name: content.decode() for name, content in FILES.items() if name.startswith("agent/")}


def changes(source: str) -> set[tuple[str, str, str]]:
    """Operator, what stood there, and what stands there then."""
    return {(each.operator, each.before, each.after) for each in mutants_of({"agent/a.py": source})}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a + b", {("arithmetic", "a + b", "(a - b)")}),
        ("x = -a", {("arithmetic", "-a", "(a)")}),
        ("x += 1", {("arithmetic", "x += 1", "x -= 1"), ("number", "1", "2")}),
        ("x = a < b", {("comparison", "a < b", "(a <= b)"), ("comparison", "a < b", "(a >= b)")}),
        ("x = a == b", {("comparison", "a == b", "(a != b)")}),
        ("x = a < b < c", {("comparison", "a < b < c", "(a < b >= c)")}),
        ("x = a and b", {("logic", "a and b", "(a or b)")}),
        ("x = not a", {("logic", "not a", "(a)")}),
        ("x = True", {("truth value", "True", "False")}),
        ("x = 'kg'", {("text", "'kg'", "'kgX'")}),
        ("x = D('0.5')", {("text", "'0.5'", "'1.5'")}),
        ("x = a if b else c", {("branches swapped", "a if b else c", "(c if b else a)")}),
        ("if a:\n    b()", {("branches swapped", "a", "not (a)"), ("statement dropped", "b()", "pass")}),
        ("x = f(a=1)", {("keyword dropped", "a=1", "")}),
        ("x = {'a': 1}", {("entry dropped", "1", "")}),
        ("x = (a, b)", {("entry dropped", "a", ""), ("entry dropped", "b", "")}),
        ("x = [a for a in b if c]", {("condition dropped", "c", "True")}),
        ("def f():\n    return a", {("returned", "a", "None")}),
        ("raise E(where='x')", {("statement dropped", "raise E(where='x')", "pass"), ("text", "'x'", "'xX'")}),
        ("for a in b:\n    break", {("loop not entered", "b", "()"), ("loop", "break", "continue")}),
        ("while a:\n    continue", {("loop not entered", "a", "False"), ("loop", "continue", "break")}),
        ("x = lambda: a", {("returned", "a", "None")}),
        ("def f(a=1):\n    pass", {("number", "1", "2")}),
    ],
)  # fmt: skip
def test_faults_of_each_kind_are_made(source: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= changes(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""What it is."""',
        "import a\nfrom b import c",
        "def f(a: 'int' = None) -> 'str':\n    '''What it does.'''\n    return None",
        "x: list['a']",
        "if TYPE_CHECKING:\n    x = 1 + 1",
        "if __name__ == '__main__':\n    main()",
        "f'{1 + 1} of'",
        "def f():\n    x",
        "x = None",
        "not python (",
        "x" + "(" * 500,
    ],
)
def test_what_no_test_should_notice_is_left_alone(source: str) -> None:
    assert changes(source) == set()


def test_the_message_of_what_is_raised_is_for_readers() -> None:
    made = changes("def f():\n    raise E('It is missing.', mend='Give it.', where='x')")
    assert {before for operator, before, _ in made if operator == "text"} == {"'x'"}


def test_every_mutant_is_python_and_differs_from_the_source_and_from_the_others() -> None:
    made = mutants_of(SOURCES)
    sources = [(each.file, each.applied(SOURCES[each.file])) for each in made]
    assert len(set(sources)) == len(sources) > 50
    for file, source in sources:
        assert ast.dump(ast.parse(source)) != ast.dump(ast.parse(SOURCES[file]))


def test_a_change_beside_letters_of_several_bytes_is_in_its_place() -> None:
    source = "x = 'naïve – 日本' + y\n"
    swapped = next(each for each in mutants_of({"a.py": source}) if each.operator == "arithmetic")
    assert swapped.applied(source) == "x = ('naïve – 日本' - y)\n"


def test_they_are_the_same_every_time() -> None:
    assert mutants_of(SOURCES) == mutants_of(dict(reversed(SOURCES.items())))
    assert in_order_of_trial(mutants_of(SOURCES)) == in_order_of_trial(mutants_of(SOURCES))


def test_a_sample_has_each_kind_of_change_in_each_file_with_its_share() -> None:
    def strata(mutants: tuple[Mutant, ...]) -> Counter[tuple[str, str]]:
        return Counter((each.file, each.operator) for each in mutants)

    ordered = in_order_of_trial(mutants_of(SOURCES))
    assert sorted(ordered, key=str) == sorted(mutants_of(SOURCES), key=str)
    share = 3
    whole, sample = strata(ordered), strata(ordered[: len(ordered) // share])
    for stratum, count in whole.items():
        assert abs(sample[stratum] - count / share) <= 1, stratum
