"""What the sandbox takes and gives: limits, result, errors. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from greenlang.errors import InvalidInput, Unavailable

MIB = 1024 * 1024

Status = Literal["ok", "failed", "timeout", "killed"]
"""``ok``: exit status 0. ``failed``: another exit status. ``timeout``: wall or processor time was used up.
``killed``: ended by a signal, or stopped by the sandbox for going over another limit."""


@dataclass(frozen=True)
class Limits:
    """How much a run may use; each is enforced by the kernel or by the watching parent.

    Attributes:
        seconds: wall time.
        cpu_seconds: processor time of one process.
        memory_bytes: address space of one process.
        processes: tasks (processes and threads together) alive at once. With 1 the kernel refuses to make
            another process at all; threads are still counted by the watcher, up to ``threads``.
        threads: tasks allowed beside the processes, for libraries that start a helper thread.
        output_bytes: kept of standard output and of standard error, each; the rest is read and thrown away.
        file_bytes: everything written to ``out/`` together, and the size of ``/tmp``.
    """

    seconds: float = 10.0
    cpu_seconds: int = 10
    memory_bytes: int = 1024 * MIB
    processes: int = 1
    threads: int = 16
    output_bytes: int = 256 * 1024
    file_bytes: int = 16 * MIB

    def __post_init__(self) -> None:
        for name in ("seconds", "cpu_seconds", "memory_bytes", "processes", "output_bytes", "file_bytes"):
            if getattr(self, name) <= 0:
                raise InvalidInput("A limit must be greater than zero.", where=f"limits.{name}")


@dataclass(frozen=True)
class SandboxResult:
    """How a run ended, and what it left.

    Attributes:
        exit_code: exit status, or minus the signal's number.
        reason: one sentence for a reader; empty when ``ok``.
        stdout, stderr: at most ``limits.output_bytes`` each; ``truncated`` says whether some was thrown away.
        outputs: regular files found in ``out/`` when the run had ended, by their path below it. Links and
            devices are never followed nor returned.
        mechanism: ``bubblewrap``, ``namespaces`` or ``landlock``.
    """

    status: Status
    exit_code: int
    reason: str
    stdout: bytes
    stderr: bytes
    truncated: bool
    seconds: float
    mechanism: str
    outputs: Mapping[str, bytes] = field(default_factory=dict)


class SandboxUnavailable(Unavailable):
    """No mechanism of isolation works here; untrusted code is not run."""

    code: ClassVar[str] = "sandbox-unavailable"
    title: ClassVar[str] = "No sandbox on this machine"


MEND = "Install one: apt install bubblewrap (and allow unprivileged user namespaces, or run as root)."
