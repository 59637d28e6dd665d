"""The benches of calculations run; what they measure is theirs to say."""

from benchmarks import calculate
from benchmarks.ground.sample import calculator, documents


def test_the_bench_of_calculations_measures_every_way() -> None:
    told: list[str] = []
    figures = calculate.figures(told.append, 1, rows=20)
    assert told
    assert all(figure.value > 0 for figure in figures)
    assert {"single", "row of one kind", "row of six kinds, recorded / plain decimals"} <= {f.name for f in figures}


def test_the_benches_rows_are_of_planned_shapes() -> None:
    batch = calculator()
    rows = [batch.row(document) for document in documents(24)]
    assert len({row.recipe.hash for row in rows}) == 5
    assert len(batch._plans) == 6
    assert all(plan is not None for plan in batch._plans.values())
