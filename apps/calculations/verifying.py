"""The quick way over a whole chain: the database writes the text of the records, here they are hashed and compared.

It says only that everything holds. Where it does not, somebody must walk the chain record by record and name the
first that is bad. Texts come many at a time, joined by line ends, which no record's text has: canonical JSON escapes
them. A record that somebody gave one makes a line too many, and the chain does not hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.models import LedgerHead, LedgerSegment
from greenlang.engine.chain import (
    DIGEST_BYTES,
    GENESIS,
    Segment,
    digest_bytes,
    digest_text,
    merkle_root,
    segment_fault,
)
from greenlang.engine.records import RECORD_SCHEMA
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant_id

ROWS_AT_ONCE = 2000
SEGMENTS_AT_ONCE = 200
# Writes `Record.text` of a row in the database; a test compares the two. `concat` is quicker than a row of `||`; what
# it makes of a NULL that must not be one has another hash than any record.
RECORD_TEXT_SQL = f"""
concat(
    '{{"activity_id":', CASE WHEN c.activity_id IS NULL THEN 'null' ELSE concat('"', c.activity_id, '"') END,
    ',"co2_biogenic":"', c.co2_biogenic, '","co2e":"', c.co2e, '","id":"', c.id, '","inputs":', c.inputs,
    ',"masses":', c.masses,
    ',"period_id":', CASE WHEN c.period_id IS NULL THEN 'null' ELSE concat('"', c.period_id, '"') END,
    ',"recipe":"', r.hash, '","recorded_at":"',
    to_char(c.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '","result":"', c.result,
    '","reverses":', CASE WHEN c.reverses IS NULL THEN 'null' ELSE concat('"', c.reverses, '"') END,
    ',"schema":"{RECORD_SCHEMA}","source":', c.source, ',"tenant_id":"', c.tenant_id, '"}}'
)
"""
_RANGE_SQL = f"""
SELECT coalesce(string_agg(sequence::text, ','), ''), coalesce(string_agg(record, E'\\n'), '')
FROM (
    SELECT c.sequence, {RECORD_TEXT_SQL} AS record
    FROM calculations_calculation c
    LEFT JOIN calculations_recipe r ON r.tenant_id = c.tenant_id AND r.id = c.recipe_id
    WHERE c.sequence BETWEEN %s AND %s ORDER BY c.sequence
) in_order
"""  # noqa: S608 - names come from this module only


@dataclass(frozen=True, slots=True)
class SoundChain:
    """A chain of which every record, root, link and checkpoint holds, and that ends where its head says.

    Args:
        records: how many were ever written.
        present: how many of them are there; the others were purged under a tombstone.
        chain_hash: of the last segment, `GENESIS` without any.
    """

    records: int
    present: int
    chain_hash: str


def sound_chain(signed: Anchors) -> SoundChain | None:
    """The present tenant's chain, recomputed from the stored rows; nothing where anything does not hold.

    Whether the recipes are what their hashes say, and whether the chain reaches as far as it was signed, is the
    caller's to see.
    """
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).first()
    end = (head.sequence, head.chain_hash) if head else (0, GENESIS)
    tenant_id, previous, sequence, present = str(current_tenant_id()), GENESIS, 0, 0
    pending: list[bytes] = []
    for link, leaves in _segments(end[0]):
        if segment_fault(link, tenant_id=tenant_id, first_sequence=sequence + 1, previous=previous):
            return None
        if not _gives_root(link, leaves) or signed.segment_fault(
            first_sequence=link.first_sequence, last_sequence=link.last_sequence, chain_hash=link.chain_hash
        ):
            return None
        purged = signed.tombstone(link.first_sequence) is not None
        if pending and (purged or len(pending) >= ROWS_AT_ONCE):
            if not records_have(sequence - len(pending) + 1, pending):
                return None
            pending = []
        sequence, previous = link.last_sequence, link.chain_hash
        if not purged:
            pending += leaves
            present += link.count
    if pending and not records_have(sequence - len(pending) + 1, pending):
        return None
    if end != (sequence, previous) or _beyond() or (present < sequence and _stored(sequence) != present):
        return None
    return SoundChain(sequence, present, previous)


def records_have(first: int, leaves: Sequence[bytes]) -> bool:
    """Whether the records stored from a sequence on are exactly those with these hashes."""
    last = first + len(leaves) - 1
    with connection.cursor() as cursor:
        cursor.execute(_RANGE_SQL, [first, last])
        # The bytes as they came: to decode them only to encode them again costs as much as hashing them.
        sequences, texts = (cursor.pgresult.get_value(0, column) for column in range(2))
    if sequences.decode() != ",".join(map(str, range(first, last + 1))):
        return False
    lines = texts.split(b"\n")
    return len(lines) == len(leaves) and [sha256(line).digest() for line in lines] == list(leaves)


def _segments(last: int) -> Iterator[tuple[Segment, list[bytes]]]:
    """Every segment with the hashes of its records as it holds them; without any where they are malformed.

    Args:
        last: segments that begin after this record were appended meanwhile.
    """
    segments = LedgerSegment.objects.filter(first_sequence__lte=last).order_by("first_sequence")
    for segment in segments.iterator(chunk_size=SEGMENTS_AT_ONCE):
        yield segment.link, segment_leaves(segment)


def segment_leaves(segment: LedgerSegment) -> list[bytes]:
    """The hashes of a segment's records as it holds them; none where they are malformed."""
    content = b"" if segment.leaves is None else bytes(segment.leaves)
    if segment.leaves is None and segment.count == 1:
        try:
            content = digest_bytes(segment.root)
        except GreenLangError:
            content = b""
    whole = len(content) == segment.count * DIGEST_BYTES
    return [content[i : i + DIGEST_BYTES] for i in range(0, len(content), DIGEST_BYTES)] if whole else []


def _gives_root(link: Segment, leaves: list[bytes]) -> bool:
    return bool(leaves) and digest_text(merkle_root(leaves)) == link.root


def _stored(last: int) -> int:
    """How many records there are up to one: more than counted where a purge was not carried out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM calculations_calculation WHERE sequence <= %s", [last])
        (found,) = cursor.fetchone()
    return int(found)


def _beyond() -> bool:
    """Whether there are rows that the chain does not reach, seen in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM calculations_calculation c LEFT JOIN calculations_ledgerhead h "
            "ON h.tenant_id = c.tenant_id WHERE c.sequence > coalesce(h.sequence, 0) OR c.sequence < 1)"
        )
        (found,) = cursor.fetchone()
    return bool(found)
