"""What a run may use up, and that it ends in time whatever it does."""

import fcntl
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from greenlang.errors import InvalidInput
from greenlang.sandbox import Limits, run, scratch
from greenlang.sandbox.contract import MIB
from tests.sandbox.conftest import Attempt


def test_an_endless_loop_ends_with_its_processor_time(attempt: Attempt) -> None:
    result = attempt("while True: pass", limits=Limits(seconds=10, cpu_seconds=1))
    assert result.status == "timeout"
    assert "processor time" in result.reason or result.seconds > 8


def test_a_loop_that_ignores_the_signal_ends_all_the_same(attempt: Attempt) -> None:
    source = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    result = attempt(source, limits=Limits(seconds=10, cpu_seconds=1))
    assert result.status in {"timeout", "killed"}
    assert result.seconds < 12


def test_a_sleeper_ends_with_its_wall_time(attempt: Attempt) -> None:
    result = attempt("import time; print('x', flush=True); time.sleep(60)", limits=Limits(seconds=0.5))
    assert (result.status, result.stdout) == ("timeout", b"x\n")
    assert result.seconds < 2.5


def test_a_run_that_closed_its_output_still_has_only_its_time(attempt: Attempt) -> None:
    source = "import os, time; os.close(1); os.close(2); time.sleep(60)"
    result = attempt(source, limits=Limits(seconds=0.5))
    assert result.status == "timeout"
    assert result.seconds < 2.5


def test_a_memory_hog_gets_a_memory_error(attempt: Attempt) -> None:
    result = attempt("x = bytearray(2 << 30)", limits=Limits(memory_bytes=256 * MIB))
    assert result.status == "failed"
    assert b"MemoryError" in result.stderr


def test_a_fork_bomb_cannot_begin(attempt: Attempt) -> None:
    result = attempt("import os\nwhile True: os.fork()", limits=Limits(seconds=5))
    assert result.status == "failed"
    assert b"PermissionError" in result.stderr


def test_a_fork_bomb_among_allowed_processes_is_ended_whole(attempt: Attempt) -> None:
    source = "import os, time\nwhile True:\n    try: os.fork()\n    except OSError: time.sleep(0.1)"
    result = attempt(source, limits=Limits(seconds=60, processes=8))
    assert result.status == "killed"
    assert "processes or threads" in result.reason


def test_a_flood_of_threads_is_ended(attempt: Attempt) -> None:
    source = (
        "import threading, time\nthreading.stack_size(65536)\n"
        "while True: threading.Thread(target=time.sleep, args=(60,)).start()"
    )
    result = attempt(source, limits=Limits(seconds=5))
    assert result.status == "killed"
    assert "processes or threads" in result.reason


def test_a_flood_of_output_is_cut(attempt: Attempt) -> None:
    source = "import os\nfor _ in range(2000): os.write(1, b'x' * 65536)"
    result = attempt(source, limits=Limits(seconds=20, output_bytes=1000))
    assert result.truncated
    assert result.stdout == b"x" * 1000


def test_one_large_file_is_refused(attempt: Attempt) -> None:
    source = "import os\nwith open(os.environ['SANDBOX_OUT'] + '/big', 'wb') as f: f.write(b'x' * (1 << 22))"
    result = attempt(source, limits=Limits(file_bytes=1 * MIB))
    assert result.status in {"failed", "killed"}
    assert sum(len(content) for content in result.outputs.values()) <= MIB


@pytest.mark.parametrize("folder", ["SANDBOX_OUT", "TMPDIR"])
def test_many_files_do_not_fill_the_disk(attempt: Attempt, folder: str) -> None:
    source = (
        "import os, time\nfor number in range(400):\n"
        f"    with open(os.environ['{folder}'] + f'/{{number}}', 'wb') as f: f.write(b'x' * 500_000)\n"
        "    time.sleep(0.002)"
    )
    result = attempt(source, limits=Limits(file_bytes=4 * MIB))
    assert result.status in {"failed", "killed"}, result
    assert sum(len(content) for content in result.outputs.values()) <= 4 * MIB


def test_a_very_deep_folder_is_ended_and_removed(attempt: Attempt) -> None:
    source = (
        "import os\nos.chdir(os.environ['SANDBOX_OUT'])\nwhile True:\n    os.mkdir('d' * 50)\n    os.chdir('d' * 50)"
    )
    result = attempt(source, limits=Limits(seconds=5))
    assert result.status in {"killed", "failed"}
    assert result.outputs == {}


def test_nothing_of_a_run_stays_on_the_host(mechanism: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(folder))
        source = (
            "import os; p = os.environ['SANDBOX_OUT'] + '/d'; os.mkdir(p);open(p + '/f', 'w'); os.mkdir(p + '/e', 0)"
        )
        # An ordinary user cannot look into the locked folder, and what cannot be counted ends the run.
        assert run(["python", "-c", source], mechanism=mechanism).status in {"ok", "killed"}
    assert list(folder.iterdir()) == []


def test_a_child_left_behind_does_not_outlive_the_run(mechanism: str) -> None:
    source = (
        "import os, time\npid = os.fork()\n"
        "if pid == 0:\n    os.close(1); os.close(2); time.sleep(30); os._exit(0)\nprint('parent')"
    )
    word = f"left-{uuid.uuid4().hex}"
    started = time.monotonic()
    done = run(["python", "-c", source, word], limits=Limits(processes=4), mechanism=mechanism)
    assert done.stdout == b"parent\n"
    assert time.monotonic() - started < 5
    assert _processes_named(word) == 0


def test_a_run_does_not_outlive_a_product_that_was_killed(mechanism: str, tmp_path: Path) -> None:
    word = f"orphan-{uuid.uuid4().hex}"
    sleeping = f"from greenlang.sandbox import run; run(['python', '-c', 'import time; time.sleep(60)', '{word}'], "
    product = subprocess.Popen(
        [sys.executable, "-c", f"{sleeping} limits=__import__('greenlang.sandbox').sandbox.Limits(seconds=60), "
         f"mechanism='{mechanism}')"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    try:
        _wait_for(lambda: _processes_named(word) >= 2)
    finally:
        product.kill()
        product.wait()
    _wait_for(lambda: _processes_named(word) == 0)


def test_the_folder_of_a_killed_product_is_removed_later_and_one_in_use_is_not(tmp_path: Path) -> None:
    left, used, young = (tmp_path / f"greenlang-sandbox-{name}" for name in ("left", "used", "young"))
    for folder in (left, used, young):
        folder.mkdir()
    for folder in (left, used):
        os.utime(folder, (0, 0))
    held = os.open(used, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        scratch.remove_abandoned(str(tmp_path))
    finally:
        os.close(held)
    assert sorted(path.name for path in tmp_path.iterdir()) == [used.name, young.name]


def _wait_for(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


def _processes_named(word: str) -> int:
    found = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                with open(f"{entry.path}/cmdline", "rb") as file:  # noqa: PTH123
                    found += word.encode() in file.read()
            except OSError:
                continue
    return found


@pytest.mark.parametrize("name", ["seconds", "memory_bytes", "processes"])
def test_a_limit_of_zero_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        Limits(**{name: 0})
