"""Runs an agent's suite on each mutant of the agent; a script for the sandbox.

Started in the folder that holds ``agent/`` and ``tests/``. Each mutant is a process of its own, forked from this one
when pytest and the engine are loaded: it takes the changed source from memory, loads the agent, runs the suite until
a test fails, and ends. This process never runs a line of the agent or of its tests; it alone knows the evaluator's
token, and writes ``mutants.json`` into ``SANDBOX_OUT`` when all are done or the time is used up.

Tests that ended most mutants come first, then the quickest.
"""

import contextlib
import gc
import importlib.machinery
import json
import os
import resource
import select
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

import pytest
from _pytest.config import _prepareconfig

import greenlang.engine  # noqa: F401 - loaded once for all mutants

_OPTIONS = (
    "-q", "-s", "-x", "--tb=no", "--no-header", "--no-summary", "--assert=plain", "-c", os.devnull, "--rootdir=.",
    "--confcutdir=.", "-p", "no:cacheprovider", "-p", "no:doctest", "-p", "no:junitxml", "-p", "no:pastebin",
    "-p", "no:logging", "-p", "no:warnings", "-p", "no:faulthandler", "-p", "no:threadexception",
    "-p", "no:unraisableexception", "-p", "no:stepwise",
)  # fmt: skip
_LONGEST_MESSAGE = 400
_MOST_SAID = 1_000_000
_LEAST_SECONDS = 2
"""A mutant has this long, and three times as long as the whole suite takes unchanged."""


@dataclass
class Sources:
    """Compiled sources by path, handed out in place of the files."""

    texts: dict[str, bytes] = field(default_factory=dict)
    codes: dict[str, CodeType] = field(default_factory=dict)

    def read(self, folders: tuple[str, ...]) -> None:
        """Every Python file of the folders that compiles; the others fail as they would anyway."""
        for folder in folders:
            for place, _, names in os.walk(folder):
                for name in names:
                    if name.endswith(".py"):
                        self._keep(os.path.abspath(os.path.join(place, name)))  # noqa: PTH100, PTH118

    def _keep(self, path: str) -> None:
        with open(path, "rb") as file:  # noqa: PTH123
            self.texts[path] = file.read()
        with contextlib.suppress(SyntaxError, ValueError):
            self.codes[path] = compile(self.texts[path], path, "exec", dont_inherit=True)

    def changed(self, mutant: dict[str, object]) -> tuple[str, CodeType]:
        """A mutant's file and its code."""
        path = os.path.abspath(str(mutant["file"]))  # noqa: PTH100
        start, end = int(str(mutant["start"])), int(str(mutant["end"]))
        text = self.texts[path][:start] + str(mutant["replacement"]).encode() + self.texts[path][end:]
        return path, compile(text, path, "exec", dont_inherit=True)


SOURCES = Sources()


class Loader(importlib.machinery.SourceFileLoader):
    """Takes code from memory where there is some."""

    def get_code(self, fullname: str) -> CodeType | None:
        """The kept code, or as any loader."""
        return SOURCES.codes.get(os.path.abspath(self.path)) or super().get_code(fullname)  # noqa: PTH100


def _finder(folder: str) -> importlib.machinery.FileFinder:
    """For folders of the pack only."""
    if not os.path.abspath(folder).startswith(os.getcwd()):  # noqa: PTH100, PTH109
        raise ImportError(folder)
    return importlib.machinery.FileFinder(folder, (Loader, [".py"]))


class Run:
    """Pytest plugin: the order of the tests, the first that fails, and how long each took."""

    def __init__(self, ended: Counter[str], seconds: dict[str, float]) -> None:
        self.ended, self.seconds = ended, seconds
        self.failed = self.message = ""
        self.passed = 0
        self.taken: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Those that ended most mutants first."""
        items.sort(key=lambda item: (-self.ended[item.nodeid], self.seconds.get(item.nodeid, 0.0)))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that cannot be loaded fails the suite."""
        if report.failed:
            self._fail(report.nodeid, report.longreprtext)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """An expected failure is a failure."""
        self.taken[report.nodeid] = self.taken.get(report.nodeid, 0.0) + report.duration
        if report.failed or hasattr(report, "wasxfail"):
            self._fail(report.nodeid, report.longreprtext)
        elif report.when == "call" and report.passed:
            self.passed += 1

    def _fail(self, name: str, message: str) -> None:
        if not self.failed:
            self.failed, self.message = name, message[-_LONGEST_MESSAGE:]


@dataclass
class Suite:
    """The suite as it is run again and again.

    Attributes:
        config: pytest made ready once for all; none where the suite brings a ``conftest.py``, which belongs to its run.
        ended: by test, how many mutants failed it.
        seconds: by test, how long it takes on the unchanged agent.
    """

    config: pytest.Config | None = None
    ended: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, limit: float, change: tuple[str, CodeType] | None = None) -> dict[str, object]:
        """One run in a process of its own: what it said, or that it ran out of time."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._child(writing, limit, change)
        os.close(writing)
        heard = _heard(reading, time.monotonic() + limit)
        # What the run left behind ends with it.
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if heard is None or code == -signal.SIGXCPU:
            return {"end": "timeout"}
        try:
            found = json.loads(heard)
        except (ValueError, RecursionError):
            found = None
        return found if isinstance(found, dict) else {"end": "broken", "message": _broken(code)}

    def _child(self, writing: int, limit: float, change: tuple[str, CodeType] | None) -> None:
        """Never returns."""
        leave, write, dumps = os._exit, os.write, json.dumps
        try:
            ceiling = resource.getrlimit(resource.RLIMIT_CPU)[1]
            resource.setrlimit(resource.RLIMIT_CPU, (min(int(limit) + 1, ceiling), ceiling))
            _silence()
            if change is not None:
                SOURCES.codes[change[0]] = change[1]
            said = self._tested()
        except BaseException as error:
            said = {"end": "broken", "message": f"{type(error).__name__}: {error}"[:_LONGEST_MESSAGE]}
        for start in range(0, len(dumps(said)), 60_000):
            write(writing, dumps(said).encode()[start : start + 60_000])
        leave(0)

    def _tested(self) -> dict[str, object]:
        try:
            __import__("agent")
        except BaseException as error:
            return {"end": "not loaded", "message": f"{type(error).__name__}: {error}"[:_LONGEST_MESSAGE]}
        run = Run(self.ended, self.seconds)
        if self.config is None:
            status = int(pytest.main([*_OPTIONS, "tests"], plugins=[run]))
        else:
            self.config.pluginmanager.register(run)
            status = int(self.config.hook.pytest_cmdline_main(config=self.config))
        end = "failed" if run.failed or status else "passed"
        return {"end": end, "test": run.failed, "message": run.message, "passed": run.passed, "seconds": run.taken}


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _broken(code: int) -> str:
    """Of a run that said nothing of use, how it ended."""
    how = f"signal {-code}" if code < 0 else f"exit status {code}"
    return f"It ended with {how} before it said how the tests went."


def _heard(reading: int, end: float) -> bytes | None:
    """Everything until the pipe is closed, or as much as is listened to; nothing where that takes too long."""
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while len(said) < _MOST_SAID:
            ready, _, _ = select.select([pipe], [], [], max(end - time.monotonic(), 0))
            if not ready:
                return None
            chunk = pipe.read(65_536)
            if not chunk:
                return said
            said += chunk
    return said


def _brings_conftest() -> bool:
    return any(os.path.basename(path) == "conftest.py" for path in SOURCES.texts)  # noqa: PTH119


def _fewer_examples() -> None:
    """A failing example is enough: none is made smaller."""
    if "hypothesis" not in sys.modules:
        return
    from hypothesis import Phase, settings  # noqa: PLC0415 - only where the suite uses it

    settings.register_profile("mutants", settings(phases=(Phase.explicit, Phase.generate), database=None))
    settings.load_profile("mutants")


def main() -> None:
    """Try the unchanged agent, then each mutant, and write."""
    token = os.environ.pop("EVALUATION_TOKEN")
    orders = json.loads(os.environ.pop("EVALUATION_ORDERS"))
    target = os.path.join(os.environ["SANDBOX_OUT"], "mutants.json")  # noqa: PTH118
    with open(os.path.join(os.path.dirname(__file__), "mutants.json"), encoding="utf-8") as file:  # noqa: PTH118, PTH120, PTH123
        mutants = json.load(file)
    if orders.get("hypothesis"):
        import hypothesis  # noqa: F401, PLC0415
    _fewer_examples()
    sys.path.insert(0, os.getcwd())  # noqa: PTH109
    SOURCES.read(("agent", "tests"))
    sys.path_hooks.insert(0, _finder)
    sys.path_importer_cache.clear()
    suite = Suite(None if _brings_conftest() else _prepareconfig([*_OPTIONS, "tests"]))
    gc.freeze()
    started = time.monotonic()
    unchanged: dict[str, Any] = suite.run(60)
    result: dict[str, object] = {"token": token, "unchanged": unchanged}
    if unchanged.get("end") == "passed":
        limit = _LEAST_SECONDS + 3 * (time.monotonic() - started)
        suite.seconds = unchanged["seconds"]
        result["mutants"] = _tried(suite, mutants, limit, time.monotonic() + orders["mutation_seconds"])
    with open(target, "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(result, file)
    os._exit(0)


def _tried(suite: Suite, mutants: list[dict[str, object]], limit: float, end: float) -> list[dict[str, object]]:
    """How each mutant ended, in order, as far as the time goes."""
    found: list[dict[str, object]] = []
    for mutant in mutants:
        if time.monotonic() > end:
            break
        said = suite.run(limit, SOURCES.changed(mutant))
        suite.ended[str(said.get("test", ""))] += 1
        found.append({"end": said.get("end"), "test": said.get("test", ""), "message": said.get("message", "")})
    return found


if __name__ == "__main__":
    main()
