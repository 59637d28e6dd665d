"""What figures of each kind need, so that nobody computes with them what they do not say."""

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest

from apps.calculations.catalogue.editions import AS_PUBLISHED, FactorRow, FactorUse, GwpUse, Route
from greenlang.engine.gases import BUILTIN_GWP, CO2, CO2_BIOGENIC, CO2E, is_memo
from tests.calculations.catalogue.carried import editions, factor, factors

GASES = ("CO2", "CH4", "N2O")


def value(row: FactorRow) -> Decimal:
    assert row.value is not None
    return row.value


def half_a_digit(number: Decimal) -> Decimal:
    """Half of one unit of the last printed digit: what rounding to it may hide."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2


# Not available, and zero


def test_the_waste_table_is_a_full_matrix_with_its_gaps_as_not_available() -> None:
    rows = factors("epa-hub-2025", table="Table 9")
    materials = {row.activity_name.rpartition(" - ")[0] for row in rows}
    treatments = {row.activity_name.rpartition(" - ")[2] for row in rows}
    assert {row.activity_name for row in rows} == {f"{m} - {t}" for m, t in product(materials, treatments)}
    assert (len(materials), len(treatments)) == (61, 6)
    assert sum(row.value is None for row in rows) == 183
    assert factor("epa-hub-2025", activity="glass-composted").published_value == "NA"


def test_residual_mixes_of_full_disclosure_are_not_available() -> None:
    def gaps(slug: str) -> set[str]:
        return {row.region for row in factors(slug) if row.value is None}

    assert gaps("aib-2024") == {"AT"}
    assert gaps("aib-2025") == {"AT", "NL"}
    assert factor("aib-2024", region="NL").value == Decimal("382.47")


@pytest.mark.parametrize(
    ("slug", "activity", "gas"),
    [
        ("epa-hub-2025", "aircraft-jet-fuel", "CH4"),
        ("epa-hub-2025", "logging-equipment-gasoline-2-stroke", "N2O"),
        ("epa-hub-2025", "aircraft", "CH4"),
    ],
)
def test_zeros_are_zeros(slug: str, activity: str, gas: str) -> None:
    row = factor(slug, activity=activity, gas=gas)
    assert row.value == 0
    assert "printed as 0" in row.notes


def test_zeros_of_electric_cars_are_zeros() -> None:
    for year in (2024, 2025, 2026):
        rows = factors(f"desnz-{year}", activity="cars-by-size-small-car-battery-electric-vehicle", gas="CO2e")
        driving = [row for row in rows if row.category == "mobile-combustion"]
        assert {row.value for row in driving} == {Decimal(0)}


# Gases printed as CO2e


def parts_of(slug: str) -> dict[tuple[str, ...], dict[str, FactorRow]]:
    """The rows with a printed total and its parts: each bundle by gas."""
    found: dict[tuple[str, ...], dict[str, FactorRow]] = defaultdict(dict)
    for row in factors(slug, use=FactorUse.INVENTORY):
        if row.gas in {*GASES, CO2E}:
            found[row.table, row.activity, row.region, row.denominator, row.basis][row.gas] = row
    return {key: gases for key, gases in found.items() if set(gases) == {*GASES, CO2E}}


@pytest.mark.parametrize("slug", ["desnz-2025", "desnz-2026", "nz-mfe-2026"])
def test_gases_printed_as_co2e_carry_their_potential(slug: str) -> None:
    """CH4 and N2O at AR5; the unit's mass is CO2e; CO2 is its own mass."""
    at = {gas: BUILTIN_GWP["AR5"].of(gas) for gas in ("CH4", "N2O")}
    for gases in parts_of(slug).values():
        for gas, potential in at.items():
            assert gases[gas].as_co2e_at == potential
            assert "(CO2e)" in gases[gas].unit
        assert gases["CO2"].as_co2e_at is None
        assert "(CO2)" in gases["CO2"].unit
        assert gases[CO2E].route is Route.PUBLISHED_TOTAL


def test_only_printed_parts_have_a_potential_inside() -> None:
    for slug, read in editions().items():
        having = {row.gas for row in read.factors if row.as_co2e_at is not None}
        assert having == ({"CH4", "N2O"} if slug in {"desnz-2025", "desnz-2026", "nz-mfe-2026"} else set()), slug


@pytest.mark.parametrize(("slug", "sets", "unequal"), [("desnz-2025", 1288, 399), ("desnz-2026", 1288, 373)])
def test_parts_and_total_agree_within_the_printed_digits(slug: str, sets: int, unequal: int) -> None:
    """1,302 sets are printed in each year, 14 of them with radiative forcing; the greatest difference is 0.00001."""
    bundles = parts_of(slug)
    assert len(bundles) == sets
    differences = []
    for gases in bundles.values():
        difference = abs(sum(value(gases[gas]) for gas in GASES) - value(gases[CO2E]))
        assert difference <= sum(half_a_digit(value(row)) for row in gases.values())
        differences.append(difference)
    assert max(differences) == Decimal("0.00001")
    assert sum(difference != 0 for difference in differences) == unequal


def test_an_uplift_for_radiative_forcing_is_no_mass_of_a_gas() -> None:
    for year in (2025, 2026):
        rows = [r for r in factors(f"desnz-{year}", category="business-travel") if r.activity.endswith("with-rf")]
        rows = [r for r in rows if not r.activity.endswith("without-rf")]
        serving = [r for r in rows if r.use is FactorUse.INVENTORY]
        assert (len(rows), len(serving)) == (56, 14)
        assert {(r.gas, r.gwp_basis, r.route) for r in serving} == {(CO2E, AS_PUBLISHED, Route.NONE)}


# Potentials inside CO2e


def basis_of(slug: str, **columns: object) -> set[str]:
    return {row.embedded_gwp(editions()[slug].edition) for row in factors(slug, gas=CO2E, **columns)}


@pytest.mark.parametrize(
    ("slug", "columns", "basis"),
    [
        ("epa-hub-2025", {"table": "Table 9"}, "AR4"),
        ("egrid2023-rev2", {}, "AR5"),
        ("desnz-2024", {"table": "WTT- fuels"}, "AR5"),
        ("desnz-2025", {"table": "Fuels"}, "AR5"),
        ("desnz-2025", {"table": "Bioenergy"}, AS_PUBLISHED),
        ("desnz-2026", {"table": "WTT- bioenergy"}, AS_PUBLISHED),
        ("desnz-2026", {"table": "Hotel stay"}, AS_PUBLISHED),
        ("desnz-2026", {"table": "Refrigerant & other"}, AS_PUBLISHED),
        ("desnz-2026", {"table": "Material use"}, "AR5"),
        ("useeio-1-3", {}, AS_PUBLISHED),
        ("green-e-2025", {}, AS_PUBLISHED),
        ("ember-2024", {}, AS_PUBLISHED),
        ("taiwan-boe-2024", {}, AS_PUBLISHED),
        ("nga-2026", {}, "AR5"),
    ],
)
def test_the_potentials_inside_co2e_are_said(slug: str, columns: dict[str, object], basis: str) -> None:
    assert basis_of(slug, **columns) == {basis}


def test_a_single_gas_embeds_no_potentials() -> None:
    edition = editions()["desnz-2025"].edition
    assert {row.embedded_gwp(edition) for row in factors("desnz-2025") if row.gas != CO2E} == {""}


# Routes and basis


def test_routes_agree_within_the_rounding_of_the_printed_column() -> None:
    table = factors("epa-hub-2025", table="Table 1")
    heat = {r.activity: value(r) for r in table if r.category == "heat-content"}
    energy = {
        (r.activity, r.gas): value(r)
        for r in table
        if r.category == "stationary-combustion" and r.route is Route.ENERGY
    }
    printed = [r for r in table if r.route is Route.PER_UNIT]
    assert len(printed) == 174
    for row in printed:
        per_energy, content = energy[row.activity, row.gas], heat[row.activity]
        slack = half_a_digit(value(row)) + half_a_digit(per_energy) * content + half_a_digit(content) * per_energy
        assert abs(per_energy * content - value(row)) <= 2 * slack, row


def test_gross_and_net_are_apart() -> None:
    for year in (2024, 2025, 2026):
        rows = [row for row in factors(f"desnz-{year}", table="Fuels") if "kWh" in row.unit]
        assert {(row.basis, row.basis in row.unit) for row in rows} == {("HHV", True), ("LHV", True)}
    assert {row.basis for row in factors("ipcc-2006-stationary")} == {"LHV"}
    assert {row.basis for row in factors("epa-hub-2025", table="Table 1")} == {"HHV"}


def test_heat_that_is_bought_has_no_heating_value_basis() -> None:
    rows = factors("epa-hub-2025", category="purchased-heat-and-steam")
    rows += factors("desnz-2025", category="purchased-heat-and-steam")
    assert {row.basis for row in rows} == {""}


def test_gas_volumes_say_that_their_conditions_are_not_said() -> None:
    rows = [row for row in factors("desnz-2025", table="Fuels") if row.unit.endswith("/m3")]
    rows += [row for row in factors("nga-2026") if row.unit.endswith("/m3")]
    assert len(rows) == 9
    assert all("reference conditions of the volume are not said" in row.notes for row in rows)


def test_energy_use_is_no_emission() -> None:
    for year in (2025, 2026):
        rows = factors(f"desnz-{year}", category="energy-use")
        assert len(rows) == 451
        assert {row.gas for row in rows} == {""}
        by_electricity = {row.unit for row in rows if "EVs" in row.table}
        assert not any("HV" in unit for unit in by_electricity)


# Electricity


def test_the_first_release_of_egrid_gives_way_to_its_revision() -> None:
    hub = editions()["epa-hub-2025"].edition
    assert hub.superseded_by("Table 6") == "egrid2023-rev2"
    assert hub.superseded_by("Table 1") == ""
    rate = {"category": "purchased-electricity", "region": "US-CAMX", "gas": "CO2"}
    assert factor("epa-hub-2025", **rate).value == Decimal("436.655")
    assert factor("egrid2023-rev2", **rate).value == Decimal("428.464")


def test_non_baseload_rates_serve_no_inventory() -> None:
    rows = factors("epa-hub-2025", category="electricity-non-baseload")
    assert len(rows) == 84
    assert {row.use for row in rows} == {FactorUse.REFERENCE}
    assert not [row for row in factors("epa-hub-2025", category="purchased-electricity") if "non-base" in row.notes]


def test_published_totals_are_the_sum_of_their_gases_at_ar5() -> None:
    """As far as three printed decimals of CH4 and N2O tell: half of the last digit times 28 and 265."""
    potentials = {gas: BUILTIN_GWP["AR5"].of(gas) for gas in GASES}
    tolerance = Decimal("0.0005") * (sum(potentials.values()) + 1)
    rows = factors("egrid2023-rev2", category="purchased-electricity")
    rates = {(row.region, row.gas): value(row) for row in rows}
    for region in {row.region for row in rows} - {"US"}:
        parts = sum(rates[region, gas] * potential for gas, potential in potentials.items())
        assert abs(rates[region, CO2E] - parts) <= tolerance, region


def test_residual_mixes_say_what_they_hold() -> None:
    green = factors("green-e-2025")
    assert {row.gas for row in green} == {CO2E}
    assert all("CO2e inferred" in row.notes for row in green)
    for slug in ("aib-2024", "aib-2025"):
        rows = [row for row in factors(slug) if row.value is not None]
        assert {row.gas for row in rows} == {CO2}
        assert all("CO2 only" in row.notes for row in rows)
    assert "CO2 only" in factor("mee-china-2022").notes


def test_five_residual_mixes_equal_the_grids_co2e() -> None:
    grid = {r.region: value(r) for r in factors("egrid2023-rev2", gas=CO2E)}
    equal = {row.region for row in factors("green-e-2025") if abs(value(row) - grid[row.region]) <= Decimal("0.005")}
    assert equal == {"US-HIMS", "US-HIOA", "US-NYCW", "US-NYLI", "US-PRMS"}
    assert equal == {row.region for row in factors("green-e-2025") if "equals the CO2e of eGRID2023" in row.notes}


def test_life_cycle_intensities_are_a_category_of_their_own() -> None:
    rows = factors("ember-2024")
    assert {row.category for row in rows} == {"electricity-life-cycle"}
    assert len({row.region for row in rows}) == 212
    assert all("life-cycle" in row.notes for row in rows)


def test_the_latest_year_of_a_series_stays_open() -> None:
    for slug in ("taiwan-boe-2024", "thailand-eppo-2024", "mcti-brazil-2024"):
        rows = sorted(factors(slug), key=lambda row: str(row.valid_from))
        assert [row.valid_to is None for row in rows] == [False] * (len(rows) - 1) + [True]


# Biomass


def test_biogenic_carbon_dioxide_is_a_gas_of_its_own() -> None:
    for slug, read in editions().items():
        for row in read.factors:
            assert (row.gas == CO2_BIOGENIC) == ("(CO2_biogenic)" in row.unit), slug
    table = factors("epa-hub-2025", table="Table 1")
    biomass = {row.activity for row in table if row.gas == CO2_BIOGENIC}
    assert len(biomass) == 15
    assert not biomass & {row.activity for row in table if row.gas == CO2}
    assert {row.gas for row in factors("desnz-2025", category="biogenic-co2")} == {CO2_BIOGENIC}
    mobile = {row.activity for row in factors("epa-hub-2025", table="Table 2", gas=CO2_BIOGENIC)}
    assert mobile == {"biodiesel", "ethanol"}


def test_mixed_fuels_say_so() -> None:
    for fuel in ("municipal-solid-waste", "tires"):
        row = factor("epa-hub-2025", activity=fuel, unit="kg(CO2)/mmBtu(HHV)")
        assert "fossil and biogenic carbon mixed" in row.notes


# Combustion after IPCC


def test_the_sectors_of_ipcc_are_whole_and_manufacturing_is_absent() -> None:
    by_activity: dict[str, set[str]] = defaultdict(set)
    for row in factors("ipcc-2006-stationary", category="stationary-combustion"):
        by_activity[row.activity].add("CO2" if row.gas == CO2_BIOGENIC else row.gas)
    sectors = {name: gases for name, gases in by_activity.items() if name.endswith(("institutional", "industries"))}
    assert len(sectors) == 58
    assert all(gases == set(GASES) for gases in sectors.values())
    assert not [name for name in by_activity if "manufactur" in name or "construction" in name]
    assert by_activity["natural-gas"] == {"CO2"}


def test_a_doubtful_density_is_kept_for_reading_only() -> None:
    row = factor("ghgp-tools-2024", activity="gas-diesel-oil")
    assert (row.value, row.use) == (Decimal("0.913280524"), FactorUse.REFERENCE)


# Refrigerants


def compositions() -> dict[str, dict[str, Decimal]]:
    blends: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in factors("epa-hub-2025", category="refrigerant-composition"):
        blends[row.activity][row.gas] = value(row)
    return blends


def test_shares_of_a_blend_and_what_is_beside_them_make_the_whole() -> None:
    rows = factors("epa-hub-2025", category="refrigerant-composition")
    beside = {row.activity: row.notes for row in rows}
    for blend, shares in compositions().items():
        percents = [word for word in beside[blend].replace("beside ", "").split() if word[0].isdigit()]
        assert sum(shares.values()) + sum(map(Decimal, percents), Decimal(0)) / 100 == 1, blend


def test_printed_potentials_of_blends_follow_from_the_composition_except_one() -> None:
    """R-424A is printed as 3104; its own composition gives 2211.85."""
    potentials = {row.gas: row.value for row in editions()["ipcc-gwp-ar5"].gwps}
    derived = {
        blend: sum(share * potentials[gas] for gas, share in shares.items() if not is_memo(gas))
        for blend, shares in compositions().items()
    }
    printed = {row.activity: row for row in factors("epa-hub-2025", category="refrigerant-blend-gwp")}
    wrong = {blend for blend, row in printed.items() if abs(value(row) - derived[blend]) > Decimal("0.5")}
    assert wrong == {"r-424a"}
    assert derived["r-424a"] == Decimal("2211.85")
    assert value(printed["r-424a"]) == 3104
    assert "erratum" in printed["r-424a"].notes
    assert {row.use for row in printed.values()} == {FactorUse.REFERENCE}


def test_gases_outside_kyoto_are_a_memo() -> None:
    assert factor("epa-hub-2025", category="refrigerant-blend-gwp", activity="r-406a").value == 0
    for year in (2024, 2025, 2026):
        rows = factors(f"desnz-{year}", category="fugitive-emissions")
        serving = {row.activity for row in rows if row.use is FactorUse.INVENTORY}
        assert len(serving) == 99
        assert not [name for name in serving if name.endswith(("-total", "-non-kyoto"))]
        assert "r-406a" not in serving
        assert factor(f"desnz-{year}", activity="r-406a-total").value == 1780


# Spend


def test_margins_are_a_component_and_add_up() -> None:
    columns: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in factors("useeio-1-3"):
        columns[row.activity][row.category] = value(row)
        assert row.unit == "kg(CO2e)/USD(2022)"
    assert len(columns) == 1016
    for industry, parts in columns.items():
        difference = parts["spend"] - parts["spend-without-margins"] - parts["spend-margin"]
        assert abs(difference) <= Decimal("0.001"), industry
    assert {row.use for row in factors("useeio-1-3", category="spend-margin")} == {FactorUse.COMPONENT}


# Sets of potentials


def sets() -> list[str]:
    return [slug for slug, read in editions().items() if read.gwps]


def test_every_set_has_the_three_gases_for_inventories() -> None:
    assert len(sets()) == 5
    for slug in sets():
        serving = {row.gas for row in editions()[slug].gwps if row.use is GwpUse.INVENTORY}
        assert {*GASES, "SF6", "HFC-134a", "HCFC-22", "CFC-11"} <= serving
        (co2,) = [row.value for row in editions()[slug].gwps if row.gas == CO2]
        assert co2 == 1
