"""Every method of the library gives the figures worked by hand, at AR5, with printed factors where there are some."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from greenlang.engine import BUILTIN_GWP, METHODS, GwpSet, ResolvedFactor, compile_formula, method
from tests.engine.formulas import HEAT_CONTENT_GAS, NATURAL_GAS, factor, quantity

AR5 = GwpSet(
    "AR5",
    "IPCC Fifth Assessment Report",
    {
        **BUILTIN_GWP["AR5"].values,
        "HFC-32": Decimal(677),
        "HFC-125": Decimal(3170),
        "HFC-134a": Decimal(1300),
        "HCFC-22": Decimal(1760),
    },
    "AR5 WG1 Table 8.A.1",
)


def co2(value: str, unit: str) -> ResolvedFactor:
    return factor({"CO2": (value, unit)})


def co2e(value: str, unit: str) -> ResolvedFactor:
    return factor({"CO2e": (value, unit)})


def one(value: str, unit: str) -> ResolvedFactor:
    return factor({"parameter": (value, unit)})


OIL = factor({"CO2": ("73.96", "kg/mmBtu(HHV)"), "CH4": ("3.0", "g/mmBtu(HHV)"), "N2O": ("0.60", "g/mmBtu(HHV)")})
COAL = factor({"CO2": ("93.28", "kg/mmBtu(HHV)"), "CH4": ("11", "g/mmBtu(HHV)"), "N2O": ("1.6", "g/mmBtu(HHV)")})
WOOD = factor(
    {"CO2_biogenic": ("93.80", "kg/mmBtu(HHV)"), "CH4": ("7.2", "g/mmBtu(HHV)"), "N2O": ("3.6", "g/mmBtu(HHV)")}
)
CALIFORNIA = factor({"CO2": ("428.464", "lb/MWh"), "CH4": ("0.025", "lb/MWh"), "N2O": ("0.003", "lb/MWh")})
STEAM = factor({"CO2": ("66.33", "kg/mmBtu"), "CH4": ("1.25", "g/mmBtu"), "N2O": ("0.125", "g/mmBtu")})
IPCC_GAS = factor({"CO2": ("56100", "kg/TJ(LHV)"), "CH4": ("5", "kg/TJ(LHV)"), "N2O": ("0.1", "kg/TJ(LHV)")})
R410A = factor({"HFC-32": ("0.5", "kg/kg"), "HFC-125": ("0.5", "kg/kg")})
R134A = factor({"HFC-134a": ("1", "kg/kg")})
GRID = co2("0.4", "kg/kWh")

Given = Mapping[str, tuple[str, str]]
Worked = tuple[str, Given, Mapping[str, ResolvedFactor], str]

# 50 mmBtu x 53.06 + CH4 0.05 kg x 28 + N2O 0.005 kg x 265 = 2655.725; 10 mmBtu give 531.145.
STATIONARY: list[Worked] = [
    ("energy", {"quantity": ("50", "mmBtu(HHV)")}, {"ef": NATURAL_GAS}, "2655.725"),
    ("therms", {"quantity": ("500", "therm(HHV)")}, {"ef": NATURAL_GAS}, "2655.725"),
    (
        "gas-volume",
        {"quantity": ("10000", "scf")},
        {"ef": NATURAL_GAS, "heat_content_gas": HEAT_CONTENT_GAS},
        "544.95477",
    ),
    (
        "liquid-volume",
        {"quantity": ("1000", "US_gallon")},
        {"ef": OIL, "heat_content_liquid": one("0.138", "mmBtu(HHV)/US_gallon")},
        "10240.014",
    ),
    (
        "mass",
        {"quantity": ("10", "short_ton")},
        {"ef": COAL, "heat_content_solid": one("24.93", "mmBtu(HHV)/short_ton")},
        "23437.1916",
    ),
    # 10.3 mmBtu: 546.518 + 0.0103 x 28 + 0.00103 x 265
    (
        "measured-gas-volume",
        {"quantity": ("10000", "scf"), "heat_content": ("0.00103", "mmBtu(HHV)/scf")},
        {"ef": NATURAL_GAS},
        "547.07935",
    ),
    # 140 mmBtu: 10354.4 + 0.42 x 28 + 0.084 x 265
    (
        "measured-liquid-volume",
        {"quantity": ("1000", "US_gallon"), "heat_content": ("0.14", "mmBtu(HHV)/US_gallon")},
        {"ef": OIL},
        "10388.42",
    ),
    # 250 mmBtu: 23320 + 2.75 x 28 + 0.4 x 265
    (
        "measured-mass",
        {"quantity": ("10", "short_ton"), "heat_content": ("25", "mmBtu(HHV)/short_ton")},
        {"ef": COAL},
        "23503",
    ),
    # 10 x 0.5 x 19 = 95 mmBtu: 0.684 x 28 + 0.342 x 265, and 8911 kg of biogenic CO2 apart
    (
        "wet-wood",
        {"quantity": ("10", "short_ton"), "moisture": ("50", "%")},
        {"ef": WOOD, "heat_content_dry": one("19", "mmBtu(HHV)/short_ton")},
        "109.782",
    ),
    # anthracite as printed: 26020 + 2.76 x 28 + 0.4 x 265
    (
        "printed-mass",
        {"quantity": ("10", "short_ton")},
        {"ef": factor({"CO2": ("2602", "kg/short_ton"), "CH4": ("276", "g/short_ton"), "N2O": ("40", "g/short_ton")})},
        "26203.28",
    ),
    # distillate fuel oil as printed: 10210 + 0.41 x 28 + 0.08 x 265
    (
        "printed-volume",
        {"quantity": ("1000", "US_gallon")},
        {
            "ef": factor(
                {"CO2": ("10.21", "kg/US_gallon"), "CH4": ("0.41", "g/US_gallon"), "N2O": ("0.08", "g/US_gallon")}
            )
        },
        "10242.68",
    ),
    # natural gas as printed: 544.4 + 0.0103 x 28 + 0.001 x 265
    (
        "printed-gas-volume",
        {"quantity": ("10", "Mscf")},
        {"ef": factor({"CO2": ("0.05444", "kg/scf"), "CH4": ("0.00103", "g/scf"), "N2O": ("0.0001", "g/scf")})},
        "544.9534",
    ),
    (
        "printed-gas-volume-15c",
        {"quantity": ("1000", "Sm3")},
        {"ef": co2e("2.025129", "kg/m3(15C)")},
        "2025.129",
    ),
    ("printed-gross-energy", {"quantity": ("1", "MWh(HHV)")}, {"ef": co2e("0.18296", "kg/kWh(HHV)")}, "182.96"),
    ("printed-net-energy", {"quantity": ("1000", "kWh(LHV)")}, {"ef": co2e("0.2027", "kg/kWh(LHV)")}, "202.7"),
    # 112200 + 10 x 28 + 0.2 x 265
    ("net-energy", {"quantity": ("2", "TJ(LHV)")}, {"ef": IPCC_GAS}, "112533"),
    # 3186.3 kg CO2 per tonne of gas oil, as printed
    (
        "net-energy-by-mass",
        {"quantity": ("10", "t")},
        {"ef": co2("74100", "kg/TJ(LHV)"), "net_heat_content": one("43", "TJ(LHV)/kt")},
        "31863",
    ),
    # 1.88496 kg CO2 per cubic metre of natural gas, as printed
    (
        "net-energy-by-volume",
        {"quantity": ("1000", "m3")},
        {
            "ef": co2("56100", "kg/TJ(LHV)"),
            "net_heat_content": one("48", "TJ(LHV)/kt"),
            "density": one("0.7", "kg/m3"),
        },
        "1884.96",
    ),
    (
        "carbon-content-by-mass",
        {"quantity": ("1000", "kg"), "carbon_content": ("0.75", "1")},
        {"oxidised": co2("1", "kg/kg")},
        "2750",
    ),
    # 0.005291 t CO2 per therm, as printed
    (
        "carbon-content-by-energy",
        {"quantity": ("1", "therm(HHV)"), "carbon_content": ("14.43", "kg/mmBtu(HHV)")},
        {"oxidised": co2("1", "kg/kg")},
        "5.291",
    ),
]

MOBILE: list[Worked] = [
    ("fuel", {"quantity": ("100", "US_gallon")}, {"ef": co2("8.78", "kg/US_gallon")}, "878"),
    ("gas-fuel", {"quantity": ("1000", "scf")}, {"ef": co2("0.05444", "kg/scf")}, "54.44"),
    # 0.5 kg x 28 + 0.2 kg x 265
    (
        "nonroad-fuel",
        {"quantity": ("1000", "US_gallon")},
        {"ef": factor({"CH4": ("0.5", "g/US_gallon"), "N2O": ("0.2", "g/US_gallon")})},
        "67",
    ),
    # 0.051 kg x 28 + 0.015 kg x 265
    (
        "distance",
        {"quantity": ("10000", "vehicle_mile")},
        {"ef": factor({"CH4": ("0.0051", "g/vehicle_mile"), "N2O": ("0.0015", "g/vehicle_mile")})},
        "5.403",
    ),
    (
        "fuel-economy",
        {"distance": ("1000", "vehicle_mile"), "fuel_economy": ("25", "vehicle_mile/US_gallon")},
        {"ef": co2("8.78", "kg/US_gallon")},
        "351.2",
    ),
]

REFRIGERANTS: list[Worked] = [
    # 100 - 80 + 50 - 10 - 20 = 40 kg of R-410A: 20 x 677 + 20 x 3170
    (
        "mass-balance",
        {
            "opening_stock": ("100", "kg"),
            "closing_stock": ("80", "kg"),
            "purchases": ("50", "kg"),
            "sales": ("10", "kg"),
            "capacity_increase": ("20", "kg"),
        },
        {"composition": R410A},
        "76940",
    ),
    # 5 + 12 + 5 = 22 kg x 1300
    (
        "simplified-mass-balance",
        {
            "bought_for_new": ("60", "kg"),
            "charge_of_new": ("55", "kg"),
            "serviced": ("12", "kg"),
            "charge_of_retired": ("30", "kg"),
            "recovered": ("25", "kg"),
        },
        {"composition": R134A},
        "28600",
    ),
    # 1 + 25 + 4 = 30 kg x 1300
    (
        "screening",
        {
            "charged_new": ("100", "kg"),
            "installation_loss": ("1", "%"),
            "charge": ("500", "kg"),
            "annual_leakage": ("10", "%"),
            "years": ("0.5", "1"),
            "charge_of_retired": ("50", "kg"),
            "remaining": ("0.8", "1"),
            "recovered_share": ("0.9", "1"),
        },
        {"composition": R134A},
        "39000",
    ),
    ("direct-loss", {"quantity": ("3", "kg")}, {"ef": R410A}, "5770.5"),
]

PROCESS: list[Worked] = [
    ("production", {"quantity": ("100", "t")}, {"ef": co2("510", "kg/t")}, "51000"),
    # 600 - 300 = 300 kg of carbon x 44/12
    (
        "carbon-balance",
        {
            "charged": ("1000", "kg"),
            "charged_carbon": ("0.6", "1"),
            "products": ("400", "kg"),
            "products_carbon": ("0.75", "1"),
        },
        {"released": co2("1", "kg/kg")},
        "1100",
    ),
    # 100 t x 0.95 x 1 x 0.43971 (calcite)
    (
        "carbonate",
        {"quantity": ("100", "t"), "carbonate_share": ("95", "%"), "calcination": ("1", "1")},
        {"ef": co2("0.43971", "kg/kg")},
        "41772.45",
    ),
]

ENERGY_BOUGHT: list[Worked] = [
    ("purchased-electricity/location-based", {"quantity": ("100", "MWh")}, {"ef": CALIFORNIA}, "19502.612181283"),
    ("purchased-electricity/market-based", {"quantity": ("1000", "kWh")}, {"ef": co2e("0.79", "kg/kWh")}, "790"),
    (
        "purchased-electricity/vehicle-distance",
        {"quantity": ("1000", "vkm")},
        {"ef": co2e("0.0394", "kg/vkm")},
        "39.4",
    ),
    # 663.3 + 0.0125 x 28 + 0.00125 x 265
    ("purchased-heat/heat", {"quantity": ("10", "mmBtu")}, {"ef": STEAM}, "663.98125"),
    ("purchased-heat/cooling", {"quantity": ("1000", "kWh")}, {"ef": co2e("0.1", "kg/kWh")}, "100"),
    # 8 / 0.8 = 10 mmBtu of gas
    (
        "purchased-heat/from-fuel",
        {"quantity": ("8", "mmBtu"), "efficiency": ("0.8", "mmBtu/mmBtu(HHV)")},
        {"ef": NATURAL_GAS},
        "531.145",
    ),
]


def _goods(activity: str) -> list[Worked]:
    return [
        (f"{activity}/spend-based", {"spend": ("10000", "USD(2022)")}, {"ef": co2e("0.532", "kg/USD(2022)")}, "5320"),
        (f"{activity}/average-data", {"quantity": ("500", "kg")}, {"ef": co2e("2300", "kg/t")}, "1150"),
        (f"{activity}/supplier-specific-mass", {"quantity": ("500", "kg")}, {"ef": co2e("1.9", "kg/kg")}, "950"),
        (f"{activity}/supplier-specific-items", {"quantity": ("40", "item")}, {"ef": co2e("12.5", "kg/item")}, "500"),
        (
            f"{activity}/supplier-allocated",
            {"share": ("2", "%")},
            {"supplier_emissions": co2e("150", "t")},
            "3000",
        ),
    ]


def _freight(activity: str) -> list[Worked]:
    return [
        (
            f"{activity}/freight-distance",
            {"quantity": ("1000", "short_ton_mile")},
            {"ef": co2("0.168", "kg/short_ton_mile")},
            "168",
        ),
        (
            f"{activity}/mass-and-distance",
            {"mass": ("10", "t"), "distance": ("500", "km")},
            {"ef": co2e("0.1", "kg/tkm")},
            "500",
        ),
        (
            f"{activity}/vehicle-distance",
            {"quantity": ("1000", "vehicle_mile")},
            {"ef": co2("1.27", "kg/vehicle_mile")},
            "1270",
        ),
        (f"{activity}/fuel", {"quantity": ("100", "US_gallon")}, {"ef": co2("10.21", "kg/US_gallon")}, "1021"),
        (f"{activity}/spend-based", {"spend": ("1000", "USD(2022)")}, {"ef": co2e("0.6", "kg/USD(2022)")}, "600"),
    ]


def _leased(activity: str) -> list[Worked]:
    return [
        (f"{activity}/fuel", {"quantity": ("10", "mmBtu(HHV)")}, {"ef": NATURAL_GAS}, "531.145"),
        (f"{activity}/electricity", {"quantity": ("1", "MWh")}, {"ef": GRID}, "400"),
        (
            f"{activity}/floor-area",
            {"area": ("200", "m2"), "electricity_use": ("150", "kWh/m2")},
            {"ef": GRID},
            "12000",
        ),
    ]


def _travel(activity: str) -> list[Worked]:
    return [
        (
            f"{activity}/passenger-distance",
            {"quantity": ("1000", "passenger_mile")},
            {"ef": co2("0.129", "kg/passenger_mile")},
            "129",
        ),
        (
            f"{activity}/vehicle-distance",
            {"quantity": ("1000", "vehicle_mile")},
            {"ef": co2("0.306", "kg/vehicle_mile")},
            "306",
        ),
    ]


CATEGORY_3: list[Worked] = [
    ("fuel-gross-energy", {"quantity": ("1000", "kWh(HHV)")}, {"ef": co2e("0.0302", "kg/kWh(HHV)")}, "30.2"),
    ("fuel-net-energy", {"quantity": ("1000", "kWh(LHV)")}, {"ef": co2e("0.0335", "kg/kWh(LHV)")}, "33.5"),
    ("fuel-volume", {"quantity": ("1000", "L")}, {"ef": co2e("0.61", "kg/L")}, "610"),
    ("fuel-mass", {"quantity": ("10", "t")}, {"ef": co2e("400", "kg/t")}, "4000"),
    ("electricity-generation", {"quantity": ("1000", "kWh")}, {"ef": co2e("0.0459", "kg/kWh")}, "45.9"),
    ("transmission-loss", {"quantity": ("1000", "kWh")}, {"ef": co2e("0.01853", "kg/kWh")}, "18.53"),
    ("transmission-loss-vehicles", {"quantity": ("1000", "vkm")}, {"ef": co2e("0.0035", "kg/vkm")}, "3.5"),
    # 1000 x 0.2 / 0.8 x 0.4
    ("transmission-loss-share", {"quantity": ("1000", "kWh")}, {"ef": GRID, "loss": one("0.2", "1")}, "100"),
    ("transmission-loss-own-share", {"quantity": ("1000", "kWh"), "loss": ("20", "%")}, {"ef": GRID}, "100"),
    ("transmission-loss-generation", {"quantity": ("1000", "kWh")}, {"ef": co2e("0.004", "kg/kWh")}, "4"),
    ("heat-generation", {"quantity": ("1000", "kWh")}, {"ef": co2e("0.03", "kg/kWh")}, "30"),
]

SCOPE_3: list[Worked] = [
    *_goods("purchased-goods"),
    ("purchased-goods/water-supply", {"quantity": ("1", "ML")}, {"ef": co2e("0.1913", "kg/m3")}, "191.3"),
    *_goods("capital-goods"),
    *_freight("upstream-transport"),
    *_freight("downstream-transport"),
    (
        "waste/type-and-treatment",
        {"quantity": ("10", "short_ton")},
        {"ef": co2e("0.52", "t(CO2e)/short_ton")},
        "5200",
    ),
    ("waste/wastewater", {"quantity": ("100", "m3")}, {"ef": co2e("0.2", "kg/m3")}, "20"),
    (
        "end-of-life/type-and-treatment",
        {"sold": ("10", "short_ton"), "treated_share": ("40", "%")},
        {"ef": co2e("0.52", "t(CO2e)/short_ton")},
        "2080",
    ),
    *_travel("business-travel"),
    ("business-travel/hotel-nights", {"quantity": ("5", "room_night")}, {"ef": co2e("10.4", "kg/room_night")}, "52"),
    ("business-travel/fuel", {"quantity": ("10", "US_gallon")}, {"ef": co2("8.78", "kg/US_gallon")}, "87.8"),
    ("business-travel/spend-based", {"spend": ("2000", "USD(2022)")}, {"ef": co2e("0.3", "kg/USD(2022)")}, "600"),
    *_travel("commuting"),
    # 50 people x 200 days x 20 miles x 93 g
    (
        "commuting/average-data",
        {
            "employees": ("50", "person"),
            "days": ("200", "day"),
            "distance": ("20", "passenger_mile/(person*day)"),
        },
        {"ef": co2("0.093", "kg/passenger_mile")},
        "18600",
    ),
    (
        "commuting/homeworking",
        {"quantity": ("1000", "person_hour")},
        {"ef": co2e("0.33378", "kg/person_hour")},
        "333.78",
    ),
    *_leased("upstream-leased-assets"),
    *_leased("downstream-leased-assets"),
    *_leased("franchises"),
    (
        "processing-of-sold-products/electricity",
        {"sold": ("100", "t"), "electricity_use": ("50", "kWh/t")},
        {"ef": GRID},
        "2000",
    ),
    (
        "processing-of-sold-products/fuel",
        {"sold": ("10", "t"), "fuel_use": ("1", "mmBtu(HHV)/t")},
        {"ef": NATURAL_GAS},
        "531.145",
    ),
    (
        "use-of-sold-products/electricity",
        {"sold": ("100", "item"), "uses": ("500", "1/item"), "electricity_per_use": ("2", "kWh")},
        {"ef": GRID},
        "40000",
    ),
    (
        "use-of-sold-products/fuel",
        {"sold": ("10", "item"), "uses": ("10", "1/item"), "fuel_per_use": ("0.1", "mmBtu(HHV)")},
        {"ef": NATURAL_GAS},
        "531.145",
    ),
    ("use-of-sold-products/fuels-sold", {"quantity": ("10", "mmBtu(HHV)")}, {"ef": NATURAL_GAS}, "531.145"),
    # 100 x 0.5 kg x 0.3 x 1300
    (
        "use-of-sold-products/gases-contained",
        {"sold": ("100", "item"), "charge": ("0.5", "kg/item"), "released": ("30", "%")},
        {"composition": R134A},
        "19500",
    ),
    (
        "investments/equity-share",
        {"equity_share": ("25", "%")},
        {"investee_emissions": co2e("1000", "t")},
        "250000",
    ),
    (
        "investments/revenue",
        {"equity_share": ("25", "%"), "revenue": ("1000000", "USD(2022)")},
        {"ef": co2e("0.2", "kg/USD(2022)")},
        "50000",
    ),
]


def _under(activity: str, worked: list[Worked]) -> list[Worked]:
    return [(f"{activity}/{name}", given, factors, result) for name, given, factors, result in worked]


WORKED = [
    *_under("stationary-combustion", STATIONARY),
    *_under("mobile-combustion", MOBILE),
    *_under("refrigerants", REFRIGERANTS),
    *_under("process-emissions", PROCESS),
    *ENERGY_BOUGHT,
    *_under("fuel-and-energy", CATEGORY_3),
    *SCOPE_3,
]


def test_every_method_is_worked_once() -> None:
    assert sorted(name for name, *_ in WORKED) == sorted(name for name, _ in METHODS)


@pytest.mark.parametrize(("name", "given", "factors", "result"), WORKED, ids=[name for name, *_ in WORKED])
def test_figures(name: str, given: Given, factors: Mapping[str, ResolvedFactor], result: str) -> None:
    inputs = {key: quantity(*value) for key, value in given.items()}
    outcome = compile_formula(method(name).definition).evaluate(inputs, factors, AR5)
    assert outcome.result == Decimal(result)
    assert outcome.result_unit == "kg CO2e"


@pytest.mark.parametrize(("name", "given", "factors", "result"), WORKED, ids=[name for name, *_ in WORKED])
def test_what_is_worked_is_accepted_at_the_door(
    name: str, given: Given, factors: Mapping[str, ResolvedFactor], result: str
) -> None:
    read = {field.name: field.read(quantity(*given[field.name])) for field in method(name).input_fields()}
    assert set(read) == set(given)


def test_gases_stay_apart() -> None:
    electricity = compile_formula(method("purchased-electricity/location-based").definition)
    outcome = electricity.evaluate({"quantity": quantity("100", "MWh")}, {"ef": CALIFORNIA}, AR5)
    assert outcome.of("CO2").mass == Decimal("19434.800121968")
    wood = compile_formula(method("stationary-combustion/wet-wood").definition)
    outcome = wood.evaluate(
        {"quantity": quantity("10", "short_ton"), "moisture": quantity("0.5", "1")},
        {"ef": WOOD, "heat_content_dry": one("19", "mmBtu(HHV)/short_ton")},
        AR5,
    )
    assert outcome.co2_biogenic == 8911


def test_a_refrigerant_with_an_hcfc_leaves_it_to_the_memo() -> None:
    leak = compile_formula(method("refrigerants/direct-loss").definition)
    r408a = factor({"HCFC-22": ("0.47", "kg/kg"), "HFC-125": ("0.07", "kg/kg"), "HFC-134a": ("0.46", "kg/kg")})
    outcome = leak.evaluate({"quantity": quantity("10", "kg")}, {"ef": r408a}, AR5)
    assert outcome.result == Decimal("0.7") * 3170 + Decimal("4.6") * 1300
    assert outcome.memo[0].co2e == Decimal("4.7") * 1760


def test_methane_that_escapes_counts_more_than_methane_that_burns() -> None:
    methane = factor({"CH4": ("1", "kg/kg")})
    leak = compile_formula(method("refrigerants/direct-loss").definition)
    assert leak.evaluate({"quantity": quantity("1", "kg")}, {"ef": methane}, BUILTIN_GWP["AR6"]).result == Decimal(
        "29.8"
    )
    burnt = compile_formula(method("stationary-combustion/printed-mass").definition)
    assert burnt.evaluate({"quantity": quantity("1", "kg")}, {"ef": methane}, BUILTIN_GWP["AR6"]).result == 27
