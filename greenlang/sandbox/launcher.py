"""First program of a run: narrows itself for good, then becomes the untrusted command.

Runs as a script, alone in the sandbox (``python -I -S -B launcher.py ORDER``), so it imports nothing of the
project and is one file. ORDER is JSON; see `greenlang.sandbox.scratch` for who writes it. Every step fails
closed: a step that cannot be done ends the launcher before the command starts, with the reason on the report
pipe as ``failed: …``; ``ready`` on that pipe means that every wall stands.
"""

from __future__ import annotations

import base64
import ctypes
import json
import os
import resource
import signal
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs a start 5 ms
    from typing import Any

_LIBC = ctypes.CDLL(None, use_errno=True)
_PARENT_DEATH_SIGNAL = 1
_DROP_BOUNDING = 24
_SECCOMP = 22
_NO_NEW_PRIVILEGES = 38
_AMBIENT = 47

_MS_NOSUID_NODEV = 0x2 | 0x4
_MS_REMOUNT_READ_ONLY_BIND = 0x20 | 0x1 | 0x1000
_MS_BIND_RECURSIVE = 0x1000 | 0x4000
_MS_PRIVATE_RECURSIVE = 0x40000 | 0x4000
_DETACH = 2
_RECURSIVE = 0x8000
_READ_ONLY = 0x1
_NO_SETUID = 0x2

_SYSTEM_CALLS = {
    "x86_64": {"pivot_root": 155, "capset": 126},
    "aarch64": {"pivot_root": 41, "capset": 91},
}
_MOUNT_SETATTR, _LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 442, 444, 445, 446

# Access rights of Landlock by the interface that brought them.
_LANDLOCK_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_LANDLOCK_READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
_LANDLOCK_ON_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14  # what a rule on a single file may name
_LANDLOCK_WRITE = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 14


def _check(result: int, step: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{step}: {os.strerror(number)}")
    return result


def _prctl(option: int, *arguments: object) -> int:
    padded = [*arguments, *([0] * (4 - len(arguments)))]
    converted = [item if not isinstance(item, int) else ctypes.c_ulong(item) for item in padded]
    return int(_LIBC.prctl(option, *converted))


def _system_call(number: int, *arguments: object) -> int:
    converted = [item if not isinstance(item, int) else ctypes.c_long(item) for item in arguments]
    return int(_LIBC.syscall(ctypes.c_long(number), *converted))


def _mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    words = [item.encode() or None for item in (source, target, kind)]
    _check(_LIBC.mount(*words, ctypes.c_ulong(flags), data.encode() or None), f"mount {target}")


def _make_read_only(target: str) -> None:
    attributes = struct.pack("=QQQQ", _READ_ONLY | _NO_SETUID, 0, 0, 0)
    result = _system_call(_MOUNT_SETATTR, -100, target.encode(), _RECURSIVE, attributes, len(attributes))
    _check(result, f"read-only {target}")


def _place(root: str, path: str, *, folder: bool) -> str:
    """The mount point for ``path`` below ``root``, made if missing."""
    target = root + path
    if folder:
        os.makedirs(target, exist_ok=True)  # noqa: PTH103 - pathlib costs a start 10 ms
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    return target


def _private_root(order: dict[str, Any]) -> None:
    """Leave the host's file tree for one made of a small tmpfs and the listed bind mounts.

    Only to be called in mount and user namespaces of the run's own.
    """
    root = order["root"]
    size = int(order["tmp_bytes"])
    _mount("none", "/", "", _MS_PRIVATE_RECURSIVE)
    _mount("tmpfs", root, "tmpfs", _MS_NOSUID_NODEV, f"size={size},mode=755")
    for place, target in order["links"]:
        os.makedirs(os.path.dirname(root + place), exist_ok=True)  # noqa: PTH103, PTH120
        os.symlink(target, root + place)  # noqa: PTH211
    for source, place in order["read_only"]:
        target = _place(root, place, folder=os.path.isdir(source))  # noqa: PTH112
        _mount(source, target, "", _MS_BIND_RECURSIVE)
        _make_read_only(target)
    for source, place in order["devices"]:
        _mount(source, _place(root, place, folder=False), "", _MS_BIND_RECURSIVE)
    for source, place in order["writable"]:
        _mount(source, _place(root, place, folder=True), "", _MS_BIND_RECURSIVE)
    _mount("tmpfs", _place(root, "/tmp", folder=True), "tmpfs", _MS_NOSUID_NODEV, f"size={size}")  # noqa: S108
    os.chdir(root)
    _check(_system_call(_numbers()["pivot_root"], b".", b"."), "pivot_root")
    _check(_LIBC.umount2(b".", _DETACH), "umount the host's tree")
    os.chdir("/")
    _mount("none", "/", "", _MS_REMOUNT_READ_ONLY_BIND | _MS_NOSUID_NODEV)


def _numbers() -> dict[str, int]:
    machine = os.uname().machine
    if machine not in _SYSTEM_CALLS:
        raise OSError(f"no system call numbers for {machine}")
    return _SYSTEM_CALLS[machine]


def _limit(limits: dict[str, int]) -> None:
    for name, value in limits.items():
        kind = getattr(resource, "RLIMIT_" + name)
        ceiling = resource.getrlimit(kind)[1]
        # A second more for the hard limit of processor time: the first signal can be told from others.
        wanted = (value, value + 1 if name == "CPU" else value)
        if ceiling != resource.RLIM_INFINITY:
            wanted = (min(wanted[0], ceiling), min(wanted[1], ceiling))
        resource.setrlimit(kind, wanted)


def _drop_privileges() -> None:
    """No capability survives, not even through a program of root's; irrevocable."""
    _check(_prctl(_NO_NEW_PRIVILEGES, 1), "no new privileges")
    _prctl(_AMBIENT, 4)
    for capability in range(64):
        if _prctl(_DROP_BOUNDING, capability) < 0 and os.geteuid() == 0 and capability <= _last_capability():
            raise OSError(ctypes.get_errno(), "drop capabilities")
    header = struct.pack("=Ii", 0x20080522, 0)
    _check(_system_call(_numbers()["capset"], header, bytes(24)), "capset")


def _last_capability() -> int:
    read = 23  # PR_CAPBSET_READ answers EINVAL for a capability the kernel does not know
    return max((number for number in range(64) if _prctl(read, number) >= 0), default=-1)


def _landlock(order: dict[str, Any]) -> None:
    """Only the listed paths, and no TCP, from here on; what the kernel's interface knows of it."""
    interface = _check(_system_call(_LANDLOCK_CREATE, 0, 0, 1), "Landlock")
    handled = max(rights for since, rights in _LANDLOCK_FILES.items() if since <= interface)
    network = 3 if interface >= 4 else 0
    scoped = 3 if interface >= 6 else 0
    rules = struct.pack("=QQQ", handled, network, scoped)
    size = 24 if interface >= 6 else 16 if interface >= 4 else 8
    ruleset = _check(_system_call(_LANDLOCK_CREATE, rules, size, 0), "Landlock rules")
    for paths, rights in ((order["readable"], _LANDLOCK_READ), (order["writable"], _LANDLOCK_WRITE)):
        for path in paths:
            _allow(ruleset, path, rights & handled)
    for path in order["devices"]:
        _allow(ruleset, path, (1 << 1 | 1 << 2) & handled)
    _check(_system_call(_LANDLOCK_RESTRICT, ruleset, 0), "Landlock restrict")
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not os.path.isdir(path):  # noqa: PTH112
        rights &= _LANDLOCK_ON_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    _check(_system_call(_LANDLOCK_ADD, ruleset, 1, rule, 0), f"Landlock {path}")
    os.close(descriptor)


def _filter(program: bytes) -> None:
    if not program:
        return
    instructions = ctypes.create_string_buffer(program, len(program))
    address = ctypes.addressof(instructions)
    header = struct.pack("=H6xQ", len(program) // 8, address)
    _check(_prctl(_SECCOMP, 2, header), "seccomp")


def _stay_as_first_process(report: int) -> None:
    """Fork; the child returns, this process waits as the namespace's init and reports the child's end.

    As process 1 the command would be deaf to signals, and ``unshare`` does not tell which one ended it.
    """
    child = os.fork()
    if child == 0:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended, status = 0, 0
    while ended != child:
        ended, status = os.wait()
    os.write(report, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def main() -> None:
    """Narrow as ORDER says, report, and become the command."""
    order = json.loads(sys.argv[1])
    report = int(order["report"])
    os.set_inheritable(report, False)
    try:
        if order["parent"]:
            _check(_prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL), "parent death signal")
            if os.getppid() != order["parent"]:
                raise OSError("the parent is gone")
        os.umask(0o077)
        if order["private_root"]:
            _private_root(order["private_root"])
        os.chdir(order["folder"])
        _drop_privileges()
        if order["landlock"]:
            _landlock(order["landlock"])
        if order["private_root"]:
            _stay_as_first_process(report)
        _limit(order["limits"])
        _filter(base64.b64decode(order["filter"]))
        os.write(report, b"ready\n")
        os.execve(order["command"][0], order["command"], order["environment"])
    except Exception as error:  # the parent turns it into its own error
        os.write(report, f"failed: {error}\n".encode())
        os._exit(125)


if __name__ == "__main__":
    main()
