"""What a registered agent says of itself. Pure."""

from collections.abc import Mapping
from typing import Any

from apps.agents.domains import DomainMatch
from apps.agents.spec import PackSpec
from apps.agents.spec.model import FromInput
from greenlang.engine.contract import AgentContract
from greenlang.engine.description import describe


def descriptor_document(
    *,
    spec: PackSpec,
    domain: DomainMatch,
    agent: AgentContract,
    pack_sha256: str,
    spec_hash: str,
    gate: Mapping[str, str],
) -> dict[str, Any]:
    """Identity, inputs, outputs, formulas and factors of a pack, for discovery and for people."""
    return {
        "schema": "greenlang.descriptor/2",
        "agent_id": agent.AGENT_ID,
        "version": agent.AGENT_VERSION,
        "name": spec.agent.name,
        "description": spec.agent.description or spec.pack.description,
        "type": spec.agent.type,
        "domain": domain.domain,
        "scope": domain.scope,
        "gwp_set": agent.GWP_SET,
        "inputs": [
            {
                "name": field.name,
                "kind": field.kind,
                "required": field.required,
                "description": field.description,
                "unit": field.unit,
                "choices": list(field.choices),
            }
            for field in agent.INPUTS
        ],
        "outputs": [
            {"name": output.name, "unit": output.unit, "description": output.description}
            for output in spec.agent.outputs
        ],
        "formulas": [
            {
                "id": formula.definition.id,
                "version": formula.definition.version,
                "title": formula.definition.title,
                "expression": formula.rendered,
                "inputs": dict(formula.definition.inputs),
                "output_unit": formula.definition.output_unit,
                "scope": formula.definition.scope,
                "source": formula.definition.source,
                "formula_hash": formula.formula_hash,
            }
            for formula in agent.FORMULAS.values()
        ],
        "contract": describe(agent),
        "regions": regions_of(spec),
        "factors": [
            {"id": factor.id, "category": factor.category, "edition": factor.edition, "unit": factor.unit}
            for factor in spec.factors
        ],
        "spec_hash": spec_hash,
        "pack_sha256": pack_sha256,
        "quality": dict(gate),
    }


def regions_of(spec: PackSpec) -> list[str]:
    """The regions whose factors the agent selects: those its selectors name, those its inputs offer; ``*`` where an
    input takes any.
    """
    fields = {field.name: field for field in spec.agent.inputs}
    regions: set[str] = set()
    for factor in spec.factors:
        if not isinstance(factor.region, FromInput):
            regions.add(factor.region)
            continue
        field = fields.get(factor.region.input)
        offered = [str(choice) for choice in field.validation.enum] if field else []
        regions.update(offered or ["*"])
        if field and field.default is not None:
            regions.add(str(field.default))
    return sorted(regions - {""})
