"""The hash chain of a ledger: segments of records, each segment a Merkle tree, each bound to the one before.

A record's hash is the SHA-256 of its canonical JSON. The root of a segment is the Merkle tree over its records'
hashes (nodes as in RFC 6962: ``sha256(0x01 ‖ left ‖ right)``; a record's text begins with ``{``, so that no leaf is
a node); of a single record it is the record's hash. The chain text is plain, so that a database can compute the
same hash in one statement:
``sha256("greenlang-chain-v2\\n<tenant>\\n<first sequence>\\n<count>\\n<previous>\\n<root>")``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from greenlang.engine.canonical_json import sha256_bytes
from greenlang.errors import InvalidInput

GENESIS = "sha256:" + "0" * 64
"""The previous hash of a tenant's first segment."""
CHAIN = "greenlang-chain-v2"
DIGEST_BYTES = 32

_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_NODE = b"\x01"


@dataclass(frozen=True, slots=True)
class Segment:
    """What a ledger stores of one segment.

    Args:
        first_sequence: sequence of its first record.
        count: how many records it has.
        root: Merkle root over the records' hashes.
        chain_hash: binds the root to tenant, place and the segment before.
    """

    first_sequence: int
    count: int
    root: str
    chain_hash: str

    @property
    def last_sequence(self) -> int:
        """Sequence of its last record."""
        return self.first_sequence + self.count - 1


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbour on the way from a leaf to the root; ``left``: it stands left of what is proven."""

    left: bool
    digest: bytes


def digest_bytes(digest: str) -> bytes:
    """The 32 bytes of ``sha256:<hex>``. Raises `InvalidInput` for anything else."""
    if not isinstance(digest, str) or not _HASH.fullmatch(digest):
        raise InvalidInput("This is no hash of the form sha256:<64 hex digits>.", where="chain")
    return bytes.fromhex(digest[7:])


def digest_text(digest: bytes) -> str:
    """``sha256:<hex>`` of 32 bytes."""
    return "sha256:" + digest.hex()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over record hashes of 32 bytes, in their order. Raises `InvalidInput` without any."""
    if not leaves:
        raise InvalidInput("A segment has at least one record.", where="chain")
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def merkle_path(leaves: Sequence[bytes], index: int) -> tuple[Step, ...]:
    """The neighbours that lead from one record's hash to the root."""
    steps: list[Step] = []
    level = list(leaves)
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            steps.append(Step(neighbour < index, level[neighbour]))
        level, index = _above(level), index // 2
    return tuple(steps)


def root_of_path(leaf: bytes, path: Iterable[Step]) -> bytes:
    """The root that a record's hash and its neighbours give."""
    for step in path:
        leaf = _node(step.digest, leaf) if step.left else _node(leaf, step.digest)
    return leaf


def _above(level: list[bytes]) -> list[bytes]:
    # In one expression, without `_node`: a batch and its verification come by here for every record.
    pairs = [sha256(_NODE + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    return pairs + level[len(pairs) * 2 :]


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def chain_hash(*, tenant_id: str, first_sequence: int, count: int, previous: str, root: str) -> str:
    """Hash that binds a segment's root to its tenant, its place and its predecessor.

    Raises `InvalidInput` for a tenant id with line breaks or none at all, a sequence or count below 1, or a hash
    not of the form ``sha256:<64 hex digits>``: each part must read back unmistakably.
    """
    fault = _malformed(tenant_id, first_sequence, count, previous, root)
    if fault:
        raise InvalidInput(fault, where="chain")
    text = f"{CHAIN}\n{tenant_id}\n{first_sequence}\n{count}\n{previous}\n{root}"
    return sha256_bytes(text.encode("utf-8"))


def segment_fault(segment: Segment, *, tenant_id: str, first_sequence: int, previous: str) -> str:
    """Why a segment does not follow at this place; empty where it does.

    Args:
        tenant_id: whose chain.
        first_sequence: where the segment must begin.
        previous: chain hash of the segment before, `GENESIS` for the first.
    """
    if segment.first_sequence != first_sequence:
        return f"it begins at {segment.first_sequence}, the chain goes on at {first_sequence}"
    fault = _malformed(tenant_id, segment.first_sequence, segment.count, previous, segment.root)
    if fault:
        return fault
    expected = chain_hash(
        tenant_id=tenant_id,
        first_sequence=segment.first_sequence,
        count=segment.count,
        previous=previous,
        root=segment.root,
    )
    return "" if expected == segment.chain_hash else "its chain hash does not follow from its place and its root"


def _malformed(tenant_id: str, first_sequence: int, count: int, previous: str, root: str) -> str:
    if not isinstance(tenant_id, str) or not tenant_id or not tenant_id.isascii() or not tenant_id.isprintable():
        return "the tenant id is not printable ASCII text"
    for name, number in (("first sequence", first_sequence), ("count", count)):
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            return f"the {name} is not a whole number from 1 on"
    for name, value in (("previous hash", previous), ("root", root)):
        if not isinstance(value, str) or not _HASH.fullmatch(value):
            return f"the {name} is not of the form sha256:<64 hex digits>"
    return ""
