"""A report's file written in a process of its own, as a worker does that has written none yet.

``python -m benchmarks.ground.fresh EXTENSION SNAPSHOT`` reads a snapshot's JSON and tells its measures as JSON.
"""

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from apps.reports.formats.registry import Format, format_of
from benchmarks.ground.measuring import peak_memory
from greenlang.errors import Unavailable

MISSING = 3
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Measures:
    """Of writing one file: seconds by the clock and of CPU, with all that is loaded for it; most MB of the process,
    with the snapshot.
    """

    seconds: float
    cpu: float
    megabytes: float


def measured_fresh(kind: Format, snapshot: Path) -> Measures:
    """A format written in a process of its own.

    Raises:
        Unavailable: it cannot be written here, or of this snapshot.
    """
    command = [sys.executable, "-m", "benchmarks.ground.fresh", kind.extension, str(snapshot)]
    child = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if child.returncode == MISSING:
        raise Unavailable(child.stdout.strip())
    child.check_returncode()
    return Measures(**json.loads(child.stdout))


def _measures(kind: Format, snapshot: Path) -> Measures:
    read = json.loads(snapshot.read_bytes())
    start, cpu = time.perf_counter(), time.process_time()
    kind.write(read)
    return Measures(round(time.perf_counter() - start, 3), round(time.process_time() - cpu, 3), round(peak_memory(), 1))


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(asdict(_measures(format_of(sys.argv[1]), Path(sys.argv[2])))))
    except Unavailable as error:
        sys.stdout.write(error.message)
        sys.exit(MISSING)
