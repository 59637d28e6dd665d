"""The hash chain of a ledger: each record's hash covers its columns, its place and its predecessor.

The chain text is plain, so that a database can compute the same hash in one statement:
``sha256("greenlang-chain-v1\\n<tenant>\\n<sequence>\\n<previous>\\n<record hash>")``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenlang.engine.canonical_json import sha256_bytes, sha256_of
from greenlang.engine.errors import NotCanonical
from greenlang.errors import InvalidInput

GENESIS = "sha256:" + "0" * 64
"""The previous hash of a tenant's first record."""

_HASH = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class ChainRecord:
    """One ledger row as it is stored.

    Args:
        tenant_id: whose chain.
        sequence: place in the chain, 1 for the first.
        previous: chain hash of the record before, `GENESIS` for the first.
        record_hash: stored hash of the columns.
        chain_hash: stored hash of the link.
        columns: every other column in canonical JSON's types; None if the columns are not verified.
        name: what the row is called in a verdict; its sequence if empty.
    """

    tenant_id: str
    sequence: int
    previous: str
    record_hash: str
    chain_hash: str
    columns: Mapping[str, object] | None = None
    name: str = ""


@dataclass(frozen=True)
class ChainVerdict:
    """What a walk found: how far the chain holds, and the first record that does not.

    ``records`` counts the good ones; ``head_sequence`` and ``head_hash`` belong to the last good one.
    """

    intact: bool
    records: int
    head_sequence: int
    head_hash: str
    bad_sequence: int | None = None
    bad_name: str = ""
    reason: str = ""


def record_hash(columns: Mapping[str, object]) -> str:
    """Hash of a row's columns, in canonical JSON's types."""
    return sha256_of(dict(columns))


def chain_hash(*, tenant_id: str, sequence: int, previous: str, record_hash: str) -> str:
    """Hash that binds a record's hash to its tenant, its place and its predecessor.

    Raises `InvalidInput` for a tenant id with line breaks or none at all, a sequence below 1, or a hash
    not of the form ``sha256:<64 hex digits>``: each part must read back unmistakably.
    """
    fault = _malformed(tenant_id, sequence, previous, record_hash)
    if fault:
        raise InvalidInput(fault, where="chain")
    text = f"greenlang-chain-v1\n{tenant_id}\n{sequence}\n{previous}\n{record_hash}"
    return sha256_bytes(text.encode("utf-8"))


def verify_chain(
    records: Iterable[ChainRecord],
    *,
    tenant_id: str | None = None,
    after_sequence: int = 0,
    after_hash: str = GENESIS,
    expected_sequence: int | None = None,
    expected_hash: str | None = None,
) -> ChainVerdict:
    """Walk records in order and recompute every hash and link; stops at the first bad one.

    Args:
        records: in order of sequence; read one at a time.
        tenant_id: whose chain it must be; the first record's if None.
        after_sequence, after_hash: where the walk begins, for instance a checkpoint.
        expected_sequence, expected_hash: the head as known from elsewhere; shows records cut off the end.
    """
    sequence, previous, count = after_sequence, after_hash, 0
    for record in records:
        tenant_id = record.tenant_id if tenant_id is None else tenant_id
        reason = _fault(record, tenant_id, sequence + 1, previous)
        if reason:
            name = record.name or f"record {record.sequence}"
            return ChainVerdict(False, count, sequence, previous, record.sequence, name, reason)
        sequence, previous, count = record.sequence, record.chain_hash, count + 1
    reason = _head_fault(sequence, previous, expected_sequence, expected_hash)
    if reason:
        return ChainVerdict(False, count, sequence, previous, sequence, f"record {sequence}", reason)
    return ChainVerdict(True, count, sequence, previous)


def _fault(record: ChainRecord, tenant_id: str, sequence: int, previous: str) -> str:
    if record.tenant_id != tenant_id:
        return "It belongs to another tenant's chain."
    if record.sequence != sequence:
        return f"Its sequence is {record.sequence}, the chain's next is {sequence}."
    if record.previous != previous:
        return "Its previous hash is not the chain hash of the record before."
    fault = _malformed(record.tenant_id, record.sequence, record.previous, record.record_hash)
    if fault:
        return fault
    if record.columns is not None and not _columns_hold(record):
        return "Its columns do not have the stored record hash."
    linked = chain_hash(tenant_id=tenant_id, sequence=sequence, previous=previous, record_hash=record.record_hash)
    return "" if linked == record.chain_hash else "Its chain hash does not follow from its place and record hash."


def _columns_hold(record: ChainRecord) -> bool:
    try:
        return record_hash(record.columns or {}) == record.record_hash
    except NotCanonical:
        return False


def _head_fault(sequence: int, head: str, expected_sequence: int | None, expected_hash: str | None) -> str:
    if expected_sequence is not None and sequence != expected_sequence:
        return f"The chain ends at {sequence}; it is known to reach {expected_sequence}."
    if expected_hash is not None and head != expected_hash:
        return "The chain's last hash is not the one known from elsewhere."
    return ""


def _malformed(tenant_id: str, sequence: int, previous: str, record_hash: str) -> str:
    if not isinstance(tenant_id, str) or not tenant_id or not tenant_id.isascii() or not tenant_id.isprintable():
        return "The tenant id is not printable ASCII text."
    if isinstance(sequence, bool) or not isinstance(sequence, int) or sequence < 1:
        return "The sequence is not a whole number from 1 on."
    for name, value in (("previous hash", previous), ("record hash", record_hash)):
        if not isinstance(value, str) or not _HASH.fullmatch(value):
            return f"The {name} is not of the form sha256:<64 hex digits>."
    return ""
