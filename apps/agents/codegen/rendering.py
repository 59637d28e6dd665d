"""Templates to formatted files: one template per generated file, rendered, then parsed and formatted by ruff."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from apps.agents.codegen.errors import GenerationError
from apps.agents.codegen.literals import is_word, literal, name, only_code, paragraphs, prose
from greenlang.errors import Unavailable

TEMPLATES = Path(__file__).with_name("templates")
FORMAT_SECONDS = 30


class Named(Protocol):
    """What stands in generated code by its name."""

    @property
    def name(self) -> str: ...


@cache
def environment() -> Environment:
    """The template environment: every expression must come through a filter of ``literals``."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=only_code,
        autoescape=False,  # noqa: S701 - the output is Python; text is a literal or refused by only_code
    )
    made.filters.update(literal=literal, prose=prose, paragraphs=paragraphs, name=name, are_words=_are_words)
    return made


def _are_words(items: Sequence[Named]) -> bool:
    return all(is_word(item.name) for item in items)


def render(template: str, context: Mapping[str, object]) -> str:
    """One generated file as text, not yet formatted."""
    return environment().get_template(template).render(context)


def formatted(files: Mapping[str, str], *, line_length: int, target: str) -> dict[str, bytes]:
    """The same Python files formatted by ruff, in one process, which refuses what it cannot parse as Python."""
    with tempfile.TemporaryDirectory(prefix="greenlang-format-", dir=_memory()) as folder:
        root = Path(folder)
        for name, text in files.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode("utf-8"))
        _run_ruff(root, line_length, target)
        return {name: (root / name).read_bytes() for name in files}


def _run_ruff(root: Path, line_length: int, target: str) -> None:
    command = [*_ruff(), "format", "--quiet", "--isolated", "--no-cache", "--line-length", str(line_length)]
    try:
        done = subprocess.run(
            [*command, "--target-version", target, str(root)],
            capture_output=True,
            check=False,
            timeout=FORMAT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"Generated code could not be formatted: {type(error).__name__}."
        raise Unavailable(message, where="ruff", mend="Install ruff into this environment.") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").replace(str(root), "")[:400]
        raise GenerationError(f"The generated code is not Python: {reason}", where="templates")


@cache
def _memory() -> str | None:
    """A folder in memory where the system has one: on a busy disk, clean-up takes as long as the formatting."""
    shared = "/dev/shm"  # noqa: S108 - only a private folder is made below it
    return shared if os.access(shared, os.W_OK | os.X_OK) else None


@cache
def _ruff() -> tuple[str, ...]:
    """The formatter's own binary where it can be found (a third of the time), else through the interpreter."""
    beside = Path(sys.executable).with_name("ruff")
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", "ruff")
