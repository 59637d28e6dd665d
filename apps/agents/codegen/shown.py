"""The outputs of each golden case, worked from the specification: what the generated agent must show."""

from collections.abc import Mapping, Sequence

from apps.agents.codegen.cases import Case
from apps.agents.codegen.literals import Code
from apps.agents.spec.goldens import agent_of
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from greenlang.engine import FactorRequest, FactorTable, GwpSet, ResolvedFactor, calculate, outputs_document


def shown_context(
    spec: PackSpec,
    plan: CalculationPlan,
    cases: Sequence[Case],
    pinned: Mapping[FactorRequest, ResolvedFactor],
    sets: Mapping[str, GwpSet],
) -> dict[str, object]:
    """Context of the tests of further outputs; empty lists where the agent declares none."""
    agent, table = agent_of(spec, plan), FactorTable(pinned)
    documents = []
    for case in cases if plan.outputs else ():
        binding, outcome, factors = calculate(agent, case.document, table, sets[case.gwp_set])
        documents.append(outputs_document(agent, binding, outcome, factors, case.gwp_set))
    shown = [(case.name, each) for case in cases for each in case.shown]
    hows = {each.how for _, each in shown}
    names = [*["is_named"] * ("source" in hows), "outputs_document", *["parse_number"] * ("number" in hows)]
    return {
        "further_names": Code("".join(f", {name}" for name in names)),
        "shown_outputs": [(case.name, found) for case, found in zip(cases, documents, strict=False)],
        "shown_parts": [(name, each.output, each.expected) for name, each in shown if each.how == "contains"],
        "shown_sources": [(name, each.output, each.expected) for name, each in shown if each.how == "source"],
        "shown_texts": [(name, each.output, each.expected) for name, each in shown if each.how == "equal"],
        "shown_numbers": [
            (name, each.output, each.expected, each.tolerance) for name, each in shown if each.how == "number"
        ],
    }
