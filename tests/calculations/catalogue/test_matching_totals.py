"""A printed total goes beside its gases, alone, or not at all, as the request names the gases."""

from decimal import Decimal
from typing import Any

import pytest

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Route
from apps.calculations.catalogue.errors import FactorAmbiguous, FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.matching import match_factor
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from tests.calculations.catalogue.catalogue_samples import candidates, edition, row

PARTS = {"CO2": ("0.01270", "1"), "CH4": ("0.00010", "28"), "N2O": ("0.00020", "265")}
PRINTED = edition(gwp_basis="AR5 in the published CO2e")


def printed(gas: str, value: str | None, **changes: Any) -> Any:
    place = {"category": "business-travel", "activity": "rail", "activity_name": "Rail", "region": "GB", "basis": ""}
    unit = {"unit": f"kg({gas})/km", "published_unit": "kg CO2e/km", "route": Route.NONE}
    return row(gas=gas, value=None if value is None else Decimal(value), **(place | unit | changes))


def part(gas: str) -> Any:
    value, potential = PARTS[gas]
    return printed(gas, value, unit="kg(CO2e)/km", as_co2e_at=Decimal(potential))


def total(value: str | None = "0.01299", **changes: Any) -> Any:
    return printed("CO2e", value, route=Route.PUBLISHED_TOTAL, **changes)


def found(*rows: Any, gases: tuple[str, ...] = (), unit: str = "kg/km") -> ResolvedFactor:
    request = FactorRequest("ef", "business-travel", "rail", "GB", unit, gases)
    return match_factor(candidates(*rows, of=PRINTED), request)


def parts() -> list[Any]:
    return [part(gas) for gas in PARTS]


@pytest.mark.parametrize("gases", [(), ("CO2", "CH4", "N2O"), ("N2O", "methane", "CO2")])
def test_all_gases_come_with_the_published_total(gases: tuple[str, ...]) -> None:
    factor = found(*parts(), total(), gases=gases)
    assert [c.gas for c in factor.components] == ["CO2", "CH4", "N2O"]
    assert [c.as_co2e_at for c in factor.components] == [Decimal(1), Decimal(28), Decimal(265)]
    assert factor.published_total is not None
    assert factor.published_total.value == Decimal("0.01299")
    assert factor.gwp_basis == ""
    assert any("published total CO2e" in step and "AR5" in step for step in factor.steps)


def test_co2e_by_name_is_the_total_alone_with_its_basis() -> None:
    factor = found(*parts(), total(), gases=("CO2e",))
    assert [(c.gas, c.value) for c in factor.components] == [("CO2e", Decimal("0.01299"))]
    assert factor.published_total is None
    assert factor.gwp_basis == "AR5"
    assert any("cannot be re-based" in step for step in factor.steps)


def test_the_rows_own_basis_wins_over_the_editions() -> None:
    assert found(*parts(), total(gwp_basis="AR4"), gases=("CO2e",)).gwp_basis == "AR4"


def test_some_of_the_gases_have_no_total() -> None:
    assert found(*parts(), total(), gases=("CO2",)).published_total is None


def test_co2e_and_a_gas_of_it_together_would_count_twice() -> None:
    with pytest.raises(FactorNotFound, match="not published with CO2e, CO2 together"):
        found(*parts(), total(), gases=("CO2e", "CO2"))


def test_one_gas_of_a_total_is_not_the_whole() -> None:
    measured = printed("CO2", "0.0127")
    factor = found(measured, total())
    assert [c.gas for c in factor.components] == ["CO2e"]
    assert found(measured, total(), gases=("CO2",)).components[0].gas == "CO2"


def test_parts_that_add_up_to_the_total_are_the_whole() -> None:
    two = [part("CH4"), part("N2O")]
    whole = found(*two, total("0.00030"))
    assert [c.gas for c in whole.components] == ["CH4", "N2O"]
    assert whole.published_total is not None
    assert [c.gas for c in found(*two, total("0.00040")).components] == ["CO2e"]


def test_biogenic_carbon_stays_apart_from_the_total() -> None:
    biogenic = printed("CO2_biogenic", "0.5")
    factor = found(*parts(), biogenic, total())
    assert [c.gas for c in factor.components] == ["CO2", "CO2_biogenic", "CH4", "N2O"]
    assert factor.published_total is not None
    alone = found(biogenic, total(), gases=("CO2e", "CO2_biogenic"))
    assert [c.gas for c in alone.components] == ["CO2e", "CO2_biogenic"]


def test_a_total_that_is_not_available_takes_nothing_from_its_parts() -> None:
    assert found(*parts(), total(None)).published_total is None
    with pytest.raises(FactorNotAvailable):
        found(*parts(), total(None), gases=("CO2e",))


def test_a_part_that_is_not_available_is_not_left_out() -> None:
    rows = [part("CO2"), part("N2O"), printed("CH4", None, unit="kg(CO2e)/km", as_co2e_at=Decimal(28)), total()]
    with pytest.raises(FactorNotAvailable, match="CH4"):
        found(*rows)


def test_a_figure_printed_as_co2e_of_a_gas_serves_units_of_that_gas() -> None:
    factor = found(*parts(), total(), unit="g/km")
    assert {c.unit for c in factor.components} == {"kg(CO2e)/km"}
    with pytest.raises(FactorNotFound, match="Published are: kg/km"):
        found(*parts(), total(), unit="kg/kWh")


def test_a_tag_of_the_gas_itself_reads_as_the_co2e_it_is_printed_as() -> None:
    rows = [printed(gas, value, as_co2e_at=Decimal(potential)) for gas, (value, potential) in PARTS.items()]
    assert {c.unit for c in found(*rows).components} == {"kg(CO2e)/km"}


def test_a_total_without_parts_is_a_factor_of_its_own() -> None:
    assert found(total()).components[0].gas == "CO2e"


def test_a_total_joins_the_gases_of_its_own_table_only() -> None:
    tables = {"Table 1": "Rail", "Table 2": "Rail again"}
    rows: list[Candidate] = candidates(*parts(), total(table="Table 2"), of=edition(tables=tables))
    request = FactorRequest("ef", "business-travel", "rail", "GB", "kg/km", ("CO2", "CH4", "N2O"))
    assert match_factor(rows, request).published_total is None


def test_carbon_dioxide_alone_is_not_the_whole_however_near_it_comes() -> None:
    assert [c.gas for c in found(part("CO2"), total("0.0127")).components] == ["CO2e"]
    assert [c.gas for c in found(part("CO2"), part("CH4"), total("0.01283")).components] == ["CO2e"]


def test_parts_in_another_unit_are_not_added_to_the_total() -> None:
    rows = [part("CH4"), printed("N2O", "0.2", unit="g(CO2e)/km", as_co2e_at=Decimal(265)), total("0.0003")]
    assert [c.gas for c in found(*rows).components] == ["CO2e"]


def test_of_two_printed_units_the_one_the_request_says_is_meant() -> None:
    per_km, per_mile = total("0.17"), total("0.27", unit="kg(CO2e)/mile")
    assert found(per_km, per_mile).components[0].value == Decimal("0.17")
    assert found(per_km, per_mile, unit="g/mile").components[0].value == Decimal("0.27")
    assert found(per_mile, unit="kg/km").components[0].value == Decimal("0.27")
    with pytest.raises(FactorAmbiguous, match="Say the unit: kg/km or kg/mile"):
        found(per_km, per_mile, unit="kg/m")
    with pytest.raises(FactorAmbiguous):
        found(per_km, per_mile, unit="")
