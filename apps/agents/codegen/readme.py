"""The values the README's template needs."""

from apps.agents.domains import DomainMatch
from apps.agents.spec.errors import path_text
from apps.agents.spec.model import FactorSpec, FromInput, PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.properties import Law, laws_of


def readme_context(spec: PackSpec, plan: CalculationPlan, domain: DomainMatch) -> dict[str, object]:
    """Context of ``README.md``; all of it texts, which the template shows as prose."""
    formulas = [
        {
            "id": id_,
            "title": formula.definition.title,
            "text": formula.rendered,
            "source": formula.definition.source,
            "inputs": ", ".join(f"{name} in {unit}" for name, unit in formula.definition.inputs.items()),
        }
        for id_, formula in plan.formulas.items()
    ]
    return {
        "name": spec.agent.name,
        "version": spec.pack.version,
        "description": spec.agent.description or spec.pack.description,
        "domain": domain.domain,
        "scope": domain.scope or "as its formulas say",
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
        "golden": [{"name": golden.name, "description": golden.description} for golden in spec.tests.golden],
        "untested": [_untested(law) for law in laws_of(spec) if not law.is_tested],
    }


def _origin(factor: FactorSpec) -> str:
    if factor.is_pinned:
        return f"pinned, from {factor.source}"
    edition = f" of {factor.edition}" if factor.edition else ""
    return f"{factor.category}{edition}, activity {_said(factor.activity)}, region {_said(factor.region)}"


def _said(selector: FromInput | str) -> str:
    return f"from the input {selector.input}" if isinstance(selector, FromInput) else selector


def _untested(law: Law) -> dict[str, str]:
    """A rule that became no test, and why."""
    reason = law.reason or f"Its severity is {law.severity}."
    return {"path": path_text(law.path), "rule": law.rule, "reason": reason}
