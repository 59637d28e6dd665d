"""A snapshot as XBRL: written, examined, and given out only where it conforms."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from apps.reports.errors import SnapshotInvalid, XbrlUnavailable
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import snapshot_hash
from apps.reports.xbrl.examining import Examination, examine
from apps.reports.xbrl.facts import XbrlReport, legal_entity_identifier, xbrl_report
from apps.reports.xbrl.inline import write_package
from apps.reports.xbrl.mapping import StandardMapping, mapping_for, mappings_of
from apps.reports.xbrl.oim import write_oim
from apps.reports.xbrl.supplied import SETTING, packages_for, supplied_stamp

PACKAGE: Final = "xbri"
OIM: Final = "json"
_KEPT_AT_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class XbrlFile:
    """A document that conforms, and what examining it found."""

    content: bytes
    examination: Examination


@dataclass(frozen=True, slots=True)
class _Examined:
    documents: Mapping[str, bytes]
    examination: Examination


_recent: OrderedDict[tuple[object, ...], _Examined] = OrderedDict()
_lock = threading.Lock()


def write_xbrl(snapshot: InventorySnapshot, *, standard: str, kind: str) -> XbrlFile:
    """A snapshot by a standard, as a report package (``PACKAGE``) or as xBRL-JSON (``OIM``).

    Both are written and examined together; the one that is asked for second costs little.

    Raises:
        SnapshotInvalid: the snapshot is not the one that its hash is of.
        XbrlUnavailable: there is no mapping for the period, no Legal Entity Identifier, no taxonomy where only the
            operator may supply it, nothing to say, or the document does not conform; ``errors`` lists what was found.
        SandboxUnavailable: nothing isolates the examiner on this machine.
    """
    mapping = _mapping(standard, date.fromisoformat(snapshot["period"]["end"]))
    legal_entity_identifier(snapshot)
    if snapshot_hash(snapshot) != snapshot["snapshot_hash"]:
        raise SnapshotInvalid("The snapshot is not the one that its hash is of.", where="snapshot_hash")
    examined = _examined(xbrl_report(snapshot, mapping))
    if not examined.examination.is_conformant:
        raise _not_conformant(mapping, examined.examination)
    return XbrlFile(examined.documents[kind], examined.examination)


def _examined(report: XbrlReport) -> _Examined:
    """Written and examined, or as it was a moment ago for the same snapshot, edition and supplied taxonomies."""
    key = (report.snapshot_hash, report.mapping.edition.id, supplied_stamp())
    with _lock:
        if key not in _recent:
            documents = {PACKAGE: write_package(report), OIM: write_oim(report)}
            named = {f"report.{kind}": content for kind, content in documents.items()}
            _recent[key] = _Examined(documents, examine(report, named))
            while len(_recent) > _KEPT_AT_MOST:
                _recent.popitem(last=False)
        return _recent[key]


def _mapping(standard: str, period_end: date) -> StandardMapping:
    mapping = mapping_for(standard, period_end)
    if mapping is None:
        latest = mappings_of(standard)[-1]
        raise XbrlUnavailable(
            f"There is no taxonomy of {latest.title} here for a period that ends on {period_end}.",
            where="period.end",
            mend=f"The latest here is {latest.edition.title}; a later release of this product may know a later one.",
        )
    if mapping.supplied_only and not packages_for(mapping.edition.schema_ref):
        raise XbrlUnavailable(
            f"The licence of the {mapping.edition.title} forbids bundling it, and it was not supplied.",
            where=SETTING,
            mend=f"The operator puts its taxonomy package into the folder that {SETTING} names.",
        )
    return mapping


def _not_conformant(mapping: StandardMapping, examination: Examination) -> XbrlUnavailable:
    wrong = [finding for finding in examination.findings if finding.is_wrong]
    first = wrong[0]
    return XbrlUnavailable(
        f"The report does not conform to {mapping.edition.title} ({len(wrong)} findings); the first: {first.message}",
        where=first.where or first.document,
        mend="Look at the findings; a supplied taxonomy of another edition is the most frequent cause.",
        errors=[{"pointer": each.where, "detail": each.message, "code": each.code} for each in wrong[:50]],
    )
