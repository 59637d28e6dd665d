"""Electricity shared out consumption by consumption: the same as all at once, every kWh once, and exact sums."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.calculations.accounting.proration import Interval
from apps.calculations.accounting.scope2 import (
    Available,
    Consumption,
    FactorHint,
    GridFactors,
    Instrument,
    QualityCriteria,
    Step,
    Unavailable,
    VintageRule,
    allocated,
)
from apps.inventory.instruments.sharing import Residual, Sharing, Totals, Used
from greenlang.engine.numbers import exact_sum

MIX = Residual(Available(FactorHint("residual-mix", "electricity", "FR"), "CO2 only"), Decimal("0.01711"), "ef_mix")
NONE = Residual(Unavailable("full disclosure"))
AVERAGE = Available(FactorHint("purchased-electricity", "electricity", "FR"))
MONTHS = st.integers(min_value=1, max_value=3)
USES = st.lists(st.tuples(MONTHS, st.integers(0, 20), st.sampled_from(["FR", "AT", "US"])), max_size=6)
HELD = st.lists(
    st.tuples(
        st.sampled_from([Step.CERTIFICATES, Step.CONTRACTS, Step.SUPPLIER_RATE]),
        st.sampled_from(["AIB", "US-CA"]),
        MONTHS,
        st.integers(1, 25),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)


def residual(region: str, on: date) -> Residual:
    return NONE if region == "AT" else MIX


def month(number: int) -> Interval:
    return Interval(date(2025, number, 1), date(2025, number, 28))


def used(place: int, at: int, kwh: int, region: str) -> Used:
    days = month(at)
    return Used(
        str(place), str(place), "Site", region, days.start, days.end, Decimal(kwh), Decimal(kwh), "ef_avg", region
    )


def held(place: int, given: tuple[Step, str, int, int, bool, bool]) -> Instrument:
    step, market, at, kwh, retired, sold = given
    return Instrument(
        f"i{place}",
        step,
        market,
        month(at),
        Decimal(kwh),
        FactorHint(step.value, "x", market),
        QualityCriteria(retired=retired),
        sold,
    )


def a_tenth(_instrument: str, kwh: Decimal) -> Decimal:
    """Every instrument conveys 0.1 kg a kWh."""
    return kwh / 10


@settings(max_examples=50)
@given(USES, HELD, st.integers(0, 40))
def test_one_by_one_is_the_same_as_all_at_once(
    uses: list[tuple[int, int, str]], given_: list[tuple[Step, str, int, int, bool, bool]], days: int
) -> None:
    consumed = [used(place, *each) for place, each in enumerate(uses)]
    instruments = [held(place, each) for place, each in enumerate(given_)]
    rule = VintageRule(days, days)
    shared = list(Sharing(residual, a_tenth, rule).of(consumed, instruments))
    at_once = allocated(
        [
            Consumption(
                each.id,
                each.market,
                Interval(each.start, each.end),
                each.kwh,
                GridFactors(residual(each.region, each.start).published, None, AVERAGE),
            )
            for each in consumed
        ],
        instruments,
        vintage=rule,
    )
    for one, other in zip(shared, at_once, strict=True):
        told = [(Decimal(part["kwh"]), part["step"], part["instrument"], part["kg"] is None) for part in one.parts]
        assert told == [(part.kwh, part.step.value, part.instrument_id, part.factor is None) for part in other.market]
        assert one.without_factor == other.without_factor


@settings(max_examples=50)
@given(USES, HELD)
def test_no_kwh_is_given_out_twice_and_sums_are_exact(
    uses: list[tuple[int, int, str]], given_: list[tuple[Step, str, int, int, bool, bool]]
) -> None:
    consumed = [used(place, *each) for place, each in enumerate(uses)]
    instruments = [held(place, each) for place, each in enumerate(given_)]
    totals = Totals()
    taken: dict[str, Decimal] = defaultdict(Decimal)
    for shared in Sharing(residual, a_tenth).of(consumed, instruments):
        totals.add(shared)
        assert exact_sum(Decimal(part["kwh"]) for part in shared.parts) == shared.used.kwh
        for name, kwh in shared.taken.items():
            taken[name] += kwh
    assert all(taken[each.id] <= (each.kwh or 0) for each in instruments)
    assert totals.by_instrument == {name: kwh for name, kwh in taken.items() if kwh}
    with_factor = exact_sum(kwh for kwh, _ in totals.by_step.values())
    assert exact_sum((with_factor, totals.without_factor)) == totals.kwh == sum(each.kwh for each in consumed)


def test_a_line_that_is_no_energy_is_counted_apart() -> None:
    refused = Used("1", "1", "Fleet", "GB", date(2025, 1, 1), date(2025, 1, 31), Decimal(0), Decimal(7), "", "GB", "km")
    totals = Totals()
    for shared in Sharing(residual, a_tenth).of([refused], []):
        totals.add(shared)
    assert (totals.lines, totals.refused) == (0, 1)
    assert (totals.location_kg, totals.kwh) == (Decimal(7), Decimal(0))
    assert "left out of the board" in totals.disclosures[0]
