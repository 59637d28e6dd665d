"""Where in a request a finding is: at a place in its body, at a parameter of its address, or at a header."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenlang.edges.queries import parameters_of

HEADERS: Final = frozenset({"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"})
UNKNOWN: Final = "unknown"
"""The code of a member that a body does not have."""
WHOLE: Final = ""
"""The pointer of what is said of a body as a whole (RFC 6901)."""
_PATH = re.compile(r"[\w-]+(?:\[\d+\]|\.[\w-]+)*")
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "DELETE"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where something can be in a request.

    Attributes:
        parameters: names in the address, of its path and its query.
        has_body: whether the request is one with a body.
    """

    parameters: Collection[str] = ()
    has_body: bool = True

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> "Places":
        """Of the request that an exception handler of the framework is told of."""
        view, request = context.get("view"), context.get("request")
        if request is None:
            return cls()
        declared = parameters_of(view, request.method) if view is not None else None
        return cls({*context.get("kwargs", ()), *(declared or ())}, request.method not in _WITHOUT_BODY)

    def place(self, where: str) -> dict[str, str]:
        """One member: ``header``, ``parameter`` or ``pointer``; ``where`` of what none of them tells; or no member.

        Args:
            where: as errors name it, "agents[0].type" or "/agents/0/type".
        """
        name = where if where in self.parameters else where.removeprefix("/")
        if name in HEADERS:
            return {"header": name}
        if name in self.parameters:
            return {"parameter": name}
        pointer = pointer_of(where) if self.has_body else None
        if pointer is not None:
            return {"pointer": pointer}
        return {"where": where} if where else {}

    def _place_of(self, finding: Mapping[str, str]) -> dict[str, str]:
        where = finding["pointer"]
        # A parameter's name is known: of that name only a member of the body can be unknown.
        if self.has_body and finding.get("code") == UNKNOWN and (pointer := pointer_of(where)) is not None:
            return {"pointer": pointer}
        return self.place(where)

    def placed(self, findings: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
        """Findings whose ``pointer`` may name any place, each with the member it should have."""
        return [
            {**self._place_of(each), **{name: told for name, told in each.items() if name != "pointer"}}
            if "pointer" in each
            else dict(each)
            for each in findings
        ]


def pointer_of(where: str) -> str | None:
    """A place as a pointer into the body, "agents[0].type" as "/agents/0/type"; None of what is no path, "row 7"."""
    if where in {"", "/"}:
        return WHOLE
    if where.startswith("/"):
        return where
    if not _PATH.fullmatch(where):
        return None
    return "/" + where.replace("[", "/").replace("]", "").replace(".", "/")
