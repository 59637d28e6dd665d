"""``manifest.json``: what the agent is, and the hash of every file beside it."""

import json
from collections.abc import Mapping

from apps.agents.codegen.agent_context import scope_said
from apps.agents.codegen.configuration import GenerationConfig
from apps.agents.domains import DomainMatch
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import CalculationPlan
from greenlang.engine import sha256_bytes

SCHEMA = "greenlang.agent-pack/2"
"""Packs of the second form carry a bill of materials, and a build statement lies beside them."""
SCHEMA_WITHOUT_BILL = "greenlang.agent-pack/1"


def manifest_document(
    spec: PackSpec,
    plan: CalculationPlan,
    domain: DomainMatch,
    config: GenerationConfig,
    files: Mapping[str, bytes],
) -> dict[str, object]:
    """In canonical JSON's types; no time and no place in it, so that a build can be repeated to the byte."""
    definition = next(iter(plan.formulas.values())).definition
    return {
        "schema": SCHEMA,
        "id": spec.agent.id,
        "name": spec.agent.name,
        "version": spec.pack.version,
        "description": spec.agent.description or spec.pack.description,
        "author": spec.pack.author.name,
        "license": spec.pack.license.name,
        "pack": spec.pack.id,
        "type": spec.agent.type,
        "domain": {
            "id": domain.domain,
            "score": str(domain.score),
            "reasons": list(domain.reasons),
            "runner_up": domain.runner_up,
            "margin": str(domain.margin),
        },
        "scope": scope_said(plan, domain),
        "gwp_set": plan.gwp_set,
        "inputs": [
            {"name": field.name, "kind": field.kind, "required": field.required, "description": field.description}
            for field in plan.fields
        ],
        "outputs": [
            {"name": definition.output_name, "unit": definition.output_unit, "description": _output_description(spec)},
            *({"name": name, "unit": "", "means": meaning} for name, meaning in plan.outputs.items()),
        ],
        "formulas": [
            {
                "id": id_,
                "version": formula.definition.version,
                "hash": formula.formula_hash,
                "text": formula.rendered,
                "source": formula.definition.source,
            }
            for id_, formula in plan.formulas.items()
        ],
        "entry": "agent",
        "generation": config.as_document(),
        "files": {name: sha256_bytes(content) for name, content in sorted(files.items())},
    }


def _output_description(spec: PackSpec) -> str:
    return next((output.description for output in spec.agent.outputs if output.description), "")


def json_bytes(document: object) -> bytes:
    """Readable JSON with one byte string for one value: sorted keys, two blanks, UTF-8, a last newline."""
    return (json.dumps(document, sort_keys=True, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
