"""A request is answered exactly or refused with a reason; nothing is put in another's place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import Route
from apps.calculations.catalogue.errors import FactorAmbiguous, FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.catalogue.reading import read_editions
from greenlang.engine.contract import FactorRequest
from greenlang.engine.errors import UnitError
from greenlang.errors import GreenLangError
from tests.calculations.catalogue.catalogue_samples import candidates, edition, row

GASES = ("CO2", "CH4", "N2O")


@pytest.fixture(scope="module")
def catalogue() -> list[Candidate]:
    return [
        Candidate(each, read.edition, ef_cid(each, read.edition)) for read in read_editions() for each in read.factors
    ]


def combustion(activity: str = "natural-gas", **changes: str | tuple[str, ...]) -> FactorRequest:
    request = FactorRequest(
        slot="ef",
        category="stationary-combustion",
        activity=activity,
        region="US",
        unit="kg/mmBtu(HHV)",
        gases=GASES,
        edition="epa-hub-2025",
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def electricity(region: str = "US-CAMX", **changes: str | tuple[str, ...]) -> FactorRequest:
    request = FactorRequest(
        slot="ef",
        category="purchased-electricity",
        activity="electricity",
        region=region,
        unit="kg/kWh",
        gases=GASES,
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def test_natural_gas_per_gas(catalogue: list[Candidate]) -> None:
    factor = match_factor(catalogue, combustion())
    assert [(c.gas, c.value, c.unit) for c in factor.components] == [
        ("CO2", Decimal("53.06"), "kg(CO2)/mmBtu(HHV)"),
        ("CH4", Decimal("1.0"), "g(CH4)/mmBtu(HHV)"),
        ("N2O", Decimal("0.10"), "g(N2O)/mmBtu(HHV)"),
    ]
    assert len({c.ef_cid for c in factor.components}) == 3
    assert factor.edition == "epa-hub-2025"
    assert factor.table == "Table 1"
    assert factor.basis == "HHV"
    assert factor.citation.endswith("January 2025, Table 1")
    assert factor.licence == "LicenseRef-US-Government-Work"


def test_the_way_is_told(catalogue: list[Candidate]) -> None:
    steps = match_factor(catalogue, combustion("Natural Gas"), on=date(2024, 6, 30)).steps
    assert "activity natural-gas, read from 'Natural Gas'" in steps
    assert "edition epa-hub-2025" in steps
    assert "applicable from 2024-01-01 on" in steps
    assert "unit kg/mmBtu(HHV), route energy" in steps


def test_the_unit_decides_the_route(catalogue: list[Candidate]) -> None:
    printed = match_factor(catalogue, combustion(unit="kg/scf"))
    assert printed.components[0].value == Decimal("0.05444")
    assert [c.unit for c in printed.components] == ["kg(CO2)/scf", "g(CH4)/scf", "g(N2O)/scf"]


def test_a_parameter_is_named_after_what_it_is(catalogue: list[Candidate]) -> None:
    request = combustion(category="heat-content", unit="mmBtu(HHV)/scf", gases=())
    (component,) = match_factor(catalogue, request).components
    assert (component.gas, component.value, component.unit) == (
        "heat-content",
        Decimal("0.001026"),
        "mmBtu(HHV)/scf",
    )


def test_convertible_units_serve(catalogue: list[Candidate]) -> None:
    per_kwh = match_factor(catalogue, combustion(unit="g/kWh(gross)"))
    assert per_kwh.components == match_factor(catalogue, combustion()).components


def test_biogenic_carbon_dioxide_stays_apart(catalogue: list[Candidate]) -> None:
    factor = match_factor(catalogue, combustion("wood-and-wood-residuals"))
    assert [c.gas for c in factor.components] == ["CO2_biogenic", "CH4", "N2O"]
    assert any("biogenic" in step and "outside the scopes" in step for step in factor.steps)


def test_electricity_per_gas_and_published_total_are_never_mixed(catalogue: list[Candidate]) -> None:
    assert [c.value for c in match_factor(catalogue, electricity()).components] == [
        Decimal("428.464"),
        Decimal("0.025"),
        Decimal("0.003"),
    ]
    (total,) = match_factor(catalogue, electricity(gases=("CO2e",))).components
    assert (total.gas, total.value) == ("CO2e", Decimal("429.983"))
    open_ = match_factor(catalogue, electricity(gases=()))
    assert [c.gas for c in open_.components] == list(GASES)
    assert open_.published_total == total


def test_grid_gross_loss(catalogue: list[Candidate]) -> None:
    request = electricity(category="grid-gross-loss", unit="1", gases=())
    (component,) = match_factor(catalogue, request).components
    assert (component.gas, component.value) == ("grid-gross-loss", Decimal("0.041"))


@pytest.mark.parametrize(
    ("request_", "aspect", "nearest"),
    [
        (combustion("natural-gaz"), "activity", "natural-gas"),
        (combustion("diesel"), "activity", None),
        (combustion("coal"), "activity", "coal-coke"),
        (combustion(region="UK"), "region", "US"),
        (combustion(category="stationary-combustions"), "category", "stationary-combustion"),
        (combustion(edition="epa-hub-2024"), "edition", "epa-hub-2025"),
        (
            combustion(source="US Environmental Protection Agency, Emission Factors Hub"),
            "source",
            "US Environmental Protection Agency, GHG Emission Factors Hub",
        ),
        (combustion(basis="net"), "basis", "HHV"),
        (electricity("US-CAMXX"), "region", "US-CAMX"),
        (electricity("California"), "region", "US-CAMX"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(
    catalogue: list[Candidate], request_: FactorRequest, aspect: str, nearest: str | None
) -> None:
    with pytest.raises(FactorNotFound) as caught:
        match_factor(catalogue, request_)
    error = caught.value
    assert error.where == f"factors.ef.{aspect}"
    assert error.status == 422
    if nearest:
        assert error.nearest[0] == nearest
        assert nearest in error.mend


def test_refusals_are_the_same_in_any_order(catalogue: list[Candidate]) -> None:
    told = set()
    for rows in (catalogue, catalogue[::-1], sorted(catalogue, key=lambda c: c.ef_cid)):
        with pytest.raises(FactorNotFound) as caught:
            match_factor(rows, combustion("gas"))
        told.add(str(caught.value))
    assert len(told) == 1


@pytest.mark.parametrize("unit", ["kg/kWh(LHV)", "kg/mmBtu", "kg/km", "kg/US_gallon"])
def test_other_units_are_refused_with_those_there_are(catalogue: list[Candidate], unit: str) -> None:
    with pytest.raises(FactorNotFound, match="kg/mmBtu\\(HHV\\), kg/scf") as caught:
        match_factor(catalogue, combustion(unit=unit))
    assert caught.value.where == "factors.ef.unit"


def test_an_unsaid_basis_is_asked_for(catalogue: list[Candidate]) -> None:
    with pytest.raises(FactorNotFound, match=r"gross \(HHV\) or net \(LHV\)"):
        match_factor(catalogue, combustion(unit="kg/kWh"))


def test_the_publishers_group_finds_fuels_named_otherwise(catalogue: list[Candidate]) -> None:
    with pytest.raises(FactorNotFound) as caught:
        match_factor(catalogue, combustion("coal"))
    assert {"anthracite", "lignite"} <= set(caught.value.nearest)


def test_an_ambiguous_unit_is_refused(catalogue: list[Candidate]) -> None:
    with pytest.raises(UnitError) as caught:
        match_factor(catalogue, combustion(unit="kg/ton"))
    assert caught.value.where == "factors.ef.unit"


def test_a_gas_that_is_not_published_is_not_left_out(catalogue: list[Candidate]) -> None:
    with pytest.raises(FactorNotFound, match="not published with CO2, CH4, N2O together"):
        match_factor(catalogue, electricity("US"))
    assert match_factor(catalogue, electricity("US", gases=("CO2",))).components[0].value == Decimal("767.209")


def test_not_available_blocks() -> None:
    rows = candidates(row(), row(gas="CH4", unit="g(CH4)/mmBtu(HHV)", value=None))
    with pytest.raises(FactorNotAvailable, match="not available"):
        match_factor(rows, combustion(edition="", gases=("CO2", "CH4")))
    assert match_factor(rows, combustion(edition="", gases=("CO2",))).components[0].gas == "CO2"


def test_zero_is_a_factor() -> None:
    (component,) = match_factor(candidates(row(value=Decimal(0))), combustion(edition="", gases=("CO2",))).components
    assert component.value == 0


def test_several_editions_need_the_edition_said() -> None:
    newer = edition(slug="sample-2026", edition="2026")
    rows = candidates(row()) + candidates(row(value=Decimal("53.1")), of=newer)
    request = combustion(edition="", gases=("CO2",))
    with pytest.raises(FactorAmbiguous, match="Say the edition: sample-2025 or sample-2026") as caught:
        match_factor(rows, request)
    assert caught.value.errors == [
        {"pointer": "edition", "detail": "sample-2025 or sample-2026", "code": "factor-ambiguous"}
    ]
    assert match_factor(rows, replace(request, edition="sample-2026")).components[0].value == Decimal("53.1")


def test_two_bases_need_the_basis_said() -> None:
    per_unit = {"route": Route.PER_UNIT, "unit": "kg(CO2)/US_gallon"}
    rows = candidates(row(**per_unit), row(**per_unit, basis="LHV", value=Decimal("50")))
    request = combustion(edition="", gases=("CO2",), unit="kg/US_gallon")
    with pytest.raises(FactorAmbiguous, match="Say the basis: HHV or LHV"):
        match_factor(rows, request)
    assert match_factor(rows, replace(request, basis="net")).components[0].value == Decimal("50")


def test_validity_decides_between_figures_of_one_edition() -> None:
    early = row(valid_from=date(2024, 1, 1), valid_to=date(2024, 6, 30))
    late = row(valid_from=date(2024, 7, 1), valid_to=date(2024, 12, 31), value=Decimal("54"))
    request = combustion(edition="", gases=("CO2",))
    with pytest.raises(FactorAmbiguous, match="date"):
        match_factor(candidates(early, late), request)
    assert match_factor(candidates(early, late), request, on=date(2024, 7, 1)).components[0].value == Decimal("54")


def test_an_inventory_of_2024_may_use_the_hub_of_2025(catalogue: list[Candidate]) -> None:
    assert match_factor(catalogue, combustion(), on=date(2024, 1, 1)).edition == "epa-hub-2025"
    assert match_factor(catalogue, electricity(), on=date(2024, 12, 31)).data_year == "2023"


def test_a_day_before_applicability_is_refused_with_the_dates(catalogue: list[Candidate]) -> None:
    with pytest.raises(FactorNotFound, match="epa-hub-2025 from 2024-01-01"):
        match_factor(catalogue, combustion(edition=""), on=date(2023, 12, 31))


def test_a_named_edition_is_meant_and_a_day_outside_its_applicability_told(catalogue: list[Candidate]) -> None:
    found = match_factor(catalogue, combustion(edition="epa-hub-2025"), on=date(2023, 12, 31))
    assert found.edition == "epa-hub-2025"
    assert any("outside its applicability" in step for step in found.steps)


@pytest.mark.parametrize("source", ["EPA", "US EPA", "us environmental protection agency", "epa-hub-2025"])
def test_a_source_is_known_by_its_names(catalogue: list[Candidate], source: str) -> None:
    assert match_factor(catalogue, combustion(source=source)).edition == "epa-hub-2025"


def test_an_empty_catalogue_says_so() -> None:
    with pytest.raises(FactorNotFound, match="import its editions first"):
        match_factor([], combustion())


def test_hostile_text_is_cut_in_messages(catalogue: list[Candidate]) -> None:
    with pytest.raises(GreenLangError) as caught:
        match_factor(catalogue, combustion("x" * 100_000))
    assert len(str(caught.value)) < 1000
