"""Ways out of the sandbox, each tried under every mechanism: all reach nothing."""

import json
import os
import platform
import signal
import socket
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from greenlang.sandbox import Limits, SandboxResult, run, system_calls
from tests.sandbox.conftest import Attempt
from tests.sandbox.probes import ATTEMPTS, FAMILIES, PROBES

SECRET = "a-secret-of-the-host"


def outcome(result: SandboxResult) -> str:
    """What the probe printed last, or how it ended."""
    lines = result.stdout.decode().split("\n")
    return lines[-2] if len(lines) > 1 else f"{result.status}: {result.stderr.decode()[-300:]}"


def tried(body: str) -> str:
    """A probe that prints ``reached`` when its body got through without an error."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    return (
        "import ctypes, os, pathlib, signal, socket, subprocess, sys\n"
        f"try:\n{indented}\nexcept (OSError, ValueError, subprocess.SubprocessError) as error:\n"
        "    print('refused', type(error).__name__)\nelse:\n    print('reached')"
    )


def checked_call(call: str) -> str:
    return f"libc = ctypes.CDLL(None, use_errno=True)\nif {call} < 0: raise OSError(ctypes.get_errno(), 'no')"


@pytest.fixture
def listener() -> Iterator[int]:
    """A TCP service of the host, as PostgreSQL or Redis would be."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_greet, args=(server,), daemon=True)
        thread.start()
        yield server.getsockname()[1]


def _greet(server: socket.socket) -> None:
    try:
        while True:
            server.accept()[0].close()
    except OSError:
        return


@cache
def outcomes(mechanism: str, family: str) -> Mapping[str, str]:
    """How each probe of a family went, in one run."""
    numbers = {name: number._asdict().get(platform.machine()) for name, number in every_call().items()}
    files = {"probes.json": json.dumps(FAMILIES[family]).encode(), "numbers.json": json.dumps(numbers).encode()}
    result = run(
        ["python", "probe.py"],
        files={"probe.py": ATTEMPTS.encode(), **files},
        limits=Limits(seconds=30, cpu_seconds=20),
        mechanism=mechanism,
    )
    found = dict(json.loads(line) for line in result.stdout.decode().splitlines())
    return {"": f"{result.status} {result.reason} {result.stderr.decode()[-300:]}", **found}


def every_call() -> Mapping[str, system_calls.Number]:
    """Every system call the sandbox knows by name."""
    groups = [value for name, value in vars(system_calls).items() if name.isupper() and isinstance(value, Mapping)]
    found = {name: number for group in groups for name, number in group.items()}
    singles = {"clone": system_calls.CLONE, "clone3": system_calls.CLONE3, "prctl": system_calls.PRCTL}
    return {**found, **singles, "prlimit64": system_calls.PRLIMIT64}


@pytest.mark.parametrize(("family", "name"), PROBES, ids=[f"{family}: {name}" for family, name in PROBES])
def test_the_probe_reaches_nothing(mechanism: str, family: str, name: str) -> None:
    found = outcomes(mechanism, family)
    assert found.get(name, f"no outcome: {found['']}").startswith("refused"), found


def test_there_are_sixty_distinct_probes_at_least() -> None:
    bodies = {body for probes in FAMILIES.values() for body in probes.values()}
    assert len(bodies) == len(PROBES) >= 60


def test_a_service_on_this_machine_is_not_reached(attempt: Attempt, listener: int) -> None:
    probe = f"socket.create_connection(('127.0.0.1', {listener}), timeout=2)"
    assert outcome(attempt(tried(probe))).startswith("refused")


def test_a_unix_socket_of_the_host_is_not_reached(attempt: Attempt, tmp_path: Path) -> None:
    place = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        probe = f"socket.socket(socket.AF_UNIX).connect({str(place)!r})"
        assert outcome(attempt(tried(probe))).startswith("refused")


def test_a_file_of_the_host_is_neither_read_nor_changed(attempt: Attempt, tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text(SECRET)
    for act in (".read_text()", ".write_text('changed')", ".unlink()"):
        assert outcome(attempt(tried(f"pathlib.Path({str(secret)!r}){act}"))).startswith("refused")
    assert secret.read_text() == SECRET


def test_the_product_s_own_sources_and_data_are_not_read(attempt: Attempt) -> None:
    product = Path(__file__).resolve().parents[2]
    for name in ("pyproject.toml", ".greenlang", "greenlang/settings/environment.py", "greenlang/sandbox/running.py"):
        place = f"path = pathlib.Path({str(product / name)!r})"
        probe = f"{place}\nos.listdir(path) if path.is_dir() else path.read_text()"
        assert outcome(attempt(tried(probe))).startswith("refused"), name


def test_the_environment_of_the_product_does_not_come_along(mechanism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SECRET_KEY", SECRET)
    result = run(["python", "-c", "import os; print(dict(os.environ))"], mechanism=mechanism)
    assert b"SANDBOX_OUT" in result.stdout
    assert SECRET.encode() not in result.stdout


def test_open_files_of_the_product_do_not_come_along(attempt: Attempt, tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        source = (
            "import os\nfound = []\nfor number in range(3, 256):\n"
            "    try: os.fstat(number)\n    except OSError: continue\n    found.append(number)\nprint(found)"
        )
        # Python itself holds the script open while it reads it; by then it is closed.
        assert outcome(attempt(source)) == "[]"


def test_a_link_to_a_file_outside_brings_nothing_back(attempt: Attempt) -> None:
    source = (
        "import os\nout = os.environ['SANDBOX_OUT']\n"
        "for target, name in (('/etc/shadow', 'file'), ('/etc', 'folder'), ('/proc/self/mem', 'memory')):\n"
        "    try: os.symlink(target, f'{out}/{name}')\n    except OSError: pass\n"
        "try: os.mkfifo(f'{out}/pipe')\nexcept OSError: pass\n"
        "open(f'{out}/honest', 'w').write('x')"
    )
    result = attempt(source)
    assert result.status == "ok"
    assert dict(result.outputs) == {"honest": b"x"}


def test_the_product_gets_no_signal(attempt: Attempt) -> None:
    received: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: received.append(number))
    try:
        assert outcome(attempt(tried(f"os.kill({os.getpid()}, {int(signal.SIGUSR1)})"))).startswith("refused")
        assert outcome(attempt("import os; os.kill(os.getppid() or 1, 10)")).startswith(("failed", "ok", "killed"))
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert received == []


def test_the_product_s_memory_is_not_read(attempt: Attempt) -> None:
    call = f"libc.process_vm_readv({os.getpid()}, None, 0, None, 0, 0)"
    assert outcome(attempt(tried(checked_call(call)))).startswith("refused")


def test_no_capability_is_left(attempt: Attempt) -> None:
    source = (
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "header = (ctypes.c_uint32 * 2)(0x20080522, 0)\nsets = (ctypes.c_uint32 * 6)()\n"
        "libc.capget(header, sets)\nprint(list(sets), libc.prctl(39, 0, 0, 0, 0), libc.prctl(21, 0, 0, 0, 0))"
    )
    assert outcome(attempt(source)) == "[0, 0, 0, 0, 0, 0] 1 2"
