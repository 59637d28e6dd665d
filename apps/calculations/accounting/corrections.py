"""Corrections: entries are never changed; one is taken back by its reversal, and another is made.

The ledger holds calculations and reversals. A reversal names the calculation it takes back and carries the exact
negative of it; what was wrong is then calculated anew. A calculation made anew takes the place of the one before, so
at any time at most one calculation of an activity counts, and none after it was taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.calculations.accounting.errors import InvalidCorrection, MissingQuantity, NegativeQuantity
from greenlang.engine import canonical_number, parse_number

EntryKind = Literal["calculation", "reversal"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ledger, as far as corrections need it.

    Args:
        id, activity_id: whose calculation it is.
        co2e: kg CO2e; of a reversal the negative of what it reverses.
        kind: "calculation" (also one made anew) or "reversal".
        reverses: of a reversal, the id of the calculation it takes back.
    """

    id: str
    activity_id: str
    co2e: Decimal
    kind: EntryKind = "calculation"
    reverses: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """Which calculation counts, by activity.

    Args:
        standing: the calculation that counts, by activity; an activity whose last one was taken back has none.
        reversed: the reversal that took it back, by calculation.
    """

    standing: Mapping[str, Entry]
    reversed: Mapping[str, str]


def counting(entries: Iterable[Entry]) -> Counting:
    """Which calculations count, from the entries in the order of the ledger.

    Raises:
        InvalidCorrection: an id twice; a calculation that names what it reverses; a reversal of what is no
            calculation of the same activity, was reversed before, or is of another amount than its negative.
    """
    latest: dict[str, Entry] = {}
    calculations: dict[str, Entry] = {}
    taken_back: dict[str, str] = {}
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise InvalidCorrection(
                f"The entry {entry.id} is there twice.", where=entry.id, mend="Each has its own id."
            )
        seen.add(entry.id)
        if entry.kind == "reversal":
            _check_reversal(entry, calculations.get(entry.reverses), taken_back)
            taken_back[entry.reverses] = entry.id
        else:
            _check_calculation(entry)
            calculations[entry.id] = latest[entry.activity_id] = entry
    return Counting({name: entry for name, entry in latest.items() if entry.id not in taken_back}, taken_back)


def _check_calculation(entry: Entry) -> None:
    if entry.reverses:
        message = f"A calculation reverses nothing; this names {entry.reverses}."
        raise InvalidCorrection(message, where=entry.id, mend="Reverse it first, then calculate anew.")


def _check_reversal(entry: Entry, before: Entry | None, taken_back: Mapping[str, str]) -> None:
    if entry.reverses in taken_back:
        message = f"{entry.reverses} was reversed before, by {taken_back[entry.reverses]}."
        raise InvalidCorrection(message, where=entry.id, mend="An entry is reversed once.")
    if before is None or before.activity_id != entry.activity_id:
        message = f"{entry.reverses or 'Nothing'} is no calculation of the activity {entry.activity_id}."
        raise InvalidCorrection(message, where=entry.id, mend="A reversal names a calculation of the same activity.")
    if entry.co2e != before.co2e.copy_negate():
        message = f"It takes back {canonical_number(entry.co2e.copy_negate())} of {canonical_number(before.co2e)} kg."
        raise InvalidCorrection(message, where=entry.id, mend="A reversal is the exact negative of its entry.")


def check_quantity(
    value: str | int | Decimal | None,
    *,
    reverses: str = "",
    lines: Mapping[str, Decimal] | None = None,
    where: str = "",
) -> Decimal:
    """A quantity of activity data: zero is a measurement, blank is missing, negative takes a named line back.

    Args:
        value: as it was handed in.
        reverses: id of the line this one takes back; empty for an ordinary line.
        lines: quantity by line, of the lines that can be taken back.

    Raises:
        MissingQuantity: blank, or not there.
        NegativeQuantity: below zero without naming a line, or not the negative of the line it names.
        InvalidNumber: no number.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        mend = "Write 0 where nothing was used; leave the row out where it is not known."
        raise MissingQuantity("The quantity is blank, which is not zero.", where=where, mend=mend)
    number = parse_number(value, where=where)
    if not reverses:
        if number < 0:
            mend = "Name the line it takes back, or give what was used as a positive number."
            raise NegativeQuantity(f"The quantity is {canonical_number(number)}.", where=where, mend=mend)
        return number
    before = (lines or {}).get(reverses)
    if before is None:
        raise NegativeQuantity(f"There is no line {reverses!r} to reverse.", where=where, mend="Name a line by its id.")
    if number != before.copy_negate():
        message = f"The quantity is {canonical_number(number)}; the line {reverses} has {canonical_number(before)}."
        mend = "Reverse the whole line, then enter the right quantity as a line of its own."
        raise NegativeQuantity(message, where=where, mend=mend)
    return number
