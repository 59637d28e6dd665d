"""Lines of a snapshot, and the factors they use, of calculations that count."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation, Recipe
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.reports.boundary import WHOLE
from apps.reports.gathering.categories import Category, categories
from apps.reports.gathering.energy import LineEnergies, bound_quantities, fuels_wanted
from apps.reports.gathering.heat_contents import contents_published, contents_registered


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose activity it is and where, as the company's own records say."""

    entity: str
    country: str
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class GatheredLines:
    """``lines`` and ``factors`` of a snapshot."""

    lines: list[dict[str, Any]]
    factors: list[dict[str, Any]]


def lines_gather(period: ReportingPeriod, rows: Sequence[tuple[Calculation, Decimal]]) -> GatheredLines:
    """What a snapshot says of each calculation that counts.

    Args:
        rows: in the order of the report, each with the part of it that counts.
    """
    recipes = {row.recipe_id: row.recipe for row, _ in rows}
    lines = _Lines(recipes.values(), _places(period))
    found = [lines.of(row, share) for row, share in rows]
    used = (content for line in found if "energy" in line for content in line["energy"].get("contents", ()))
    registered = [factor for recipe in recipes.values() for factor in _register(recipe)]
    return GatheredLines(found, [*registered, *contents_registered(used)])


def _places(period: ReportingPeriod) -> dict[uuid.UUID, _Place]:
    """By activity. The country is the site's, else its entity's."""
    columns = ("id", "site__entity__name", "site__country", "site__entity__country", "is_estimated")
    rows = ActivityData.objects.filter(period=period).order_by().values_list(*columns)
    known: dict[tuple[str, str, bool], _Place] = {}
    found = {}
    for key, entity, country, seat, is_estimated in rows.iterator(chunk_size=10_000):
        what = (entity, country or seat, is_estimated)
        found[key] = known.setdefault(what, _Place(*what))
    return found


class _Lines:
    """Makes lines; what follows from a recipe alone is worked out once."""

    def __init__(self, recipes: Iterable[Recipe], places: dict[uuid.UUID, _Place]) -> None:
        recipes = list(recipes)
        self._places, self._categories = places, categories(recipes)
        self._energies = LineEnergies(contents_published(fuels_wanted(recipe.content for recipe in recipes)))

    def of(self, row: Calculation, share: Decimal) -> dict[str, Any]:
        """`InventoryLine` without ``n``."""
        place = self._places.get(row.activity_id) if row.activity_id else None
        entered = json.loads(row.inputs)
        energy = self._energies.of(row.recipe.hash, row.recipe.content, entered)
        return {
            **_line(row, share),
            "inputs": _inputs(row, entered),
            "category": _category(self._categories[row.recipe_id]),
            **({"entity": place.entity, "country": place.country, "is_estimated": place.is_estimated} if place else {}),
            **({"energy": energy} if energy else {}),
        }


def _inputs(row: Calculation, entered: dict[str, Any]) -> list[dict[str, str]]:
    bound = bound_quantities(row.recipe.content, entered)
    return [{"name": name, **quantity.as_document()} for name, quantity in bound.items()]


def _category(category: Category) -> dict[str, Any]:
    return {"id": category.key, "title": category.title, "scope3": category.number}


def _line(row: Calculation, share: Decimal) -> dict[str, Any]:
    source = json.loads(row.source)
    recipe = row.recipe.content
    lead = recipe["emission_factor"]
    return {
        "calculation_id": str(row),
        "scope": _SCOPES.get(row.scope, row.scope),
        "site": source["site"],
        "activity": lead["activity"],
        "start": source["start"],
        "end": source["end"],
        "quantity": source["quantity"],
        "unit": source["unit"],
        "formula_id": row.formula_id,
        "formula_text": _expression(recipe["formula"]),
        "factor": {
            "ef_cid": lead["ef_cid"],
            "source": lead["source"],
            "edition": lead["version"],
            "table": lead["table"],
            "value": lead["value"],
            "unit": lead["unit"],
            "citation": lead["citation"],
            "licence": lead["licence"],
            **_embedded(recipe),
        },
        "parameters": [
            {"name": p["name"], "ef_cid": p["ef_cid"], "value": p["value"], "unit": p["unit"]}
            for p in recipe["parameters"]
        ],
        "gases": [
            {name: gas[name] for name in ("gas", "ef_cid", "value", "unit", "mass", "gwp", "co2e")} for gas in row.gases
        ],
        "co2e_kg": row.co2e,
        **({} if share == WHOLE else {"share": share}),
        "input_hash": row.input_hash,
        "result_hash": row.result_hash,
        "chain_hash": row.chain_hash,
        "sequence": row.sequence,
        "agent": f"{row.agent_id} {row.agent_version}",
        "source_file": source["file"],
        "source_row": source["row"],
    }


def _expression(formula: dict[str, Any]) -> str:
    """The formula of each gas's mass, which whoever has the terms works out again; not the sentence around it."""
    return str(formula["definition"]["expression"])


def _embedded(recipe: dict[str, Any]) -> dict[str, str]:
    """Of a factor that is CO2e with warming potentials of its own: which."""
    basis = recipe["resolved"][recipe["emission_factor"]["slot"]].get("gwp_basis", "")
    return {"gwp_basis": basis} if basis else {}


# Grid electricity by grid-average factors is the location-based method.
_SCOPES = {"2": "2-location"}


def _register(recipe: Recipe) -> Iterator[dict[str, Any]]:
    """Every published value a recipe uses, as the factor register lists them."""
    for factor in recipe.content["resolved"].values():
        shared = {
            name: factor[name]
            for name in (
                "activity",
                "region",
                "source",
                "edition",
                "table",
                "data_year",
                "basis",
                "citation",
                "licence",
            )
        }
        for component in factor["components"]:
            yield {**shared, **{name: component[name] for name in ("gas", "ef_cid", "value", "unit")}}
