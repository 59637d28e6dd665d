"""What a well-behaved run sees, and what comes back of it."""

import sys
import threading
from pathlib import Path

import pytest

from greenlang.errors import InvalidInput
from greenlang.sandbox import Limits, SandboxUnavailable, available_mechanisms, run, running
from tests.sandbox.conftest import Attempt


def test_output_and_exit_status_come_back(attempt: Attempt) -> None:
    result = attempt("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")

    assert (result.status, result.exit_code) == ("failed", 3)
    assert result.stdout == b"out\n"
    assert result.stderr == b"err\n"


def test_files_are_there_and_written_files_come_back(attempt: Attempt) -> None:
    source = (
        "import os, pathlib; out = pathlib.Path(os.environ['SANDBOX_OUT']); (out / 'deep').mkdir();"
        "(out / 'deep' / 'copy').write_bytes(pathlib.Path('data/in.txt').read_bytes())"
    )
    result = attempt(source, files={"data/in.txt": b"\x00\xff"})

    assert result.status == "ok"
    assert dict(result.outputs) == {"deep/copy": b"\x00\xff"}


def test_the_engine_and_errors_are_importable_and_nothing_else_of_the_product(attempt: Attempt) -> None:
    source = (
        "import importlib.util as u, greenlang.errors, greenlang.engine\n"
        "names = ['greenlang.settings', 'greenlang.sandbox', 'apps', 'django', 'pytest']\n"
        "def there(name):\n"
        "    try: return u.find_spec(name) is not None\n"
        "    except ModuleNotFoundError: return False\n"
        "print([name for name in names if there(name)])"
    )
    assert attempt(source).stdout == b"[]\n"


def test_given_modules_and_import_folders_are_importable(mechanism: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "whole.py").write_text("VALUE = 1")
    (tmp_path / "single.py").write_text("VALUE = 2")
    result = run(
        ["python", "-c", "import whole, single; print(whole.VALUE, single.VALUE)"],
        modules={"single.py": tmp_path / "single.py"},
        python_path=[tmp_path / "folder"],
        mechanism=mechanism,
    )
    assert result.stdout == b"1 2\n", result.stderr


def test_it_is_the_same_python_version(attempt: Attempt) -> None:
    assert attempt("import sys; print(sys.version)").stdout.decode().strip() == sys.version


def test_threads_work_where_processes_are_refused(attempt: Attempt) -> None:
    source = "import threading; t = threading.Thread(target=print, args=('ran',)); t.start(); t.join()"
    assert attempt(source).stdout == b"ran\n"


def test_a_child_process_works_when_asked_for(attempt: Attempt) -> None:
    source = "import os; pid = os.fork(); os._exit(0) if pid == 0 else print(os.waitpid(pid, 0)[1])"
    assert attempt(source, limits=Limits(processes=4)).stdout == b"0\n"


def test_an_unknown_program_is_a_failed_run(mechanism: str) -> None:
    result = run(["/bin/sh", "-c", "echo hello"], mechanism=mechanism)
    assert result.status == "failed"
    assert result.stdout == b""


def test_runs_from_worker_threads_do_not_disturb_each_other(mechanism: str) -> None:
    seen: dict[int, bytes] = {}

    def work(number: int) -> None:
        seen[number] = run(["python", "-c", f"print({number})"], mechanism=mechanism).stdout

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {number: f"{number}\n".encode() for number in range(4)}


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", ".", "a//b", "a\0b"])
def test_a_file_name_that_leaves_the_folder_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        run(["python", "-c", "pass"], files={name: b""})


def test_an_unknown_mechanism_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no such mechanism"):
        run(["python", "-c", "pass"], mechanism="hope")


def test_without_any_mechanism_nothing_runs_and_the_mend_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_fault", lambda name: "forbidden here")

    assert available_mechanisms() == ()
    with pytest.raises(SandboxUnavailable, match="apt install bubblewrap"):
        run(["python", "-c", "pass"])
