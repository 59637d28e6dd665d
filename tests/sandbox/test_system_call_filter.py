"""The filter's program, run by a small interpreter of the kernel's BPF."""

import errno
import platform
import struct

import pytest

from greenlang.sandbox import seccomp, system_calls

ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSE, MISSING = 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def answer(program: bytes, architecture: int, number: int, first: int = 0) -> int:
    """What the kernel would answer to a call."""
    data = struct.pack("=IIQQ", number, architecture, 0, first)
    value = place = 0
    while True:
        code, then, otherwise, constant = struct.unpack_from("=HBBI", program, place * 8)
        place += 1
        if code == 0x20:
            value = struct.unpack_from("=I", data, constant)[0]
        elif code == 0x06:
            return int(constant)
        else:
            holds = {0x15: value == constant, 0x25: value > constant, 0x45: bool(value & constant)}[code]
            place += then if holds else otherwise


@pytest.fixture(params=ARCHITECTURES)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    return str(request.param)


def of(number: system_calls.Number, machine: str) -> int | None:
    return number.x86_64 if machine == "x86_64" else number.aarch64


def test_listed_calls_are_refused_and_others_allowed(machine: str) -> None:
    program = seccomp.program(new_processes=False, own_namespaces=True)
    refused = {**system_calls.NETWORK, **system_calls.KERNEL, **system_calls.OTHER_PROCESSES}
    for name, number in refused.items():
        value = of(number, machine)
        if value is not None:
            assert answer(program, ARCHITECTURES[machine], value) == REFUSE, name
    read = {"x86_64": 0, "aarch64": 63}[machine]
    assert answer(program, ARCHITECTURES[machine], read) == ALLOW


def test_the_host_s_processes_and_modes_are_guarded_without_namespaces(machine: str) -> None:
    kill = of(system_calls.WITHOUT_OWN_NAMESPACES["kill"], machine)
    assert kill is not None
    within = seccomp.program(new_processes=False, own_namespaces=True)
    without = seccomp.program(new_processes=False, own_namespaces=False)
    assert answer(within, ARCHITECTURES[machine], kill) == ALLOW
    assert answer(without, ARCHITECTURES[machine], kill) == REFUSE


@pytest.mark.parametrize(
    ("flags", "alone", "several"),
    [(0x11, REFUSE, ALLOW), (0x3D0F00, ALLOW, ALLOW), (0x10000011, REFUSE, REFUSE), (0x20011, REFUSE, REFUSE)],
    ids=["process", "thread", "user namespace", "mount namespace"],
)
def test_clone_makes_threads_always_and_namespaces_never(machine: str, flags: int, alone: int, several: int) -> None:
    clone = of(system_calls.CLONE, machine)
    assert clone is not None
    for new_processes, expected in ((False, alone), (True, several)):
        program = seccomp.program(new_processes=new_processes, own_namespaces=True)
        assert answer(program, ARCHITECTURES[machine], clone, flags) == expected


def test_limits_of_other_processes_and_the_parent_s_signal_are_out_of_reach(machine: str) -> None:
    program = seccomp.program(new_processes=False, own_namespaces=True)
    prlimit, prctl = of(system_calls.PRLIMIT64, machine), of(system_calls.PRCTL, machine)
    assert prlimit is not None
    assert prctl is not None
    assert [answer(program, ARCHITECTURES[machine], prlimit, pid) for pid in (0, 1)] == [ALLOW, REFUSE]
    assert [answer(program, ARCHITECTURES[machine], prctl, option) for option in (1, 15)] == [REFUSE, ALLOW]


def test_newer_calls_are_missing_and_other_conventions_end_the_run(machine: str) -> None:
    program = seccomp.program(new_processes=True, own_namespaces=True)
    assert answer(program, ARCHITECTURES[machine], system_calls.NEWEST + 1) == MISSING
    assert answer(program, ARCHITECTURES[machine], 0x40000000) == KILL
    assert answer(program, 0x40000003, 0) == KILL


def test_an_unknown_processor_has_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not seccomp.supported()
    assert seccomp.program(new_processes=False, own_namespaces=True) == b""
