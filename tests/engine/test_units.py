"""Units are read from every published spelling, converted exactly, and never guessed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.errors import AmbiguousUnit, DimensionMismatch, UnitError, UnknownGas, UnknownUnit
from greenlang.engine.units import Quantity, Unit, conversion, parse_unit
from greenlang.engine.units.currencies import CURRENCIES
from greenlang.engine.units.table import AMBIGUOUS, NAMES, UNITS, WORDS
from greenlang.errors import GreenLangError
from tests.engine.strategies import numbers, units, units_like

SPELLINGS = [
    ("mmBtu", "mmBtu"),
    ("MMBtu", "mmBtu"),
    ("mmBtu(HHV)", "mmBtu(HHV)"),
    ("mmBtu HHV", "mmBtu(HHV)"),
    ("kWh (Gross CV)", "kWh(HHV)"),
    ("kWh(net)", "kWh(LHV)"),
    ("kWh Hs", "kWh(HHV)"),
    ("MWh (Heizwert)", "MWh(LHV)"),
    ("KWH", "kWh"),
    ("therms", "therm"),
    ("kg(CO2)/mmBtu(HHV)", "kg(CO2)/mmBtu(HHV)"),
    ("kg CO2/mmBtu", "kg(CO2)/mmBtu"),
    ("kg CO2e/mmBtu", "kg(CO2e)/mmBtu"),
    ("kg CO2e per mmBtu(HHV)", "kg(CO2e)/mmBtu(HHV)"),
    ("kgCO2e/kWh (Net CV)", "kg(CO2e)/kWh(LHV)"),
    ("kgCO2e/tonne.km", "kg(CO2e)/tkm"),
    ("kgCO2e/passenger.km", "kg(CO2e)/pkm"),
    ("kgCO2e/miles", "kg(CO2e)/mile"),
    ("kgCO2e/litres", "kg(CO2e)/L"),
    ("kgCO2e/million litres", "kg(CO2e)/ML"),
    ("kgCO2e/cubic metres", "kg(CO2e)/m3"),
    ("metric ton CO2e/short ton", "t(CO2e)/short_ton"),
    ("Mt CO2e", "Mt(CO2e)"),
    ("g/vehicle-mile", "g/vehicle_mile"),
    ("kg/short ton-mile", "kg/short_ton_mile"),
    ("lb/MWh", "lb/MWh"),
    ("TJ/Gg", "TJ/kt"),
    ("mmBtu/short ton", "mmBtu/short_ton"),
    ("Metric Tons", "t"),
    ("US gallon", "US_gallon"),
    ("gal_us", "US_gallon"),
    ("Liter", "L"),
    ("litre", "L"),
    ("l", "L"),
    ("Ltr", "L"),
    ("m³", "m3"),
    ("Nm³", "Nm3"),
    ("m³ (15C)", "m3(15C)"),
    ("cbm", "m3"),
    ("Kubikmeter", "m3"),
    ("Tonnen", "t"),
    ("Kilowattstunden", "kWh"),
    ("kg/(t*km)", "kg/t/km"),
    ("kg / t / km", "kg/t/km"),
    ("kWh/m²", "kWh/m^2"),
    ("kWh/m**2", "kWh/m^2"),
    ("kg·m^2/s^2", "kg*m^2/s^2"),
    ("kg*kg", "kg^2"),
    ("kg/kg", "kg/kg"),
    ("m3(60 °F)", "m3(60F)"),
    ("scf(60F)", "scf"),
    ("kg(methane)", "kg(CH4)"),
    ("kg R-410A", "kg(R-410A)"),
    ("USD(2022)", "USD(2022)"),
    ("kgCO2e/Room per night", "kg(CO2e)/room/night"),
    ("kgCO2e/per FTE Working Hour", "kg(CO2e)/person_hour"),
    ("MJ/therm-ec", "MJ/therm"),
    ("us-gallon/barrel-oil", "US_gallon/oil_barrel"),
    ("USD(2022)/USD(2024)", "USD(2022)/USD(2024)"),
    ("1", "1"),
    ("fraction", "1"),
    ("1/mmBtu", "1/mmBtu"),
    ("%", "%"),
]


@pytest.mark.parametrize(("text", "canonical"), SPELLINGS)
def test_published_spellings_have_one_canonical_text(text: str, canonical: str) -> None:
    assert parse_unit(text).text == canonical
    assert parse_unit(canonical) == parse_unit(text)


# The units of published tables, as the catalogue writes them: each says its basis, its gallon, its kind of distance.
PUBLISHED = [
    "kg/mmBtu(HHV)", "g/mmBtu(HHV)", "kg/mmBtu", "mmBtu(HHV)/short_ton", "mmBtu(HHV)/US_gallon", "mmBtu(HHV)/scf",
    "kg/short_ton", "g/US_gallon", "kg/scf", "g/vehicle_mile", "kg/short_ton_mile", "kg/passenger_mile",
    "t(CO2e)/short_ton", "lb/MWh", "1", "kg/TJ(LHV)", "TJ(LHV)/kt", "kg/L", "kg/m3", "kg(CO2e)/kWh(HHV)",
    "kg(CO2e)/kWh(LHV)", "kg(CO2e)/kWh", "kg(CO2e)/GJ(LHV)", "kg(CO2e)/t", "kg(CO2e)/L", "kg(CO2e)/kg", "kg(CO2e)/ML",
    "kg(CO2e)/m3", "kg(CO2e)/vkm", "kg(CO2e)/vehicle_mile", "kg(CO2e)/pkm", "kg(CO2e)/tkm", "kg(CO2e)/room_night",
    "kg(CO2e)/person_hour", "kWh(LHV)/vkm", "kWh/tkm", "GJ(HHV)/t", "kWh(HHV)/kg", "kWh(LHV)/L", "L/t",
    "kg(CO2e)/USD(2022)", "kg(HFC-125)/kg", "g/kWh", "t/MWh", "kg/GJ(HHV)", "kg/item", "USD(2024)/EUR(2024)",
]  # fmt: skip


@pytest.mark.parametrize("text", PUBLISHED)
def test_every_unit_of_a_published_table_can_be_said(text: str) -> None:
    assert parse_unit(text).text == text


def test_kinds_of_activity_are_kinds_of_their_own() -> None:
    texts = [
        "mile",
        "vehicle_mile",
        "passenger_mile",
        "short_ton_mile",
        "room_night",
        "person_hour",
        "day",
        "item",
        "1",
    ]
    kinds = [parse_unit(text) for text in texts]
    assert len({unit.dimension for unit in kinds}) == len(texts)


def test_money_is_a_kind_for_each_currency_and_price_year() -> None:
    texts = [f"{code}{year}" for code in CURRENCIES for year in ("", "(2022)", "(2024)")]
    assert len({parse_unit(text).dimension for text in texts}) == len(texts) > 200
    rates = [parse_unit(f"USD({year})/EUR({year})") for year in range(2015, 2030)]
    assert len({rate.dimension for rate in rates}) == len(rates)


@pytest.mark.parametrize(
    ("from_", "to", "ratio"),
    [
        ("mmBtu", "GJ", "1.05505585262"),
        ("Btu", "J", "1055.05585262"),
        ("kWh", "MJ", "3.6"),
        ("therm", "mmBtu", "0.1"),
        ("dekatherm", "mmBtu", "1"),
        ("lb", "kg", "0.45359237"),
        ("short_ton", "kg", "907.18474"),
        ("long_ton", "kg", "1016.0469088"),
        ("US_gallon", "L", "3.785411784"),
        ("imperial_gallon", "L", "4.54609"),
        ("oil_barrel", "US_gallon", "42"),
        ("ft3", "m3", "0.028316846592"),
        ("scf", "m3(60F)", "0.028316846592"),
        ("Mscf", "scf", "1000"),
        ("mile", "km", "1.609344"),
        ("nautical_mile", "km", "1.852"),
        ("short_ton_mile", "tkm", "1.45997231821056"),
        ("toe", "GJ", "41.868"),
        ("Sm3", "m3(15C)", "1"),
        ("g/kWh", "kg/MWh", "1"),
        ("lb/MWh", "kg/MWh", "0.45359237"),
        ("tkm", "t*km", "1"),
        ("%", "1", "0.01"),
        ("acre", "m2", "4046.8564224"),
        ("kL", "m3", "1"),
        ("cal_IT", "J", "4.1868"),
        ("room*night", "room_night", "1"),
        ("person*h", "person_hour", "1"),
        ("kt", "t", "1000"),
        ("long_ton", "lb", "2240"),
        ("GJ", "kWh", "2500/9"),
    ],
)
def test_conversions_are_the_defined_exact_ratios(from_: str, to: str, ratio: str) -> None:
    assert conversion(parse_unit(from_), parse_unit(to)) == Fraction(ratio)


@pytest.mark.parametrize(
    "text", ["ton", "Tons", "gallon", "gal", "barrel", "bbl", "Mcf", "ccf", "MT", "kcal", "year", "MBtu"]
)
def test_names_of_several_units_are_refused_with_the_choices(text: str) -> None:
    for written in (text, f"kg/{text}"):
        with pytest.raises(AmbiguousUnit) as caught:
            parse_unit(written, where="unit")
        assert caught.value.mend.startswith("Say ")
        assert caught.value.where == "unit"


@pytest.mark.parametrize("text", ["ton CO2e", "tons of coal", "gallon of diesel", "mt CO2e", "gallons (US)"])
def test_an_ambiguous_name_stays_ambiguous_beside_a_substance(text: str) -> None:
    with pytest.raises(AmbiguousUnit):
        parse_unit(text)


def test_every_choice_that_is_offered_can_be_read() -> None:
    offered = {word.strip("(),:") for choices in AMBIGUOUS.values() for word in choices.replace(",", " ").split()}
    for symbol in (
        "short_ton",
        "long_ton",
        "US_gallon",
        "imperial_gallon",
        "oil_barrel",
        "scf",
        "kcal_IT",
        "day",
    ):
        assert symbol in offered
        assert parse_unit(symbol).text == symbol


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("mmBut", "mmBtu"),
        ("kilowatthr", "kWh"),
        ("tonnne", "t"),
        ("litrs", "L"),
        ("mWh", "MWh"),
        ("EUX", "EUR"),
        ("Kgs", "kg"),
    ],
)
def test_an_unknown_unit_names_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UnknownUnit) as caught:
        parse_unit(text)
    assert near in caught.value.mend


@pytest.mark.parametrize("text", ["mm", "litrs", "kw", "mwh", "killo", "dai", "Thermo", "Kilometre hours", "galons"])
def test_what_is_offered_for_an_unknown_unit_measures_one_thing(text: str) -> None:
    with pytest.raises(UnknownUnit) as caught:
        parse_unit(text)
    offered = caught.value.mend.removeprefix("Did you mean ").removesuffix("?").split(" or ")
    assert caught.value.mend.startswith("Did you mean ")
    assert len({UNITS[symbol].dimension for symbol in offered}) == 1


UNREADABLE = [
    "", " ", "/", "kg/", "/kg", "kg//t", "kg(", "kg)", "kg()", "kg(CO2", "kg(CO2)(CH4)", "kg^", "kg^0",
    "kg^10", "kg^x", "kg^1.5", "kg^--1", "kg^٢", "((((((kg))))))", "kg/t*km", "kg CO2 HHV", "kWh(CO2)",
    "kg(HHV)", "kg CO2(CH4)", "scf(15C)", "m3(25C)", "1(CO2)", "mile(HHV)", "USD(22)", "kg " * 60,
    "kg*" * 20 + "kg", "m^9*m^9", "kg\x00", "__class__", "kg;DROP", "kg(CO2)/mmBtu(HHV)\u202e", "CO2",
]  # fmt: skip


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_unit_is_refused_with_a_short_message(text: str) -> None:
    with pytest.raises((UnitError, UnknownGas)) as caught:
        parse_unit(text, where="factors.ef")
    assert caught.value.where == "factors.ef"
    assert caught.value.mend
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("value", [None, 5, b"kg", ["kg"]])
def test_what_is_no_text_is_no_unit(value: object) -> None:
    with pytest.raises(UnitError):
        parse_unit(value)  # type: ignore[arg-type]


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_an_error_of_the_family(text: str) -> None:
    try:
        unit = parse_unit(text)
    except GreenLangError:
        return
    assert parse_unit(unit.text) == unit


def test_no_spelling_means_two_units() -> None:
    assert not {name for name in NAMES if name in AMBIGUOUS}
    assert not set(WORDS) & set(AMBIGUOUS)
    for name, symbol in NAMES.items():
        assert WORDS.get(name, symbol) == symbol
    for spelling in (*NAMES, *(word.upper() for word in WORDS)):
        if "(" not in spelling:
            assert parse_unit(spelling).terms[0].symbol in UNITS


@given(units)
def test_canonical_text_reads_back_to_the_same_unit(unit: Unit) -> None:
    again = parse_unit(unit.text)
    assert again == unit
    assert (again.dimension, again.factor) == (unit.dimension, unit.factor)


@given(units, units)
def test_conversion_there_and_back_is_exactly_one(left: Unit, right: Unit) -> None:
    if left.is_commensurable(right):
        assert conversion(left, right) * conversion(right, left) == 1
    else:
        with pytest.raises(DimensionMismatch):
            conversion(left, right)


@given(st.sampled_from(sorted(UNITS)).map(parse_unit), st.data())
def test_conversions_compose(unit: Unit, data: st.DataObject) -> None:
    alike = st.sampled_from(units_like(unit))
    middle, last = data.draw(alike), data.draw(alike)
    assert conversion(unit, middle) * conversion(middle, last) == conversion(unit, last)


MISMATCHES = [
    ("kWh", "mmBtu(HHV)", "basis", "Say gross (HHV) or net (LHV), for instance kWh(HHV)"),
    ("kWh(LHV)", "mmBtu(HHV)", "basis", "not converted"),
    ("kWh(HHV)", "kWh", "basis", "has no basis"),
    ("kg(CO2)/mmBtu", "kg(CO2)/mmBtu(HHV)", "basis", "gross (HHV) or net (LHV)"),
    ("m3", "scf", "reference", "does not say its reference condition"),
    ("ft3", "scf", "reference", "m3(60F)"),
    ("Nm3", "scf", "reference", "at 0C"),
    ("scf", "m3", "reference", "no reference condition"),
    ("kg(CO2)", "kg(CH4)", "substance", "mass of CO2, not of CH4"),
    ("kg(CO2)", "kg(CO2e)", "substance", "global warming potential"),
    ("kg", "kg(CO2)", "substance", "of which gas"),
    ("kg", "mmBtu(HHV)", "dimension", "kg is mass; energy(HHV) is needed"),
    ("scf", "kWh(HHV)", "dimension", "volume(60F)"),
    ("USD", "EUR", "dimension", "exchange rate"),
    ("USD", "USD(2022)", "dimension", "deflator"),
    ("EUR(2024)", "USD(2022)", "dimension", "deflator"),
    ("USD(2023)/EUR(2023)", "USD(2024)/EUR(2024)", "dimension", "is not the money of"),
    ("mile", "vehicle_mile", "dimension", "distance"),
    ("vehicle_mile", "passenger_mile", "dimension", "passengers"),
    ("room_night", "person_hour", "dimension", "persons"),
    ("room_night", "day", "dimension", "rooms"),
    ("1", "kWh(HHV)/kWh", "basis", "kWh(HHV)/kWh"),
]


@pytest.mark.parametrize(("from_", "to", "kind", "says"), MISMATCHES)
def test_units_that_do_not_fit_say_why(from_: str, to: str, kind: str, says: str) -> None:
    with pytest.raises(DimensionMismatch) as caught:
        conversion(parse_unit(from_), parse_unit(to), where="inputs.quantity")
    assert caught.value.kind == kind
    assert says in str(caught.value)
    assert str(caught.value).startswith("inputs.quantity: ")


def test_the_gas_is_the_mass_above_the_line() -> None:
    assert parse_unit("kg/mmBtu(HHV)").with_gas("CO2").text == "kg(CO2)/mmBtu(HHV)"
    assert parse_unit("g/kg").with_gas("CH4").text == "g(CH4)/kg"
    assert parse_unit("kg(CO2)/t").with_gas("CO2").text == "kg(CO2)/t"
    for text, gas in (("kg(CO2)/t", "CH4"), ("mmBtu/t", "CO2"), ("1/kg", "CO2")):
        with pytest.raises(UnitError):
            parse_unit(text).with_gas(gas)


@given(numbers, units, units)
def test_a_quantity_converts_there_and_back_to_60_digits(value: Decimal, left: Unit, right: Unit) -> None:
    if not left.is_commensurable(right):
        return
    try:
        there = Quantity(value, left).to(right)
        back = Quantity(there, right).to(left)
    except GreenLangError:
        return  # beyond 1e100
    assert abs(back - value) <= abs(value) * Decimal("1e-60")
