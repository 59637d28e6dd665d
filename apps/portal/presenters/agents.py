"""Agents and their versions: list, lifecycle, quality, files."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from apps.agents.lifecycle import STATES, TRANSITIONS, VERBS, State
from apps.agents.models import Agent, AgentVersion, LifecycleEvent
from apps.agents.spec import UnmappedKey
from apps.evaluation.models import QualityReport
from apps.portal.presenters.numbers import grouped, size
from greenlang.engine.formula import CompiledFormula
from greenlang.engine.inputs import InputField

GATE = 70
_LABELS = {"deploy": "Deploy", "start": "Start", "stop": "Stop", "pause": "Pause", "resume": "Resume"}
_LABELS |= {"retire": "Retire", "retry": "Try again"}
_REASONED = {"pause", "retire"}
_EXPLANATIONS = {
    "deploy": "Loads the verified pack on this installation; it accepts no work yet.",
    "start": "It accepts work from now on.",
    "stop": "It accepts no further work; it stays deployed.",
    "pause": "It accepts no work until somebody resumes it.",
    "resume": "It accepts work again.",
    "retire": "It never accepts work again. What it has calculated stays in the ledger.",
    "retry": "Back to Draft with the same specification; build it again from there.",
}
_FORWARD = {State.STAGED: "start", State.ACTIVE: "start", State.PAUSED: "resume", State.FAILED: "retry"}


def state_label(state: str) -> str:
    """ "Running"."""
    return state.capitalize()


def agent_row(agent: Agent, version: AgentVersion | None, url: str, quality: QualityReport | None) -> dict[str, Any]:
    """An agent in the list, by the version that serves."""
    return {
        "agent_id": agent.slug,
        "name": agent.name or agent.slug,
        "description": agent.description,
        "version": version.version if version else "",
        "domain": version.domain if version else "",
        "state": state_label(version.state) if version else "",
        "url": url,
        "score": quality.score if quality else None,
        "measured": quality.measured_weight if quality else 0,
        "verdict": quality.verdict.lower() if quality else "",
        "at": version.created_at if version else agent.created_at,
    }


def lifecycle(version: AgentVersion, events: Iterable[LifecycleEvent], *, may_operate: bool) -> dict[str, Any]:
    """``states`` and ``transitions`` of the rail; the verbs are there only for whom they would work."""
    visited = {event.target for event in events}
    verbs = list(dict.fromkeys(version.verbs)) if may_operate else []
    following = {TRANSITIONS[VERBS[verb]].target for verb in verbs}
    states = [
        {
            "name": state,
            "label": state_label(state),
            "current": state == version.state,
            "visited": state in visited,
            "next": state in following,
        }
        for state in STATES
    ]
    return {"states": states, "transitions": [_transition(verb, version.state) for verb in verbs]}


def _transition(verb: str, state: str) -> dict[str, Any]:
    tone = "danger" if verb == "retire" else "primary" if _FORWARD.get(state) == verb else "plain"
    return {
        "verb": verb,
        "label": _LABELS[verb],
        "target": TRANSITIONS[VERBS[verb]].target,
        "tone": tone,
        "reason": verb in _REASONED,
        "explanation": _EXPLANATIONS[verb],
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


def quality_context(report: QualityReport | None) -> dict[str, Any]:
    """``quality``, ``dimensions``, ``radar_points`` and ``gate`` of the quality panel."""
    if report is None:
        return {"quality": None, "dimensions": [], "radar_points": "", "gate": GATE}
    dimensions = [_dimension(entry) for entry in report.document.get("evaluation", {}).get("dimensions", [])]
    return {
        "quality": {
            "score": report.score,
            "verdict": report.verdict.lower(),
            "measured": report.measured_weight,
            "provisional": report.provisional,
            "at": report.measured_at,
        },
        "dimensions": dimensions,
        "radar_points": radar_points([entry["score"] for entry in dimensions]),
        "gate": GATE,
    }


def _dimension(entry: Mapping[str, Any]) -> dict[str, Any]:
    measured = bool(entry.get("measured")) and entry.get("score") is not None
    evidence = entry.get("evidence") or []
    kind = "note" if all(finding.get("severity") == "note" for finding in evidence) else "finding"
    told = f"{len(evidence)} {kind}{'s' if len(evidence) != 1 else ''}" if evidence else "no findings"
    value = entry.get("value")
    return {
        "name": entry.get("name", ""),
        "metric": str(entry.get("metric", "")).replace("_", " "),
        "value": f"{grouped(value, 3)} {entry.get('unit', '')}".strip() if measured and value is not None else "",
        "score": grouped(entry["score"], 1) if measured else None,
        "weight": entry.get("weight", ""),
        "evidence": told if measured else str(entry.get("reason_not_measured", "")),
        "findings": evidence if measured else [],
    }


def radar_points(scores: Iterable[str | None]) -> str:
    """The vertices of the radar's polygon; lengths in the drawing only, no measured quantity."""
    points = []
    for index, score in enumerate(scores):
        length, angle = float(score or 0), math.radians(index * 30)
        points.append(f"{length * math.sin(angle):.1f},{-length * math.cos(angle):.1f}")
    return " ".join(points)


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
