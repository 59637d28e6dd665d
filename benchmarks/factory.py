"""``bench factory``: the stages of whole builds of the example pack, medians beside the design's targets.

Every round is a complete build of a new version, with database, sandbox and signature, in a transaction that is
rolled back at the end. The first round warms up and is not counted.
"""

import statistics
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from apps.factory.pipeline import Build
from apps.factory.services import version_open
from apps.factory.stages import STAGES, StageRecorder
from apps.tenants.services import tenant_create
from benchmarks.figure import Figure
from greenlang.isolation import tenant_scope

PACK = Path(settings.BASE_DIR) / "examples" / "packs" / "stationary-combustion" / "pack.yaml"
VERSION = b"version: 1.0.0"


def figures(tell: Callable[[str], None], rounds: int) -> list[Figure]:
    """Median seconds of each stage over ``rounds`` builds."""
    source = PACK.read_bytes()
    seconds: dict[str, list[float]] = {stage.name: [] for stage in STAGES}
    with transaction.atomic():
        tenant = tenant_create(slug="bench-factory", name="Bench")
        for number in range(rounds + 1):
            with tenant_scope(tenant.id):
                version, _ = version_open(
                    source=source.replace(VERSION, f"version: 1.0.{number}".encode(), 1), actor="bench"
                )
            recorder = StageRecorder(lambda stages: None)
            Build(tenant.id, version, "bench", recorder).run()
            if number:
                for record in recorder.records:
                    seconds[record["name"]].append(record["seconds"])
                tell(f"round {number} of {rounds}")
        transaction.set_rollback(True)
    return [
        Figure(stage.name, round(statistics.median(seconds[stage.name]), 6), "s", stage.target_seconds)
        for stage in STAGES
    ]
