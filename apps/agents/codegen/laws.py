"""Properties of the results that become tests, with the multiples of the golden inputs they are tried on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.agent_context import OutputBound, output_bounds
from apps.agents.codegen.cases import Case, attempt, scaled
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.properties import Monotone, understand
from greenlang.engine import FactorRequest, ResolvedFactor, canonical_number

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
    quantities = [field.name for field in plan.fields if field.kind == "quantity"]
    output = spec.formulas[0].output.name
    laws = [
        Law(found.input, 1 if found.way == "nondecreasing" else -1)
        for rule in spec.tests.properties
        for found in understand(rule.rule)
        if isinstance(found, Monotone) and found.output == output and found.input in quantities
    ]
    return {
        "quantities": tuple(quantities),
        "multiples": tuple(by for by in MULTIPLES if _holds_everywhere(by, quantities, cases, plan, pinned)),
        "laws": list(dict.fromkeys(laws)),
        "breaches": [_breach(bound) for bound in output_bounds(spec)],
    }


def _holds_everywhere(
    by: str,
    quantities: Sequence[str],
    cases: Sequence[Case],
    plan: CalculationPlan,
    pinned: Mapping[FactorRequest, ResolvedFactor],
) -> bool:
    """Whether every golden input may be multiplied so: bounds and divisions can forbid it."""
    return all(attempt(scaled(case.document, quantities, by), case.gwp_set, plan, pinned) is not None for case in cases)


def _breach(bound: OutputBound) -> Breach:
    result = Decimal(bound.limit) + _STEP_OUT[bound.broken_by]
    return Breach(bound.rule, canonical_number(result))
