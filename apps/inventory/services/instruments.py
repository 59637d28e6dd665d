"""Contractual instruments: entered, changed, imported, taken out of use."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.models.private import Evidence
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.services.private_factors import evidence_keep
from apps.inventory.boards.grid import Rates
from apps.inventory.boards.reading import instrument_get, instruments_in_use, one_at_a_time
from apps.inventory.errors import InUse
from apps.inventory.instruments.listed import instrument_facts
from apps.inventory.instruments.serials import SerialRange
from apps.inventory.models import ContractualInstrument
from greenlang.errors import GreenLangError, InvalidInput

MOST_IMPORTED = 5_000
MAX_REASON = 500
ROW_AND_COLUMN = "row {row}, {column}"


@transaction.atomic
def instrument_save(
    *,
    texts: Mapping[str, str],
    entered_by: str,
    instrument_id: uuid.UUID | None = None,
    evidence: Evidence | None = None,
) -> ContractualInstrument:
    """Enter an instrument, or change one that no accepted board uses.

    Args:
        texts: by `instruments.listed.COLUMNS`.
        evidence: a file that proves it; None: what it has stays.

    Raises:
        InvalidInput: with every finding, its pointer the column; a serial number that another instrument holds.
        InUse: an accepted board uses it.
        NotFound: there is none of this id.
    """
    facts = instrument_facts(texts)
    one_at_a_time()
    found = instrument_get(instrument_id) if instrument_id else ContractualInstrument(entered_by=entered_by)
    if instrument_id:
        _require_unused(found)
    _check(facts, _held(except_id=instrument_id))
    return _written(found, facts, evidence)


@transaction.atomic
def instruments_import(
    *, rows: Iterable[tuple[int, Mapping[str, str]]], entered_by: str, pointer: str = ROW_AND_COLUMN
) -> list[ContractualInstrument]:
    """Enter the instruments of a list, all of them or none.

    Args:
        pointer: where a finding is, as whoever sent the list reads it.

    Raises:
        InvalidInput: with every row that is wrong in ``errors``.
    """
    one_at_a_time()
    held = _held()
    findings: list[dict[str, str]] = []
    made: list[ContractualInstrument] = []
    taken = 0
    for number, texts in rows:
        try:
            facts = instrument_facts(texts)
            _check(facts, held)
        except GreenLangError as error:
            findings += _located(number, error, pointer)
            continue
        if not findings:
            made.append(_written(ContractualInstrument(entered_by=entered_by), facts, None))
        if facts["serial_first"]:
            held.append((facts["name"], facts["registry"], SerialRange.of(facts["serial_first"], facts["serial_last"])))
        taken += 1
        if taken > MOST_IMPORTED:
            raise InvalidInput(f"The list has more than {MOST_IMPORTED:,} rows.", where="file", mend="Split it.")
    if findings:
        raise InvalidInput("The list was not taken in.", where="file", errors=findings)
    if not made:
        raise InvalidInput("The list has no rows.", where="file", mend="Each row after the first is an instrument.")
    return made


@transaction.atomic
def instrument_prove(*, instrument_id: uuid.UUID, filename: str, content: bytes, actor: str) -> ContractualInstrument:
    """Put a file behind an instrument, in the place of the one it has.

    Raises:
        InvalidPrivateFactor: the file is empty, too large, or has no name.
        InUse: an accepted board uses it.
        NotFound: there is none of this id.
    """
    one_at_a_time()
    found = instrument_get(instrument_id)
    _require_unused(found)
    found.evidence = evidence_keep(filename=filename, content=content, kept_by=actor)
    found.save(update_fields=["evidence", "changed_at"])
    return found


@transaction.atomic
def instrument_void(*, instrument_id: uuid.UUID, reason: str) -> ContractualInstrument:
    """Take an instrument out of use: cancelled, sold on, entered by mistake. An empty reason takes it back into use.

    Raises:
        InUse: an accepted board uses it.
        InvalidInput: its serial numbers were entered again meanwhile.
    """
    one_at_a_time()
    found = instrument_get(instrument_id)
    _require_unused(found)
    if not reason.strip() and found.serial_first:
        serials = SerialRange.of(found.serial_first, found.serial_last)
        _check_serials(found.registry, serials, _held(except_id=found.id))
    found.void_reason = reason.strip()[:MAX_REASON]
    found.save(update_fields=["void_reason", "changed_at"])
    return found


_Held = list[tuple[str, str, SerialRange]]


def _held(except_id: uuid.UUID | None = None) -> _Held:
    """Name, registry and serial numbers of every instrument in use that has some."""
    rows = instruments_in_use().exclude(serial_first="")
    if except_id is not None:
        rows = rows.exclude(id=except_id)
    names = rows.values_list("name", "registry", "serial_first", "serial_last")
    return [(name, registry, SerialRange.of(first, last)) for name, registry, first, last in names]


def _check(facts: Mapping[str, Any], held: _Held) -> None:
    if facts["serial_first"]:
        serials = SerialRange.of(facts["serial_first"], facts["serial_last"])
        _check_serials(facts["registry"], serials, held)
    if facts["factor"]:
        try:
            Rates(gwp_set("AR5")).of_factor(facts["factor"])
        except FactorNotFound as error:
            raise InvalidInput(error.message, where="factor", mend=error.mend) from error
        except GreenLangError as error:
            mend = "Choose a figure per kWh, with all of its gases."
            raise InvalidInput(f"The figure cannot be used: {error.message}", where="factor", mend=mend) from error


def _check_serials(registry: str, serials: SerialRange, held: _Held) -> None:
    for name, other_registry, others in held:
        if other_registry.casefold() == registry.casefold() and serials.overlaps(others):
            mend = "A certificate is claimed once: correct the numbers, or take the other instrument out of use."
            raise InvalidInput(f"“{name}” holds some of these serial numbers.", where="serial_first", mend=mend)


def _require_unused(found: ContractualInstrument) -> None:
    allocation = found.allocations.select_related("board__period").first()
    if allocation is None:
        return
    period = allocation.board.period
    mend = "Restate the period first." if period.locked_at else "Withdraw the board’s acceptance first."
    raise InUse(f"The accepted scope 2 board of {period} uses {found.name}.", where="instrument_id", mend=mend)


def _written(
    found: ContractualInstrument, facts: Mapping[str, Any], evidence: Evidence | None
) -> ContractualInstrument:
    for name, value in facts.items():
        setattr(found, name, value)
    if evidence is not None:
        found.evidence = evidence
    found.save()
    return found


def _located(number: int, error: GreenLangError, pointer: str) -> list[dict[str, str]]:
    findings = error.errors or [{"pointer": error.where, "detail": error.message, "mend": error.mend}]
    return [
        {
            "pointer": pointer.format(row=number, column=each.get("pointer", "")),
            "detail": each.get("detail", ""),
            "mend": each.get("mend", ""),
            "code": "",
        }
        for each in findings
    ]
