"""Scope 2: kWh by kWh down the order, each step named, nothing given out twice, the location-based method beside."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.accounting.errors import InvalidInstrument, NoGridFactor
from apps.calculations.accounting.proration import Interval
from apps.calculations.accounting.scope2 import (
    GRID_LOSS_CATEGORY,
    GRID_LOSS_METHOD,
    Available,
    Consumption,
    Electricity,
    FactorHint,
    GridFactors,
    Instrument,
    QualityCriteria,
    Step,
    Unavailable,
    VintageRule,
    Why,
    allocated,
    lost_kwh,
)
from greenlang.engine import compile_formula, exact_sum, method
from tests.calculations.accounting.inventory_lines import AR5, factor, quantity

YEAR = Interval(date(2025, 1, 1), date(2025, 12, 31))
MIX = Available(FactorHint("electricity-market-residual", "residual-mix", "US-CAMX"), "CO2e inferred")
SUBREGION = Available(FactorHint("electricity-location", "grid", "US-CAMX"))
COUNTRY = Available(FactorHint("electricity-location", "grid", "US"))
FULL_DISCLOSURE = Unavailable("full disclosure")
US_GRID = GridFactors(residual_mix=MIX, regional=SUBREGION, national=COUNTRY)


def used(kwh: str = "1000", *, consumption_id: str = "office", grid: GridFactors = US_GRID, **more: Any) -> Consumption:
    return Consumption(consumption_id, more.get("market", "US"), YEAR, Decimal(kwh), grid)


def instrument(instrument_id: str, kwh: str | None, step: Step = Step.CERTIFICATES, **more: Any) -> Instrument:
    given_ = {"market": "US", "vintage": YEAR, "factor": FactorHint("electricity-instrument", instrument_id, "US")}
    return Instrument(instrument_id, step, kwh=None if kwh is None else Decimal(kwh), **{**given_, **more})


def certificate(instrument_id: str, kwh: str, **more: Any) -> Instrument:
    return instrument(instrument_id, kwh, Step.CERTIFICATES, **more)


def only(consumption: Consumption, instruments: Sequence[Instrument], **more: Any) -> Electricity:
    (found,) = allocated([consumption], instruments, **more)
    return found


def steps(found: Electricity) -> list[tuple[Step, str, object]]:
    return [(part.step, part.instrument_id, part.kwh) for part in found.market]


def test_the_order_is_certificates_contracts_supplier_residual_mix() -> None:
    held = [
        instrument("rate", "300", Step.SUPPLIER_RATE),
        instrument("ppa", "200", Step.CONTRACTS),
        certificate("rec", "100"),
    ]
    assert steps(only(used(), held)) == [
        (Step.CERTIFICATES, "rec", 100),
        (Step.CONTRACTS, "ppa", 200),
        (Step.SUPPLIER_RATE, "rate", 300),
        (Step.RESIDUAL_MIX, "", 400),
    ]


def test_every_step_says_what_was_passed_over_and_why() -> None:
    (part,) = only(used(), []).market
    assert [(passed.step, passed.why) for passed in part.passed_over] == [
        (Step.CERTIFICATES, Why.NONE_HELD),
        (Step.CONTRACTS, Why.NONE_HELD),
        (Step.SUPPLIER_RATE, Why.NONE_HELD),
    ]
    assert part.factor == MIX.factor


def test_a_suppliers_rate_without_a_quantity_covers_the_rest() -> None:
    assert steps(only(used(), [instrument("rate", None, Step.SUPPLIER_RATE)])) == [(Step.SUPPLIER_RATE, "rate", 1000)]


LAST_YEAR = Interval(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("changes", "why", "words"),
    [
        ({"market": "AIB"}, Why.WRONG_MARKET, "Of AIB; used in US"),
        ({"vintage": LAST_YEAR}, Why.VINTAGE, "Generated from 2024-01-01 to 2024-12-31"),
        ({"criteria": QualityCriteria(retired=False)}, Why.NOT_RETIRED, "Not retired"),
        ({"criteria": QualityCriteria(sole_claim=False)}, Why.CRITERIA, "Not met: sole_claim"),
        ({"criteria": QualityCriteria(conveys_emission_rate=False)}, Why.CRITERIA, "conveys_emission_rate"),
    ],
)
def test_an_instrument_that_does_not_qualify_is_passed_over(changes: dict[str, Any], why: Why, words: str) -> None:
    (part,) = only(used(), [certificate("rec", "5000", **changes)]).market
    assert part.step is Step.RESIDUAL_MIX
    passed = part.passed_over[0]
    assert (passed.instrument_id, passed.why) == ("rec", why)
    assert words in passed.reason


def test_a_programmes_vintage_rule_may_be_wider() -> None:
    held = [certificate("rec", "1000", vintage=LAST_YEAR)]
    assert steps(only(used(), held, vintage=VintageRule(days_before=450))) == [(Step.CERTIFICATES, "rec", 1000)]


def test_no_kwh_is_given_out_twice() -> None:
    first, second = allocated([used("700"), used("700", consumption_id="plant")], [certificate("rec", "1000")])
    assert steps(first) == [(Step.CERTIFICATES, "rec", 700)]
    assert steps(second) == [(Step.CERTIFICATES, "rec", 300), (Step.RESIDUAL_MIX, "", 400)]


def test_an_exhausted_instrument_is_passed_over() -> None:
    _, last = allocated([used("700"), used("1", consumption_id="last")], [certificate("rec", "700")])
    assert last.market[0].passed_over[0].why is Why.EXHAUSTED


def test_the_oldest_vintage_goes_first() -> None:
    half = Interval(date(2025, 1, 1), date(2025, 6, 30))
    held = [certificate("a-whole", "800"), certificate("b-half", "800", vintage=half)]
    assert steps(only(used(), held)) == [(Step.CERTIFICATES, "b-half", 800), (Step.CERTIFICATES, "a-whole", 200)]


def test_certificates_sold_separately_leave_the_residual_mix() -> None:
    held = [
        instrument("ppa", "400", Step.CONTRACTS, certificates_sold_separately=True),
        instrument("rate", None, Step.SUPPLIER_RATE),
    ]
    found = only(used(), held)
    assert steps(found) == [(Step.RESIDUAL_MIX, "ppa", 400), (Step.SUPPLIER_RATE, "rate", 600)]
    assert found.market[0].factor == MIX.factor
    assert found.market[0].passed_over[-1].why is Why.SOLD_SEPARATELY


def test_full_disclosure_is_not_available_and_never_zero() -> None:
    grid = GridFactors(residual_mix=FULL_DISCLOSURE, national=COUNTRY)
    found = only(used(grid=grid), [certificate("go", "600")])
    rest = found.market[1]
    assert rest.kwh == 400
    assert (rest.factor, rest.passed_over[-1].why) == (None, Why.NOT_AVAILABLE)
    assert found.without_factor == 400
    assert found.disclosures == ("400 kWh have no market-based factor (full disclosure); they are not zero.",)


def test_past_not_available_only_where_the_caller_allowed_it() -> None:
    grid = GridFactors(residual_mix=FULL_DISCLOSURE, national=COUNTRY, past_not_available=True)
    (part,) = only(used(grid=grid), []).market
    assert (part.step, part.factor) == (Step.NATIONAL_AVERAGE, COUNTRY.factor)
    assert Why.NOT_AVAILABLE in [passed.why for passed in part.passed_over]


def test_an_absent_residual_mix_is_disclosed() -> None:
    found = only(used(grid=GridFactors(regional=SUBREGION, national=COUNTRY)), [])
    assert found.market[0].step is Step.REGIONAL_AVERAGE
    assert found.market[0].passed_over[-1].why is Why.ABSENT
    assert found.disclosures == ("Without a residual mix 1000 kWh take the regional average, so they may count twice.",)


def test_what_a_published_figure_leaves_out_is_disclosed() -> None:
    assert only(used(), []).disclosures == ("Residual mix: CO2e inferred.",)


def test_the_location_based_method_stands_beside_and_knows_no_instrument() -> None:
    found = only(used(), [instrument("rate", None, Step.SUPPLIER_RATE)])
    assert (found.location.step, found.location.factor) == (Step.REGIONAL_AVERAGE, SUBREGION.factor)
    assert found.location.kwh == 1000
    country = only(used(grid=GridFactors(residual_mix=MIX, national=COUNTRY)), [])
    assert country.location.step is Step.NATIONAL_AVERAGE
    assert country.location.passed_over[0].why is Why.ABSENT


def test_without_an_average_of_the_grid_it_is_refused() -> None:
    with pytest.raises(NoGridFactor, match="No average"):
        only(used(grid=GridFactors(residual_mix=MIX)), [])
    with pytest.raises(NoGridFactor, match="No residual mix and no average"):
        only(used(grid=GridFactors()), [])


def test_not_available_blocks_the_location_based_fallback() -> None:
    with pytest.raises(NoGridFactor, match="published as not available"):
        only(used(grid=GridFactors(residual_mix=MIX, regional=Unavailable("withheld"), national=COUNTRY)), [])


def test_zero_consumption_takes_nothing() -> None:
    found = only(used("0"), [certificate("rec", "10")])
    assert found.market == ()
    assert found.location.kwh == 0


def test_what_stands_there_twice_is_refused() -> None:
    with pytest.raises(InvalidInstrument, match="instrument rec is there twice"):
        allocated([used()], [certificate("rec", "1"), certificate("rec", "1")])
    with pytest.raises(InvalidInstrument, match="consumption office is there twice"):
        allocated([used(), used()], [])


@pytest.mark.parametrize("kwh", ["0", "-1"])
def test_an_instrument_covers_something(kwh: str) -> None:
    with pytest.raises(InvalidInstrument, match="covers no kWh"):
        certificate("rec", kwh)


def test_contradictions_are_refused() -> None:
    with pytest.raises(InvalidInstrument, match="no quantity"):
        instrument("rec", None)
    with pytest.raises(InvalidInstrument, match="no contractual instrument"):
        instrument("mix", "1", Step.RESIDUAL_MIX)
    with pytest.raises(InvalidInstrument, match="below zero"):
        used("-1")


amounts = st.decimals(Decimal("0.001"), 10**6, places=3, allow_nan=False)
offsets = st.integers(-400, 400)


@st.composite
def held_instruments(draw: st.DrawFn) -> list[Instrument]:
    found = []
    for index in range(draw(st.integers(0, 6))):
        step = draw(st.sampled_from([Step.CERTIFICATES, Step.CONTRACTS, Step.SUPPLIER_RATE]))
        start = YEAR.start + timedelta(days=draw(offsets))
        found.append(
            instrument(
                f"i{index}",
                str(draw(amounts)),
                step,
                market=draw(st.sampled_from(["US", "AIB"])),
                vintage=Interval(start, start + timedelta(days=draw(st.integers(0, 365)))),
                criteria=QualityCriteria(retired=draw(st.booleans())),
                certificates_sold_separately=draw(st.booleans()),
            )
        )
    return found


@given(st.lists(amounts, max_size=4), held_instruments())
def test_every_kwh_is_allocated_exactly_once(amounts: list[Decimal], held: list[Instrument]) -> None:
    found = allocated([used(str(kwh), consumption_id=str(n)) for n, kwh in enumerate(amounts)], held)
    for one in found:
        assert exact_sum(part.kwh for part in one.market) == one.kwh == one.location.kwh
        assert all(part.kwh > 0 for part in one.market)
    for instrument_ in held:
        taken = exact_sum(part.kwh for one in found for part in one.market if part.instrument_id == instrument_.id)
        assert instrument_.kwh is not None
        assert taken <= instrument_.kwh
        assert not taken or (instrument_.market == "US" and instrument_.criteria.retired)


def test_lost_electricity_is_what_did_not_arrive() -> None:
    assert lost_kwh(Decimal(950), Decimal("0.05")) == 50
    assert lost_kwh(Decimal(1000), Decimal("0.051")) == Fraction(51000, 949)


@pytest.mark.parametrize("loss", ["-0.01", "1", "5"])
def test_a_loss_is_a_share(loss: str) -> None:
    with pytest.raises(InvalidInstrument, match="A loss of"):
        lost_kwh(Decimal(1), Decimal(loss))


def test_the_librarys_method_calculates_the_loss_for_scope_3() -> None:
    loss = method(GRID_LOSS_METHOD)
    factors = {"loss": factor({"loss": ("0.05", "1")}), "ef": factor({"CO2": ("0.4", "kg/kWh")})}
    outcome = compile_formula(loss.definition).evaluate({"quantity": quantity("950", "kWh")}, factors, AR5)
    assert outcome.co2e == 20
    assert (loss.definition.scope, loss.scope3_category) == ("3", str(GRID_LOSS_CATEGORY))
