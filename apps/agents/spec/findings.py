"""What validation has to say about a specification that could be read."""

from dataclasses import dataclass
from typing import Literal

from apps.agents.spec.errors import Path, json_pointer, path_text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (``error``: no agent is built) or worth knowing (``warning``).

    Attributes:
        severity: ``error`` or ``warning``.
        path: steps from the root of the document.
        detail: what is wrong, one sentence.
        mend: what would be right; may be empty.
        code: short machine name.
        line: line of the file; 0 until a reading has located it.
        file: name of the file, where it is not the specification itself but its completion.
    """

    severity: Literal["error", "warning"]
    path: Path
    detail: str
    mend: str = ""
    code: str = "invalid"
    line: int = 0
    file: str = ""

    @property
    def is_error(self) -> bool:
        """Whether no agent can be built while this stands."""
        return self.severity == "error"

    def as_dict(self) -> dict[str, str]:
        """As an entry of ``GreenLangError.errors``, with its severity; ``file`` only where it is the completion."""
        document = {
            "severity": self.severity,
            "pointer": json_pointer(self.path),
            "path": path_text(self.path),
            "line": str(self.line) if self.line else "",
            "detail": self.detail,
            "mend": self.mend,
            "code": self.code,
        }
        return {**document, "file": self.file} if self.file else document
