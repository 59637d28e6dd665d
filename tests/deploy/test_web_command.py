"""The web is served alone as it is served among the rest: one process, with the product's own figures."""

import os
import signal
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from greenlang.management.commands.web import GRACE_SECONDS
from greenlang.management.serving import WEB_THREADS, WEB_WORKERS, web_command
from tests.house import PROJECT
from tests.journeys.product import free_port


def test_the_command_becomes_the_server_with_the_figures_that_the_product_relies_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    became: list[Any] = []
    monkeypatch.setattr(os, "execv", lambda file, command: became.extend(command))
    monkeypatch.setattr(os, "chdir", lambda folder: became.append(Path(folder)))
    port = free_port()
    call_command("web", host="127.0.0.1", port=port)
    folder, program, *words = became
    assert (folder / "manage.py").is_file()
    assert Path(program).is_file()
    options = dict(pairwise(words))
    manifest = PROJECT / "deploy/kubernetes/base/web.yaml"
    assert f"terminationGracePeriodSeconds: {GRACE_SECONDS}" in manifest.read_text()
    assert 0 < int(options["--workers-kill-timeout"]) < GRACE_SECONDS
    assert options["--workers"] == str(WEB_WORKERS)
    assert options["--blocking-threads"] == str(WEB_THREADS)
    assert (options["--host"], options["--port"]) == ("127.0.0.1", str(port))
    assert words[-1] == "greenlang.wsgi:application"


def test_it_ends_in_time_even_when_told_to_while_its_workers_start(tmp_path: Path) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "greenlang.settings", "GREENLANG_DATA": str(tmp_path)}
    server = subprocess.Popen(
        web_command("127.0.0.1", free_port(), stop_seconds=3), env=env, cwd=PROJECT, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if "Spawning worker-2" in line:
                break
        server.terminate()
        said = server.communicate(timeout=30)[0]
        assert "shutdown completed" in said
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
