"""Totals, uncertainty and quality of a period; electricity and metered days shared out. Nothing is written."""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.api_accounting import UncertaintyRequest
from apps.calculations.api_allocation import AllocationRequest
from apps.calculations.api_proration import ProrationRequest
from apps.calculations.bodies import StrictBody
from apps.calculations.models import Calculation
from apps.calculations.selectors import accounting
from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services.ledger import ledger_append
from apps.inventory.services.corrections import line_reverse
from apps.tenants.models import Tenant
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import FactorSlot, compile_formula
from greenlang.engine.methods.purchased_electricity import MARKET_BASED
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import Recipe, Record
from greenlang.engine.units import Quantity
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.calculations.records import ELECTRICITY, FORMULA, REQUEST, append, calculated, electricity_append, made
from tests.house import Api

pytestmark = pytest.mark.django_db

YEAR = {"start": "2025-01-01", "end": "2025-12-31"}
GRID = {"category": "purchased-electricity", "activity": "electricity", "region": "US-CAMX"}


@pytest.fixture
def api(tenant_a: Tenant, api_key: Callable[..., str]) -> Api:
    """As an auditor, who may only look."""
    return Api(api_key(tenant_a, "auditor"))


def market_based_append(kwh: str, period: uuid.UUID) -> Calculation:
    """Electricity in California by the residual mix, which is published as CO2e only."""
    request = FactorRequest(
        slot="ef", category="residual-mix", activity="electricity", region="US-CAMX", unit="kg/kWh",
        gases=("CO2e",), edition="green-e-2025",
    )  # fmt: skip
    formula = compile_formula(MARKET_BASED.formula("market_based"))
    quantity = Quantity.from_document({"value": kwh, "unit": "kWh"})
    return written(*made(formula, quantity, request, "AR5", period_id=period))


def wood_append(value: str, period: uuid.UUID) -> Calculation:
    """Wood in mmBtu."""
    request = replace(REQUEST, activity="wood-and-wood-residuals")
    quantity = Quantity.from_document({"value": value, "unit": "mmBtu", "basis": "gross"})
    return written(*made(FORMULA, quantity, request, "AR5", period_id=period))


def refrigerant_append(kg: str, period: uuid.UUID) -> Calculation:
    """R-22 lost, an HCFC."""
    request = FactorRequest(
        slot="ef", category="refrigerant-composition", activity="r-22", region="GLO", unit="kg/kg",
        gases=("HCFC-22",), edition="single-substances-1",
    )  # fmt: skip
    definition = replace(
        FORMULA.definition, inputs={"quantity": "kg"}, factors={"ef": FactorSlot("kg/kg", per_gas=True)}
    )
    quantity = Quantity.from_document({"value": kg, "unit": "kg"})
    return written(*made(compile_formula(definition), quantity, request, "AR5", period_id=period))


def written(record: Record, recipe: Recipe) -> Calculation:
    """The row of an entry, in the chain."""
    ledger_append(record, recipe)
    return Calculation.objects.get(id=uuid.UUID(record.id))


def in_2025(record: Record, recipe: Recipe) -> Calculation:
    """An entry whose activity has days."""
    return written(replace(record, source=canonical_json(YEAR).decode()), recipe)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    return found


def test_totals_are_by_scope_and_gas_over_what_counts(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        gas = append("50", period_id=period)
        taken_back = append("7", period_id=period)
        line_reverse(calculation=taken_back, actor="test", reason="typing error")
        grid = electricity_append("1000", edition="epa-hub-2025", period_id=period)
        market = market_based_append("1000", period)
    found = api.get(f"/ledger/totals?period_id={period}").json()
    assert (found["gwp_set"], found["lines"]) == ("AR5", "3")
    assert {scope: each["co2e"] for scope, each in found["scopes"].items()} == {
        "1": canonical_number(gas.co2e),
        "2-location": canonical_number(grid.co2e),
        "2-market": canonical_number(market.co2e),
    }
    assert found["co2e"] == canonical_number(gas.co2e + grid.co2e)
    assert found["co2e_market_based"] == canonical_number(gas.co2e + market.co2e)
    assert found["scopes"]["1"]["gases"] == {each["gas"]: each["co2e"] for each in gas.gases}
    assert found["scopes"]["2-market"]["embedded"] == {
        "potentials that are not stated": {"lines": "1", "co2e": canonical_number(market.co2e)}
    }
    assert found["not_separable"] == {"lines": "1", "co2e": canonical_number(market.co2e)}
    assert found["disclosures"] == [
        f"1 lines with {canonical_number(market.co2e)} kg CO2e rest on factors that embed potentials that "
        "are not stated; they cannot be re-based to AR5."
    ]


def test_biogenic_co2_and_memo_gases_stand_apart(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        wood = wood_append("10", period)
        lost = refrigerant_append("2", period)
    scope = api.get(f"/ledger/totals?period_id={period}").json()["scopes"]["1"]
    assert scope["co2_biogenic"] == canonical_number(wood.co2_biogenic) == "938"
    assert set(scope["gases"]) == {"CH4", "N2O"}
    assert scope["memo"]["HCFC-22"]["mass"] == "2"
    assert (scope["co2e"], lost.co2e) == (canonical_number(wood.co2e), 0)


def test_calculations_with_two_gwp_sets_have_no_total(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", "AR5", period_id=period)
        append("50", "AR6", period_id=period)
    found = problem(api.get(f"/ledger/totals?period_id={period}"), 409)
    assert (found["type"], found["mend"]) == ("urn:greenlang:problem:mixed-gwp-sets", "Calculate it anew with AR5.")


def test_approach_1_is_the_printed_equation_and_lines_of_one_factor_are_correlated(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        row = append("50", period_id=period)
        append("50", period_id=period)
        co2 = next(gas["ef_cid"] for gas in row.gases if gas["gas"] == "CO2")
        others = [gas["ef_cid"] for gas in row.gases if gas["gas"] != "CO2"]
    body = {"period_id": str(period), "activity_percent": 0, "by_factor": {co2: "5", **dict.fromkeys(others, 0)}}
    found = api.post("/ledger/uncertainty", body).json()
    assert found["monte_carlo"] is None
    assert found["approach_1"]["lines"] == "2"
    half_range = (Decimal(found["approach_1"]["high"]) - Decimal(found["approach_1"]["low"])) / 2
    assert half_range == Decimal("265.3"), "5 % of twice 2,653 kg CO2, not divided by the root of two"
    assert found["approach_1"]["contributions"] == {co2: "100"}


def test_a_simulation_is_made_again_by_its_seed_and_nothing_is_written(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", period_id=period)
        electricity_append("1000", edition="epa-hub-2025", period_id=period)
    body = {"period_id": str(period), "activity_percent": "2", "factor_percent": 5.5, "simulate": True, "draws": 20000}
    first, again = (api.post("/ledger/uncertainty", {**body, "seed": 7}).json() for _ in range(2))
    assert first == again
    drawn, exact = first["monte_carlo"], first["approach_1"]
    assert (drawn["seed"], drawn["draws"], drawn["generator"]) == ("7", "20000", "PCG64")
    assert abs(Decimal(drawn["half_range_percent"]) - Decimal(exact["half_range_percent"])) < Decimal("0.2")
    assert api.post("/ledger/uncertainty", {**body, "seed": 8}).json()["monte_carlo"]["mean"] != drawn["mean"]
    with tenant_scope(tenant_a.id):
        assert Calculation.objects.count() == 2
        assert ledger_verify().holds


def test_an_unknown_uncertainty_is_disclosed_and_never_zero(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        known = append("50", period_id=period)
        unknown = append("10", period_id=period)
    body = {"period_id": str(period), "factor_percent": "5", "by_activity": {str(known): "1", str(unknown): None}}
    found = api.post("/ledger/uncertainty", body).json()["approach_1"]
    assert found["lines"] == "1"
    assert found["unquantified"] == {"lines": "1", "co2e": canonical_number(unknown.co2e)}
    assert "have no known uncertainty: left out" in found["notes"][0]
    nothing = {"period_id": str(period), "simulate": True}
    assert problem(api.post("/ledger/uncertainty", nothing), 422)["type"].endswith("invalid-uncertainty")
    assert (
        api.post("/ledger/uncertainty", {"period_id": str(period)}).json()["approach_1"]["half_range_percent"] is None
    )


def test_the_total_has_one_method_of_scope_2(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        grid = electricity_append("1000", edition="epa-hub-2025", period_id=period)
        market = market_based_append("1000", period)
    body = {"period_id": str(period), "activity_percent": "1", "factor_percent": "5"}
    for market_based, row in ((False, grid), (True, market)):
        found = api.post("/ledger/uncertainty", {**body, "market_based": market_based}).json()
        assert found["approach_1"]["total"] == canonical_number(row.co2e)
        assert "1 lines by the other method of scope 2 are not in this total." in found["notes"]


def test_a_simulation_that_would_take_too_long_is_refused_with_what_is_possible(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", period_id=period)
    body = {"period_id": str(period), "activity_percent": 1, "factor_percent": 1, "simulate": True, "draws": 20000}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounting, "MOST_CELLS", 45000)
        found = problem(api.post("/ledger/uncertainty", body), 422)
    assert (found["where"], found["mend"]) == ("/draws", "Draw at most 15000 times.")


def test_an_uncertainty_of_what_is_not_in_the_total_is_refused(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", period_id=period)
    body: dict[str, Any] = {"period_id": str(period), "activity_percent": 1, "factor_percent": 1}
    stranger = f"calc_{uuid.uuid4().hex}"
    assert problem(api.post("/ledger/uncertainty", {**body, "by_activity": {stranger: 1}}), 422)["mend"]
    found = problem(api.post("/ledger/uncertainty", {**body, "by_factor": {"ef_none": 1}}), 422)
    assert found["where"] == "/by_factor/ef_none"


def test_quality_is_proposed_with_reasons_and_weighted_by_emissions(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        for value in ("50", "20"):
            in_2025(*calculated(value, period_id=period))
        request = replace(REQUEST, **GRID, unit="kg/kWh", edition="egrid2023-rev2")  # type: ignore[arg-type]
        kwh = Quantity.from_document({"value": "100", "unit": "kWh"})
        in_2025(*made(ELECTRICITY, kwh, request, "AR5", period_id=period))
    found = api.get(f"/ledger/quality?period_id={period}").json()
    fuel, grid = found["classes"]
    assert (fuel["lines"], fuel["activity"], fuel["activity_year"]) == ("2", "natural-gas", "2025")
    assert [each["score"] for each in grid["proposals"]] == ["3", "1", "1"]
    assert grid["proposals"][1]["reason"] == "The data are of 2023, the activity of 2025: 2 years apart."
    assert fuel["proposals"][1]["reason"] == "The year of the factor's data is not known."
    assert found["aggregate"]["pedigree"] is None
    weights = [Decimal(each["co2e"]) for each in (fuel, grid)]
    time = (3 * weights[0] + 2 * weights[1]) / sum(weights)
    assert found["aggregate"]["pact"]["temporalDQR"] == canonical_number(round(time, 2))
    whole = api.get(f"/ledger/quality?period_id={period}&completeness=2&reliability=1").json()["aggregate"]["pedigree"]
    assert (whole["completeness"], whole["reliability"], whole["coverage"]) == ("2", "1", "1")


def test_an_activity_without_a_day_is_scored_as_unknown(api: Api, tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", period_id=period)
    (only,) = api.get(f"/ledger/quality?period_id={period}").json()["classes"]
    assert (only["activity_year"], only["proposals"][1]["score"]) == ("", "5")


def test_electricity_is_shared_out_by_both_methods(api: Api) -> None:
    certificate = {"id": "rec", "step": "energy-attribute-certificates", "market": "US", "vintage": YEAR, "kwh": "400",
                   "factor": {**GRID, "activity": "wind"}}  # fmt: skip
    grid = {"residual_mix": {"not_available": "full disclosure"}, "regional": {"factor": GRID}}
    used = {"id": "office", "market": "US", **YEAR, "kwh": 1000, "grid": grid}
    answer = api.post("/scope2/allocation", {"consumptions": [used], "instruments": [certificate]})
    (found,) = answer.json()["results"]
    assert (found["location_based"]["kwh"], found["location_based"]["step"]) == ("1000", "regional-average")
    assert [(part["step"], part["kwh"]) for part in found["market_based"]] == [
        ("energy-attribute-certificates", "400"),
        ("residual-mix", "600"),
    ]
    assert found["market_based"][1]["factor"] is None
    assert found["market_based"][1]["passed_over"][-1]["why"] == "published-as-not-available"
    assert found["without_factor_kwh"] == "600"
    assert "they are not zero" in found["disclosures"][0]


def test_a_metered_quantity_is_shared_by_exact_days(api: Api) -> None:
    periods = [{"start": "2025-01-01", "end": "2025-12-31"}, {"start": "2024-01-01", "end": "2024-12-31"},
               {"start": "2030-01-01", "end": "2030-12-31"}]  # fmt: skip
    body = {"quantity": "1000", "unit": "kWh", "start": "2024-12-15", "end": "2025-01-13", "periods": periods}
    found = api.post("/proration", body).json()
    assert [each["share"] for each in found["portions"]] == ["17/30", "13/30"]
    assert found["portions"][0]["days"] == {"value": "17", "unit": "day"}
    assert found["portions"][0]["metered_days"] == {"value": "30", "unit": "day"}
    assert (found["portions"][0]["amount"], found["uncovered_days"]) == (None, "0")
    assert found["untouched"] == [periods[2]]


def test_anothers_period_answers_like_an_unknown_one(
    api: Api, tenant_a: Tenant, tenant_b: Tenant, api_key: Callable[..., str]
) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", period_id=period)
    outsider = Api(api_key(tenant_b))
    for path in ("/ledger/totals", "/ledger/quality"):
        assert api.get(f"{path}?period_id={period}").status_code == 200
        answers = [outsider.get(f"{path}?period_id={each}") for each in (period, uuid.uuid4())]
        assert problem(answers[0], 404) == problem(answers[1], 404)
    bodies = [{"period_id": str(each), "activity_percent": 1} for each in (period, uuid.uuid4())]
    own, unknown = (problem(outsider.post("/ledger/uncertainty", body), 404) for body in bodies)
    assert own == unknown


INSTRUMENT = {"id": "a", "step": "contracts", "market": "US", "vintage": YEAR, "kwh": "1", "factor": GRID}
USED = {"id": "a", "market": "US", **YEAR, "kwh": "1", "grid": {"regional": {"factor": GRID}}}
METERED = {"quantity": "1", "unit": "kWh", **YEAR, "periods": [YEAR]}
PERIOD = str(uuid.UUID(int=1))


@pytest.mark.parametrize(
    ("path", "body", "where"),
    [
        ("/ledger/uncertainty", {"period_id": PERIOD, "sead": 1}, "/sead"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "draws": 1_000_001}, "/draws"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "draws": [10]}, "/draws"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "seed": -1}, "/seed"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "factor_percent": "NaN"}, "/factor_percent"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "factor_percent": {"a": []}}, "/factor_percent"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "by_factor": {"x": "-1"}}, "/by_factor/x"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "by_activity": {"nobody": 1}}, "/by_activity/nobody"),
        ("/ledger/uncertainty", {"period_id": PERIOD, "by_activity": ["x"]}, "/by_activity"),
        ("/ledger/uncertainty", {"period_id": {}}, "/period_id"),
        ("/ledger/uncertainty", [], ""),
        ("/ledger/uncertainty", [1] * 5, ""),
        ("/ledger/uncertainty", "null", ""),
        ("/scope2/allocation", {"consumptions": []}, "/consumptions"),
        ("/scope2/allocation", {"consumptions": [USED] * 501}, "/consumptions"),
        ("/scope2/allocation", {"consumptions": [USED, USED]}, "a"),
        ("/scope2/allocation", {"consumptions": [7]}, "/consumptions/0"),
        ("/scope2/allocation", {"consumptions": [{**USED, "grid": {}}]}, "a"),
        ("/scope2/allocation", {"consumptions": [{**USED, "grid": {"regional": {}}}]}, "/consumptions/0/grid/regional"),
        ("/scope2/allocation", {"consumptions": [{**USED, "kw": 1}]}, "/consumptions/0/kw"),
        ("/scope2/allocation", {"consumptions": [{**USED, "end": "2020-01-01"}]}, "/consumptions/0/end"),
        ("/scope2/allocation", {"consumptions": [USED], "instruments": [{**INSTRUMENT, "step": {}}]},
         "/instruments/0/step"),
        ("/scope2/allocation", {"consumptions": [USED], "instruments": [{**INSTRUMENT, "kwh": None}]},
         "/instruments/0/kwh"),
        ("/scope2/allocation", {"consumptions": [USED], "vintage": {"days_before": 10**9}}, "/vintage/days_before"),
        ("/proration", {**METERED, "start": "0001-01-01"}, "/start"),
        ("/proration", {**METERED, "end": "2024-01-01"}, "/end"),
        ("/proration", {**METERED, "unit": "furlong-ish"}, "unit"),
        ("/proration", {**METERED, "quantity": "1e999"}, "/quantity"),
        ("/proration", {**METERED, "periods": [YEAR, YEAR]}, "periods"),
        ("/proration", {**METERED, "periods": {"start": 1}}, "/periods"),
    ],
)  # fmt: skip
def test_a_hostile_body_is_a_problem_with_its_place(api: Api, path: str, body: object, where: str) -> None:
    found = problem(api.post(path, json.dumps(body) if not isinstance(body, str) else body), 422)
    assert found["where"] == where
    assert found["mend"]


def test_an_unknown_member_is_told_the_nearest(api: Api) -> None:
    found = problem(api.post("/ledger/uncertainty", {"period_id": PERIOD, "activity_percant": 1}), 422)
    assert "activity_percent" in found["detail"]
    assert problem(api.get(f"/ledger/totals?perod_id={PERIOD}"), 400)["errors"]


MEMBERS = ("period_id", "by_factor", "draws", "consumptions", "grid", "regional", "factor", "kwh", "periods", "start",
           "quantity", "unit", "instruments", "vintage", "criteria", "x")  # fmt: skip
SCALARS = st.one_of(st.none(), st.booleans(), st.text(max_size=5), st.integers(), st.decimals())
DOCUMENTS = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), below, max_size=5),
    max_leaves=12,
)


@pytest.mark.parametrize("body", [UncertaintyRequest, AllocationRequest, ProrationRequest])
@given(DOCUMENTS)
def test_whatever_json_is_handed_in_is_read_or_refused_with_its_place(body: type[StrictBody], document: object) -> None:
    try:
        assert body.read(document)
    except InvalidInput as error:
        assert error.where == error.errors[0]["pointer"]
        assert error.where[:1] in {"", "/"}, "the whole, or a member"


@pytest.mark.parametrize("query", ["", "?period_id=x", "?period_id=%00", f"?period_id={PERIOD}&reliability=9"])
def test_a_query_that_says_nothing_usable_is_a_problem(api: Api, query: str) -> None:
    assert problem(api.get(f"/ledger/quality{query}"), 422)["where"]
