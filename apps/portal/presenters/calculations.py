"""Calculations: a line of the ledger, and how its number came about."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from apps.calculations.models import Calculation, Recipe
from apps.calculations.readable import document, listed, members, recipe_content
from apps.portal.presenters.numbers import KG, Figure, masses, ratio, recorded, shown
from apps.portal.presenters.words import gas_words, licence_words, words
from apps.reports.ledger_reading import scope_key
from greenlang.engine.gases import CO2_BIOGENIC
from greenlang.engine.numbers import canonical_number
from greenlang.engine.units import UnitError, conversion, parse_unit
from greenlang.errors import GreenLangError

_HASHES = (
    ("Input hash", "input_hash"),
    ("Formula hash", "formula_hash"),
    ("Result hash", "result_hash"),
    ("Record hash", "record_hash"),
    ("Chain hash", "chain_hash"),
)


def ledger_lines(
    rows: list[Calculation], seals: Mapping[int, str], states: Mapping[int, str] | None = None
) -> list[dict[str, Any]]:
    """``calculations`` of the list, with what each stands for; the column of results is in one unit."""
    figures, known = masses([row.co2e for row in rows]), states or {}
    return [
        {**_line(row, figure, seals[row.sequence]), "stands_for": _STANDS_FOR.get(known.get(row.sequence, ""), "")}
        for row, figure in zip(rows, figures, strict=True)
    ]


_STANDS_FOR = {"replaced": "calculated anew since", "reversed": "taken back", "reversal": "takes another back"}


def _line(row: Calculation, figure: Figure, seal: str) -> dict[str, Any]:
    source, recipe = members(document(row.source)), recipe_content(row)
    quantity, unit = given_quantity(source, members(document(row.inputs)))
    return {
        "calculation_id": str(row),
        "sequence": row.sequence,
        "at": row.recorded_at,
        "scope": scope_key(row.scope),
        "site": source.get("site", ""),
        "activity": activity_of(recipe, row),
        "quantity": quantity,
        "quantity_unit": unit,
        "formula_id": row.formula_id,
        "co2e": figure["value"],
        "co2e_exact": figure["exact"],
        "co2e_unit": figure["unit"],
        "seal": seal,
        "start": _date(source.get("start")),
        "end": _date(source.get("end")),
        "reference": str(source.get("reference", ""))[:60],
    }


def activity_of(recipe: Mapping[str, Any], row: Calculation) -> str:
    """What the leading factor is for; a pinned factor has no activity, its agent then says what was done."""
    return words(str(members(recipe.get("emission_factor")).get("activity") or row.agent_id))


def given_quantity(source: Mapping[str, Any], inputs: Mapping[str, Any]) -> tuple[str, str]:
    """The quantity as it was given: of the source row, else the first of the inputs."""
    if source.get("quantity"):
        return shown(source["quantity"]), str(source.get("unit", ""))
    for value in inputs.values():
        if isinstance(value, dict) and "value" in value:
            return shown(value["value"]), str(value.get("unit", ""))
    return "–", ""


def calculation_page(row: Calculation, *, seal: str, agent_known: bool) -> dict[str, Any]:
    """The context of a calculation's page, without its verdict."""
    source, recipe = members(document(row.source)), recipe_content(row)
    inputs = members(document(row.inputs))
    formula = members(recipe.get("formula"))
    definition = members(formula.get("definition"))
    quantity, unit = given_quantity(source, inputs)
    return {
        "calculation": {
            "calculation_id": str(row),
            "sequence": row.sequence,
            "at": row.recorded_at,
            "scope": scope_key(row.scope),
            "site": source.get("site", ""),
            "activity": activity_of(recipe, row),
            "start": _date(source.get("start")),
            "end": _date(source.get("end")),
            "seal": seal,
            **recorded(canonical_number(row.result), row.result_unit),
            "quantity": quantity,
            "quantity_unit": unit,
            "biogenic": recorded(canonical_number(row.co2_biogenic), "kg CO2") if row.co2_biogenic else None,
            "gwp_set": row.gwp_set,
            "agent": {
                "agent_id": row.agent_id if agent_known else "",
                "label": f"{row.agent_id} {row.agent_version}",
            },
            "source_file": source.get("file", ""),
            "source_row": source.get("row", ""),
        },
        "formula": {
            "id": row.formula_id,
            "version": row.formula_version,
            "title": definition.get("title", ""),
            "expression": formula.get("expression", ""),
            "source": definition.get("source", ""),
            "formula_hash": formula.get("hash", ""),
        },
        "quantities": sorted(members(definition.get("inputs"))),
        "inputs": [_input(name, value) for name, value in sorted(inputs.items())],
        "conversions": list(conversions(inputs, recipe)),
        "gases": [_gas(gas, row.result_unit) for gas in listed(_gases(row))],
        "factors": [_factor(slot, members(found)) for slot, found in sorted(members(recipe.get("resolved")).items())],
        "hashes": [{"label": label, "value": _hash(row, name)} for label, name in _HASHES],
    }


def _gases(row: Calculation) -> list[dict[str, str]]:
    try:
        return row.gases
    except (ValueError, KeyError, TypeError, ArithmeticError, GreenLangError, Recipe.DoesNotExist):
        return []


def _hash(row: Calculation, name: str) -> str:
    try:
        return str(getattr(row, name))
    except (ValueError, KeyError, TypeError, ArithmeticError, GreenLangError, Recipe.DoesNotExist):
        return "cannot be read"


def conversions(inputs: Mapping[str, Any], recipe: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """What the given quantity was multiplied by before the factor: exact conversions of units, then parameters."""
    definition = members(members(recipe.get("formula")).get("definition"))
    for name, wanted in sorted(members(definition.get("inputs")).items()):
        given = members(inputs.get(name)).get("unit")
        if not given:
            continue
        try:
            from_, to = parse_unit(given), parse_unit(wanted)
            factor = conversion(from_, to)
        except UnitError:
            continue
        if factor != 1:
            yield {"label": f"{from_.text} to {to.text}", "value": ratio(factor), "unit": f"{to.text}/{from_.text}"}
    for parameter in listed(recipe.get("parameters")):
        label = str(parameter.get("name", "")).replace("_", " ").capitalize()
        yield {"label": label, "value": shown(parameter.get("value", "")), "unit": parameter.get("unit", "")}


def _factor(slot: str, found: Mapping[str, Any]) -> dict[str, Any]:
    components = [
        {**component, "gas": gas_words(str(component.get("gas", ""))), "value": shown(component.get("value", ""))}
        for component in listed(found.get("components"))
    ]
    licence = licence_words(str(found.get("licence", "")))
    return {
        **found,
        "slot": slot,
        "activity": words(str(found.get("activity", ""))),
        "licence": licence,
        "components": components,
    }


def _gas(entry: Mapping[str, Any], result_unit: str) -> dict[str, Any]:
    gas = {
        name: str(entry.get(name, ""))
        for name in ("gas", "value", "unit", "ef_cid", "mass", "mass_unit", "gwp", "co2e")
    }
    # A result in kg CO2 counts carbon dioxide only; biogenic CO2 is always reported apart.
    counted = gas["gas"] != CO2_BIOGENIC and (result_unit.endswith("CO2e") or gas["gas"] == "CO2")
    return {
        "gas": gas_words(gas["gas"]),
        "ef_value": shown(gas["value"]),
        "ef_unit": gas["unit"],
        "ef_cid": gas["ef_cid"],
        "mass": shown(gas["mass"]),
        "mass_exact": gas["mass"],
        "mass_unit": gas["mass_unit"],
        "gwp": shown(gas["gwp"]),
        "co2e": shown(gas["co2e"]),
        "co2e_exact": gas["co2e"],
        "co2e_unit": KG,
        "counted": counted,
    }


def _input(name: str, value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {"name": name, "value": shown(value.get("value", "")), "unit": str(value.get("unit", ""))}
    return {"name": name, "value": str(value), "unit": ""}


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def execution_result(row: Calculation, seal: str) -> dict[str, Any]:
    """``result`` beside the execution form."""
    gases, recipe = [_gas(gas, row.result_unit) for gas in listed(_gases(row))], recipe_content(row)
    formula = members(recipe.get("formula"))
    definition = members(formula.get("definition"))
    return {
        "calculation_id": str(row),
        "seal": seal,
        **recorded(canonical_number(row.result), row.result_unit),
        "gases": gases,
        "formula": {"expression": formula.get("expression", ""), "title": definition.get("title", "")},
        "factors": [_factor(slot, members(found)) for slot, found in sorted(members(recipe.get("resolved")).items())],
    }
