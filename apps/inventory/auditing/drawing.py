"""Lines drawn by the database from those that count in a period's total, by rules that draw the same ones again."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from apps.calculations.models import Recipe
from apps.calculations.selectors.ledger import CALCULATION_ID
from apps.inventory.auditing.errors import NoSuchLine
from apps.inventory.auditing.units import SEED_BITS, start_of
from apps.inventory.models import AuditSample, LedgerLine, LineState
from greenlang.isolation import current_tenant_id

Method = AuditSample.Method

# Of the two methods of scope 2, which measure the same electricity, the location-based one is in the total.
_POPULATION = """
SELECT id, sequence, co2e FROM inventory_ledgerline
WHERE tenant_id = %(tenant)s AND period_id = %(period)s AND state = 'counts' AND NOT recipe_id = ANY(%(market)s::uuid[])
"""
_RANDOM = f"""
SELECT id, sequence, co2e, 1 FROM ({_POPULATION}) p
ORDER BY sha256(convert_to(%(seed)s || ':' || id::text, 'UTF8')), id LIMIT %(size)s
"""  # noqa: S608 - names come from this module only
_LARGEST = f"SELECT id, sequence, co2e, 1 FROM ({_POPULATION}) p ORDER BY abs(co2e) DESC, sequence LIMIT %(size)s"  # noqa: S608 - as above
# As `units.hits`: of exact whole numbers, ceil(passed * points / total - start) points lie below what was passed.
_WEIGHTED = f"""
WITH passed AS (
    SELECT id, sequence, co2e, sum(abs(co2e)) OVER (ORDER BY sequence) AS upto,
        sum(abs(co2e)) OVER () AS total
    FROM ({_POPULATION}) p
), scaled AS (
    SELECT id, sequence, co2e, total * %(unit)s AS whole,
        (upto - abs(co2e)) * %(size)s * %(unit)s - %(start)s * total AS begins,
        upto * %(size)s * %(unit)s - %(start)s * total AS ends
    FROM passed WHERE total > 0
), drawn AS (
    SELECT id, sequence, co2e,
        greatest(0, div(ends, whole) + CASE WHEN ends > 0 AND mod(ends, whole) > 0 THEN 1 ELSE 0 END)
        - greatest(0, div(begins, whole) + CASE WHEN begins > 0 AND mod(begins, whole) > 0 THEN 1 ELSE 0 END) AS hits
    FROM scaled
)
SELECT id, sequence, co2e, hits FROM drawn WHERE hits > 0 ORDER BY sequence
"""  # noqa: S608 - as above
_STATEMENTS = {Method.RANDOM: _RANDOM, Method.LARGEST: _LARGEST, Method.WEIGHTED: _WEIGHTED}
_WHOLE = f"SELECT count(*), coalesce(sum(abs(co2e)), 0) FROM ({_POPULATION}) p"  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as it was drawn."""

    id: uuid.UUID
    sequence: int
    co2e: Decimal
    hits: int = 1


def population_of(period_id: uuid.UUID) -> tuple[int, Decimal]:
    """How many lines can be drawn, and the sum of their absolute kg CO2e."""
    lines, co2e = _rows(_WHOLE, _parameters(period_id))[0]
    return int(lines), co2e


def lines_draw(period_id: uuid.UUID, *, method: str, size: int, seed: str) -> list[Drawn]:
    """Lines by a rule; the same for the same ledger, size and seed."""
    start = start_of(seed)
    more = {"size": size, "seed": seed, "unit": 2**SEED_BITS, "start": int(start * 2**SEED_BITS)}
    rows = _rows(_STATEMENTS[Method(method)], _parameters(period_id) | more)
    return [Drawn(line, sequence, co2e, int(hits)) for line, sequence, co2e, hits in rows]


def lines_chosen(period_id: uuid.UUID, text: str) -> list[Drawn]:
    """The lines somebody names by number or id, each once, in the order of the ledger.

    Raises:
        NoSuchLine: naming the first that does not count in the period.
    """
    names = list(dict.fromkeys(re.split(r"[\s,;]+", text.strip())))
    numbers = {int(name): name for name in names if name.isascii() and name.isdigit() and len(name) < 19}
    ids = {uuid.UUID(hex=match[1]): name for name in names if (match := CALCULATION_ID.match(name.replace("-", "")))}
    lines = LedgerLine.objects.filter(period_id=period_id, state=LineState.COUNTS)
    found = {line.id: line for line in [*lines.filter(sequence__in=numbers), *lines.filter(id__in=ids)]}
    known = {numbers.get(line.sequence) for line in found.values()} | {ids.get(line.id) for line in found.values()}
    _refuse_unknown(names, known)
    ordered = sorted(found.values(), key=lambda line: line.sequence)
    return [Drawn(line.id, line.sequence, line.co2e) for line in ordered]


def _refuse_unknown(names: Iterable[str], known: Iterable[str | None]) -> None:
    for name in names:
        if name not in set(known):
            raise NoSuchLine(
                f"“{name[:60]}” is no line that counts in this period." if name else "No line is named.",
                where="lines",
                mend="Give numbers of the ledger or ids of calculations, one a line.",
            )


def _parameters(period_id: uuid.UUID) -> dict[str, Any]:
    market = list(Recipe.objects.filter(scope="2-market").values_list("id", flat=True))
    return {"tenant": current_tenant_id(), "period": period_id, "market": market}


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
