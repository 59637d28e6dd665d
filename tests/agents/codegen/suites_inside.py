"""Runs the suites of several generated agents, each in a process forked after the imports they share.

A program of its own, started by ``run_suites`` in an interpreter that has none of this project's tests loaded: the
generated package beside the agent is called ``tests`` too. Prints one JSON object, the outcome by folder.
"""

import io
import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

import coverage
import hypothesis
import pytest

import greenlang.engine
import greenlang.engine.contract

SHARED = (coverage, hypothesis, pytest, greenlang.engine, greenlang.engine.contract)
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:django", "-p", "no:xdist")
LEFT = "left.json"


def main(folders: list[str]) -> None:
    """One after the other: the machine's other processors belong to other tests."""
    print(json.dumps({folder: _forked(Path(folder)) for folder in folders}))


def _forked(folder: Path) -> dict[str, object]:
    process = os.fork()
    if not process:
        try:
            (folder / LEFT).write_text(json.dumps(_run(folder)), encoding="utf-8")
        finally:
            os._exit(0)
    os.waitpid(process, 0)
    left = folder / LEFT
    if not left.is_file():
        return {"code": -1, "output": "The suite ended its process.", "covered": 0}
    outcome: dict[str, object] = json.loads(left.read_text(encoding="utf-8"))
    return outcome


def _run(folder: Path) -> dict[str, object]:
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    output = io.StringIO()
    measuring = coverage.Coverage(data_file=None, branch=True, source=["agent"])
    with redirect_stdout(output):
        measuring.start()
        code = int(pytest.main([*OPTIONS, "tests"]))
        measuring.stop()
        covered = measuring.report(file=output)
    return {"code": code, "output": output.getvalue(), "covered": covered}


if __name__ == "__main__":
    main(sys.argv[1:])
