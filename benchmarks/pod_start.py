"""``bench pod_start``: from the command of an agent's pod to the first answer of its probe.

What a pod adds to the cluster's own scheduling, mounting and pulling, which no cluster here could show. Beside it, in
the same round, the same server with an application of one line: what is above that is the product's. The probe asks
as the kubelet does, once a period; its figure here is asked without a pause, so that a period is to be added at most.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from apps.registry.archive import PACK_PURPOSE, manifest_check, pack_write, sha256_hex
from apps.runtime.deployers.kubernetes.manifests.workload import STARTUP_SECONDS
from apps.runtime.pod.application import HEALTH
from apps.runtime.pod.mounted import (
    AGENT_VARIABLE,
    KEY_VARIABLE,
    PACK_FILE,
    SHA256_VARIABLE,
    SIGNATURE_FILE,
    VERSION_VARIABLE,
)
from benchmarks.figure import Figure
from benchmarks.ground.measuring import median_ratio
from benchmarks.ground.sample import files
from benchmarks.ground.serving import free_port
from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import Unavailable
from greenlang.signing import Signer

ROUNDS = 10
TARGET = 30.0
"""The design's, for all of a deployment; the cluster's own part is in it."""
MOST_SECONDS = 60.0


def figures(tell: Callable[[str], None], rounds: int) -> list[Figure]:
    """The pod's start, the bare server's beside it, and what the probe's period adds at most."""
    with tempfile.TemporaryDirectory(prefix="greenlang-pod-") as name:
        folder = Path(name)
        environment = _mounted(folder)
        pod = [sys.executable, "-m", "apps.runtime.pod", "--pack", str(folder), "--port"]
        bare = [sys.executable, "-m", "granian", "--interface", "wsgi", "benchmarks.ground.bare:application", "--port"]
        seconds: dict[str, list[float]] = {"pod": [], "bare": []}
        # The first round warms up and is not counted.
        for _ in range(rounds + 1):
            seconds["pod"].append(_started(pod, environment))
            seconds["bare"].append(_started(bare, environment))
        seconds = {name: taken[1:] for name, taken in seconds.items()}
    tell(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return [
        Figure("pod: command to first answer", statistics.median(seconds["pod"]), "s", TARGET, p95=max(seconds["pod"])),
        Figure("bare server: the same", statistics.median(seconds["bare"]), "s", p95=max(seconds["bare"])),
        Figure("pod / bare server", round(median_ratio(seconds["pod"], seconds["bare"]), 2), "x"),
        Figure("period of the startup probe", STARTUP_SECONDS, "s"),
    ]


def _mounted(folder: Path) -> dict[str, str]:
    """A signed pack as a pod mounts it; the variables it is described with."""
    made, signer = files(), Signer.generate()
    manifest, content = manifest_check(made), pack_write(made)
    sha256 = sha256_hex(content)
    (folder / PACK_FILE).write_bytes(content)
    (folder / SIGNATURE_FILE).write_bytes(canonical_json(signer.sign(sha256=sha256, purpose=PACK_PURPOSE)))
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(settings.BASE_DIR),
        AGENT_VARIABLE: str(manifest["id"]),
        VERSION_VARIABLE: str(manifest["version"]),
        SHA256_VARIABLE: sha256,
        KEY_VARIABLE: signer.public_bytes.hex(),
    }


def _started(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Seconds from the start until it answers 200; then it is ended.

    Raises:
        Unavailable: it ended, or did not answer in time.
    """
    port, began = free_port(), time.monotonic()
    process = subprocess.Popen(
        [*command, str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None and time.monotonic() < began + MOST_SECONDS:
            if _answers(port):
                return time.monotonic() - began
            time.sleep(0.005)
        raise Unavailable("A pod of the bench did not answer.", where=command[2])
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(port: int) -> bool:
    url = f"http://127.0.0.1:{port}{HEALTH}"
    with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5):
        return True
    return False
