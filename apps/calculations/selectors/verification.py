"""Verifying the ledger: every hash, link and checkpoint of a chain, and the first record that does not hold."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.db import connection

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import Store
from apps.calculations.models import Calculation, LedgerHead, LedgerSegment, LedgerVerification, Recipe
from apps.calculations.services.checkpoints import anchors
from apps.calculations.verifying import RECORD_TEXT_SQL, sound_chain
from greenlang.engine.canonical_json import sha256_bytes
from greenlang.engine.chain import DIGEST_BYTES, GENESIS, digest_bytes, digest_text, merkle_root, segment_fault
from greenlang.engine.numbers import exact_product, exact_sum
from greenlang.engine.records import recipe_id
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant_id

FETCHED = 2000
_RECORDS = f"""
SELECT c.sequence, c.id, c.recipe_id, {RECORD_TEXT_SQL}
FROM calculations_calculation c LEFT JOIN calculations_recipe r ON r.tenant_id = c.tenant_id AND r.id = c.recipe_id
WHERE c.sequence <= %s ORDER BY c.sequence
"""  # noqa: S608 - names come from this module only
_BEYOND = """
SELECT c.sequence, c.id FROM calculations_calculation c
LEFT JOIN calculations_ledgerhead h ON h.tenant_id = c.tenant_id
WHERE c.sequence > coalesce(h.sequence, 0) OR c.sequence < 1 ORDER BY c.sequence LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold of a record."""

    label: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: all records good, or the first bad one and why; and what is signed about the chain."""

    records: int
    head_sequence: int
    head_hash: str
    holds: bool
    bad_sequence: int | None = None
    bad_calculation: str = ""
    reason: str = ""
    anchors: Anchors = field(default_factory=lambda: Anchors(Store()))

    def as_document(self) -> dict[str, object]:
        """For JSON: whether it holds, how far it is anchored by checkpoints, what was purged, the first bad record."""
        first_bad = {"sequence": self.bad_sequence, "calculation_id": self.bad_calculation, "reason": self.reason}
        return {
            "holds": self.holds,
            "records": self.records,
            "head_sequence": self.head_sequence,
            "head_hash": self.head_hash,
            **self.anchors.as_document(self.head_sequence),
            "first_bad": None if self.holds else first_bad,
        }


class _Bad(Exception):
    """The first thing that does not hold."""

    def __init__(self, sequence: int, reason: str, calculation: uuid.UUID | None = None) -> None:
        super().__init__(reason)
        self.sequence = sequence
        self.reason = reason
        self.calculation = f"calc_{calculation.hex}" if calculation else ""


def ledger_verify() -> Verdict:
    """Recompute every hash and link of the present tenant's chain and hold it against what is signed.

    What is appended meanwhile is left for the next time. A chain that holds is gone over quickly; only where it does
    not, it is walked record by record to name the first that is bad.
    """
    signed = anchors(current_tenant_id())
    broken = _broken_recipes()
    sound = None if broken or signed.store.faults else sound_chain(signed)
    if sound is not None and not signed.end_fault(sound.records):
        return Verdict(sound.present, sound.records, sound.chain_hash, True, anchors=signed)
    walk = _Walk(signed)
    try:
        walk.all(broken)
    except _Bad as bad:
        return Verdict(
            walk.records, walk.sequence, walk.previous, False, bad.sequence, bad.calculation, bad.reason, signed
        )
    return Verdict(walk.records, walk.sequence, walk.previous, True, anchors=signed)


class _Walk:
    """How far the chain has been walked."""

    def __init__(self, signed: Anchors) -> None:
        self.tenant_id = str(current_tenant_id())
        self.signed = signed
        self.previous = GENESIS
        self.sequence = 0
        self.records = 0
        self.proven = 0

    def all(self, broken: dict[uuid.UUID, str]) -> None:
        """Every segment with its records, the head, and what is signed."""
        head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).first()
        end = (head.sequence, head.chain_hash) if head else (0, GENESIS)
        records = _stored_records(end[0], broken)
        segments = LedgerSegment.objects.filter(first_sequence__lte=end[0]).order_by("first_sequence")
        for segment in segments.iterator(chunk_size=FETCHED):
            self.segment(segment, records)
        if (extra := records.next()) is not None:
            raise _Bad(extra[0], "belongs to no segment", extra[1])
        with connection.cursor() as cursor:
            cursor.execute(_BEYOND)
            beyond = cursor.fetchone()
        if beyond:
            raise _Bad(beyond[0], "lies beyond the chain's head", beyond[1])
        if end != (self.sequence, self.previous):
            reason = f"the chain's head says {end[0]} records ending in {end[1][:15]}…, there are {self.sequence}"
            raise _Bad(self.sequence + 1, reason)
        if fault := self.signed.end_fault(self.sequence):
            raise _Bad(self.sequence + 1, fault)
        if self.signed.store.faults:
            raise _Bad(self.proven + 1, f"the store of signed statements was changed: {self.signed.store.faults[0]}")

    def segment(self, segment: LedgerSegment, records: "_Records") -> None:
        """One segment with all its records, unless a tombstone says that they were removed."""
        link = segment.link
        if link.first_sequence != self.sequence + 1:
            raise _Bad(self.sequence + 1, f"is missing; the next segment begins at {link.first_sequence}")
        leaves = [digest_bytes(link.root)] if link.count == 1 and segment.leaves is None else _leaves(segment)
        purged = self.signed.tombstone(link.first_sequence) is not None
        for leaf in leaves:
            # A purge that was signed and not carried out leaves its records; then they must hold like any other.
            if not purged or records.there(self.sequence + 1):
                records.take(self.sequence + 1, leaf)
                self.records += 1
            self.sequence += 1
        self._link(segment, leaves)
        self.previous = link.chain_hash

    def _link(self, segment: LedgerSegment, leaves: list[bytes]) -> None:
        link = segment.link
        try:
            root = digest_text(merkle_root(leaves))
        except GreenLangError:
            root = ""
        fault = segment_fault(
            link, tenant_id=self.tenant_id, first_sequence=link.first_sequence, previous=self.previous
        )
        if root != link.root:
            fault = "its records' hashes do not give its root"
        if fault:
            raise _Bad(link.first_sequence, f"the segment that begins here does not hold: {fault}")
        fault = self.signed.segment_fault(
            first_sequence=link.first_sequence, last_sequence=link.last_sequence, chain_hash=link.chain_hash
        )
        if fault:
            raise _Bad(self.proven + 1, fault)
        if next(self.signed.within(link.first_sequence, link.last_sequence), None) is not None:
            self.proven = link.last_sequence


@dataclass
class _Records:
    """The stored records in order: sequence, id, recipe, text that is hashed."""

    rows: Iterator[tuple[int, uuid.UUID, uuid.UUID, str]]
    broken: dict[uuid.UUID, str]
    ahead: tuple[int, uuid.UUID, uuid.UUID, str] | None = None

    def next(self) -> tuple[int, uuid.UUID, uuid.UUID, str] | None:
        """The next record, or None at the end."""
        found, self.ahead = self.ahead, None
        return found or next(self.rows, None)

    def there(self, sequence: int) -> bool:
        """Whether the next record is that one."""
        self.ahead = self.next()
        return self.ahead is not None and self.ahead[0] == sequence

    def take(self, sequence: int, leaf: bytes) -> None:
        """The record of that sequence, which must have that hash."""
        found = self.next()
        if found is None or found[0] != sequence:
            after = "" if found is None else f"; the next is {found[0]}"
            raise _Bad(sequence, f"record {sequence} is missing{after}")
        _, calculation, recipe, text = found
        if text is None or sha256_bytes(text.encode()) != digest_text(leaf):
            raise _Bad(sequence, "does not hold: all columns give the record hash", calculation)
        if recipe in self.broken:
            raise _Bad(sequence, self.broken[recipe], calculation)


def _stored_records(last: int, broken: dict[uuid.UUID, str]) -> _Records:
    def rows() -> Iterator[tuple[int, uuid.UUID, uuid.UUID, str]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(_RECORDS, [last])
            while chunk := cursor.fetchmany(FETCHED):
                yield from chunk

    return _Records(rows(), broken)


def _leaves(segment: LedgerSegment) -> list[bytes]:
    content = bytes(segment.leaves or b"")
    if len(content) != segment.count * DIGEST_BYTES:
        raise _Bad(segment.first_sequence, "the segment that begins here does not hold the hashes of its records")
    return [content[i : i + DIGEST_BYTES] for i in range(0, len(content), DIGEST_BYTES)]


def _broken_recipes() -> dict[uuid.UUID, str]:
    return {
        recipe.id: fault for recipe in Recipe.objects.iterator(chunk_size=FETCHED) if (fault := recipe_fault(recipe))
    }


def recipe_fault(recipe: Recipe) -> str:
    """Why a recipe is not what its hash says; empty where it is."""
    if sha256_bytes(recipe.document.encode()) != recipe.hash or recipe_id(recipe.hash) != recipe.id:
        return "does not hold: the recipe it names was changed"
    try:
        repeated = Recipe.columns_of(recipe.content)
    except (ValueError, KeyError, TypeError):
        return "does not hold: the recipe it names cannot be read"
    if any(getattr(recipe, name) != value for name, value in repeated.items()):
        return "does not hold: the columns of its recipe differ from the recipe"
    return ""


def record_checks(row: Calculation) -> list[Check]:
    """Everything a record says of itself, recomputed."""
    segment = row.segment
    leaf = segment.leaf(row.sequence) if segment else ""
    return [
        Check("All columns give the record hash", _gives(leaf, lambda: row.record_hash)),
        Check("The recipe is the one that was hashed", not _recipe_fault(row)),
        Check("The segment's records give its root", segment is not None and _root_holds(segment)),
        Check(f"The chain hash follows from record {_before(row)}", segment is not None and _follows(segment)),
        Check("Masses times warming potentials add up to the CO2e", _adds_up(row)),
    ]


WHOLE_SEGMENTS = 8
"""So many segments a list recomputes while somebody waits for it."""


def records_hold(rows: Sequence[Calculation]) -> dict[int, bool | None]:
    """Whether everything that `record_checks` looks at holds, by sequence; each segment and recipe is checked once.

    Rows that lie scattered over many segments are held against the hashes of these only; whether the segments hold is
    what the last verification of the whole ledger found: None where it did not reach so far.
    """
    segments = {row.segment.id: row.segment for row in rows if row.segment is not None}
    chain = _segments_hold(segments) if len(segments) <= WHOLE_SEGMENTS else _segments_held(segments)
    recipes: dict[uuid.UUID, bool] = {}
    found: dict[int, bool | None] = {}
    for row in rows:
        if row.recipe_id not in recipes:
            recipes[row.recipe_id] = not _recipe_fault(row)
        segment = row.segment
        alone = segment is not None and recipes[row.recipe_id] and _is_what_was_hashed(row, segment)
        found[row.sequence] = chain[segment.id] if alone and segment is not None else False
    return found


def _segments_hold(segments: Mapping[uuid.UUID, LedgerSegment]) -> dict[uuid.UUID, bool | None]:
    return {name: _root_holds(segment) and _follows(segment) for name, segment in segments.items()}


def _segments_held(segments: Mapping[uuid.UUID, LedgerSegment]) -> dict[uuid.UUID, bool | None]:
    last = LedgerVerification.objects.first()
    reached = last.head_sequence if last is not None and last.holds else 0
    return {name: True if segment.link.last_sequence <= reached else None for name, segment in segments.items()}


def _is_what_was_hashed(row: Calculation, segment: LedgerSegment) -> bool:
    return _gives(segment.leaf(row.sequence), partial(_record_hash, row)) and _adds_up(row)


def _record_hash(row: Calculation) -> str:
    return row.record_hash


def _before(row: Calculation) -> int:
    return (row.segment.first_sequence if row.segment else row.sequence) - 1


def _recipe_fault(row: Calculation) -> str:
    try:
        return recipe_fault(row.recipe)
    except Recipe.DoesNotExist:
        return "is missing"


def _root_holds(segment: LedgerSegment) -> bool:
    if segment.count == 1 and segment.leaves is None:
        return True
    try:
        return digest_text(merkle_root(_leaves(segment))) == segment.root
    except (_Bad, GreenLangError):
        return False


def _follows(segment: LedgerSegment) -> bool:
    first = segment.first_sequence
    before = LedgerSegment.objects.filter(first_sequence__lt=first).order_by("-first_sequence").first()
    previous = before.chain_hash if before else GENESIS
    return not segment_fault(
        segment.link, tenant_id=str(segment.tenant_id), first_sequence=first, previous=previous
    ) and (before is None or before.link.last_sequence == first - 1)


def _adds_up(row: Calculation) -> bool:
    try:
        co2e = exact_sum(exact_product(Decimal(gas["mass"]), Decimal(gas["gwp"])) for gas in row.gases)
    except (ValueError, KeyError, TypeError, ArithmeticError, GreenLangError, Recipe.DoesNotExist):
        return False
    return bool(co2e == row.co2e)


def _gives(expected: str, found: Callable[[], str]) -> bool:
    try:
        return found() == expected
    except (ValueError, KeyError, TypeError, AttributeError, GreenLangError, Recipe.DoesNotExist):
        return False
