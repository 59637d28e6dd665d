"""Properties of the results that become tests, with the multiples of the golden inputs they are tried on."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.agent_context import OutputBound, output_bounds
from apps.agents.codegen.cases import Case, resolved_factors
from apps.agents.codegen.literals import Code, literal
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.properties import Monotone, understand
from greenlang.engine import (
    FactorRequest,
    GreenLangError,
    GwpSet,
    InputField,
    Outcome,
    Quantity,
    ResolvedFactor,
    canonical_number,
)

MULTIPLES = ("0", "0.5", "1", "2", "1000")
_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "!=": operator.ne,
}  # fmt: skip
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


@dataclass(frozen=True)
class _Trial:
    """A golden case as it can be tried on other amounts."""

    case: Case
    factors: Mapping[str, ResolvedFactor]
    gwp: GwpSet

    def outcome(self, by: str, quantities: Sequence[InputField]) -> Outcome | None:
        """With these quantities multiplied; None where bounds of inputs or a division forbid it.

        Units decide the formula and texts the factors, so the case's own stay.
        """
        inputs = dict(self.case.binding.inputs)
        try:
            for field in quantities:
                if self.case.document.get(field.name) is not None and field.name in inputs:
                    given = inputs[field.name]
                    inputs[field.name] = Quantity(given.value * Decimal(by), given.unit)
                    field.read(inputs[field.name])
            return self.case.formula.evaluate(inputs, self.factors, self.gwp)
        except GreenLangError:
            return None


def laws_context(
    spec: PackSpec,
    plan: CalculationPlan,
    cases: Sequence[Case],
    pinned: Mapping[FactorRequest, ResolvedFactor],
    sets: Mapping[str, GwpSet],
) -> dict[str, object]:
    """Context of the test of the properties."""
    quantities = [field for field in plan.fields if field.kind == "quantity"]
    names = tuple(field.name for field in quantities)
    trials = [_Trial(case, resolved_factors(case.binding, pinned), sets[case.gwp_set]) for case in cases]
    bounds = output_bounds(spec)
    multiples = tuple(by for by in MULTIPLES if all(trial.outcome(by, quantities) for trial in trials))
    laws = _laws(spec, names)
    varied = [field for field in quantities if field.name in {law.input for law in laws}]
    alone = tuple(
        by for by in multiples if all(_allowed(trial, by, field, bounds) for field in varied for trial in trials)
    )
    return {
        "quantities": names,
        "multiples": multiples,
        "laws": laws,
        "multiples_alone": Code("MULTIPLES") if alone == multiples else literal(alone),
        "breaches": [_breach(bound) for bound in bounds],
    }


def _laws(spec: PackSpec, names: Sequence[str]) -> list[Law]:
    output = spec.formulas[0].output.name
    laws = [
        Law(found.input, 1 if found.way == "nondecreasing" else -1)
        for rule in spec.tests.properties
        for found in understand(rule.rule)
        if isinstance(found, Monotone) and found.output == output and found.input in names
    ]
    return list(dict.fromkeys(laws))


def _allowed(trial: _Trial, by: str, field: InputField, bounds: Sequence[OutputBound]) -> bool:
    """Whether one input alone may be multiplied so: less bought than sold gives a result its rules refuse."""
    outcome = trial.outcome(by, [field])
    return outcome is not None and not any(_breaks(outcome.result, bound) for bound in bounds)


def _breaks(result: Decimal, bound: OutputBound) -> bool:
    return _COMPARED[bound.broken_by](result, Decimal(bound.limit))


def _breach(bound: OutputBound) -> Breach:
    result = Decimal(bound.limit) + _STEP_OUT[bound.broken_by]
    return Breach(bound.rule, canonical_number(result))
