"""Agents and their versions: list, failure, files, what they take."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from apps.agents.lifecycle import State
from apps.agents.models import Agent, AgentVersion, LifecycleEvent
from apps.agents.spec import UnmappedKey
from apps.evaluation.models import QualityReport
from apps.portal.presenters.numbers import size
from apps.portal.tabs import agent_tabs
from apps.runtime.models import Deployment
from greenlang.engine.formula import CompiledFormula
from greenlang.engine.inputs import InputField

_HEALTH = {"answers": "Answers", "degraded": "Degraded", "down": "Down"}


def state_label(state: str) -> str:
    """ "Running"."""
    return state.capitalize()


def agent_heading(version: AgentVersion) -> dict[str, Any]:
    """``agent`` and ``agent_tabs``: what stands above each page of a version."""
    agent = version.agent
    return {
        "agent": {
            "agent_id": agent.slug,
            "name": agent.name or agent.slug,
            "description": agent.description,
            "version": version.version,
            "domain": version.domain,
            "state": state_label(version.state),
            "pack_hash": version.pack_sha256,
        },
        "agent_tabs": agent_tabs(agent.slug, version.version),
    }


def agent_row(
    agent: Agent,
    version: AgentVersion | None,
    deployment: Deployment | None,
    quality: QualityReport | None,
    last_run: datetime | None,
) -> dict[str, Any]:
    """An agent in the list, by the version that serves."""
    return {
        "agent_id": agent.slug,
        "name": agent.name or agent.slug,
        "description": agent.description,
        "version": version.version if version else "",
        "domain": version.domain if version else "",
        "state": state_label(version.state) if version else "",
        "deployment": deployment_facts(deployment),
        "score": quality.score if quality else None,
        "measured": quality.measured_weight if quality else 0,
        "verdict": quality.verdict.lower() if quality else "",
        "at": version.created_at if version else agent.created_at,
        "last_run": last_run,
    }


def deployment_facts(deployment: Deployment | None) -> dict[str, Any] | None:
    """Where it can be reached and how it does there; None where it is nowhere."""
    if deployment is None:
        return None
    return {
        "url": deployment.address,
        "deployer": deployment.deployer,
        "health": _HEALTH.get(deployment.health, ""),
        "reason": deployment.health_reason,
        "since": deployment.health_since,
        "looked_at": deployment.looked_at,
    }


def descriptor_facts(document: Mapping[str, Any]) -> dict[str, Any]:
    """``does``: what a registered version takes, gives, and by which formulas and factors."""
    return {
        "does": {
            "gwp_set": document.get("gwp_set", ""),
            "scope": document.get("scope", ""),
            "regions": document.get("regions", []),
            "inputs": [{**one, "choices": one.get("choices", [])[:12]} for one in document.get("inputs", [])],
            "outputs": document.get("outputs", []),
            "formulas": document.get("formulas", []),
            "factors": document.get("factors", []),
        }
    }


def failure_of(version: AgentVersion, events: Iterable[LifecycleEvent]) -> dict[str, str] | None:
    """Why a failed version is in Failed."""
    if version.state != State.FAILED:
        return None
    failed = [event for event in events if event.event == "agent.failed"]
    payload = failed[-1].payload if failed else {}
    stage = payload.get("stage", "")
    return {
        "message": payload.get("message") or "The build ended without an answer.",
        "where": f"stage {stage}" if stage else "",
        "mend": "",
    }


def version_row(version: AgentVersion, score: str | None, *, current: bool) -> dict[str, Any]:
    """A version in the table of versions."""
    at: datetime = version.created_at
    return {
        "version": version.version,
        "state": state_label(version.state),
        "at": at,
        "score": score,
        "pack_hash": version.pack_sha256,
        "current": current,
        "aliases": [alias.name for alias in version.aliases.all()],
        "tags": [tag.tag for tag in version.tags.all()],
        "deprecated": bool(version.deprecations.all()),
    }


def file_row(path: str, content: bytes) -> dict[str, Any]:
    """A file of the pack."""
    return {"path": path, "kind": _kind(path), "lines": content.count(b"\n"), "size": size(len(content))}


def _kind(path: str) -> str:
    if path.startswith("tests/"):
        return "tests"
    if path.endswith(".py"):
        return "code"
    return "spec" if path in {"pack.yaml", "README.md", "openapi.json"} else "data"


def key_row(key: UnmappedKey) -> dict[str, str]:
    """A key of the specification that had no effect."""
    meant = f"; perhaps “{key.nearest}” was meant" if key.nearest else ""
    return {"path": key.path, "detail": f"{key.value_preview} (line {key.line}{meant})"}


def input_field(field: InputField, value: object, errors: list[str], units: list[str]) -> dict[str, Any]:
    """A field of the execution form."""
    default = "" if field.default is None else str(field.default)
    return {
        "name": field.name,
        "label": field.name.replace("_", " ").capitalize(),
        "kind": "choice" if field.choices else field.kind,
        "required": field.required,
        "description": field.description,
        "errors": errors,
        "value": default if value is None and field.kind != "quantity" else value,
        "choices": [{"value": choice, "label": choice} for choice in field.choices],
        "units": units,
        "placeholder": "",
    }


def formula_row(formula: CompiledFormula) -> dict[str, str]:
    """A formula beside the execution form."""
    definition = formula.definition
    units = ", ".join(str(unit) for unit in definition.inputs.values())
    return {"id": definition.id, "title": definition.title, "expression": formula.rendered, "units": units}
