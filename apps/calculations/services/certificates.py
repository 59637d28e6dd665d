"""Making certificates: what they need from the ledger, after a fresh checkpoint."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from apps.calculations.certificates.document import (
    CertifiedRecord,
    CertifiedSegment,
    Run,
    SubjectKind,
    certificate_text,
    previous_of,
    stretches,
)
from apps.calculations.certificates.statements import Statement
from apps.calculations.models import Calculation, LedgerSegment
from apps.calculations.selectors.ledger import calculation_get, latest_for_period
from apps.calculations.services.checkpoints import anchored_now, installation_keyring
from greenlang.engine.records import Recipe
from greenlang.errors import Conflict, NotFound
from greenlang.isolation import current_tenant_id
from greenlang.signing import moment_text

LARGEST = 200_000
"""Records in one certificate: it is one file, and its reader holds it in memory."""


def calculation_certificate(calculation_id: str | uuid.UUID) -> bytes:
    """The certificate of one calculation of the present tenant, as a file's content.

    Raises:
        NotFound: no such calculation here.
        Conflict: it was taken back, or the ledger contradicts its checkpoints.
    """
    row = calculation_get(calculation_id)
    reversal = Calculation.objects.filter(reverses=row.id).first()
    if reversal is not None:
        message = f"{row} was taken back by {reversal}: a certificate of it alone would say what no longer counts."
        raise Conflict(message, where="calculation_id", mend="Certify what was calculated instead, or the period.")
    return _certificate("calculation", str(row.id), [row])


def period_certificate(period_id: uuid.UUID) -> bytes:
    """The certificate of every calculation that counts in a period.

    Raises:
        NotFound: the period has no calculation here.
        Conflict: there are too many, or the ledger contradicts its checkpoints.
    """
    rows: list[Calculation] = []
    for row in latest_for_period(period_id):
        rows.append(row)
        if len(rows) > LARGEST:
            message = f"The period has more than {LARGEST:,} calculations."
            raise Conflict(message, mend="Take certificates of single calculations.")
    if not rows:
        raise NotFound("There is no calculation of such a period.", where="period_id")
    return _certificate("period", str(period_id), rows)


def _certificate(kind: SubjectKind, subject_id: str, rows: Sequence[Calculation]) -> bytes:
    known, _ = anchored_now()
    tenant_id = current_tenant_id()
    holding = _segments_of(rows)
    firsts = sorted({segment.first_sequence for segment in holding.values()})
    runs = [_run(first, point, set(firsts)) for first, point in stretches(firsts, known)]
    return certificate_text(
        tenant_id=str(tenant_id),
        kind=kind,
        subject_id=subject_id,
        records=[_certified(row) for row in rows],
        runs=runs,
        keyring=installation_keyring(),
        at=moment_text(datetime.now(UTC)),
    )


def _certified(row: Calculation) -> CertifiedRecord:
    return CertifiedRecord(row.sequence, row.record, Recipe(row.recipe.document, row.recipe.hash))


def _segments_of(rows: Iterable[Calculation]) -> dict[int, LedgerSegment]:
    """The segment of each record, by its sequence."""
    found: dict[int, LedgerSegment] = {}
    segment: LedgerSegment | None = None
    for row in rows:
        if segment is None or row.sequence > segment.link.last_sequence:
            before = LedgerSegment.objects.defer("leaves").filter(first_sequence__lte=row.sequence)
            segment = before.order_by("-first_sequence").first()
        if segment is None or row.sequence > segment.link.last_sequence:
            raise Conflict(f"Record {row.sequence} stands in no segment.", mend="Verify the ledger.")
        found[row.sequence] = segment
    return found


def _run(first: int, point: Statement, holding: set[int]) -> Run:
    """The chain from a segment to a checkpoint; leaves only of the segments that hold certified records."""
    headers = LedgerSegment.objects.defer("leaves").filter(
        first_sequence__gte=first, first_sequence__lte=point.sequence
    )
    before = LedgerSegment.objects.defer("leaves").filter(first_sequence__lt=first).order_by("-first_sequence").first()
    wanted = [number for number in holding if first <= number <= point.sequence]
    leaves = dict(
        LedgerSegment.objects.filter(first_sequence__in=wanted, count__gt=1).values_list("first_sequence", "leaves")
    )
    segments = [
        CertifiedSegment(segment.link, bytes(leaves.get(segment.first_sequence) or b""))
        for segment in headers.order_by("first_sequence").iterator(chunk_size=2000)
    ]
    last = segments[-1].link
    if (last.last_sequence, last.chain_hash) != (point.sequence, point.chain_hash):
        message = f"The ledger contradicts the checkpoint {point.number} at record {point.sequence}."
        raise Conflict(message, mend="Verify the ledger: manage.py verify_ledger.")
    return Run(previous_of(before.link if before else None), segments, point)
