"""The filter of system calls, as the kernel's classic BPF; built here, installed by the launcher.

A list of refusals rather than of permissions, so that any Python starts; what the list does not know because
it is newer than the list is answered as missing. The filter is a second wall behind bubblewrap and namespaces
and the first one, with Landlock, where neither works.
"""

import errno
import platform
import struct
from collections.abc import Iterable

from greenlang.sandbox import system_calls
from greenlang.sandbox.system_calls import Number

_LOAD_WORD = 0x20
_EQUAL = 0x15
_GREATER = 0x25
_ANY_BIT = 0x45
_RETURN = 0x06

_NUMBER_AT = 0
_ARCHITECTURE_AT = 4
_FIRST_ARGUMENT_AT = 16

_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_REFUSE = 0x00050000 | errno.EPERM
_MISSING = 0x00050000 | errno.ENOSYS

# The second calling convention of x86-64 repeats every call under other numbers.
_X32_NUMBERS = 0x40000000
_AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_CLONE_THREAD = 0x00010000
_CLONE_NAMESPACES = 0x7E020000
_PR_SET_PDEATHSIG = 1


def supported() -> bool:
    """Whether the filter knows this processor's numbers."""
    return platform.machine() in _AUDIT_ARCHITECTURE


def program(*, new_processes: bool, own_namespaces: bool) -> bytes:
    """The filter for this processor, ready for ``prctl(PR_SET_SECCOMP)``; empty where it has none.

    Args:
        new_processes: whether the run may make processes; threads it may always make.
        own_namespaces: whether mount, process and network namespaces already hide the host.
    """
    machine = platform.machine()
    if machine not in _AUDIT_ARCHITECTURE:
        return b""
    refused = [
        system_calls.NETWORK,
        system_calls.OTHER_PROCESSES,
        system_calls.NAMESPACES_AND_MOUNTS,
        system_calls.KERNEL,
        system_calls.MEMORY_OUTSIDE_THE_LIMIT,
    ]
    if not new_processes:
        refused.append(system_calls.NEW_PROCESS)
    if not own_namespaces:
        refused.append(system_calls.WITHOUT_OWN_NAMESPACES)
    numbers = [number for table in refused for number in table.values()]
    instructions = [
        _step(_LOAD_WORD, _ARCHITECTURE_AT),
        _step(_EQUAL, _AUDIT_ARCHITECTURE[machine], then=1),
        _step(_RETURN, _KILL),
        _step(_LOAD_WORD, _NUMBER_AT),
        _step(_GREATER, _X32_NUMBERS - 1, otherwise=1),
        _step(_RETURN, _KILL),
        _step(_GREATER, system_calls.NEWEST, otherwise=1),
        _step(_RETURN, _MISSING),
        *_answer(system_calls.CLONE3, _MISSING, machine),
        *(step for number in numbers for step in _answer(number, _REFUSE, machine)),
        *_clone(machine, new_processes=new_processes),
        *_first_argument(system_calls.PRCTL, _PR_SET_PDEATHSIG, machine, refuse_when_equal=True),
        *_first_argument(system_calls.PRLIMIT64, 0, machine, refuse_when_equal=False),
        _step(_RETURN, _ALLOW),
    ]
    return b"".join(instructions)


def _step(code: int, constant: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, constant)


def _of(number: Number, machine: str) -> int | None:
    return number.x86_64 if machine == "x86_64" else number.aarch64


def _answer(number: Number, answer: int, machine: str) -> Iterable[bytes]:
    value = _of(number, machine)
    if value is None:
        return ()
    return (_step(_EQUAL, value, otherwise=1), _step(_RETURN, answer))


def _clone(machine: str, *, new_processes: bool) -> Iterable[bytes]:
    """``clone`` may make threads, and processes where they are allowed, never namespaces."""
    value = _of(system_calls.CLONE, machine)
    if value is None:
        return ()
    inner = [_step(_LOAD_WORD, _FIRST_ARGUMENT_AT)]
    inner += [_step(_ANY_BIT, _CLONE_NAMESPACES, otherwise=1), _step(_RETURN, _REFUSE)]
    if not new_processes:
        inner += [_step(_ANY_BIT, _CLONE_THREAD, then=1), _step(_RETURN, _REFUSE)]
    inner.append(_step(_RETURN, _ALLOW))
    return (_step(_EQUAL, value, otherwise=len(inner)), *inner)


def _first_argument(number: Number, constant: int, machine: str, *, refuse_when_equal: bool) -> Iterable[bytes]:
    value = _of(number, machine)
    if value is None:
        return ()
    answers = (_REFUSE, _ALLOW) if refuse_when_equal else (_ALLOW, _REFUSE)
    return (
        _step(_EQUAL, value, otherwise=4),
        _step(_LOAD_WORD, _FIRST_ARGUMENT_AT),
        _step(_EQUAL, constant, otherwise=1),
        _step(_RETURN, answers[0]),
        _step(_RETURN, answers[1]),
    )
