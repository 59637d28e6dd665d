"""``sbom.cdx.json``: what a pack is made of, as CycloneDX 1.6.

The engine, the formulas and the editions of factors by name and hash, and every file beside it. No time is in it, and
its serial number is made of its content: the same pack has the same bill to the byte.
"""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.agents.spec.methods import method_of
from apps.agents.spec.model import FormulaSpec, PackSpec
from apps.agents.spec.plan import CalculationPlan, pinned_factor
from greenlang.engine import ENGINE_VERSION, CompiledFormula, ResolvedFactor, canonical_json, sha256_bytes, sha256_of

SBOM_FILE = "sbom.cdx.json"
FACTORS_FILE = "factors.json"
_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_NAMESPACE = uuid.UUID("6b4f8b0e-3c55-5d0e-9c0e-2f1f6a5d7c41")
_AGENT, _ENGINE = "agent", "engine"

Json = dict[str, Any]


def bill_of_materials(
    spec: PackSpec,
    plan: CalculationPlan,
    files: Mapping[str, bytes],
) -> Json:
    """The bill of these files: every file of the pack but the manifest and the bill itself."""
    # A factor that no formula uses is listed in the specification only, and need not be complete.
    used = [factor for factor in spec.factors if factor.id in plan.slots]
    pinned = [pinned_factor(factor).resolved() for factor in used if factor.is_pinned]
    components = [
        _component("library", _ENGINE, "greenlang-engine", ENGINE_VERSION),
        *(_formula(written, plan.formulas[written.id]) for written in spec.formulas),
        *_editions([*_looked_up(files), *pinned]),
        *(_file(name, content) for name, content in sorted(files.items())),
    ]
    references = [str(component["bom-ref"]) for component in components]
    document: Json = {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _agent(spec)},
        "components": components,
        "dependencies": [
            {"ref": _AGENT, "dependsOn": references},
            *({"ref": reference, "dependsOn": []} for reference in references),
        ],
    }
    return {**document, "serialNumber": serial_number(document)}


def serial_number(document: Mapping[str, Any]) -> str:
    """The serial number a bill of this content has, whatever number it bears."""
    rest = {name: value for name, value in document.items() if name not in {"serialNumber", "version"}}
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, sha256_bytes(canonical_json(rest)))}"


def listed_files(document: Mapping[str, Any]) -> dict[str, str]:
    """Hash by path of the files a bill lists, ``sha256:…``.

    Raises `KeyError`, `TypeError` or `ValueError` for a document that is no bill of ours.
    """
    return {
        str(component["name"]): f"sha256:{component['hashes'][0]['content']}"
        for component in document["components"]
        if component["type"] == "file"
    }


def _agent(spec: PackSpec) -> Json:
    agent = _component("application", _AGENT, spec.agent.id, spec.pack.version)
    if description := spec.agent.description or spec.pack.description:
        agent["description"] = description
    return agent | _licences(spec.pack.license.name)


def _formula(written: FormulaSpec, formula: CompiledFormula) -> Json:
    definition = formula.definition
    component = _component("data", f"formula/{definition.id}", definition.id, definition.version)
    component["description"] = formula.rendered
    if written.method:
        found = method_of(written.method)
        component["properties"] = [{"name": "greenlang:method", "value": f"{found.id}@{found.version}"}]
    return component | _hashes(formula.formula_hash)


def _looked_up(files: Mapping[str, bytes]) -> list[ResolvedFactor]:
    """The factors of the catalogue that the golden tests are pinned to."""
    entries = json.loads(files.get(FACTORS_FILE, b"[]"))
    return [ResolvedFactor.from_document(entry["resolved"]) for entry in entries]


def _editions(factors: Sequence[ResolvedFactor]) -> Iterator[Json]:
    """One component an edition (or source, where there is none), with the factors that were taken from it."""
    by_edition: dict[str, list[ResolvedFactor]] = {}
    for factor in factors:
        by_edition.setdefault(factor.edition or factor.source, []).append(factor)
    for edition, found in sorted(by_edition.items()):
        component = _component("data", f"factors/{edition}", edition, "")
        component["supplier"] = {"name": found[0].source}
        component["properties"] = [
            {"name": "greenlang:ef_cid", "value": cid}
            for cid in sorted({part.ef_cid for factor in found for part in factor.components if part.ef_cid})
        ]
        documents = sorted(canonical_json(factor.as_document()).decode() for factor in found)
        licence = next((factor.licence for factor in found if factor.licence), "")
        yield component | _hashes(sha256_of(documents)) | _licences(licence)


def _file(name: str, content: bytes) -> Json:
    return _component("file", f"file/{name}", name, "") | _hashes(sha256_bytes(content))


def _component(kind: str, reference: str, name: str, version: str) -> Json:
    component: Json = {"type": kind, "bom-ref": reference, "name": name}
    return component | ({"version": version} if version else {})


def _hashes(digest: str) -> Json:
    return {"hashes": [{"alg": "SHA-256", "content": digest.removeprefix("sha256:")}]}


def _licences(name: str) -> Json:
    return {"licenses": [{"license": {"name": name}}]} if name else {}
