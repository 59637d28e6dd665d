"""The web is served alone as it is served among the rest: one process, with the product's own figures."""

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from greenlang.management.serving import WEB_THREADS, WEB_WORKERS
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
    assert options["--workers"] == str(WEB_WORKERS)
    assert options["--blocking-threads"] == str(WEB_THREADS)
    assert (options["--host"], options["--port"]) == ("127.0.0.1", str(port))
    assert words[-1] == "greenlang.wsgi:application"
