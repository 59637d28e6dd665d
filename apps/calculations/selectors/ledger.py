"""Reading and verifying the ledger."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from apps.calculations.models import Calculation, LedgerHead
from apps.calculations.services.ledger import COLUMNS, hashed_columns, instant_text
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.chain import GENESIS, chain_hash, record_hash
from greenlang.errors import GreenLangError, NotFound
from greenlang.isolation import current_tenant_id

CALCULATION_ID = re.compile(r"(?:calc_)?([0-9a-f]{32})\Z")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold of a record."""

    label: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: all records good, or the first bad one and why."""

    records: int
    head_sequence: int
    head_hash: str
    holds: bool
    bad_sequence: int | None = None
    bad_calculation: str = ""
    reason: str = ""

    def as_document(self) -> dict[str, object]:
        """For JSON; no signed checkpoint anchors the chain yet, and it says so."""
        return {
            "holds": self.holds,
            "records": self.records,
            "head_sequence": self.head_sequence,
            "head_hash": self.head_hash,
            "anchored": False,
            "first_bad": None
            if self.holds
            else {"sequence": self.bad_sequence, "calculation_id": self.bad_calculation, "reason": self.reason},
        }


def ledger_verify() -> Verdict:
    """Recompute every hash and link of the present tenant's chain, in order, and stop at the first bad record."""
    previous, sequence, records = GENESIS, 0, 0
    for row in _rows_as_stored():
        sequence += 1
        reason = _gap(row, sequence) or _flaw(row, previous)
        if reason:
            return Verdict(records, sequence - 1, previous, False, sequence, str(row), reason)
        previous, records = row.chain_hash, records + 1
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).first()
    end = (head.sequence, head.chain_hash) if head else (0, GENESIS)
    if end != (sequence, previous):
        reason = f"the chain's head says {end[0]} records ending in {end[1][:15]}…, there are {sequence}"
        return Verdict(records, sequence, previous, False, sequence + 1, "", reason)
    return Verdict(records, sequence, previous, True)


def _rows_as_stored() -> Iterator[Calculation]:
    """Every record in order; a time that is none (``infinity``, a year before Christ) is shown as missing."""
    rows = Calculation.objects.defer("recorded_at").annotate(recorded_text=Cast("recorded_at", TextField()))
    for row in rows.order_by("sequence").iterator(chunk_size=2000):
        try:
            row.recorded_at = datetime.fromisoformat(row.recorded_text)
        except ValueError:
            row.recorded_at = None  # type: ignore[assignment]
        yield row


def _gap(row: Calculation, sequence: int) -> str:
    return "" if row.sequence == sequence else f"record {sequence} is missing; the next is {row.sequence}"


def _flaw(row: Calculation, previous: str) -> str:
    broken = [check.label for check in record_checks(row, previous) if not check.ok]
    return f"does not hold: {broken[0][0].lower()}{broken[0][1:]}" if broken else ""


def record_checks(row: Calculation, previous: str) -> list[Check]:
    """Everything a record says of itself, recomputed.

    Args:
        previous: the chain hash of the record before it.
    """
    columns = {name: getattr(row, name) for name in COLUMNS}
    link = chain_hash(
        tenant_id=str(row.tenant_id), sequence=row.sequence, previous=previous, record_hash=row.record_hash
    )
    return [
        Check("All columns give the record hash", record_hash(hashed_columns(columns)) == row.record_hash),
        Check(f"The chain hash follows from record {row.sequence - 1}", link == row.chain_hash),
        Check("The column that is summed is the hashed figure", _summed(row)),
        Check("The inputs give the input hash", _gives(row.input_hash, lambda: json.loads(row.inputs))),
        Check(
            "The formula gives the formula hash",
            _gives(row.formula_hash, lambda: json.loads(row.factors)["formula"]["definition"]),
        ),
        Check(
            "Gases, parameters and result give the result hash", _gives(row.result_hash, lambda: _result_document(row))
        ),
    ]


def _summed(row: Calculation) -> bool:
    try:
        return row.co2e_number is not None and Decimal(row.co2e_number) == Decimal(row.co2e)
    except ArithmeticError:
        return False


def _gives(expected: str, document: Callable[[], object]) -> bool:
    try:
        return sha256_of(document()) == expected
    except (ValueError, KeyError, TypeError, AttributeError, GreenLangError):
        return False


def _result_document(row: Calculation) -> dict[str, object]:
    """What `greenlang.engine.provenance.result_hash` hashes, from the stored columns."""
    return {
        "formula_hash": row.formula_hash,
        "gwp_set": row.gwp_set,
        "outcome": {
            "gases": json.loads(row.gases),
            "result": row.result,
            "result_unit": row.result_unit,
            "co2_biogenic": row.co2_biogenic,
            "parameters": json.loads(row.factors)["parameters"],
        },
    }


def calculation_get(calculation_id: str | uuid.UUID) -> Calculation:
    """A calculation of the present tenant, by ``calc_…`` or bare hex.

    Raises:
        NotFound: no such calculation here.
    """
    match = CALCULATION_ID.match(str(calculation_id).replace("-", ""))
    row = Calculation.objects.filter(id=uuid.UUID(hex=match[1])).first() if match else None
    if row is None:
        raise NotFound("There is no such calculation.", where="calculation_id")
    return row


def calculation_record(row: Calculation) -> dict[str, Any]:
    """The full provenance record, with the design's fields."""
    factors = json.loads(row.factors)
    return {
        "calculation_id": str(row),
        "timestamp": instant_text(row.recorded_at),
        "agent_id": row.agent_id,
        "agent_version": row.agent_version,
        "pack_sha256": row.pack_sha256,
        "scope": row.scope,
        "inputs": json.loads(row.inputs),
        "input_hash": row.input_hash,
        "formula_id": row.formula_id,
        "formula_version": row.formula_version,
        "formula_hash": row.formula_hash,
        "emission_factor": factors["emission_factor"],
        "parameters": factors["parameters"],
        "formula": factors["formula"],
        "gases": json.loads(row.gases),
        "gwp_set": row.gwp_set,
        "result": row.result,
        "result_unit": row.result_unit,
        "co2e": row.co2e,
        "co2_biogenic": row.co2_biogenic,
        "result_hash": row.result_hash,
        "source": json.loads(row.source),
        "sequence": str(row.sequence),
        "record_hash": row.record_hash,
        "chain_hash": row.chain_hash,
    }


def latest_for_period(period_id: uuid.UUID) -> Iterator[Calculation]:
    """The calculation that counts for each activity of a period: the latest one, in ledger order."""
    latest = (
        Calculation.objects.filter(period_id=period_id)
        .order_by("activity_id", "-sequence")
        .distinct("activity_id")
        .values("id")
    )
    return Calculation.objects.filter(id__in=latest).order_by("sequence").iterator(chunk_size=2000)
