"""``bench factory``: the stages of whole builds, medians and 95th percentiles beside the design's targets.

Two specifications: the example pack of some two hundred lines, and one of the same material ten times as large. Every
round is a complete build of a new version, with database, sandbox and signature, in a transaction that is rolled back
at the end. The first round warms up and is not counted. The goal is half of each target; *together* is everything from
parsing to the generated tests.
"""

import os
import statistics
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from apps.factory.build_saga import BuildAndDeploy
from apps.factory.pipeline import Build
from apps.factory.services import version_open
from apps.factory.stages import STAGES
from apps.jobs.stages import StageRecorder
from apps.tenants.services import tenant_create
from benchmarks.figure import Figure
from benchmarks.ground.tenfold import tenfold
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import tenant_scope

ROUNDS = 20
WARM_UP = 1
PACK = Path(settings.BASE_DIR) / "examples" / "packs" / "stationary-combustion" / "pack.yaml"
VERSION = b"version: 1.0.0"
TOGETHER = ("parse", "validate", "match", "generate", "generate-tests")
TOGETHER_SECONDS = 0.100

Tell = Callable[[str], None]
Seconds = dict[str, list[float]]


def figures(tell: Tell, rounds: int, only: str = "") -> list[Figure]:
    """Of both specifications, over as many rounds each; or of one of them alone.

    Raises:
        InvalidInput: there is no such part.
    """
    source = PACK.read_bytes()
    sources = {"example": source, "tenfold": tenfold(source)}
    if only and only not in sources:
        raise InvalidInput(f"There is no part {only!r}.", where="--only", mend=f"One of: {', '.join(sources)}.")
    found: list[Figure] = []
    for part in [only] if only else sources:
        tell(f"{part}: {len(sources[part].splitlines())} lines; {_load()}")
        prefix = "" if part == "example" else f"{part} "
        measured = _figures(_seconds(sources[part], tell, rounds))
        found += [replace(figure, name=f"{prefix}{figure.name}") for figure in measured]
    tell(_load())
    return found


def _load() -> str:
    """How busy the machine was in the last minute: on a busy one the figures say little about the product."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _seconds(source: bytes, tell: Tell, rounds: int) -> Seconds:
    """Of each stage in each round, and of the stages up to the generated tests together."""
    seconds: Seconds = {name: [] for name in (*(stage.name for stage in STAGES), "together")}
    with transaction.atomic():
        tenant = tenant_create(slug="bench-factory", name="Bench")
        for number in range(rounds + WARM_UP):
            version = f"version: 1.0.{number}".encode()
            taken = _build(tenant.id, source.replace(VERSION, version, 1), tell)
            if number >= WARM_UP:
                for name, value in taken.items():
                    seconds[name].append(value)
                tell(f"round {number - WARM_UP + 1} of {rounds}")
        transaction.set_rollback(True)
    return seconds


def _build(tenant_id: uuid.UUID, source: bytes, tell: Tell) -> dict[str, float]:
    """Seconds of the stages done; a machine too busy for the tests to end in time fails the gate, which is told."""
    with tenant_scope(tenant_id):
        version, _ = version_open(source=source, actor="bench")
    recorder = StageRecorder(lambda stages: None, STAGES)
    try:
        BuildAndDeploy(Build(tenant_id, version, "bench", recorder), uuid.uuid4()).run()
    except GreenLangError as error:
        tell(f"not measured from {recorder.current} on: {error}"[:200])
    taken = {record["name"]: record["seconds"] for record in recorder.records if record["state"] == "done"}
    if all(name in taken for name in TOGETHER):
        taken["together"] = sum(taken[name] for name in TOGETHER)
    return taken


def _figures(seconds: Seconds) -> Iterator[Figure]:
    targets = {stage.name: stage.target_seconds for stage in STAGES}
    names = [*TOGETHER, "together", *(name for name in targets if name not in TOGETHER)]
    for name in names:
        if not seconds[name]:
            continue
        target = targets.get(name, TOGETHER_SECONDS)
        median = round(statistics.median(seconds[name]), 6)
        yield Figure(name, median, "s", target, goal=target / 2, p95=_p95(seconds[name]))


def _p95(values: list[float]) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], 6)
