"""Without pango, with servers from outside, and with a supervisor that is killed."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from greenlang.embedded import postgres, redis_server
from tests.database import TestDatabase
from tests.journeys.product import PROJECT, environment, free_port, manage, processes_of

pytestmark = [pytest.mark.journey, pytest.mark.thorough]

NO_PANGO = """raise OSError("cannot load library 'libpango-1.0-0'")\n"""


def test_external_servers_are_used_and_without_pango_everything_else_works(
    committed: TestDatabase, data_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text(NO_PANGO)
    data = data_folder / "external"
    servers = {
        "PYTHONPATH": str(tmp_path),
        "DATABASE_URL": postgres.dsn(settings.DATA, "greenlang_app", committed.name),
        "DATABASE_OWNER_URL": postgres.dsn(settings.DATA, "greenlang_owner", committed.name),
        "REDIS_URL": redis_server.url(settings.DATA),
    }

    def up() -> dict[str, Any]:
        done = manage(data, "up", "--once", "--json", "--port", str(free_port()), settings=servers)
        assert done.returncode == 0, done.stderr.decode()
        found = json.loads(done.stdout)
        assert isinstance(found, dict)
        return found

    document = up()
    assert document["calculation"]["result"] == "2655.725"
    assert document["ledger"]["holds"] is True
    assert document["report"]["pdf"] == "unavailable"
    assert "apt install libpango" in document["report"]["pdf_mend"]
    assert Path(document["report"]["excel"]).read_bytes().startswith(b"PK")
    assert not (data / "postgres" / "PG_VERSION").exists()
    again = up()
    assert again["calculation"] == document["calculation"]
    assert again["report"]["report_id"] == document["report"]["report_id"]
    assert again["ledger"] == document["ledger"]
    assert all(stage["reused"] for stage in again["stages"] if stage["target_seconds"] is not None)


def test_a_killed_supervisor_leaves_nothing_behind_and_the_next_start_works(data_folder: Path) -> None:
    data, port = data_folder / "killed", free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=PROJECT,
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(lambda: _answers(port), 120)
        assert len(processes_of(data)) > 4
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    _until(lambda: not processes_of(data), 20)
    verified = manage(data, "verify_ledger", "--json")
    assert verified.returncode == 0, verified.stderr.decode()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _until(holds: Callable[[], bool], seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.2)
