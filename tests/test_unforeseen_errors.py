"""An error nobody foresaw: one sentence on the terminal, the traceback in the log."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def test_no_traceback_reaches_the_terminal(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "REDIS"))}
    env = {**kept, "GREENLANG_DATA": str(tmp_path / "data"), "GREENLANG_BOOTSTRAP": "0", "PYTHONPATH": str(tmp_path)}
    # A broken installation: a library that fails in a way nobody would expect.
    (tmp_path / "openpyxl.py").write_text("raise RuntimeError('broken on purpose')\n")
    done = subprocess.run(
        [sys.executable, "manage.py", "up", "--once"],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        check=False,
        timeout=120,
    )
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "broken on purpose" in told
    assert "Traceback" not in told
    log = tmp_path / "data" / "logs" / "commands.log"
    assert str(log) in told
    assert "Traceback" in log.read_text()
