"""Figures picked by hand from every table, as their publishers print them."""

from decimal import Decimal

import pytest

from tests.calculations.catalogue.carried import editions, factor

GB, US, WORLD = "GB", "US", "GLO"
FIGURES = [
    # EPA hub, Tables 1 to 12
    ("epa-hub-2025", "stationary-combustion", "natural-gas", US, "kg(CO2)/mmBtu(HHV)", "53.06"),
    ("epa-hub-2025", "stationary-combustion", "natural-gas", US, "g(CH4)/mmBtu(HHV)", "1.0"),
    ("epa-hub-2025", "stationary-combustion", "natural-gas", US, "g(N2O)/mmBtu(HHV)", "0.10"),
    ("epa-hub-2025", "heat-content", "natural-gas", US, "mmBtu(HHV)/scf", "0.001026"),
    ("epa-hub-2025", "stationary-combustion", "natural-gas", US, "kg(CO2)/scf", "0.05444"),
    ("epa-hub-2025", "heat-content", "anthracite", US, "mmBtu(HHV)/short_ton", "25.09"),
    ("epa-hub-2025", "stationary-combustion", "distillate-fuel-oil-no-2", US, "kg(CO2)/US_gallon", "10.21"),
    (
        "epa-hub-2025", "stationary-combustion", "wood-and-wood-residuals", US, "kg(CO2_biogenic)/mmBtu(HHV)", "93.80",
    ),
    ("epa-hub-2025", "stationary-combustion", "municipal-solid-waste", US, "kg(CO2)/mmBtu(HHV)", "90.70"),
    ("epa-hub-2025", "mobile-combustion", "motor-gasoline", US, "kg(CO2)/US_gallon", "8.78"),
    ("epa-hub-2025", "mobile-combustion", "diesel-fuel", US, "kg(CO2)/US_gallon", "10.21"),
    ("epa-hub-2025", "mobile-combustion", "ethanol", US, "kg(CO2_biogenic)/US_gallon", "5.75"),
    ("epa-hub-2025", "mobile-combustion", "compressed-natural-gas-cng", US, "kg(CO2)/scf", "0.05444"),
    ("epa-hub-2025", "mobile-combustion", "gasoline-passenger-cars-1973-1974", US, "g(CH4)/vehicle_mile", "0.1696"),
    ("epa-hub-2025", "mobile-combustion", "gasoline-passenger-cars-2022", US, "g(N2O)/vehicle_mile", "0.0014"),
    ("epa-hub-2025", "mobile-combustion", "medium-duty-trucks-cng", US, "g(CH4)/vehicle_mile", "1.786"),
    ("epa-hub-2025", "mobile-combustion", "ships-and-boats-diesel", US, "g(CH4)/US_gallon", "6.51"),
    ("epa-hub-2025", "mobile-combustion", "aircraft-jet-fuel", US, "g(CH4)/US_gallon", "0"),
    ("epa-hub-2025", "purchased-electricity", "electricity", "US-CAMX", "lb(CO2)/MWh", "436.655"),
    ("epa-hub-2025", "electricity-non-baseload", "electricity", "US-CAMX", "lb(CO2)/MWh", "1033.985"),
    ("epa-hub-2025", "grid-gross-loss", "electricity", "US-CAMX", "1", "0.041"),
    ("epa-hub-2025", "purchased-heat-and-steam", "steam-and-heat", US, "kg(CO2)/mmBtu", "66.33"),
    ("epa-hub-2025", "freight-transport", "medium-and-heavy-duty-truck", US, "kg(CO2)/vehicle_mile", "1.298"),
    ("epa-hub-2025", "freight-transport", "medium-and-heavy-duty-truck", US, "kg(CO2)/short_ton_mile", "0.186"),
    ("epa-hub-2025", "waste-disposal", "corrugated-containers-landfilled", US, "t(CO2e)/short_ton", "1"),
    ("epa-hub-2025", "waste-disposal", "mixed-msw-combusted", US, "t(CO2e)/short_ton", "0.43"),
    ("epa-hub-2025", "waste-disposal", "asphalt-concrete-recycled", US, "t(CO2e)/short_ton", "0.00352053849546667"),
    ("epa-hub-2025", "business-travel", "air-travel-short-haul", US, "kg(CO2)/passenger_mile", "0.207"),
    ("epa-hub-2025", "business-travel", "passenger-car", US, "g(CH4)/vehicle_mile", "0.0059"),
    ("epa-hub-2025", "refrigerant-composition", "r-404a", WORLD, "kg(HFC-125)/kg", "0.44"),
    ("epa-hub-2025", "refrigerant-composition", "r-404a", WORLD, "kg(HFC-143a)/kg", "0.52"),
    ("epa-hub-2025", "refrigerant-composition", "r-424a", WORLD, "kg(HFC-125)/kg", "0.505"),
    ("epa-hub-2025", "refrigerant-blend-gwp", "r-410a", WORLD, "kg(CO2e)/kg", "1924"),
    # eGRID
    ("egrid2023-rev2", "purchased-electricity", "electricity", "US-CAMX", "lb(CO2)/MWh", "428.464"),
    ("egrid2023-rev2", "purchased-electricity", "electricity", "US-CAMX", "lb(CH4)/MWh", "0.025"),
    ("egrid2023-rev2", "purchased-electricity", "electricity", "US-CAMX", "lb(CO2e)/MWh", "429.983"),
    ("egrid2023-rev2", "purchased-electricity", "electricity", "US-AKGD", "lb(CO2)/MWh", "899.633"),
    ("egrid2023-rev2", "purchased-electricity", "electricity", "US", "lb(CO2)/MWh", "767.209"),
    ("egrid2023-rev2", "grid-gross-loss", "electricity", "US-CAMX", "1", "0.041"),
    # DESNZ 2024, 2025, 2026
    ("desnz-2024", "stationary-combustion", "gaseous-fuels-butane", GB, "kg(CO2e)/t", "3033.38067"),
    ("desnz-2024", "stationary-combustion", "biomass-wood-pellets", GB, "kg(CO2e)/t", "54.33654"),
    ("desnz-2024", "purchased-electricity", "electricity", GB, "kg(CO2e)/kWh", "0.20705"),
    ("desnz-2024", "water-treatment", "water-treatment", GB, "kg(CO2e)/ML", "185.7412"),
    ("desnz-2024", "waste-disposal", "refuse-household-residual-waste-landfill", GB, "kg(CO2e)/t", "497.04416"),
    ("desnz-2025", "stationary-combustion", "gaseous-fuels-natural-gas", GB, "kg(CO2e)/kWh(HHV)", "0.18296"),
    ("desnz-2025", "stationary-combustion", "gaseous-fuels-natural-gas", GB, "kg(CO2e)/kWh(LHV)", "0.2027"),
    ("desnz-2025", "stationary-combustion", "gaseous-fuels-natural-gas", GB, "kg(CO2)/t", "2570.42"),
    ("desnz-2025", "stationary-combustion", "gaseous-fuels-natural-gas", GB, "kg(CO2e)/m3", "2.06672"),
    ("desnz-2025", "purchased-electricity", "electricity", GB, "kg(CO2)/kWh", "0.17489"),
    ("desnz-2025", "well-to-tank", "electricity-generation", GB, "kg(CO2e)/kWh", "0.0459"),
    ("desnz-2025", "well-to-tank", "gaseous-fuels-natural-gas", GB, "kg(CO2e)/kWh(HHV)", "0.03021"),
    ("desnz-2025", "transmission-and-distribution", "electricity", GB, "kg(CO2e)/kWh", "0.01853"),
    ("desnz-2025", "mobile-combustion", "cars-by-size-average-car-petrol", GB, "kg(CO2)/vkm", "0.16204"),
    ("desnz-2025", "homeworking", "homeworking-office-equipment-heating", GB, "kg(CO2e)/person_hour", "0.33378"),
    ("desnz-2025", "hotel-stay", "hotel-stay", GB, "kg(CO2e)/room_night", "10.4"),
    ("desnz-2025", "hotel-stay", "hotel-stay", "GB-LND", "kg(CO2e)/room_night", "11.5"),
    ("desnz-2025", "biogenic-co2", "biofuel-bioethanol", GB, "kg(CO2_biogenic)/L", "1.52"),
    ("desnz-2025", "energy-use", "cars-by-size-average-car-petrol", GB, "kWh(LHV)/vkm", "0.70374"),
    ("desnz-2025", "heat-content", "liquid-fuels-diesel-average-biofuel-blend", GB, "GJ(LHV)/t", "42.839"),
    ("desnz-2025", "heat-content", "gaseous-fuels-natural-gas", GB, "kWh(HHV)/kg", "14.077"),
    ("desnz-2025", "fuel-density", "gaseous-fuels-butane", GB, "kg/m3", "575.374"),
    ("desnz-2025", "fuel-specific-volume", "gaseous-fuels-butane", GB, "L/t", "1738"),
    ("desnz-2026", "purchased-electricity", "electricity", GB, "kg(CO2e)/kWh", "0.13096"),
    ("desnz-2026", "transmission-and-distribution", "electricity", GB, "kg(CO2e)/kWh", "0.01299"),
    ("desnz-2026", "business-travel", "rail-national-rail", GB, "kg(CO2e)/pkm", "0.03092"),
    ("desnz-2026", "freight-transport", "cargo-ship-bulk-carrier-average", GB, "kg(CO2e)/tkm", "0.00353"),
    (
        "desnz-2026", "material-use", "metal-metal-steel-cans-primary-material-production", GB,
        "kg(CO2e)/t", "2861.58251",
    ),
    ("desnz-2026", "fugitive-emissions", "r-424a", GB, "kg(CO2e)/kg", "2212"),
    (
        "desnz-2026", "electric-vehicles", "cars-by-size-average-car-battery-electric-vehicle", GB,
        "kg(CO2e)/vkm", "0.02686",
    ),
    # IPCC 2006
    ("ipcc-2006-stationary", "heat-content", "natural-gas", WORLD, "TJ(LHV)/kt", "48"),
    ("ipcc-2006-stationary", "stationary-combustion", "natural-gas", WORLD, "kg(CO2)/TJ(LHV)", "56100"),
    (
        "ipcc-2006-stationary", "stationary-combustion", "natural-gas-commercial-institutional", WORLD,
        "kg(CH4)/TJ(LHV)", "5",
    ),
    (
        "ipcc-2006-stationary", "stationary-combustion", "other-bituminous-coal-energy-industries", WORLD,
        "kg(N2O)/TJ(LHV)", "1.5",
    ),
    (
        "ipcc-2006-stationary", "stationary-combustion", "wood-or-wood-waste", WORLD,
        "kg(CO2_biogenic)/TJ(LHV)", "112000",
    ),
    ("ghgp-tools-2024", "fuel-density", "motor-gasoline", WORLD, "kg/L", "0.745342576"),
    ("single-substances-1", "refrigerant-composition", "r-134a", WORLD, "kg(HFC-134a)/kg", "1"),
    # USEEIO
    ("useeio-1-3", "spend", "541511-custom-computer-programming-services", US, "kg(CO2e)/USD(2022)", "0.084"),
    ("useeio-1-3", "spend", "111110-soybean-farming", US, "kg(CO2e)/USD(2022)", "0.532"),
    ("useeio-1-3", "spend-without-margins", "325120-industrial-gas-manufacturing", US, "kg(CO2e)/USD(2022)", "1.163"),
    ("useeio-1-3", "spend-margin", "325120-industrial-gas-manufacturing", US, "kg(CO2e)/USD(2022)", "0.048"),
    # residual mixes
    ("green-e-2025", "residual-mix", "electricity", "US-NYCW", "lb(CO2e)/MWh", "865.74"),
    ("aib-2024", "residual-mix", "electricity", "DE", "g(CO2)/kWh", "724.56"),
    ("aib-2025", "residual-mix", "electricity", "FR", "g(CO2)/kWh", "17.11"),
    ("aib-2025", "residual-mix", "electricity", "IT", "g(CO2)/kWh", "420.20"),
    ("nga-2026", "residual-mix", "electricity", "AU", "kg(CO2e)/kWh", "0.79"),
    # national grids and fuels
    ("eea-2025", "purchased-electricity", "electricity", "PL", "g(CO2e)/kWh", "566"),
    ("eea-2025", "purchased-electricity", "electricity", "EU", "g(CO2e)/kWh", "183"),
    ("eccc-2026", "purchased-electricity", "electricity", "CA-ON", "g(CO2e)/kWh", "73"),
    ("nga-2025", "purchased-electricity", "electricity", "AU-NSW-ACT", "kg(CO2e)/kWh", "0.64"),
    ("nga-2026", "purchased-electricity", "electricity", "AU-WA-SWIS", "kg(CO2e)/kWh", "0.45"),
    ("nga-2026", "stationary-combustion", "natural-gas-distributed-in-a-pipeline", "AU", "kg(CO2e)/GJ(HHV)", "51.53"),
    ("nz-mfe-2026", "stationary-combustion", "diesel", "NZ", "kg(CO2e)/L", "2.679858468"),
    ("nz-mfe-2026", "transmission-and-distribution", "electricity", "NZ", "kg(CO2e)/kWh", "0.00596"),
    ("cea-india-21", "purchased-electricity", "electricity", "IN", "kg(CO2)/kWh", "0.7117"),
    ("mee-china-2022", "purchased-electricity", "electricity", "CN", "t(CO2)/MWh", "0.5703"),
    ("ember-2024", "electricity-life-cycle", "electricity", "ZA", "g(CO2e)/kWh", "707.686"),
    ("ember-2024", "electricity-life-cycle", "electricity", "KR", "g(CO2e)/kWh", "430.567"),
]  # fmt: skip

SERIES = [
    ("taiwan-boe-2024", "TW", "2005", "0.555"),
    ("taiwan-boe-2024", "TW", "2022", "0.495"),
    ("thailand-eppo-2024", "TH", "2011", "0.53"),
    ("mcti-brazil-2024", "BR", "2023", "0.0385095647762709"),
    ("nz-mfe-2026", "NZ", "2024", "0.0994"),
]

POTENTIALS = [
    ("ipcc-gwp-sar", "CH4", "21"),
    ("ipcc-gwp-sar", "N2O", "310"),
    ("ipcc-gwp-sar", "SF6", "23900"),
    ("ipcc-gwp-sar", "HCFC-22", "1500"),
    ("ipcc-gwp-ar4", "HCFC-22", "1810"),
    ("ipcc-gwp-ar5", "HCFC-22", "1760"),
    ("ipcc-gwp-ar5", "CFC-11", "4660"),
    ("ipcc-gwp-ar6", "HCFC-22", "1960"),
    ("ipcc-gwp-ar5-feedback", "CH4", "34"),
    ("ipcc-gwp-ar5-feedback", "N2O", "298"),
    ("ipcc-gwp-ar5-feedback", "SF6", "26087"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:5]))
def test_factor(figure: tuple[str, str, str, str, str, str]) -> None:
    slug, category, activity, region, unit, value = figure
    gas = unit.partition("(")[2].partition(")")[0] if unit.partition("/")[0].endswith(")") else ""
    gas = "" if gas in {"HHV", "LHV"} else gas
    row = factor(slug, category=category, activity=activity, region=region, unit=unit, gas=gas)
    assert row.value == Decimal(value)


@pytest.mark.parametrize(("slug", "region", "year", "value"), SERIES)
def test_figure_of_a_year(slug: str, region: str, year: str, value: str) -> None:
    rows = [
        row
        for row in editions()[slug].factors
        if row.category == "purchased-electricity" and str(row.valid_from).startswith(year) and row.region == region
    ]
    assert [row.value for row in rows] == [Decimal(value)]


@pytest.mark.parametrize(("slug", "gas", "value"), POTENTIALS)
def test_potential(slug: str, gas: str, value: str) -> None:
    (row,) = [row for row in editions()[slug].gwps if row.gas == gas]
    assert row.value == Decimal(value)


def test_every_edition_has_a_figure_picked() -> None:
    picked = {row[0] for row in FIGURES} | {row[0] for row in SERIES} | {row[0] for row in POTENTIALS}
    assert picked == set(editions())
