"""Peers: installed on demand, each into an environment of its own below ``.greenlang/peers``."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from greenlang.bootstrap import find_uv, index_settings, pip_configuration

INSTALL_SECONDS = 900


def peer_environment(name: str, tell: Callable[[str], None]) -> Path | None:
    """The folder of a peer's programs; None where it cannot be installed, which is told."""
    requirements = Path(settings.BASE_DIR) / "benchmarks" / "peers" / name / "requirements.txt"
    folder = Path(settings.BASE_DIR) / ".greenlang" / "peers" / name
    stamp, wanted = folder / "stamp", hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return folder / "bin"
    tell(f"installing the peer {name}")
    uv = find_uv() or str(Path(settings.BASE_DIR) / ".greenlang" / "installer" / "bin" / "uv")
    environment = {**os.environ, **index_settings(os.environ, pip_configuration(os.environ))}
    make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)]
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(folder / "bin" / "python")]
    try:
        for command in (make, [*sync, str(requirements)]):
            subprocess.run(
                command, env=environment, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS
            )
    except (OSError, subprocess.SubprocessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()
        tell(f"the peer {name} cannot be installed and is left out: {said[-1] if said else error}")
        return None
    stamp.write_text(wanted)
    return folder / "bin"
