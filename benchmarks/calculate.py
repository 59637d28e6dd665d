"""``bench calculate``: one calculation in process, with and without provenance, singly and as a row of a batch.

No database: the factors are in memory. Beside them a loop in plain decimals does the arithmetic alone: read the
number, multiply by each gas's constant, weigh, add.
"""

import statistics
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from apps.calculations.services.batch import BatchRow
from apps.calculations.services.partitions import Partition, partition_of, source_text
from benchmarks.figure import Figure
from benchmarks.ground.measuring import interleaved, median_ratio
from benchmarks.ground.sample import AGENT_DOCUMENT, GWP, agent, batch_rows, calculator, documents, resolve
from greenlang.engine.batch import BatchCalculator
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import calculate
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import Record, masses_text, recipe_of

ROUNDS = 7
ROWS = 20_000
SINGLY = 10
"""Single calculations do this fraction of the rows."""
ROW_TARGET = 6.0
_PLAIN = ((Decimal("53.06"), Decimal(1)), (Decimal("0.001"), Decimal(28)), (Decimal("0.0001"), Decimal(265)))
_TENANT = uuid.UUID(int=1)


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Microseconds a calculation, and ratios to the plain loop."""
    few = max(rows // SINGLY, 1)
    mixed, same = list(documents(rows)), [_with_value(index) for index in range(rows)]
    known = list(batch_rows(rows))
    batch = calculator()
    works: dict[str, tuple[int, Callable[[], object]]] = {
        "plain decimals": (rows, lambda: [plain(document) for document in same]),
        "single": (few, lambda: [calculate(agent(), document, resolve, GWP) for document in mixed[:few]]),
        "single, recorded": (few, lambda: [recorded(document) for document in mixed[:few]]),
        "row of one kind": (rows, lambda: [batch.row(document) for document in same]),
        "row of six kinds": (rows, lambda: [batch.row(document) for document in mixed]),
        "row of six kinds, recorded": (
            rows,
            lambda: [recorded_rows(batch, known[start : start + 1000]) for start in range(0, rows, 1000)],
        ),
    }
    interleaved({name: work for name, (_, work) in works.items()}, 1)
    seconds = interleaved({name: work for name, (_, work) in works.items()}, rounds)
    each = {name: [value / works[name][0] * 1e6 for value in values] for name, values in seconds.items()}
    targets = {"row of one kind": ROW_TARGET, "row of six kinds": ROW_TARGET}
    tell(f"{rounds} rounds of {rows} rows")
    return [
        *(Figure(name, round(statistics.median(values), 2), "us", targets.get(name)) for name, values in each.items()),
        *(
            Figure(f"{name} / plain decimals", round(median_ratio(values, each["plain decimals"]), 2), "x")
            for name, values in each.items()
            if name != "plain decimals"
        ),
    ]


def plain(document: dict[str, Any]) -> Decimal:
    """What a script would do: no units, no checks, no texts."""
    value = Decimal(document["quantity"]["value"])
    return sum((value * factor * potential for factor, potential in _PLAIN), Decimal(0))


def recorded(document: dict[str, object]) -> str:
    """A calculation with its recipe and its record, hashed."""
    binding, outcome, factors = calculate(agent(), document, resolve, GWP)
    formula = agent().FORMULAS[binding.formula_id]
    recipe = recipe_of(
        agent=AGENT_DOCUMENT, formula=formula, binding=binding, factors=factors, gwp=GWP, outcome=outcome
    )
    return Record(
        id=str(_TENANT),
        tenant_id=str(_TENANT),
        recorded_at="2025-06-01T12:00:00.000000Z",
        recipe=recipe.hash,
        inputs=canonical_json(dict(binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
        source=canonical_json({"file": "fuel-2025.csv", "row": "2"}).decode(),
    ).hash


def recorded_rows(batch: BatchCalculator, rows: list[BatchRow]) -> Partition:
    """Rows of a batch with their records, hashed and ready to be sent."""
    return partition_of(_TENANT, [(batch.row(row.document), source_text(row.source), row.activity_id) for row in rows])


def _with_value(index: int) -> dict[str, object]:
    value = f"{index % 9973 + 1}.{index % 997:03d}"
    return {"fuel": "natural-gas", "quantity": {"value": value, "unit": "mmBtu", "basis": "gross"}}
