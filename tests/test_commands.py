"""Commands without a terminal, and how benches tell what they measured."""

import io
import uuid
from contextlib import nullcontext
from datetime import date
from typing import Any
from unittest.mock import MagicMock

import pytest

from apps.agents.domains import match_domain
from apps.agents.spec import read_spec, validate_spec
from apps.tenants.models import Tenant
from benchmarks import factory, lookup, verify
from benchmarks.figure import Figure
from benchmarks.ground.profiling import profile_text
from benchmarks.ground.tenfold import COPIES, tenfold
from benchmarks.traces.lookups import Trace
from greenlang.engine.contract import FactorRequest
from greenlang.errors import Refused
from greenlang.isolation import tenant_scope
from greenlang.management.base import confirmed
from greenlang.management.commands import bench, delete_tenant, rotate_signing_key


def test_without_a_terminal_nobody_confirms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert not confirmed("Sure? ", "yes")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert not confirmed("Sure? ", "yes")
    monkeypatch.setattr("sys.stdin", io.StringIO(" yes\n"))
    assert confirmed("Sure? ", "yes")


def test_the_signing_key_stays_where_nobody_confirms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Refused, match=r"Nothing was changed.*--yes"):
        rotate_signing_key.Command().work(yes=False)


@pytest.mark.django_db
def test_a_tenant_stays_where_nobody_confirms(tenant_a: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Refused, match=r"Nothing was removed.*--yes"):
        delete_tenant.Command().work(yes=False, slug=tenant_a.slug, reason="Left")
    with tenant_scope(tenant_a.id):
        assert Tenant.objects.filter(pk=tenant_a.pk).exists()


def test_the_columns_of_a_bench_fit_its_longest_name() -> None:
    told = io.StringIO()
    names = ["short", "in batches, with recipes and checkpoints, by the clock"]
    figures = [Figure(name, 1.5, "x", 2.0).as_document() for name in names]
    bench.Command(stdout=told).tell({"figures": figures})
    first, second = told.getvalue().splitlines()
    assert first.index("target") == second.index("target")


def test_a_figure_with_a_goal_tells_its_percentile_and_whether_the_goal_is_reached() -> None:
    told = io.StringIO()
    found = Figure("parse", 0.004, "s", 0.010, goal=0.003, p95=0.006)
    bench.Command(stdout=told).tell({"figures": [found.as_document()]})
    line = " ".join(told.getvalue().split())
    assert line == "parse 4.0 ms p95 6.0 ms target 10.0 ms holds goal 3.0 ms not reached"


def test_a_specification_ten_times_as_large_is_valid_and_of_the_same_kind() -> None:
    source = factory.PACK.read_bytes()
    large = read_spec(tenfold(source)).spec
    small = read_spec(source).spec
    assert validate_spec(large) == []
    for part in ("factors", "formulas"):
        assert len(getattr(large, part)) == COPIES * len(getattr(small, part))
    assert len(large.tests.golden) == COPIES * len(small.tests.golden)
    assert match_domain(large).domain == match_domain(small).domain


def test_a_profile_names_the_functions_that_take_longest() -> None:
    text = profile_text(lambda: sorted(range(1000), key=lambda number: -number))
    assert "sorted" in text
    assert "reduced" not in profile_text(lambda: None, most=10**6)


def test_the_bench_of_lookups_says_that_fewer_rounds_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_round(trace: Any, measured: dict[str, list[float]], rates: list[dict[str, float]]) -> None:
        for seconds in measured.values():
            seconds.append(0.1)
        rates.append({"L1": 0.5, "L2": 0.5, "L4": 0.0})

    trace = Trace([(FactorRequest("ef", "heat", "gas", "US", "kg/kWh"), date(2025, 1, 1))], 1)
    monkeypatch.setattr(lookup, "published_trace", lambda: trace)
    monkeypatch.setattr(lookup, "_one_round", one_round)
    monkeypatch.setattr(lookup, "_agent_hit_rate", lambda: 1.0)
    monkeypatch.setattr(lookup, "_result_hit_rate", lambda: 1.0)
    monkeypatch.setattr(lookup, "_calculation_latencies", list)
    monkeypatch.setattr(lookup, "_tidy", lambda: None)
    told: list[str] = []
    lookup.figures(told.append, 1)
    assert "5 rounds instead of 1: the medians of fewer say nothing" in told
    assert "round 5 of 5" in told
    told.clear()
    lookup.figures(told.append, 6)
    assert not any("instead" in line for line in told)


@pytest.mark.parametrize(("cpu", "missed"), [(1e-9, False), (1e9, True)])
def test_the_bench_of_verification_shows_where_a_missed_goal_went(
    monkeypatch: pytest.MonkeyPatch, cpu: float, missed: bool
) -> None:
    monkeypatch.setattr(verify, "own_database", lambda: nullcontext("bench"))
    monkeypatch.setattr(verify, "superuser", lambda database: MagicMock())
    monkeypatch.setattr(verify, "bench_tenant", lambda slug: uuid.uuid4())
    monkeypatch.setattr(verify, "batch_execute", lambda **arguments: None)
    monkeypatch.setattr(verify, "measured", lambda tenant_id, way: (1.0, cpu))
    told: list[str] = []
    verify.figures(told.append, 1, rows=20)
    assert any("missed: in batches, a core" in line for line in told) is missed
    assert any("function calls" in line for line in told) is missed
