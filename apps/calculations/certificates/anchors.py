"""What signed statements say about a chain: where it must have which hash, what is purged, how much is unanchored.

Against somebody who can write the whole database and has not the signing key, everything up to the last checkpoint is
proven: a chain that was hashed anew, cut, or put back to an earlier state contradicts a checkpoint.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from apps.calculations.certificates.statements import (
    CHECKPOINT,
    DELETION,
    PURGE,
    RESTORATION,
    Statement,
    Store,
    of_kind,
)


@dataclass(frozen=True)
class Anchors:
    """A tenant's statements, ready to be held against its chain.

    Args:
        store: what the file holds; an empty one where there is none.
    """

    store: Store

    @cached_property
    def points(self) -> tuple[Statement, ...]:
        """Checkpoints and accepted restorations that must hold, by sequence and then by number."""
        voided = {int(number) for found in self.restorations for number in found.body["voids"]}
        kinds = (CHECKPOINT, RESTORATION)
        found = [s for s in self.store.statements if s.schema in kinds and s.number not in voided]
        return tuple(sorted(found, key=lambda point: (point.sequence, point.number)))

    @cached_property
    def restorations(self) -> tuple[Statement, ...]:
        """Losses that somebody accepted, with the reason."""
        return tuple(of_kind(self.store.statements, RESTORATION))

    @cached_property
    def purges(self) -> tuple[Statement, ...]:
        """Tombstones of records that were removed because their time had run out."""
        return tuple(of_kind(self.store.statements, PURGE))

    @cached_property
    def deletion(self) -> Statement | None:
        """The tombstone of the tenant itself, where it was deleted."""
        return next(iter(of_kind(self.store.statements, DELETION)), None)

    @property
    def anchored(self) -> bool:
        """Whether any checkpoint is there."""
        return bool(self.points)

    @property
    def last(self) -> Statement | None:
        """The checkpoint that reaches farthest."""
        return self.points[-1] if self.points else None

    @cached_property
    def _sequences(self) -> list[int]:
        return [point.sequence for point in self.points]

    def within(self, first: int, last: int) -> Iterator[Statement]:
        """The points that speak of a record from ``first`` to ``last``."""
        for point in self.points[bisect_left(self._sequences, first) :]:
            if point.sequence > last:
                return
            yield point

    def segment_fault(self, *, first_sequence: int, last_sequence: int, chain_hash: str) -> str:
        """Why a segment contradicts a checkpoint; empty where it does not.

        To be asked of every segment in order: the first that answers is where the chain is no longer the one that was
        signed; what was changed lies after the checkpoint before.
        """
        for point in self.within(first_sequence, last_sequence):
            if point.sequence != last_sequence or point.chain_hash != chain_hash:
                since = max((p.sequence for p in self.points if p.sequence < point.sequence), default=0)
                return (
                    f"the checkpoint {point.number} of {point.at} says another chain up to record {point.sequence}: "
                    f"records {since + 1} to {point.sequence} were changed and hashed anew"
                )
        return ""

    def end_fault(self, head_sequence: int) -> str:
        """Why the chain cannot end there; empty where it can. To be asked once, with the last record's sequence."""
        if self.deletion is not None:
            return f"the tenant was deleted on {self.deletion.at}: an old backup was restored" if head_sequence else ""
        last = self.last
        if last is None or last.sequence <= head_sequence:
            return ""
        return (
            f"the ledger ends with record {head_sequence}, the checkpoint {last.number} of {last.at} says there were "
            f"{last.sequence}: records were cut off, or an old backup was restored"
        )

    def unanchored(self, head_sequence: int) -> int:
        """How many records lie after the last checkpoint."""
        return head_sequence - (self.last.sequence if self.last else 0)

    def tombstone(self, sequence: int) -> Statement | None:
        """The statement under which a record was purged, None where it must be there."""
        for purge in self.purges:
            if int(purge.body["first_sequence"]) <= sequence <= purge.sequence:
                return purge
        return None

    def contradicted(self, ends: dict[int, str], head_sequence: int) -> list[int]:
        """Numbers of the points that a chain does not bear out.

        Args:
            ends: the chain's hash by the sequence of each segment's last record.
            head_sequence: the last record of all.
        """
        return [
            point.number
            for point in self.points
            if point.sequence > head_sequence or ends.get(point.sequence) != point.chain_hash
        ]

    def as_document(self, head_sequence: int) -> dict[str, object]:
        """For a verdict: whether and how far the chain is anchored, what was purged, which losses were accepted."""
        last = self.last
        return {
            "anchored": self.anchored,
            "unanchored_records": self.unanchored(head_sequence),
            "last_checkpoint": None if last is None else {k: str(last.body[k]) for k in ("number", "sequence", "at")},
            "purged": [_told(s, ("number", "first_sequence", "last_sequence", "at", "reason")) for s in self.purges],
            "restorations": [_told(s, ("number", "sequence", "at", "reason")) for s in self.restorations],
            "notes": list(self.store.notes),
        }


def _told(statement: Statement, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(statement.body[name]) for name in names}
