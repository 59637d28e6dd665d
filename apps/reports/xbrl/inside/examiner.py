"""Loads and validates documents with Arelle, without any network, and says what it found as JSON on standard output.

Arelle keeps global state, so each process is for one order: ``order.json`` in the working folder names the documents,
the taxonomy packages and the plugins.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions

_SOCKETS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")


class _Notes(logging.Handler):
    """Keeps what Arelle logs, with the place it is about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[dict[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(
            {
                "severity": record.levelname.lower(),
                "code": str(getattr(record, "messageCode", "")),
                "message": self._message(record),
                "where": self._where(record),
            }
        )

    @staticmethod
    def _message(record: logging.LogRecord) -> str:
        try:
            return record.getMessage()
        except (TypeError, ValueError, KeyError):
            return str(record.msg)

    @staticmethod
    def _where(record: logging.LogRecord) -> str:
        """The fact or line that the note is about, where Arelle names one."""
        for ref in getattr(record, "refs", ()) or ():
            properties = dict(entry[:2] for entry in ref.get("properties", ()) if len(entry) > 1)
            place = properties.get("id") or properties.get("QName") or ref.get("href", "")
            if place:
                return str(place).rpartition("#")[2]
        return ""


def main() -> None:
    """Carry out the order."""
    order = json.loads(Path("order.json").read_text(encoding="utf-8"))
    attempts: list[str] = []

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _SOCKETS:
            attempts.append(f"{event} {arguments[-1]!r}"[:200])
            raise OSError("This process has no network.")

    sys.addaudithook(refuse)
    found = [_examined(name, order["packages"], order["plugins"]) for name in order["documents"]]
    sys.stdout.write(json.dumps({"documents": found, "network": attempts}))


def _examined(name: str, packages: list[str], plugins: str) -> dict[str, Any]:
    notes = _Notes()
    with Session() as session:
        session.run(
            RuntimeOptions(
                entrypointFile=str(Path(name).resolve()),
                packages=[str(Path(each).resolve()) for each in packages],
                plugins=plugins,
                internetConnectivity="offline",
                disablePersistentConfig=True,
                keepOpen=True,
                validate=True,
                utrValidate=True,
                calcs="c11r",
                logFormat="%(message)s",
            ),
            logHandler=notes,
        )
        facts = [_fact(fact) for model in session.get_models() for fact in model.facts]
    return {"name": name, "findings": notes.kept, "facts": facts}


def _fact(fact: Any) -> dict[str, Any]:
    context = fact.context
    measures = fact.unit.measures if fact.unit is not None else ()
    return {
        "id": fact.id or "",
        "concept": fact.qname.clarkNotation,
        "value": str(fact.value),
        "decimals": str(fact.decimals),
        "entity": "{{{}}}{}".format(*context.entityIdentifier),
        "start": context.startDatetime.date().isoformat() if context.isStartEndPeriod else "",
        "end": context.endDatetime.date().isoformat(),
        "unit": "/".join("*".join(name.clarkNotation for name in part) for part in measures if part),
        "members": sorted(
            [dimension.dimensionQname.clarkNotation, dimension.memberQname.clarkNotation]
            for dimension in context.qnameDims.values()
            if dimension.isExplicit
        ),
    }


if __name__ == "__main__":
    main()
