"""Samples are drawn by rules that draw the same lines again, and say about the period what their method allows."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.calculations.models import Calculation
from apps.inventory.auditing.drawing import lines_draw, population_of
from apps.inventory.auditing.errors import FindingClosed, NoSuchLine
from apps.inventory.auditing.projecting import ExaminedLine, project
from apps.inventory.auditing.services import (
    finding_answer,
    finding_close,
    line_conclude,
    sample_draw,
    sample_projection,
)
from apps.inventory.auditing.units import PARTS, hits, start_of
from apps.inventory.figures.reading import figures_current
from apps.inventory.models import AuditFinding, SampledLine
from apps.tenants.models import Tenant
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import Inventory, inventory_make

SIZES = st.lists(st.decimals(-(10**6), 10**6, places=3), min_size=1, max_size=40).filter(any)
STARTS = st.integers(0, PARTS - 1)


@settings(max_examples=50)
@given(sizes=SIZES, points=st.integers(1, 60), start=STARTS)
def test_every_point_falls_on_one_line_and_large_lines_are_drawn_for_certain(
    sizes: list[Decimal], points: int, start: int
) -> None:
    found = hits(sizes, points=points, start=start)
    interval = sum(abs(Fraction(size)) for size in sizes) / points
    assert sum(found) == points
    for size, count in zip(sizes, found, strict=True):
        exact = abs(Fraction(size)) / interval
        assert exact - 1 < count < exact + 1


@settings(max_examples=50)
@given(sizes=SIZES, points=st.integers(1, 20), seed=st.text(max_size=20))
def test_where_all_were_tested_and_agreed_nothing_is_projected(sizes: list[Decimal], points: int, seed: str) -> None:
    drawn = hits(sizes, points=points, start=start_of(seed))
    tested = [ExaminedLine(size, size, count) for size, count in zip(sizes, drawn, strict=True) if count]
    population = Decimal(sum(abs(size) for size in sizes))
    for method in ("random", "weighted", "largest"):
        found = project(tested, method=method, population=population, points=points)
        assert found.found == 0
        assert not found.projected


def test_a_misstatement_is_carried_over_as_the_method_says() -> None:
    population = Decimal(1000)
    lines = [
        ExaminedLine(Decimal(100), Decimal(90)),
        ExaminedLine(Decimal(300), Decimal(300)),
        ExaminedLine(Decimal(50), None),
    ]
    random = project(lines, method="random", population=population, points=3)
    assert [random.tested, random.share, random.found, random.projected] == [400, 40, 10, 25]
    assert random.unquantified == 1
    weighted = project(lines, method="weighted", population=population, points=4)
    # 10 of 100 kg, on an interval of 250 kg; the line of 300 kg stands for itself.
    assert weighted.projected == 25
    assert project(lines, method="largest", population=population, points=3).projected is None


@pytest.fixture
def inventory(tenant_a: Tenant) -> Iterator[Inventory]:
    with tenant_scope(tenant_a.id):
        yield inventory_make(tenant_a, ("50", "7", "70", "1000", "3", "0"))


@pytest.mark.django_db
def test_the_database_draws_by_the_same_rule(inventory: Inventory) -> None:
    period = inventory.period.id
    lines = list(Calculation.objects.filter(period_id=period).order_by("sequence"))
    assert figures_current().is_current
    count, total = population_of(period)
    assert (count, total) == (len(lines), sum(line.co2e for line in lines))
    for seed, points in (("a", 1), ("a", 5), ("b", 5), ("c", 40)):
        drawn = lines_draw(period, method="weighted", size=points, seed=seed)
        wanted = hits([line.co2e for line in lines], points=points, start=start_of(seed))
        assert {line.id: line.hits for line in drawn} == {
            line.id: number for line, number in zip(lines, wanted, strict=True) if number
        }
    largest = lines_draw(period, method="largest", size=2, seed="")
    assert [line.co2e for line in largest] == sorted((line.co2e for line in lines), reverse=True)[:2]
    once, again, other = (lines_draw(period, method="random", size=4, seed=seed) for seed in ("x", "x", "y"))
    assert once == again
    assert once != other


@pytest.mark.django_db
def test_an_exception_becomes_a_finding_that_is_answered_and_closed(inventory: Inventory) -> None:
    sample = sample_draw(period=inventory.period, method="weighted", size=3, drawn_by="Auditor")
    assert sample.seed
    first = SampledLine.objects.filter(sample=sample)[0]
    with pytest.raises(InvalidInput):
        line_conclude(line=first, conclusion="exception", actor="Auditor")
    with pytest.raises(InvalidInput):
        line_conclude(line=first, conclusion="exception", actor="Auditor", note="Too much.", audited="many")
    line_conclude(line=first, conclusion="exception", actor="Auditor", note="Half of it.", audited="1")
    line_conclude(line=first, conclusion="exception", actor="Auditor", note="Half of it, twice read.", audited="1")
    finding = AuditFinding.objects.get()
    assert (finding.state, finding.text, finding.line) == ("open", "Half of it.", first)
    assert sample_projection(sample, list(sample.drawn.all())).found == Decimal(first.co2e) - 1
    assert finding_answer(finding=finding, text="It was.", actor="Preparer").state == "answered"
    assert finding_close(finding=finding, actor="Auditor").state == "closed"
    with pytest.raises(FindingClosed):
        finding_answer(finding=finding, text="Again.", actor="Preparer")


@pytest.mark.django_db
def test_lines_are_chosen_by_number_or_id_and_only_those_that_count(inventory: Inventory) -> None:
    lines = list(Calculation.objects.filter(period_id=inventory.period.id).order_by("sequence"))
    named = f"{lines[1].sequence}, {lines[0]}\n{lines[1]}"
    sample = sample_draw(period=inventory.period, method="chosen", size=0, drawn_by="Auditor", chosen=named)
    assert [line.calculation_id for line in sample.drawn.all()] == [lines[0].id, lines[1].id]
    for wrong in ("99999", "calc_" + "0" * 32, "", "nothing"):
        with pytest.raises(NoSuchLine):
            sample_draw(period=inventory.period, method="chosen", size=0, drawn_by="Auditor", chosen=wrong)
    for size in (0, 501):
        with pytest.raises(InvalidInput):
            sample_draw(period=inventory.period, method="random", size=size, drawn_by="Auditor")
