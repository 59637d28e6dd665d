"""What each input and output of a specification is for: the fuel, its amount, the unit, the place, the result."""

import re
from dataclasses import dataclass

from apps.agents.spec.expectations import expectations_of
from apps.agents.spec.model import InputSpec, OutputSpec, PackSpec
from apps.agents.spec.plan import KINDS, NUMERIC
from greenlang.engine import GreenLangError, parse_unit

_FUEL = re.compile(r"(?:.*_)?(?:fuel|fuel_type|fuel_name|fuel_kind|energy_source|energy_type|energy_carrier)")
_UNIT = re.compile(r"(?:.*_)?units?")
_REGION = re.compile(
    r"(?:.*_)?(?:region|country|country_code|location|grid_region|grid|subregion|egrid_subregion|state|market)"
)
_AMOUNT = re.compile(
    r"(?:.*_)?(?:quantity|amount|consumption|consumed|volume|mass|usage|energy|electricity|burnt|burned|value|kwh|mwh)"
)
_SCOPE = re.compile(r"(?:ghg_)?scope")
_NOT_AMOUNTS = re.compile(r"(?:.*_)?(?:year|month|scope|seed|count|percent|percentage|share|ratio|fraction)")
_RESULT = re.compile(r"co2e?|ghg|emission|carbon", re.IGNORECASE)
_NO_RESULT = re.compile(r"source|factor|hash|uri|url|unit|method|formula|quality|id$|intensity", re.IGNORECASE)
_SUFFIX_UNITS = {
    "kwh": "kWh", "mwh": "MWh", "gj": "GJ", "mj": "MJ", "mmbtu": "mmBtu", "therm": "therm", "therms": "therm",
    "l": "L", "liter": "L", "liters": "L", "litre": "L", "litres": "L", "m3": "m3", "cf": "cf", "scf": "scf",
    "kg": "kg", "t": "t", "tonne": "t", "tonnes": "t", "short_ton": "short_ton", "us_gallons": "US_gallon",
}  # fmt: skip
_RESULT_UNITS = (
    (re.compile(r"(?:^|_)k(?:ilo)?g(?:_|$|co2)|co2e?_?kg", re.IGNORECASE), "kg CO2e"),
    (re.compile(r"(?:^|_)(?:t|tonnes?|mt)(?:_|$|co2)|co2e?_?(?:t|tonnes)$", re.IGNORECASE), "t CO2e"),
    (re.compile(r"(?:^|_)g(?:_|$|co2)", re.IGNORECASE), "g CO2e"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """The output that is a mass of greenhouse gases; ``is_sure`` where its unit is declared or in its name."""

    output: OutputSpec
    unit: str
    is_sure: bool


@dataclass(frozen=True)
class Roles:
    """The inputs by what they are for; None where there is no such input that is always given.

    ``optional`` are those that would serve, and may be left out without a default.
    """

    amounts: tuple[InputSpec, ...]
    fuel: InputSpec | None
    unit: InputSpec | None
    region: InputSpec | None
    scope: InputSpec | None
    scope2_method: InputSpec | None
    result: Result | None
    optional: tuple[InputSpec, ...] = ()


def roles_of(spec: PackSpec) -> Roles:
    """What the inputs and outputs of the agent are for, by their names, types and choices."""
    inputs = spec.agent.inputs
    given = [field for field in inputs if field.is_required or field.default is not None]
    texts = [field for field in given if KINDS.get(field.type.lower()) == "string"]
    numbers = [field for field in inputs if KINDS.get(field.type.lower()) in NUMERIC]
    likely = [field for field in numbers if not _NOT_AMOUNTS.fullmatch(field.name.lower())]
    amounts = [field for field in likely if _AMOUNT.fullmatch(field.name.lower()) or unit_in_name(field.name)]
    return Roles(
        amounts=tuple(amounts or likely),
        fuel=_named(texts, _FUEL),
        unit=_named(texts, _UNIT),
        region=_named(texts, _REGION),
        scope=_named(given, _SCOPE),
        scope2_method=next((field for field in texts if "location" in choices_of(field)), None),
        result=_result(spec),
        optional=tuple(field for field in inputs if field not in given and _serves(field)),
    )


def choices_of(field: InputSpec) -> tuple[str, ...]:
    """The values an input may have, as text; empty where it says none."""
    return tuple(str(choice) for choice in field.validation.enum)


def values_of(field: InputSpec, spec: PackSpec) -> tuple[str, ...]:
    """The values of an input that a specification names: its choices, or those of its golden tests and default."""
    said = choices_of(field)
    used = [golden.input[field.name] for golden in spec.tests.golden if golden.input.get(field.name) is not None]
    default = [] if field.default is None else [field.default]
    return said or tuple(dict.fromkeys(str(value) for value in (*used, *default)))


def unit_in_name(name: str) -> str:
    """``kWh`` of ``consumption_kwh``; empty where a name ends in no unit."""
    _, _, last = name.lower().rpartition("_")
    return _SUFFIX_UNITS.get(last, "") if "_" in name else ""


def _serves(field: InputSpec) -> bool:
    return any(pattern.fullmatch(field.name.lower()) for pattern in (_FUEL, _UNIT, _REGION, _SCOPE))


def _named(fields: list[InputSpec], pattern: re.Pattern[str]) -> InputSpec | None:
    return next((field for field in fields if pattern.fullmatch(field.name.lower())), None)


def _result(spec: PackSpec) -> Result | None:
    expected = [each.name for golden in spec.tests.golden for each in expectations_of(golden)]
    likely = [output for output in spec.agent.outputs if is_result(output)]
    ordered = sorted(likely, key=lambda output: -expected.count(output.name))
    return _with_unit(ordered[0]) if ordered else None


def is_result(output: OutputSpec) -> bool:
    """Whether an output is a mass of greenhouse gases, by its name or unit."""
    if _NO_RESULT.search(output.name) or KINDS.get(output.type.lower() or "number") not in NUMERIC:
        return False
    return bool(_RESULT.search(output.name)) or _gas_mass(output.unit) != ""


def _with_unit(output: OutputSpec) -> Result:
    declared = _gas_mass(output.unit)
    named = next((unit for pattern, unit in _RESULT_UNITS if pattern.search(output.name)), "")
    return Result(output, declared or named or "kg CO2e", bool(declared or named))


def _gas_mass(text: str) -> str:
    """A unit as it is written, where it is a mass of CO2e; else empty."""
    try:
        return text if text and parse_unit(text).is_commensurable(parse_unit("kg CO2e")) else ""
    except GreenLangError:
        return ""
