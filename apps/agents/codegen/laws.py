"""The rules of a specification as test functions: a name, a docstring, and what is asserted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.agent_context import OutputBound, output_bounds
from apps.agents.codegen.cases import Case
from apps.agents.codegen.conditions import condition_code, divisors_of
from apps.agents.codegen.literals import Code, docstring, literal
from apps.agents.codegen.trials import amounts_of, choices_of, is_left_out, taken_names
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.properties import Law, laws_of
from apps.agents.spec.properties.syntax import (
    Distinct,
    Monotone,
    Node,
    Number,
    Reference,
    Repeatable,
    Way,
    asked_for_null,
    children,
    references_of,
)
from greenlang.engine import NUMERIC_OUTPUTS, InputField, canonical_number, gas_name

MAX_EXAMPLES = 15
"""Drawn for each law, beside the golden inputs."""

NAME_LENGTH = 60
MAX_NOTABLE = 12

NOTHING = Code("")
FRACTION, TEXT = Code("Fraction"), Code("str")

_HOLDS: dict[Way, str] = {"nondecreasing": "<=", "nonincreasing": ">=", "increasing": "<", "decreasing": ">"}
_TYPES = {"quantity": "Fraction", "number": "Fraction", "integer": "Fraction", "boolean": "bool"}
_STEP = Decimal("1E-9")
_BEYOND = {"<": -_STEP, "<=": Decimal(0), ">": _STEP, ">=": Decimal(0), "!=": _STEP}


@dataclass(frozen=True, slots=True)
class LawTest:
    """One test function.

    Attributes:
        function: ``test_never_negative``.
        kind: "condition", "monotone", "repeatable" or "distinct".
        says: the condition, or the comparison of two results.
        input, output: of a monotone law.
        apart: whether the two amounts of a strictly monotone law must differ.
        guards: conditions under which the law says nothing.
        reads_inputs, reads_outputs: whether it speaks of them.
    """

    function: Code
    docstring: Code
    kind: str
    says: Code = NOTHING
    input: str = ""
    output: str = ""
    apart: bool = False
    guards: tuple[Code, ...] = ()
    reads_inputs: bool = False
    reads_outputs: bool = False


@dataclass(frozen=True, slots=True)
class ReadInput:
    """An input the laws speak of: how its value is written, and of which type it is."""

    name: str
    type: Code
    value: Code


@dataclass(frozen=True, slots=True)
class ReadOutput:
    """A result the laws speak of: how its value is written, and of which type it is."""

    name: str
    type: Code
    value: Code


def laws_context(spec: PackSpec, plan: CalculationPlan, cases: Sequence[Case]) -> dict[str, object]:
    """Context of the tests of the output and of the rules."""
    tested = [law for law in laws_of(spec) if law.is_tested]
    fields = {field.name: field for field in plan.fields}
    names = _names(tested)
    tests = [_test(law, name, fields) for law, name in zip(tested, names, strict=True)]
    if not any(test.kind == "repeatable" for test in tests):
        tests.append(_repeatable(names))
    read = [reference for law in tested for reference in _read(law)]
    bounds = output_bounds(spec)
    given = [_input(fields[name]) for name in _of(read, "input")]
    results = [_output(name, spec, plan) for name in _of(read, "output")]
    return {
        "law_tests": tests,
        "law_kinds": {test.kind for test in tests},
        "has_guards": any(test.guards or test.apart or test.kind == "distinct" for test in tests),
        "has_fractions": any("Fraction(" in test.says for test in tests),
        "has_patterns": any("compile_pattern(" in test.says for test in tests),
        "read_inputs": given,
        "reads_numbers": any("number(" in found.value for found in given),
        "max_examples": MAX_EXAMPLES,
        "read_outputs": results,
        "shows_outputs": any("shown[" in found.value for found in results),
        "weighs_gases": any("mass_of(" in found.value for found in results),
        "amounts": amounts_of(plan, cases),
        "taken": taken_names(plan),
        "choices": choices_of(spec, plan),
        "notable": _notable(tested),
        "breaches": _breaches(bounds),
        "limits": _limits(bounds),
    }


def _test(law: Law, function: Code, fields: dict[str, InputField]) -> LawTest:
    said = docstring(" ".join(part for part in (_sentence(law.description), f"Rule: {law.rule}") if part))
    match law.meaning:
        case None:
            raise AssertionError("A law that is not understood is not tested.")
        case Repeatable():
            return LawTest(function, said, "repeatable")
        case Distinct():
            return LawTest(function, said, "distinct")
        case Monotone(output, given, way):
            apart = way in ("increasing", "decreasing")
            return LawTest(function, said, "monotone", Code(_HOLDS[way]), given.name, output.name, apart)
        case condition:
            sides = {reference.side for reference in references_of(condition)}
            return LawTest(
                function,
                said,
                "condition",
                condition_code(condition),
                guards=tuple(_guards(condition, fields)),
                reads_inputs="input" in sides,
                reads_outputs="output" in sides,
            )


def _repeatable(names: Sequence[Code]) -> LawTest:
    """What holds of every agent, where the specification does not say it itself."""
    function = Code("test_every_result_repeats")
    said = "The same input gives the same result, digit for digit."
    return LawTest(Code(f"{function}_again") if function in names else function, docstring(said), "repeatable")


def _names(laws: Sequence[Law]) -> list[Code]:
    """A function for each law, named after it; what is no letter or digit is left out, and no name stands twice."""
    found: dict[Code, None] = {}
    numbers: dict[str, int] = {}
    for law in laws:
        words = re.sub(r"[^a-z0-9]+", "_", law.name.lower())[:NAME_LENGTH].strip("_") or "rule"
        name = Code(f"test_{words}")
        while name in found:
            numbers[words] = numbers.get(words, 1) + 1
            name = Code(f"test_{words}_{numbers[words]}")
        found[name] = None
    return list(found)


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if not line or line[-1] in ".!?" else f"{line}."


def _guards(condition: Node, fields: dict[str, InputField]) -> list[Code]:
    """Where an input is left out, or a divisor is zero, there is nothing to compare."""
    asked = asked_for_null(condition)
    left_out = [
        Code(f"inputs[{literal(reference.name)}] is None")
        for reference in references_of(condition)
        if reference.side == "input" and is_left_out(fields[reference.name]) and reference not in asked
    ]
    return list(dict.fromkeys([*left_out, *(Code(f"{divisor} == 0") for divisor in divisors_of(condition))]))


def _read(law: Law) -> Sequence[Reference]:
    """What a law reads of a document and of a result; how an input grows is in the trials themselves."""
    if isinstance(law.meaning, Monotone):
        return (law.meaning.output,)
    return references_of(law.meaning) if law.meaning is not None else ()


def _of(read: Sequence[Reference], side: str) -> list[str]:
    return list(dict.fromkeys(reference.name for reference in read if reference.side == side))


def _input(field: InputField) -> ReadInput:
    type_ = _TYPES.get(field.kind, "str")
    value = f"values[{literal(field.name)}]"
    read = {
        "Fraction": f"number({value}, {literal(field.unit)})" if field.unit else f"number({value})",
        "bool": f"bool({value})",
        "str": f"str({value})",
    }[type_]
    if is_left_out(field):
        return ReadInput(field.name, Code(f"{type_} | None"), Code(f"None if {value} is None else {read}"))
    return ReadInput(field.name, Code(type_), Code(read))


def _output(name: str, spec: PackSpec, plan: CalculationPlan) -> ReadOutput:
    """The result, what is shown of its provenance, or the mass of a gas."""
    if name == spec.formulas[0].output.name:
        return ReadOutput(name, FRACTION, Code("Fraction(outcome.result)"))
    if name in plan.outputs:
        shown = f"shown[{literal(name)}]"
        is_number = plan.outputs[name] in NUMERIC_OUTPUTS
        return (
            ReadOutput(name, FRACTION, Code(f"Fraction({shown})")) if is_number else ReadOutput(name, TEXT, Code(shown))
        )
    return ReadOutput(name, FRACTION, Code(f"mass_of(outcome, {literal(gas_name(name))})"))


def _notable(laws: Sequence[Law]) -> tuple[str, ...]:
    """The numbers the rules name, so that they are tried as well as what lies between them."""
    found = [number for law in laws for number in _numbers(law.meaning)]
    return tuple(dict.fromkeys(canonical_number(number) for number in found))[:MAX_NOTABLE]


def _numbers(rule: object) -> list[Decimal]:
    if isinstance(rule, Number):
        return [rule.value]
    if rule is None or isinstance(rule, Monotone | Repeatable | Distinct):
        return []
    return [number for child in children(rule) for number in _numbers(child)]  # type: ignore[arg-type]


def _breaches(bounds: Sequence[OutputBound]) -> list[str]:
    """Results just outside each bound, which must be refused."""
    return [canonical_number(Decimal(bound.limit) + _BEYOND[bound.broken_by]) for bound in bounds]


def _limits(bounds: Sequence[OutputBound]) -> list[str]:
    """Results on a bound that belongs to it, where no other bound forbids them."""
    on = [Decimal(bound.limit) for bound in bounds if bound.broken_by in ("<", ">", "!=")]
    return [
        canonical_number(number)
        for number in dict.fromkeys(on)
        if not any(each.is_broken_by(number) for each in bounds)
    ]
