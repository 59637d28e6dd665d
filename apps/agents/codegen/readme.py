"""The values the README's template needs."""

from collections.abc import Mapping

from apps.agents.codegen.agent_context import scope_said
from apps.agents.codegen.contradictions import contradictions_of
from apps.agents.domains import DomainMatch
from apps.agents.spec.errors import path_text
from apps.agents.spec.model import FactorSpec, FromInput, PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.properties import Law, laws_of
from greenlang.engine import FURTHER_OUTPUTS, CompiledFormula


def readme_context(spec: PackSpec, plan: CalculationPlan, domain: DomainMatch) -> dict[str, object]:
    """Context of ``README.md``; all of it texts, which the template shows as prose."""
    formulas = [
        {
            "id": id_,
            "title": formula.definition.title,
            "text": formula.rendered,
            "source": formula.definition.source,
            "taken": _taken(id_, formula, plan),
        }
        for id_, formula in plan.formulas.items()
    ]
    return {
        "name": spec.agent.name,
        "version": spec.pack.version,
        "description": spec.agent.description or spec.pack.description,
        "domain": domain.domain,
        "scope": scope_said(plan, domain) or "as its formulas say",
        "gwp_set": plan.gwp_set,
        "fields": [
            {
                "name": field.name,
                "kind": field.kind,
                "needed": "required" if field.required and field.default is None else "optional",
                "description": field.description,
            }
            for field in plan.fields
        ],
        "formulas": formulas,
        "factors": [
            {"id": id_, "origin": _origin(factor), "unit": factor.unit} for id_, factor in plan.factors.items()
        ],
        "has_conditions": bool(plan.when),
        "takes_quantities": any(field.kind == "quantity" for field in plan.fields),
        "units": [{"number": unit.number, "said_in": unit.said_in, "means": _spelt(unit.units)} for unit in plan.units],
        "outputs": _outputs(spec, plan),
        "contradicted": [
            {**entry, "found": entry.get("calculated") or f"refused: {entry['refused']}"}
            for entry in contradictions_of(spec)
        ],
        "golden": [{"name": golden.name, "description": golden.description} for golden in spec.tests.golden],
        "untested": [_untested(law) for law in laws_of(spec) if not law.is_tested],
    }


def _origin(factor: FactorSpec) -> str:
    if factor.is_pinned:
        return f"pinned, from {factor.source}"
    edition = f" of {factor.edition}" if factor.edition else ""
    return f"{factor.category}{edition}, activity {_said(factor.activity)}, region {_said(factor.region)}"


def _said(selector: FromInput | str) -> str:
    if not isinstance(selector, FromInput):
        return selector
    means = f" ({_spelt(selector.means)})" if selector.means else ""
    return f"from the input {selector.input}{means}"


def _spelt(means: Mapping[str, str]) -> str:
    """``gas is natural-gas, oil is ...``; of what is always meant only that."""
    return ", ".join(f"{spelling} is {meant}" if spelling else meant for spelling, meant in means.items())


def _taken(formula_id: str, formula: CompiledFormula, plan: CalculationPlan) -> str:
    """``amount in scf, where carrier is gas``: the inputs by the pack's names, and the conditions."""
    inputs = formula.definition.inputs
    taken = ", ".join(f"{plan.named(formula_id, name)} in {unit}" for name, unit in inputs.items())
    conditions = plan.when.get(formula_id, {}).items()
    where = " and ".join(f"{name} is {' or '.join(texts)}" for name, texts in conditions)
    return f"{taken}, where {where}" if where else taken


def _outputs(spec: PackSpec, plan: CalculationPlan) -> list[dict[str, str]]:
    """The further outputs with what they show."""
    described = {output.name: output.description for output in spec.agent.outputs}
    return [
        {"name": name, "shows": FURTHER_OUTPUTS[meaning], "description": described[name]}
        for name, meaning in plan.outputs.items()
    ]


def _untested(law: Law) -> dict[str, str]:
    """A rule that became no test, and why."""
    reason = law.reason or f"Its severity is {law.severity}."
    return {"path": path_text(law.path), "rule": law.rule, "reason": reason}
