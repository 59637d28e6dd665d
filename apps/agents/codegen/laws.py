"""Properties of the results that become tests, with the multiples of the golden inputs they are tried on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.agent_context import OutputBound, output_bounds
from apps.agents.codegen.cases import Case, resolved_factors
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.properties import Monotone, understand
from greenlang.engine import (
    BUILTIN_GWP,
    FactorRequest,
    GreenLangError,
    InputField,
    Quantity,
    ResolvedFactor,
    canonical_number,
)

MULTIPLES = ("0", "0.5", "1", "2", "1000")
_STEP_OUT = {"<": -1, "<=": 0, ">": 1, ">=": 0, "!=": 1}


@dataclass(frozen=True, slots=True)
class Law:
    """``outputs.co2e is nondecreasing in inputs.quantity``: the input and the direction (1 or -1)."""

    input: str
    direction: int


@dataclass(frozen=True, slots=True)
class Breach:
    """A result that ``check_output`` must refuse."""

    rule: str
    result: str


def laws_context(
    spec: PackSpec, plan: CalculationPlan, cases: Sequence[Case], pinned: Mapping[FactorRequest, ResolvedFactor]
) -> dict[str, object]:
    """Context of the test of the properties."""
    quantities = [field for field in plan.fields if field.kind == "quantity"]
    names = tuple(field.name for field in quantities)
    worked = [(case, resolved_factors(case.binding, pinned)) for case in cases]
    output = spec.formulas[0].output.name
    laws = [
        Law(found.input, 1 if found.way == "nondecreasing" else -1)
        for rule in spec.tests.properties
        for found in understand(rule.rule)
        if isinstance(found, Monotone) and found.output == output and found.input in names
    ]
    return {
        "quantities": names,
        "multiples": tuple(by for by in MULTIPLES if all(_holds(by, quantities, *case) for case in worked)),
        "laws": list(dict.fromkeys(laws)),
        "breaches": [_breach(bound) for bound in output_bounds(spec)],
    }


def _holds(by: str, quantities: Sequence[InputField], case: Case, factors: Mapping[str, ResolvedFactor]) -> bool:
    """Whether the golden input may be multiplied so: bounds and divisions can forbid it.

    Units decide the formula and texts the factors, so the case's own stay.
    """
    inputs = dict(case.binding.inputs)
    try:
        for field in quantities:
            if case.document.get(field.name) is not None:
                given = inputs[field.name]
                inputs[field.name] = Quantity(given.value * Decimal(by), given.unit)
                field.read(inputs[field.name])
        case.formula.evaluate(inputs, factors, BUILTIN_GWP[case.gwp_set])
    except GreenLangError:
        return False
    return True


def _breach(bound: OutputBound) -> Breach:
    result = Decimal(bound.limit) + _STEP_OUT[bound.broken_by]
    return Breach(bound.rule, canonical_number(result))
