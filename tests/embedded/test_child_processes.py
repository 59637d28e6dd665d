"""Child processes: started, watched, stopped in order, and never left behind."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from greenlang.embedded.children import Children
from greenlang.embedded.errors import ServiceFailed
from tests.embedded.processes import alive, said, supervisor, wait_for

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('set', flush=True); time.sleep(60)",
]
# A child with a worker of its own, and a worker that left for a session of its own and ignores SIGTERM.
FORKING = """
import os, signal, sys, time
worker = os.fork()
if worker:
    stray = os.fork()
    if stray:
        print(worker, stray, flush=True)
    else:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(60)
"""


def family(children: Children) -> list[int]:
    """Start the forking child; process ids of child, worker and stray."""
    child = children.spawn("forking", [sys.executable, "-c", FORKING])
    assert wait_for(lambda: len(child.last_lines().split()) == 2)
    return [child.pid, *(int(part) for part in child.last_lines().split())]


def test_stopping_ends_children_and_their_workers(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        processes = family(children)
        assert all(alive(process) for process in processes)
    assert not any(alive(process) for process in processes)


def test_killing_the_supervisor_ends_children_workers_and_the_stubborn(tmp_path: Path) -> None:
    code = f"""
children = Children(Path(sys.argv[1]))
stubborn = children.spawn("stubborn", {STUBBORN!r})
forking = children.spawn("forking", [sys.executable, "-c", {FORKING!r}])
while len(forking.last_lines().split()) != 2 or not stubborn.last_lines():
    time.sleep(0.01)
print(stubborn.pid, forking.pid, forking.last_lines(), flush=True)
time.sleep(60)
"""
    killed = supervisor(code, tmp_path)
    processes = [int(part) for part in said(killed).split()]
    assert len(processes) == 4
    assert all(alive(process) for process in processes)
    killed.kill()
    killed.wait()
    assert wait_for(lambda: not any(alive(process) for process in processes), 9)


def test_the_youngest_is_stopped_first(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    code = (
        "import signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, [15]); print('set', flush=True);"
        " signal.sigwait([15]); open(sys.argv[1], 'a').write(sys.argv[2])"
    )
    with Children(tmp_path) as children:
        for name in "ab":
            child = children.spawn(name, [sys.executable, "-c", code, str(notes), name])
            assert wait_for(lambda child=child: child.last_lines() == "set")  # type: ignore[misc]
    assert notes.read_text() == "ba"


def test_a_child_that_ignores_its_signal_is_killed(tmp_path: Path) -> None:
    children = Children(tmp_path)
    child = children.spawn("stubborn", STUBBORN, stop_seconds=0.2)
    assert wait_for(lambda: child.last_lines() == "set")
    children.stop_all()
    assert child.exit_status == -signal.SIGKILL


def test_a_dead_child_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.spawn("lasting", SLEEP)
        assert children.watch(seconds=0.05) is None
        children.check()
        died = children.spawn("dying", [sys.executable, "-c", "raise SystemExit('no such port')"])
        assert children.watch(seconds=10, interval=0.01) is died
        with pytest.raises(ServiceFailed, match=r"(?s)dying ended unexpectedly with status 1.*no such port"):
            children.check()


def test_a_program_that_is_missing_is_named(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.spawn("missing", ["/nonexistent/program"])
        assert children.watch(seconds=10, interval=0.01) is not None
        with pytest.raises(ServiceFailed, match="/nonexistent/program cannot be started"):
            children.check()


def test_children_start_in_the_main_thread_only(tmp_path: Path) -> None:
    children, refusals = Children(tmp_path), []

    def attempt() -> None:
        try:
            children.spawn("x", SLEEP)
        except RuntimeError as error:
            refusals.append(str(error))

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    assert refusals == ["x must be started from the main thread"]


def test_an_interruption_while_stopping_kills_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children = Children(tmp_path)
    child = children.spawn("stubborn", STUBBORN, stop_seconds=60)
    assert wait_for(lambda: child.last_lines() == "set")
    wait = subprocess.Popen.wait

    def interrupted(process: "subprocess.Popen[bytes]", timeout: float | None = None) -> int:
        if timeout == 60:
            raise KeyboardInterrupt
        return wait(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        children.stop_all()
    assert child.exit_status == -signal.SIGKILL
    assert time.monotonic() - began < 5
