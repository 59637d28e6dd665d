"""The table of unit names: what each is worth, exactly, and which names are refused as ambiguous.

Definitions: SI brochure; international yard and pound (1959); Btu by the International Table (ISO 31-4,
1055.05585262 J), so 1 mmBtu = 1.05505585262 GJ; the US therm as 0.1 mmBtu (40 CFR 98.33); scf at 60 °F.
"""

from dataclasses import dataclass
from fractions import Fraction

from greenlang.engine.units.currencies import CURRENCIES
from greenlang.engine.units.dimension import CURRENCY, NAMED, REFERENCE, Dimension


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit with a name of its own: canonical symbol, exact worth in base units, dimension."""

    symbol: str
    factor: Fraction
    dimension: Dimension


UNITS: dict[str, NamedUnit] = {}
"""By canonical symbol."""
NAMES: dict[str, str] = {}
"""Every exact spelling, to the canonical symbol."""
WORDS: dict[str, str] = {}
"""Spelt-out names in lower case, to the canonical symbol; read in any case, with blanks, hyphens or underscores."""

MASS, ENERGY, VOLUME, DISTANCE = (NAMED[name] for name in ("mass", "energy", "volume", "distance"))
AREA, TIME, POWER = (NAMED[name] for name in ("area", "time", "power"))
SCF = VOLUME * Dimension.of([(f"{REFERENCE}:60F", 1)])

POUND = Fraction("0.45359237")
MILE = Fraction("1609.344")
FOOT = Fraction("0.3048")
US_GALLON = 231 * Fraction("0.0254") ** 3
BTU = Fraction("1055.05585262")
CALORIE = Fraction("4.1868")
HOUR = Fraction(3600)
PASSENGERS, VEHICLES, ROOMS = (NAMED[name] for name in ("passengers", "vehicles", "rooms"))


def _add(symbol: str, factor: Fraction | int, dimension: Dimension, names: str = "", words: str = "") -> None:
    """Enter one unit; names are exact spellings, words are read in any case, both separated by "|"."""
    UNITS[symbol] = NamedUnit(symbol, Fraction(factor), dimension)
    for name in (symbol, *filter(None, names.split("|"))):
        NAMES[name] = symbol
    for word in filter(None, words.split("|")):
        WORDS[word] = symbol


def _add_mass() -> None:
    _add("mg", Fraction(1, 10**6), MASS, "", "milligram|milligrams")
    _add("g", Fraction(1, 1000), MASS, "", "gram|grams|gramme|grammes")
    _add("kg", 1, MASS, "KG|Kg|kgs", "kilogram|kilograms|kilogramme|kilogrammes|kilogramm")
    tonne = "tonne|tonnes|tonnen|metric ton|metric tons|metric tonne|metric tonnes"
    _add("t", 1000, MASS, "Mg", tonne)
    _add("kt", 10**6, MASS, "Gg", "kilotonne|kilotonnes")
    _add("Mt", 10**9, MASS, "Tg", "megatonne|megatonnes")
    _add("oz", POUND / 16, MASS, "oz_av", "ounce|ounces")
    _add("lb", POUND, MASS, "lbs|LB|lbm|Lb", "pound|pounds")
    _add(
        "short_ton",
        2000 * POUND,
        MASS,
        "tn_sh",
        "short ton|short tons|us short ton|us ton|us tons",
    )
    _add("long_ton", 2240 * POUND, MASS, "", "long ton|long tons|imperial ton")


def _add_energy() -> None:
    for prefix, power, word in (
        ("", 0, ""),
        ("k", 3, "kilo"),
        ("M", 6, "mega"),
        ("G", 9, "giga"),
        ("T", 12, "tera"),
    ):
        _add(f"{prefix}J", 10**power, ENERGY, "", f"{word}joule|{word}joules")
        hour = "|".join(f"{word}{hour}" for hour in ("watt hour", "watt hours", "wattstunde", "wattstunden"))
        _add(f"{prefix}Wh", HOUR * 10**power, ENERGY, "", hour)
        _add(f"{prefix}W", 10**power, POWER, "", f"{word}watt|{word}watts")
    _add("PJ", 10**15, ENERGY, "", "petajoule|petajoules")
    NAMES.update({"kwh": "kWh", "KWH": "kWh", "Kwh": "kWh", "KWh": "kWh", "MWH": "MWh", "GWH": "GWh", "gj": "GJ"})
    _add("Btu", BTU, ENERGY, "BTU|btu|Btu_IT", "btu it")
    _add("kBtu", BTU * 1000, ENERGY, "kBTU")
    _add("mmBtu", BTU * 10**6, ENERGY, "MMBtu|MMBTU|mmbtu|mmBTU|MMbtu|Mmbtu", "million btu")
    _add("therm", BTU * 10**5, ENERGY, "US_therm|therm_us", "therm|therms|us therm|us therms|ec therm|therm ec")
    _add("dekatherm", BTU * 10**6, ENERGY, "Dth|dth", "dekatherm|dekatherms|decatherm|decatherms")
    _add("cal_IT", CALORIE, ENERGY, "", "calorie it")
    _add("kcal_IT", CALORIE * 1000, ENERGY)
    _add("Gcal_IT", CALORIE * 10**9, ENERGY)
    _add("toe", Fraction("41.868") * 10**9, ENERGY, "", "tonne of oil equivalent|tonnes of oil equivalent")


def _add_volume() -> None:
    _add("mL", Fraction(1, 10**6), VOLUME, "ml|cm3", "millilitre|millilitres|milliliter|milliliters")
    _add("L", Fraction(1, 1000), VOLUME, "l", "litre|litres|liter|liters|litern|ltr|ltrs")
    _add("kL", 1, VOLUME, "kl", "kilolitre|kilolitres|kiloliter|kiloliters")
    cubic = "cubic metre|cubic metres|cubic meter|cubic meters|cu m|kubikmeter|kubikmetern"
    _add("m3", 1, VOLUME, "cbm", cubic)
    _add("ML", 1000, VOLUME, "", "million litres|million liters|megalitre|megalitres")
    _add("in3", Fraction("0.0254") ** 3, VOLUME, "", "cubic inch|cubic inches")
    _add("ft3", FOOT**3, VOLUME, "cf|cu_ft|cu ft", "cubic foot|cubic feet")
    gallon = "us gallon|us gallons|us gal|gallon (us)"
    _add("US_gallon", US_GALLON, VOLUME, "gal_us|gal_US|USgal|US_gal", gallon)
    imperial = "imperial gallon|imperial gallons|uk gallon|uk gallons|imp gal"
    _add("imperial_gallon", Fraction("0.00454609"), VOLUME, "gal_uk|gal_imp|UK_gallon", imperial)
    _add(
        "oil_barrel",
        42 * US_GALLON,
        VOLUME,
        "bbl_oil",
        "oil barrel|oil barrels|barrel oil|barrel of oil|barrels of oil",
    )
    standard = "standard cubic foot|standard cubic feet"
    _add("scf", FOOT**3, SCF, "SCF", standard)
    _add("Mscf", 1000 * FOOT**3, SCF, "", f"thousand {standard.split('|')[1]}|thousand scf")
    _add("MMscf", 10**6 * FOOT**3, SCF, "mmscf", f"million {standard.split('|')[1]}|million scf")
    _add(
        "Nm3",
        1,
        VOLUME * Dimension.of([(f"{REFERENCE}:0C", 1)]),
        "",
        "normal cubic metre|normal cubic metres|normkubikmeter",
    )
    _add(
        "Sm3",
        1,
        VOLUME * Dimension.of([(f"{REFERENCE}:15C", 1)]),
        "",
        "standard cubic metre|standard cubic metres",
    )


def _add_space_and_time() -> None:
    _add("m", 1, DISTANCE, "", "metre|metres|meter|meters")
    _add("km", 1000, DISTANCE, "KM|Km", "kilometre|kilometres|kilometer|kilometers")
    _add("ft", FOOT, DISTANCE, "", "foot|feet")
    _add("mile", MILE, DISTANCE, "mi", "mile|miles|statute mile|statute miles")
    _add("nautical_mile", 1852, DISTANCE, "nmi", "nautical mile|nautical miles")
    _add("m2", 1, AREA, "", "square metre|square metres|square meter|square meters")
    _add("ft2", FOOT**2, AREA, "sq_ft|sqft|sq ft", "square foot|square feet")
    _add("ha", 10**4, AREA, "", "hectare|hectares")
    _add("acre", 4840 * (3 * FOOT) ** 2, AREA, "", "acre|acres")
    _add("s", 1, TIME, "", "second|seconds")
    _add("min", 60, TIME, "", "minute|minutes")
    _add("h", HOUR, TIME, "hr|hrs", "hour|hours")
    _add("day", 24 * HOUR, TIME, "d", "day|days")
    _add("night", 24 * HOUR, TIME, "", "night|nights")
    _add("week", 168 * HOUR, TIME, "", "week|weeks")
    _add("K", 1, NAMED["temperature"], "", "kelvin")
    _add("mol", 1, NAMED["amount"], "", "mole|moles")
    _add("kmol", 1000, NAMED["amount"], "kg-mole|kgmol", "kilomole|kilomoles")


def _add_activity() -> None:
    freight = "tonne km|tonne.km|tonne kilometre|tonne kilometres"
    _add("tkm", 10**6, MASS * DISTANCE, "t.km|t-km|t km", freight)
    short = "short ton mile|short ton miles"
    _add("short_ton_mile", 2000 * POUND * MILE, MASS * DISTANCE, "", short)
    _add("passenger", 1, PASSENGERS, "pax", "passenger|passengers")
    person = "passenger km|passenger.km|passenger kilometre|passenger kilometres"
    _add("pkm", 1000, PASSENGERS * DISTANCE, "p.km|pax.km|p-km", person)
    _add(
        "passenger_mile",
        MILE,
        PASSENGERS * DISTANCE,
        "pmi",
        "passenger mile|passenger miles",
    )
    _add("vehicle", 1, VEHICLES, "", "vehicle|vehicles")
    _add("vkm", 1000, VEHICLES * DISTANCE, "v.km", "vehicle km|vehicle.km|vehicle kilometre|vehicle kilometres")
    _add(
        "vehicle_mile",
        MILE,
        VEHICLES * DISTANCE,
        "vmi",
        "vehicle mile|vehicle miles",
    )
    _add("room", 1, ROOMS, "", "room|rooms")
    _add("room_night", 24 * HOUR, ROOMS * TIME, "", "room night|room nights")
    _add("person", 1, NAMED["persons"], "", "person|persons|people|employee|employees|fte")
    hours = "person hour|person hours|fte working hour|fte working hours|per fte working hour"
    _add("person_hour", HOUR, NAMED["persons"] * TIME, "", hours)
    _add("item", 1, NAMED["count"], "each|pcs", "item|items|piece|pieces|count")
    _add("%", Fraction(1, 100), NAMED[""], "", "percent|per cent")
    for code in CURRENCIES:
        _add(code, 1, Dimension.of([(f"{CURRENCY}:{code}", 1)]))


_add_mass()
_add_energy()
_add_volume()
_add_space_and_time()
_add_activity()

ONE = frozenset({"1", "fraction", "ratio", "dimensionless", "number"})
"""Spellings of the bare number."""

_TONS = "short_ton (2,000 lb), long_ton (2,240 lb) or t (metric, 1,000 kg)"
_GALLONS = "US_gallon (3.785411784 L) or imperial_gallon (4.54609 L)"
_GAS_FEET = "scf, Mscf (1,000 scf) or MMscf (1,000,000 scf): cubic feet at 60 °F"
_BARRELS = "oil_barrel (42 US gallons), or give the volume in US_gallon or L"
_CALORIES = "kcal_IT (4.1868 kJ), or give the energy in MJ"
AMBIGUOUS: dict[str, str] = {
    **dict.fromkeys(("ton", "tons", "ton-mile", "ton-miles", "ton mile"), _TONS),
    **dict.fromkeys(("gallon", "gallons", "gal", "gals"), _GALLONS),
    **dict.fromkeys(("barrel", "barrels", "bbl", "bbls"), _BARRELS),
    **dict.fromkeys(("mcf", "ccf", "mmcf", "hcf"), _GAS_FEET),
    **dict.fromkeys(("cal", "kcal", "calorie", "calories", "kilocalorie", "kilocalories"), _CALORIES),
    **dict.fromkeys(("year", "years", "yr", "annum", "month", "months"), "day, with the number of days"),
    "mt": "t (metric ton, 1,000 kg) or Mt (megatonne)",
    "mbtu": "kBtu (1,000 Btu) or mmBtu (1,000,000 Btu)",
    "nm": "nautical_mile or km",
    "$": "USD, CAD, AUD or another three-letter currency",
    "dollar": "USD, CAD, AUD or another three-letter currency",
    "dollars": "USD, CAD, AUD or another three-letter currency",
}
"""Names in lower case that mean several units, to the choices in words; exact names are read before these."""
