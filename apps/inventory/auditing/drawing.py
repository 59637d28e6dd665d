"""Lines drawn by the database from those that count in a period's total, by rules that draw the same ones again."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby
from typing import Any

from django.db import connection

from apps.calculations.models import Recipe
from apps.calculations.selectors.ledger import CALCULATION_ID
from apps.inventory.auditing.errors import NoSuchLine
from apps.inventory.auditing.units import Points, start_of, whole
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
# Sums of stretches of the ledger: where a point lies on one, its lines are looked at.
_STRETCHES = f"""
SELECT sequence / %(stretch)s, sum(abs(co2e)), max(scale(co2e)) FROM ({_POPULATION}) p GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - as above
_WITHIN = f"""
SELECT id, sequence, co2e FROM ({_POPULATION}) p WHERE sequence / %(stretch)s = ANY(%(stretches)s) ORDER BY sequence
"""  # noqa: S608 - as above
_STATEMENTS = {Method.RANDOM: _RANDOM, Method.LARGEST: _LARGEST}
_STRETCH = 100
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
    if method == Method.WEIGHTED:
        return _weighted(period_id, size, start_of(seed))
    rows = _rows(_STATEMENTS[Method(method)], _parameters(period_id) | {"size": size, "seed": seed})
    return [Drawn(line, sequence, co2e, int(hits)) for line, sequence, co2e, hits in rows]


def _weighted(period_id: uuid.UUID, size: int, start: int) -> list[Drawn]:
    parameters = _parameters(period_id) | {"stretch": _STRETCH}
    stretches = _rows(_STRETCHES, parameters)
    places = max((scale for _, _, scale in stretches), default=0)
    lengths = [whole(co2e, places) for _, co2e, _ in stretches]
    if not any(lengths):
        return []
    points = Points(sum(lengths), size, start)
    passed = dict(zip((number for number, _, _ in stretches), accumulate(lengths, initial=0), strict=False))
    found = zip((number for number, _, _ in stretches), points.on(lengths), strict=True)
    wanted = [number for number, count in found if count]
    lines = _rows(_WITHIN, parameters | {"stretches": wanted})
    drawn = []
    for number, group in groupby(lines, lambda line: line[1] // _STRETCH):
        within = list(group)
        counts = points.on([whole(co2e, places) for _, _, co2e in within], passed=passed[number])
        drawn += [
            Drawn(line, sequence, co2e, count)
            for (line, sequence, co2e), count in zip(within, counts, strict=True)
            if count
        ]
    return drawn


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
