"""The editions the product carries: pinned to the byte, counted, and spot-checked against what is printed."""

import hashlib
from collections import Counter
from decimal import Decimal

import pytest

from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import FactorRow, ReadEdition
from apps.calculations.catalogue.reading import EDITIONS, read_editions

FILES = {
    "egrid2023-rev2/factors.csv": "d6ec53019acff93166b43bd64f0b91d6e30521e3498cf52c47249544508abdcf",
    "epa-hub-2025/factors.csv": "c5ecc5a1656c72deb60ac2b9ee078c667855bb6783fd7a5a3104c4463ed02c06",
    "ipcc-gwp-ar4/gwp.csv": "6fa5a9a8f043ef91f1410513a1d53c20343a9da9a1be7e210e5f0c8b88182f30",
    "ipcc-gwp-ar5/gwp.csv": "12b41e0bf17d96246ed515fefac1985a26c43acd94169dff9cbb16af5bb75c53",
    "ipcc-gwp-ar6/gwp.csv": "c18bfccd08bf24667a4443d4596ca337dfb2a5b670eda90a8255f26a9169b7e6",
}


@pytest.fixture(scope="module")
def editions() -> dict[str, ReadEdition]:
    return {read.edition.slug: read for read in read_editions()}


def figure(read: ReadEdition, activity: str, unit: str, region: str = "US") -> FactorRow:
    (found,) = [r for r in read.factors if (r.activity, r.unit, r.region) == (activity, unit, region)]
    return found


@pytest.mark.parametrize("file", FILES)
def test_files_are_the_pinned_ones(file: str) -> None:
    assert hashlib.sha256((EDITIONS / file).read_bytes()).hexdigest() == FILES[file]


def test_every_edition_is_pinned(editions: dict[str, ReadEdition]) -> None:
    assert {f"{slug}/{'factors' if read.factors else 'gwp'}.csv" for slug, read in editions.items()} == set(FILES)


def test_rows_per_table(editions: dict[str, ReadEdition]) -> None:
    hub, grid = editions["epa-hub-2025"].factors, editions["egrid2023-rev2"].factors
    assert Counter((r.category, str(r.route)) for r in hub) == {
        ("stationary-combustion", "energy"): 189,
        ("stationary-combustion", "per-unit"): 174,
        ("heat-content", "energy"): 58,
    }
    assert Counter((r.category, r.gas) for r in grid) == {
        ("purchased-electricity", "CO2"): 28,
        ("purchased-electricity", "CH4"): 27,
        ("purchased-electricity", "N2O"): 27,
        ("purchased-electricity", "CO2e"): 28,
        ("grid-gross-loss", ""): 27,
    }
    assert {slug: len(read.gwps) for slug, read in editions.items() if read.gwps} == {
        "ipcc-gwp-ar4": 59,
        "ipcc-gwp-ar5": 89,
        "ipcc-gwp-ar6": 89,
    }


@pytest.mark.parametrize(
    ("activity", "unit", "value"),
    [
        ("natural-gas", "kg(CO2)/mmBtu(HHV)", "53.06"),
        ("natural-gas", "g(CH4)/mmBtu(HHV)", "1.0"),
        ("natural-gas", "g(N2O)/mmBtu(HHV)", "0.10"),
        ("natural-gas", "mmBtu(HHV)/scf", "0.001026"),
        ("natural-gas", "kg(CO2)/scf", "0.05444"),
        ("anthracite", "mmBtu(HHV)/short_ton", "25.09"),
        ("distillate-fuel-oil-no-2", "kg(CO2)/US_gallon", "10.21"),
        ("wood-and-wood-residuals", "kg(CO2_biogenic)/mmBtu(HHV)", "93.80"),
        ("municipal-solid-waste", "kg(CO2)/mmBtu(HHV)", "90.70"),
    ],
)
def test_epa_hub_table_1(editions: dict[str, ReadEdition], activity: str, unit: str, value: str) -> None:
    assert figure(editions["epa-hub-2025"], activity, unit).value == Decimal(value)


@pytest.mark.parametrize(
    ("region", "unit", "value"),
    [
        ("US-CAMX", "lb(CO2)/MWh", "428.464"),
        ("US-CAMX", "lb(CH4)/MWh", "0.025"),
        ("US-CAMX", "lb(N2O)/MWh", "0.003"),
        ("US-CAMX", "lb(CO2e)/MWh", "429.983"),
        ("US-CAMX", "1", "0.041"),
        ("US-AKGD", "lb(CO2)/MWh", "899.633"),
        ("US", "lb(CO2)/MWh", "767.209"),
    ],
)
def test_egrid(editions: dict[str, ReadEdition], region: str, unit: str, value: str) -> None:
    assert figure(editions["egrid2023-rev2"], "electricity", unit, region).value == Decimal(value)


def test_biomass_has_biogenic_carbon_dioxide_only(editions: dict[str, ReadEdition]) -> None:
    hub = editions["epa-hub-2025"].factors
    biomass = {r.activity for r in hub if r.gas == "CO2_biogenic"}
    assert len(biomass) == 15
    assert not biomass & {r.activity for r in hub if r.gas == "CO2"}


def test_mixed_fuels_say_so(editions: dict[str, ReadEdition]) -> None:
    for fuel in ("municipal-solid-waste", "tires"):
        row = figure(editions["epa-hub-2025"], fuel, "kg(CO2)/mmBtu(HHV)")
        assert "fossil and biogenic carbon mixed" in row.notes


def test_published_totals_are_of_a_route_of_their_own(editions: dict[str, ReadEdition]) -> None:
    grid = editions["egrid2023-rev2"].factors
    assert {r.gas for r in grid if r.route == "published-total"} == {"CO2e"}
    assert "CO2e" not in {r.gas for r in grid if r.route != "published-total"}


def test_published_total_is_the_sum_of_its_gases_at_ar5(editions: dict[str, ReadEdition]) -> None:
    """As far as three printed decimals of CH4 and N2O tell: half of the last digit times 28 and 265."""
    grid = editions["egrid2023-rev2"]
    gwp = {"CO2": 1, "CH4": 28, "N2O": 265}
    tolerance = Decimal("0.0005") * (1 + 28 + 265 + 1)
    for region in {r.region for r in grid.factors} - {"US"}:
        parts = sum(figure_of(grid, region, gas) * weight for gas, weight in gwp.items())
        assert abs(figure_of(grid, region, "CO2e") - parts) <= tolerance, region


def figure_of(read: ReadEdition, region: str, gas: str) -> Decimal:
    value = figure(read, "electricity", f"lb({gas})/MWh", region).value
    assert value is not None
    return value


def test_routes_agree_within_the_rounding_of_the_printed_column(editions: dict[str, ReadEdition]) -> None:
    hub = editions["epa-hub-2025"]
    heat = {r.activity: r for r in hub.factors if r.category == "heat-content"}
    energy = {(r.activity, r.gas): r for r in hub.factors if r.category != "heat-content" and r.route == "energy"}
    for printed in (r for r in hub.factors if r.route == "per-unit"):
        per_energy, content = energy[printed.activity, printed.gas].value, heat[printed.activity].value
        assert per_energy is not None and content is not None and printed.value is not None
        # Half a unit of the last printed digit of the product and of each figure it is made of.
        last = [Decimal(1).scaleb(int(v.as_tuple().exponent)) / 2 for v in (printed.value, per_energy, content)]
        slack = last[0] + last[1] * content + last[2] * per_energy
        assert abs(per_energy * content - printed.value) <= 2 * slack, printed


def test_content_ids_are_unique(editions: dict[str, ReadEdition]) -> None:
    ids = [ef_cid(row, read.edition) for read in editions.values() for row in read.factors]
    assert len(set(ids)) == len(ids) == 558


def test_editions_say_where_they_are_from(editions: dict[str, ReadEdition]) -> None:
    for read in editions.values():
        edition = read.edition
        assert edition.applicability_note
        assert edition.licence
        assert "{" not in edition.cite(next(iter(edition.tables)))
    assert editions["epa-hub-2025"].edition.data_year == ""
    assert editions["egrid2023-rev2"].edition.data_year == "2023"
