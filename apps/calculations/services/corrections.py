"""Corrections: an entry is never changed; it is taken back by a reversing entry, and calculated anew."""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

import psycopg
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import attach_segments, instant_text
from apps.calculations.services.batch import segment_append
from apps.calculations.services.ledger import ledger_append, new_calculation_id
from apps.events.models import Topic
from apps.events.services import event_record
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.records import Recipe, Record, negated
from greenlang.errors import Conflict, InvalidInput

MAX_REASON = 1000


class AlreadyReversed(Conflict):
    """The entry was taken back before, or takes another one back."""

    code = "already-reversed"
    title = "The entry cannot be reversed"


@transaction.atomic
def calculation_reverse(
    *, calculation: Calculation, reason: str, actor: str, may_change: Callable[[uuid.UUID], None]
) -> Calculation:
    """Take a calculation back: an entry with the same recipe and inputs and the exact negative of every mass.

    What was wrong is then calculated anew; the reversed entry stays, named by the reversal. Doors call
    `apps.inventory.services.corrections.line_reverse`, which knows whether a period may change.

    Args:
        may_change: called in the transaction with the period of a calculation that belongs to one; raises where its
            numbers may not change.

    Raises:
        InvalidInput: no reason, or a long one.
        AlreadyReversed: it was reversed before, or is a reversal itself.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > MAX_REASON:
        raise InvalidInput(
            "A reversal says why.", where="/reason", mend=f"Give a reason of at most {MAX_REASON} characters."
        )
    if calculation.reverses is not None:
        raise AlreadyReversed(
            f"{calculation} is itself a reversal.", where="calculation_id", mend="Calculate anew what it took back."
        )
    if calculation.period_id is not None:
        may_change(calculation.period_id)
    record = _reversal(calculation, reason, actor)
    recipe = Recipe(calculation.recipe.document, calculation.recipe.hash)
    try:
        with transaction.atomic():
            place = ledger_append(record, recipe)
    except IntegrityError as error:
        raise AlreadyReversed(
            f"{calculation} was reversed before.", where="calculation_id", mend="An entry is reversed once."
        ) from error
    _tell(calculation, record, place.sequence, actor)
    row = Calculation.objects.get(id=uuid.UUID(record.id))
    attach_segments([row])
    return row


@transaction.atomic
def calculations_reverse(*, calculations: Sequence[Calculation], reason: str, actor: str) -> None:
    """Take several back at once, as one segment of reversing entries; whoever calls has seen that they may change.

    Args:
        calculations: at least one; entries that count, none of them a reversal.

    Raises:
        AlreadyReversed: one of them was reversed before.
    """
    records = [_reversal(each, reason, actor) for each in calculations]
    recipes = {each.recipe.hash: Recipe(each.recipe.document, each.recipe.hash) for each in calculations}
    try:
        with transaction.atomic():
            segment = segment_append(records, recipes)
    except (IntegrityError, psycopg.IntegrityError) as error:
        raise AlreadyReversed("One of the entries was reversed before.", where="calculation_id") from error
    for sequence, (record, each) in enumerate(zip(records, calculations, strict=True), start=segment.first_sequence):
        _tell(each, record, sequence, actor)


def _tell(reversed_: Calculation, record: Record, sequence: int, actor: str) -> None:
    event_record(
        topic=Topic.EXECUTION,
        event="exec.reversed",
        aggregate_type="calculation",
        aggregate_id=str(reversed_.id),
        payload={"calculation_id": f"calc_{uuid.UUID(record.id).hex}", "sequence": str(sequence), "actor": actor},
    )


def _reversal(calculation: Calculation, reason: str, actor: str) -> Record:
    source = json.loads(calculation.source) | {"reversed_by": actor, "reversal_reason": reason}
    return replace(
        negated(calculation.record),
        id=str(new_calculation_id()),
        recorded_at=instant_text(timezone.now()),
        source=canonical_json(source).decode(),
        reverses=str(calculation.id),
    )
