"""The agent's HTTP interface and its OpenAPI document, each in a sandboxed process of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import Depth
from apps.evaluation.instruments.sandboxed import Sandbox, alone, count, ending, number, objects, run_script, stages_of

OPENAPI = "openapi.json"
_CPU_SECONDS = 3
_PACKAGES = ("jsonschema", "jsonschema_specifications", "referencing", "rpds", "attr", "attrs", "typing_extensions")


@dataclass(frozen=True)
class InterfaceRun:
    """How far answers conform.

    Attributes:
        unusable: why the description or the answers could not be used; empty where they could.
        requests: documents and other requests sent.
        wrong: answers that do not conform; ``findings`` say what was sent and what is wrong, the first forty.
        answered: how many answers by HTTP status.
    """

    unusable: str = ""
    requests: int = 0
    wrong: int = 0
    findings: tuple[tuple[str, str], ...] = ()
    answered: Mapping[str, int] | None = None


def run_interface(agent: AgentUnderTest, *, sandbox: Sandbox, depth: Depth) -> InterfaceRun:
    """Ask the interface with documents made from its own description, then judge the answers by it."""
    if OPENAPI not in agent.files:
        return InterfaceRun(unusable=f"The pack has no {OPENAPI}.")
    description = {OPENAPI: agent.files[OPENAPI]}
    files = {**alone(agent), **description}
    result, token = run_script("run_interface.py", files, cpu_seconds=_CPU_SECONDS, sandbox=sandbox, depth=depth)
    stages = stages_of(result.outputs.get("interface.jsonl", b""), token)
    exchanges = _exchanges(stages)
    if not exchanges:
        said = stages.get("unusable", {}).get("error") or stages.get("import", {}).get("error") or ending(result)
        return InterfaceRun(unusable=f"It could not be asked: {said}")
    judged, token = run_script(
        "run_conformity.py",
        {**description, "exchanges.json": json.dumps(exchanges).encode()},
        cpu_seconds=_CPU_SECONDS,
        sandbox=sandbox,
        depth=depth,
        packages=_PACKAGES,
    )
    stages = stages_of(judged.outputs.get("conformity.jsonl", b""), token)
    return _read(stages, ending(judged))


def _exchanges(stages: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each request with its answer, empty where it had none; nothing where not even the first was answered."""
    requests = objects(stages.get("requests", {}), "requests") if "answer 0" in stages else []
    return [{**request, "answer": stages.get(f"answer {place}", {})} for place, request in enumerate(requests)]


def _read(stages: Mapping[str, Mapping[str, Any]], ended: str) -> InterfaceRun:
    found = stages.get("judged")
    if found is None:
        return InterfaceRun(unusable=str(stages.get("unusable", {}).get("error") or ended))
    requests, answered = count(found, "count"), found.get("answered")
    return InterfaceRun(
        requests=requests,
        wrong=min(count(found, "wrong"), requests),
        findings=tuple((str(each.get("how")), str(each.get("message"))) for each in objects(found, "findings")),
        answered={str(status): number(many) for status, many in answered.items()} if isinstance(answered, dict) else {},
    )
