"""Examining what was written before it is offered: Arelle, in a process of its own, without any network.

The process is the sandbox's: it sees the documents and the taxonomy packages, has limits of time and memory, and cannot
open a connection. What it reads back is compared with what was to be written, so that no fact is lost in silence.
"""

import compileall
import importlib.metadata
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from apps.reports.errors import XbrlUnavailable
from apps.reports.xbrl.facts import XbrlReport
from apps.reports.xbrl.oim import PURE_IN_FULL, ReadFact, read_oim, write_oim
from apps.reports.xbrl.supplied import packages_for
from apps.reports.xbrl.taxonomy import own_taxonomy
from greenlang.sandbox import Limits, SandboxResult, run
from greenlang.sandbox.contract import MIB

_SCRIPT: Final = Path(__file__).with_name("inside") / "examiner.py"
_LIMITS: Final = Limits(seconds=180, cpu_seconds=60, memory_bytes=2048 * MIB, output_bytes=16 * MIB)
"""A small taxonomy takes two seconds of a processor, the full ESRS one ten; wall time is for busy machines."""
_PLUGINS: Final = "loadFromOIM"
_WRONG: Final = frozenset({"error", "critical", "fatal", "inconsistency"})
_MOST_FINDINGS: Final = 50
FACT_DIFFERS: Final = "greenlang:fact"
"""Code of a finding of our own: what the examiner reads is not what was to be written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. ``severity``: ``error``, ``inconsistency`` or ``warning``; ``where``: a fact or a line."""

    document: str
    severity: str
    code: str
    message: str
    where: str

    @property
    def is_wrong(self) -> bool:
        """Whether a document with it does not conform."""
        return self.severity in _WRONG


class Outcome(StrEnum):
    """What may be said of an examined file. Only the published taxonomy tells whether one conforms."""

    CONFORMS = "conforms"
    STRUCTURE_CHECKED = "structure checked"
    FAULTY = "does not conform"


def outcome_of(checks: Mapping[str, Any]) -> Outcome:
    """In one word, what `Examination.as_document` tells."""
    if not checks["conformant"]:
        return Outcome.FAULTY
    return Outcome.CONFORMS if checks["official"] else Outcome.STRUCTURE_CHECKED


@dataclass(frozen=True, slots=True)
class Examination:
    """What examining documents found.

    Attributes:
        held_against: the taxonomy in words.
        is_official: whether that is the published one.
        facts: how many the examiner read in each document.
        network: attempts to reach something, which were refused; there should be none.
    """

    held_against: str
    is_official: bool
    examiner: str
    facts: Mapping[str, int]
    findings: tuple[Finding, ...]
    network: tuple[str, ...]

    @property
    def is_conformant(self) -> bool:
        """Whether nothing is wrong; warnings are none of that."""
        return not any(finding.is_wrong for finding in self.findings)

    def as_document(self) -> dict[str, Any]:
        """As plain JSON, for what keeps and shows it; at most fifty findings, with how many there were."""
        ordered = sorted(self.findings, key=lambda finding: not finding.is_wrong)
        return {
            "conformant": self.is_conformant,
            "held_against": self.held_against,
            "official": self.is_official,
            "examiner": self.examiner,
            "facts": dict(self.facts),
            "findings_count": len(self.findings),
            "findings": [
                {name: getattr(each, name) for name in ("document", "severity", "code", "message", "where")}
                for each in ordered[:_MOST_FINDINGS]
            ],
        }


def examine(report: XbrlReport, documents: Mapping[str, bytes]) -> Examination:
    """Hold documents of a report against its taxonomy.

    Args:
        documents: by file name, ``.xbri`` or ``.json``.

    Raises:
        XbrlUnavailable: the examiner could not do its work; the mend says why.
        SandboxUnavailable: nothing isolates it on this machine.
    """
    edition = report.mapping.edition
    packages = packages_for(edition.schema_ref)
    is_official = bool(packages)
    packages = packages or {"greenlang.zip": own_taxonomy(report.mapping)}
    answer = _examined(documents, packages)
    findings = [
        Finding(found["name"], **{name: str(row[name])[:2000] for name in ("severity", "code", "message", "where")})
        for found in answer["documents"]
        for row in found["findings"]
    ]
    expected = read_oim(write_oim(report))
    for found in answer["documents"]:
        findings += _differences(found["name"], _read_back(found["facts"]), expected)
    own = f"a small taxonomy of GreenLang's own with the concepts, types, tables and sums of {edition.title}"
    return Examination(
        held_against=f"{edition.title}, as supplied" if is_official else own,
        is_official=is_official,
        examiner=f"Arelle {importlib.metadata.version('arelle-release')}",
        facts={found["name"]: len(found["facts"]) for found in answer["documents"]},
        findings=tuple(findings),
        network=tuple(answer["network"]),
    )


def _examined(documents: Mapping[str, bytes], packages: Mapping[str, bytes]) -> dict[str, Any]:
    order = {"documents": list(documents), "packages": list(packages), "plugins": _PLUGINS}
    result = run(
        ["python", "examiner.py"],
        files={**documents, **packages, "examiner.py": _SCRIPT.read_bytes(), "order.json": json.dumps(order).encode()},
        limits=_LIMITS,
        python_path=[_libraries()],
        engine=False,
    )
    if result.status != "ok" or result.truncated:
        raise _gave_up(result)
    try:
        answer: dict[str, Any] = json.loads(result.stdout.rpartition(b"\n")[2])
    except ValueError as error:
        raise _gave_up(result) from error
    return answer


def _gave_up(result: SandboxResult) -> XbrlUnavailable:
    last = result.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return XbrlUnavailable(
        f"The report was written, and Arelle could not examine it: {(result.reason or last or 'no answer')[:300]}",
        where="xbrl",
        mend="Make the report again; where that does not help, look at the supplied taxonomy packages.",
    )


@cache
def _libraries() -> Path:
    """The import folder with Arelle and what it needs, compiled once: the sandbox cannot keep what it compiles."""
    found = importlib.util.find_spec("arelle")
    if found is None or not found.submodule_search_locations:
        raise XbrlUnavailable("Arelle is not installed.", where="xbrl", mend="Run `python3 manage.py up` once more.")
    package = Path(next(iter(found.submodule_search_locations)))
    compileall.compile_dir(package, quiet=2, maxlevels=3)
    return package.parent


def _read_back(rows: list[dict[str, Any]]) -> dict[str, ReadFact]:
    """The facts that the examiner found, by their ids; what it did not understand as a number is NaN."""
    return {row["id"]: _read_fact(row) for row in rows}


def _read_fact(row: dict[str, Any]) -> ReadFact:
    try:
        value, decimals = Decimal(row["value"]), int(row["decimals"])
    except (InvalidOperation, ValueError):
        value, decimals = Decimal("NaN"), 0
    return ReadFact(
        concept=row["concept"],
        entity=row["entity"],
        period=f"{row['start']}T00:00:00/{row['end']}T00:00:00",
        unit=row["unit"] or PURE_IN_FULL,
        members=frozenset((axis, member) for axis, member in row["members"]),
        value=value,
        decimals=decimals,
    )


def _differences(name: str, found: Mapping[str, ReadFact], expected: Mapping[str, ReadFact]) -> list[Finding]:
    """Facts that were lost, added or altered on the way into a document."""
    ids = dict.fromkeys((*expected, *found))
    return [
        Finding(name, "error", FACT_DIFFERS, _difference(found.get(id_), expected.get(id_)), id_)
        for id_ in ids
        if found.get(id_) != expected.get(id_)
    ]


def _difference(found: ReadFact | None, expected: ReadFact | None) -> str:
    if found is None or expected is None:
        return "The fact is lost." if found is None else "Nobody asked for this fact."
    parts = [
        f"{each.name} is {getattr(found, each.name)} and was to be {getattr(expected, each.name)}"
        for each in fields(ReadFact)
        if getattr(found, each.name) != getattr(expected, each.name)
    ]
    return f"The fact reads otherwise than it was written: {'; '.join(parts)}."
