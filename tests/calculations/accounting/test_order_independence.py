"""A thousand shuffles and partitionings of one data set give identical totals, to the last digit."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from apps.calculations.accounting.data_quality import Pedigree, aggregated
from apps.calculations.accounting.impact import ImpactLine, ImpactReport, LineImpact, impacts
from apps.calculations.accounting.totals import SCOPES, AccountedLine, Totals, consolidated
from apps.calculations.accounting.uncertainty import UncertainLine, grouped, propagated
from greenlang.engine import canonical_json, exact_sum
from tests.calculations.accounting.inventory_lines import AR6, CO2E_ONLY, GAS, accounted, state, uncertain

ROUNDS = 1000
T = TypeVar("T")


def awkward_numbers(generator: random.Random, count: int) -> list[Decimal]:
    """Of very different sizes and 28 digits: floats, or decimals of 28 digits, would depend on the order."""
    return [Decimal(generator.randint(-(10**28), 10**28)).scaleb(generator.randint(-40, 12)) for _ in range(count)]


def parts_of(generator: random.Random, items: Sequence[T]) -> list[list[T]]:
    """The items shuffled and cut into some partitions, empty ones among them."""
    shuffled = list(items)
    generator.shuffle(shuffled)
    cuts = sorted(generator.randint(0, len(shuffled)) for _ in range(generator.randint(0, 6)))
    return [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]


def distinct(items: Sequence[T], total: Callable[[list[list[T]]], object], rounds: int = ROUNDS) -> int:
    """How many different totals the shuffles and partitionings give."""
    generator = random.Random(2025)
    return len({total(parts_of(generator, items)) for _ in range(rounds)})


NUMBERS = awkward_numbers(random.Random(1), 60)


def lines() -> list[AccountedLine]:
    generator = random.Random(2)
    found = []
    for index in range(24):
        amount = str(abs(awkward_numbers(generator, 1)[0]))
        values = CO2E_ONLY if index % 5 == 0 else GAS
        found.append(accounted(str(index), SCOPES[index % 4], state(amount, values, gwp_basis="AR4")))
    return found


def test_floats_would_depend_on_the_order() -> None:
    assert distinct([float(number) for number in NUMBERS], lambda parts: sum(sum(part) for part in parts)) > 1


def test_exact_sums() -> None:
    assert distinct(NUMBERS, lambda parts: exact_sum(exact_sum(part) for part in parts)) == 1


def test_inventory_totals() -> None:
    def total(parts: list[list[AccountedLine]]) -> bytes:
        whole = Totals("AR5")
        for part in parts:
            whole.include(consolidated(part, gwp_set="AR5"))
        return canonical_json(whole.as_document())

    assert distinct(lines(), total) == 1


def uncertain_line(index: int, emissions: Decimal) -> UncertainLine:
    """Five factors; every third line of its own activity, the others of four meters."""
    own = index % 3 == 0
    source = "" if own else f"meter_{index % 4}"
    return uncertain(
        str(index), str(emissions), str(index % 7) if own else "3", "4", factor_id=f"ef_{index % 5}", source_id=source
    )


def test_error_propagation() -> None:
    def total(parts: list[list[UncertainLine]]) -> bytes:
        return canonical_json(propagated(grouped(line for part in parts for line in part)).as_document())

    assert distinct([uncertain_line(index, number) for index, number in enumerate(NUMBERS)], total) == 1


def test_data_quality() -> None:
    scored = [(number, Pedigree(1 + n % 5, 2, 3, 1, 1 + n % 3)) for n, number in enumerate(NUMBERS)]

    def total(parts: list[list[tuple[Decimal, Pedigree]]]) -> bytes:
        return canonical_json(aggregated(line for part in parts for line in part).as_document())

    assert distinct(scored, total) == 1


def test_edition_impact() -> None:
    pairs = [ImpactLine(str(n), SCOPES[n % 4], state(str(n + 1)), state(str(n + 2), gwp=AR6)) for n in range(12)]
    found = list(impacts(pairs))

    def total(parts: list[list[LineImpact]]) -> bytes:
        return canonical_json(ImpactReport.of(line for part in parts for line in part).as_document())

    assert distinct(found, total) == 1
