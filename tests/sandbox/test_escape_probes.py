"""Ways out of the sandbox, each tried under every mechanism: all reach nothing."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from greenlang.sandbox import SandboxResult, run
from tests.sandbox.conftest import Attempt

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


PROBES = {
    "tcp to the internet": "socket.create_connection(('1.1.1.1', 53), timeout=2)",
    "dns": "socket.getaddrinfo('example.org', 80)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
    "raw packets": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
    "vsock": "socket.socket(40, socket.SOCK_STREAM).connect((2, 1))",
    "an abstract unix socket": "socket.socket(socket.AF_UNIX).connect('\\0postgres')",
    "password hashes": "pathlib.Path('/etc/shadow').read_bytes()",
    "the users of the host": "pathlib.Path('/etc/passwd').read_bytes()",
    "the home folder's listing": "os.listdir('/root') and os.listdir('/home')",
    "environment of the first process": "pathlib.Path('/proc/1/environ').read_bytes()",
    "root of the first process": "os.listdir('/proc/1/root')",
    "open files of its own": "os.listdir('/proc/self/fd')",
    "kernel settings": "pathlib.Path('/proc/sys/kernel/core_pattern').write_text('|/tmp/x')",
    "devices": "os.listdir('/sys/class')",
    "writing beside the root": "pathlib.Path('/escaped').write_text('x')",
    "writing into the libraries": "pathlib.Path(os.__file__).with_name('escaped.py').write_text('x')",
    "writing its own sources": "pathlib.Path('probe.py').write_text('x')",
    "removing its own sources": "os.unlink('probe.py')",
    "shared memory files": "pathlib.Path('/dev/shm/escaped').write_text('x')",
    "a device node": "os.mknod(os.environ['SANDBOX_OUT'] + '/disk', 0o60600, os.makedev(8, 0))",
    "changing a mode of the host": "os.chmod('/etc', 0o777)",
    "changing an owner of the host": "os.chown('/usr/lib', 0, 0)",
    "changing a time of the host": "os.utime('/usr/lib')",
    "a hard link to a file outside": "os.link('/etc/ld.so.cache', os.environ['SANDBOX_OUT'] + '/x')",
    "another process": "subprocess.run([sys.executable, '-c', 'pass'], check=True)",
    "a shell": "subprocess.run(['/bin/sh', '-c', 'true'], check=True)",
    "becoming root": "os.setuid(0)\nos.setgroups([0])",
    "another root": "os.chroot('/usr')",
    "tracing": checked_call("libc.ptrace(0, 0, 0, 0)"),
    "new namespaces": checked_call("libc.unshare(0x10000000)"),
    "joining namespaces": checked_call("libc.setns(0, 0)"),
    "mounting": checked_call("libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)"),
    "kernel keys": checked_call("libc.syscall(250, 0, -3, 0)"),
    "the kernel's log": checked_call("libc.klogctl(3, ctypes.create_string_buffer(99), 99)"),
    "memory files": "os.memfd_create('x')",
    "shared segments": checked_call("libc.shmget(0, 4096, 0o1600)"),
    "a ring of requests": checked_call("libc.syscall(425, 1, ctypes.create_string_buffer(120))"),
    "calls newer than the filter": checked_call("libc.syscall(467, 0, 0, 0)"),
    "handles of files": checked_call("libc.syscall(304, 0, ctypes.create_string_buffer(99), 0)"),
    "a session of its own": "os.setsid()",
    "outliving the product": checked_call("libc.prctl(1, 0, 0, 0, 0)"),
    "more memory": "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))",
}


@pytest.mark.parametrize("probe", PROBES.values(), ids=PROBES.keys())
def test_the_probe_reaches_nothing(attempt: Attempt, probe: str) -> None:
    result = attempt(tried(probe))
    assert outcome(result).startswith("refused"), (result.status, result.stdout, result.stderr)


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
    for name in ("pyproject.toml", ".greenlang", "greenlang/settings.py", "greenlang/sandbox/running.py"):
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


def test_reading_through_a_link_outside_is_refused(attempt: Attempt) -> None:
    probe = "place = os.environ['SANDBOX_OUT'] + '/l'\nos.symlink('/etc/shadow', place)\nopen(place).read()"
    assert outcome(attempt(tried(probe))).startswith("refused")


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
