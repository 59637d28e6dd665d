"""What a specification may be refused for: a place, a reason and a mend for every problem found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from greenlang.errors import InvalidInput

Path = tuple[str | int, ...]

_SIMPLE_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")


def path_text(path: Path) -> str:
    """``("agents", 0, "inputs", 2)`` as ``agents[0].inputs[2]``; keys that are no plain word are quoted."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _SIMPLE_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{step[:60]!r}]"
    return text


def json_pointer(path: Path) -> str:
    """The same path as an RFC 6901 pointer: ``/agents/0/inputs/2``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a specification cannot be used.

    Attributes:
        path: steps from the root of the document; empty for the document itself.
        line: line of the file, from 1; 0 where no line applies.
        detail: what is wrong, one sentence.
        mend: what would be right; may be empty.
        code: short machine name ("duplicate-key", "missing", ...).
        file: name of the file, where it is not the specification itself but its completion.
    """

    path: Path
    line: int
    detail: str
    mend: str = ""
    code: str = "invalid"
    file: str = ""

    def as_dict(self) -> dict[str, str]:
        """As an entry of ``GreenLangError.errors``; ``file`` only where it is the completion."""
        document = {
            "pointer": json_pointer(self.path),
            "path": path_text(self.path),
            "line": str(self.line) if self.line else "",
            "detail": self.detail,
            "mend": self.mend,
            "code": self.code,
        }
        return {**document, "file": self.file} if self.file else document


class SpecError(InvalidInput):
    """A specification that cannot be read; carries every problem found, the first in its message.

    Args:
        problems: at least one.
        filename: how the user knows the file.
        dialect: the dialect it was read as; empty when it was not recognised.
    """

    code = "invalid-spec"
    title = "The specification cannot be read"

    def __init__(self, problems: Sequence[Problem], *, filename: str = "pack.yaml", dialect: str = "") -> None:
        first = problems[0]
        file = first.file or filename
        place = f"{file} line {first.line}" if first.line else file
        path = path_text(first.path)
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            first.detail + more,
            where=f"{place}, {path}" if path else place,
            mend=first.mend,
            errors=[problem.as_dict() for problem in problems],
        )
        self.problems = tuple(problems)
        self.dialect = dialect
