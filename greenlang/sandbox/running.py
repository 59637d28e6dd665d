"""Running untrusted code: one call, the strongest isolation this machine has."""

import os
import signal
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from greenlang.errors import InvalidInput
from greenlang.sandbox.contract import MEND, Limits, SandboxResult, SandboxUnavailable, Status
from greenlang.sandbox.interpreter import Interpreter, interpreter
from greenlang.sandbox.mechanisms import MECHANISMS, Mechanism
from greenlang.sandbox.scratch import ENGINE, Order, Scratch, View, checked_name, collect
from greenlang.sandbox.supervision import Ended, supervise

_NO_MODULES: Mapping[str, Path] = {}
_BY_SHELL_CUSTOM = 128


def run(
    command: Sequence[str],
    *,
    files: Mapping[str, bytes] | None = None,
    workdir: str = "",
    limits: Limits | None = None,
    python_path: Sequence[Path] = (),
    modules: Mapping[str, Path] = _NO_MODULES,
    engine: bool = True,
    env: Mapping[str, str] | None = None,
    mechanism: str = "",
    other: Interpreter | None = None,
) -> SandboxResult:
    """Run a command isolated: no network, no file of the host but what is named here, bounded in everything.

    Args:
        command: first word ``python`` stands for this interpreter without any site-packages. No other
            program is visible.
        files: the run's files by relative path; read-only.
        workdir: folder among ``files`` to start in; the top if empty.
        python_path: import folders of the host, shown read-only.
        modules: single modules or packages of the host by their path below one import folder
            (``{"pytest": Path("…/pytest")}``), shown read-only.
        engine: whether ``greenlang.engine`` can be imported; nothing else of the product ever can.
        env: added to a small fixed environment. ``SANDBOX_OUT`` names the one folder whose files come back.
        mechanism: one of `available_mechanisms`; the strongest if empty.
        other: the interpreter that ``python`` stands for instead, one of `other_interpreters`.

    Raises:
        SandboxUnavailable: nothing isolates here, or the named mechanism does not.
        InvalidInput: a file's name is no plain relative path.
    """
    chosen = _find(mechanism)
    limits = limits or Limits()
    shown = {**(ENGINE if engine else {}), **modules}
    if not command:
        raise InvalidInput("There is no command to run.", where="command")
    with Scratch(files or {}, shown, python_path, other) as scratch:
        view = chosen.view(scratch)
        report = os.pipe()
        order = Order(
            command=_command(command, other),
            folder=f"{view.work}/{checked_name(workdir)}" if workdir else view.work,
            environment={**_environment(view), **(env or {})},
            limits=limits,
            report=report[1],
        )
        written = [scratch.folder("out"), scratch.folder("tmp")]
        ended = supervise(chosen.argv(scratch, view, order), limits=limits, written=written, report=report)
        outputs = collect(scratch.folder("out"), limits.file_bytes)
    return _result(ended, outputs, chosen.name)


def available_mechanisms() -> tuple[str, ...]:
    """Names of the mechanisms that work here, strongest first; each was tried once by running Python in it."""
    return tuple(mechanism.name for mechanism in MECHANISMS if not _fault(mechanism.name))


def _command(command: Sequence[str], other: Interpreter | None = None) -> list[str]:
    if command[0] == "python":
        return [*(other or interpreter()).argv(), *command[1:]]
    return list(command)


def _environment(view: View) -> dict[str, str]:
    return {
        "PATH": "/nonexistent",
        "HOME": view.tmp,
        "TMPDIR": view.tmp,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join([view.python, *view.folders]),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SANDBOX_OUT": view.out,
    }


def _find(name: str) -> Mechanism:
    """The named mechanism, or the first that works."""
    faults = []
    for mechanism in MECHANISMS:
        if name and mechanism.name != name:
            continue
        fault = _fault(mechanism.name)
        if not fault:
            return mechanism
        faults.append(f"{mechanism.name}: {fault}")
    if not faults:
        raise InvalidInput("There is no such mechanism of isolation.", where=name)
    raise SandboxUnavailable(
        f"Untrusted code cannot be isolated here ({'; '.join(faults)}).", where="sandbox", mend=MEND
    )


@lru_cache(maxsize=8)
def _fault(name: str) -> str:
    """Why a mechanism does not work here; empty when it does. Tried by a real run, once per process."""
    mechanism = next(item for item in MECHANISMS if item.name == name)
    absent = mechanism.missing()
    if absent:
        return absent
    with Scratch({}, {}, ()) as scratch:
        view = mechanism.view(scratch)
        report = os.pipe()
        order = Order(_command(["python", "-c", "pass"]), view.work, {}, Limits(), report[1])
        argv = mechanism.argv(scratch, view, order)
        ended = supervise(argv, limits=Limits(), written=(), report=report)
    if ended.returncode == 0 and ended.report in {"ready", "ready\nended 0"}:
        return ""
    said = ended.report.removeprefix("failed: ") or ended.stderr.decode(errors="replace").strip()
    return said.splitlines()[-1] if said else f"a trial run ended with status {ended.returncode}"


def _result(ended: Ended, outputs: Mapping[str, bytes], mechanism: str) -> SandboxResult:
    if not ended.report.startswith("ready") and not ended.stopped:
        said = ended.report or ended.stderr.decode(errors="replace").strip()
        raise SandboxUnavailable(f"The run could not be isolated: {said}", where=mechanism, mend=MEND)
    status, code, reason = _verdict(ended, mechanism)
    return SandboxResult(
        status=status,
        exit_code=code,
        reason=reason,
        stdout=ended.stdout,
        stderr=ended.stderr,
        truncated=ended.truncated,
        seconds=ended.seconds,
        mechanism=mechanism,
        outputs=outputs,
    )


def _exit_code(ended: Ended, mechanism: str) -> int:
    """Exit status, or minus the signal; each tool tells a signal in its own way."""
    said = ended.report.rpartition("\n")[2]
    if said.startswith("ended "):
        return int(said.removeprefix("ended "))
    if mechanism == "bubblewrap" and ended.returncode > _BY_SHELL_CUSTOM:
        return _BY_SHELL_CUSTOM - ended.returncode
    return ended.returncode


def _verdict(ended: Ended, mechanism: str) -> tuple[Status, int, str]:
    code = _exit_code(ended, mechanism)
    if ended.timed_out or code == -signal.SIGXCPU:
        return "timeout", code, ended.stopped or "It used up its processor time."
    if ended.stopped:
        return "killed", code, f"It was stopped: {ended.stopped}."
    if code < 0:
        return "killed", code, f"It ended by signal {-code}."
    if "failed:" in ended.report:
        return "failed", code, ended.report.partition("failed:")[2].strip()
    return ("ok", 0, "") if code == 0 else ("failed", code, f"It ended with exit status {code}.")
