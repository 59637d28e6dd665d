"""Certificates: one calculation or a whole period as one file that anybody can check without the product.

It holds the records with their recipes (formula, factors, citations), the segments that lead from each record to a
signed checkpoint, and the rotations of the key. A seal over the whole makes every byte count.
`verify_certificate.py`, beside this module, is the program that checks one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import CHECKPOINT, Statement
from greenlang.engine.canonical_json import canonical_json, sha256_bytes, sha256_of
from greenlang.engine.chain import DIGEST_BYTES, GENESIS, Segment, merkle_root
from greenlang.engine.records import Recipe, Record, result_document
from greenlang.errors import Conflict
from greenlang.signing import Keyring

SCHEMA = "greenlang.certificate/1"
SEAL = "greenlang.certificate-seal/1"
VERIFIER = Path(__file__).with_name("verify_certificate.py")
"""The program that users download; nothing of it belongs to the product."""

SubjectKind = Literal["calculation", "period"]


@dataclass(frozen=True, slots=True)
class CertifiedRecord:
    """A record at its place."""

    sequence: int
    record: Record
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class CertifiedSegment:
    """A segment; ``leaves`` (32 bytes a record) where it holds certified records and more than one."""

    link: Segment
    leaves: bytes = b""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the chain without a gap, up to the checkpoint that covers it.

    Args:
        previous: chain hash of the segment before the first.
        segments: in their order; the last ends where the checkpoint says.
        checkpoint: the signed statement.
    """

    previous: str
    segments: Sequence[CertifiedSegment]
    checkpoint: Statement


def certificate_text(
    *,
    tenant_id: str,
    kind: SubjectKind,
    subject_id: str,
    records: Sequence[CertifiedRecord],
    runs: Sequence[Run],
    keyring: Keyring,
    at: str,
) -> bytes:
    """The certificate as it is written to a file: one line of canonical JSON.

    Args:
        records: in their order; every one lies in a segment of the runs.
        at: the moment, for the seal.
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "tenant_id": tenant_id,
        "subject": {"kind": kind, "id": subject_id},
        "recipes": {found.recipe.hash: found.recipe.document for found in records},
        "records": _entries(records, [segment for run in runs for segment in run.segments]),
        "runs": [_run(run) for run in runs],
        "rotations": [rotation.as_document() for rotation in keyring.rotations],
    }
    # Megabytes, of which the seal is the only member that the hash does not cover: they are written once.
    members = {name: canonical_json(value) for name, value in document.items()}
    sealed = {"schema": SEAL, "at": at, "sha256": sha256_bytes(_object(members))}
    return _object(members | {"seal": canonical_json(keyring.statement(sealed))}) + b"\n"


def _object(members: Mapping[str, bytes]) -> bytes:
    """The canonical JSON of an object whose members are written already."""
    return b"{" + b",".join(b'"%s":%s' % (name.encode(), members[name]) for name in sorted(members)) + b"}"


def _entries(records: Sequence[CertifiedRecord], segments: Sequence[CertifiedSegment]) -> list[dict[str, Any]]:
    """Each record with its path to the root of its segment."""
    entries = []
    following = iter(segments)
    segment, paths = None, MerklePaths([])
    for found in records:
        while segment is None or found.sequence > segment.link.last_sequence:
            segment = next(following)
            paths = MerklePaths(_digests(segment.leaves))
        entries.append(_entry(found, paths.of(found.sequence - segment.link.first_sequence)))
    return entries


class MerklePaths:
    """The paths of many records of one segment; its tree is built once."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(level := self._levels[-1]) > 1:
            self._levels.append([merkle_root(level[i : i + 2]) for i in range(0, len(level), 2)])

    def of(self, index: int) -> list[bytes]:
        """The neighbours that lead from a record's hash to the root; of a single record none."""
        path = []
        for level in self._levels[:-1]:
            if (index ^ 1) < len(level):
                path.append(level[index ^ 1])
            index //= 2
        return path


def _entry(found: CertifiedRecord, path: Sequence[bytes]) -> dict[str, Any]:
    record = found.record
    document = json.loads(record.text)
    outcome = result_document(
        found.recipe.document, document["masses"], result=record.result, co2_biogenic=record.co2_biogenic
    )
    return {
        "sequence": str(found.sequence),
        "record": document,
        "input_hash": sha256_bytes(record.inputs.encode()),
        "result_hash": sha256_of(outcome),
        "path": [digest.hex() for digest in path],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "previous": run.previous,
        "segments": [_segment(found.link) for found in run.segments],
        "checkpoint": dict(run.checkpoint.signed),
    }


def _segment(link: Segment) -> dict[str, str]:
    return {
        "first_sequence": str(link.first_sequence),
        "count": str(link.count),
        "root": link.root,
        "chain_hash": link.chain_hash,
    }


def _digests(leaves: bytes) -> list[bytes]:
    return [leaves[i : i + DIGEST_BYTES] for i in range(0, len(leaves), DIGEST_BYTES)]


def stretches(firsts: Iterable[int], anchors: Anchors) -> Iterator[tuple[int, Statement]]:
    """From which segment to which checkpoint a certificate must lead, for each checkpoint that is needed.

    Args:
        firsts: the first records of the segments that hold certified records, ascending.

    Raises:
        Conflict: no checkpoint covers one of them.
    """
    points = [point for point in anchors.points if point.schema == CHECKPOINT]
    taken = 0
    for first in firsts:
        if first <= taken:
            continue
        point = next((found for found in points if found.sequence >= first), None)
        if point is None:
            raise Conflict(f"No signed checkpoint covers record {first}.", mend="Make one, then ask again.")
        yield first, point
        taken = point.sequence


def previous_of(segment_before: Segment | None) -> str:
    """The chain hash that a run begins with."""
    return segment_before.chain_hash if segment_before else GENESIS
