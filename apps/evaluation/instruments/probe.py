"""The agent by itself in the sandbox, with nothing importable but the standard library and the engine."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.instruments.sandboxed import Sandbox, run_script
from greenlang.sandbox import SandboxResult

SAMPLES = "tests/samples.json"
POTENTIALS = "tests/potentials.json"
"""Warming potentials a pack carries where its gases are others than the engine's three."""
_CPU_SECONDS = 3


@dataclass(frozen=True)
class Fault:
    """One thing put wrong, and the answer: ``named`` error, ``unnamed`` error, or a ``number``."""

    fault: str
    answer: str
    message: str


@dataclass(frozen=True)
class ProbeRun:
    """What the agent did by itself, as far as it came.

    Attributes:
        ended: how the process ended, for a reader.
        imported: whether the agent could be imported; nothing where even that never ended.
        unusable: why the pack's samples could not be used.
        samples: golden inputs handed in; 0 where the pack brings none.
        nanoseconds: of single calculations; empty where none ended.
        repetitions: calculations repeated and how many gave the same bytes.
    """

    ended: str
    unusable: str = ""
    imported: bool | None = None
    import_error: str = ""
    samples: int = 0
    calculated: int = 0
    refusals: tuple[str, ...] = ()
    nanoseconds: tuple[int, ...] = ()
    repetitions: tuple[int, int] = (0, 0)
    faults: tuple[Fault, ...] = ()
    stages: frozenset[str] = field(default_factory=frozenset)


def run_probe(agent: AgentUnderTest, *, sandbox: Sandbox) -> ProbeRun:
    """Run it once. The pack's tests are left out; only their sample documents come along."""
    files = agent.below("agent")
    samples = agent.files.get(SAMPLES)
    if samples is not None and "factors.json" in agent.files:
        files |= {"samples.json": samples, "factors.json": agent.files["factors.json"]}
        if POTENTIALS in agent.files:
            files["potentials.json"] = agent.files[POTENTIALS]
    result, token = run_script("run_probe.py", files, cpu_seconds=_CPU_SECONDS, sandbox=sandbox)
    stages = _stages(result.outputs.get("probe.jsonl", b""), token)
    return _read(stages, result, samples_given="samples.json" in files)


def _stages(content: bytes, token: str) -> dict[str, dict[str, object]]:
    """The script's lines by stage; a line without the token is somebody else's."""
    found: dict[str, dict[str, object]] = {}
    for line in content.splitlines():
        try:
            stage = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(stage, dict) and hmac.compare_digest(str(stage.get("token")), token):
            found.setdefault(str(stage.get("stage")), stage)
    return found


def _read(stages: Mapping[str, Mapping[str, object]], result: SandboxResult, *, samples_given: bool) -> ProbeRun:
    imported = stages.get("import")
    samples = stages.get("samples", {})
    repetition = stages.get("repetition", {})
    refusals = [item for item in _items(samples, "refused") if isinstance(item, dict)]
    faults = [item for item in _items(stages.get("faults", {}), "faults") if isinstance(item, dict)]
    tail = result.stderr.decode(errors="replace").strip()[-400:]
    return ProbeRun(
        ended=" ".join(part for part in (result.reason, tail) if part),
        unusable=str(stages.get("unusable", {}).get("error", "")),
        imported=None if imported is None else not imported.get("error"),
        import_error=str(imported.get("error", "")) if imported else "",
        samples=_count(samples, "count") or int(samples_given),
        calculated=_count(samples, "calculated"),
        refusals=tuple(f"sample {item.get('sample')}: {item.get('error')}" for item in refusals),
        nanoseconds=tuple(item for item in _items(stages.get("latency", {}), "nanoseconds") if isinstance(item, int)),
        repetitions=(_count(repetition, "equal"), _count(repetition, "count")),
        faults=tuple(
            Fault(str(item.get("fault")), str(item.get("answer")), str(item.get("message"))) for item in faults
        ),
        stages=frozenset(stages),
    )


def _items(stage: Mapping[str, object], name: str) -> list[object]:
    value = stage.get(name)
    return value if isinstance(value, list) else []


def _count(stage: Mapping[str, object], name: str) -> int:
    value = stage.get(name)
    return value if isinstance(value, int) else 0
