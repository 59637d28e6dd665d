"""An execution's answer: its whole provenance, read from what is committed and not from the database."""

import json
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from apps.calculations.models.ledger import Recipe as RecipeRow
from apps.calculations.services.ledger import Place
from greenlang.engine.canonical_json import sha256_bytes, sha256_of
from greenlang.engine.records import Recipe, Record, gases_document, memo_document, result_document


def record_document(record: Record, recipe: Recipe) -> dict[str, Any]:
    """The provenance record of a calculation that reverses nothing, member for member what `calculation_record` gives
    of its row; those that `placed` gives, which nobody knows before the commit, are empty.
    """
    content, about = recipe.document, _about(recipe)
    masses: list[str] = json.loads(record.masses)
    result = result_document(content, masses, result=record.result, co2_biogenic=record.co2_biogenic)
    return {
        "calculation_id": f"calc_{uuid.UUID(record.id).hex}",
        "timestamp": record.recorded_at,
        **about["agent"],
        "inputs": json.loads(record.inputs),
        "input_hash": sha256_bytes(record.inputs.encode()),
        **about["formula"],
        "gases": gases_document(content, masses),
        "memo": memo_document(content, masses),
        **about["gwp"],
        "result": record.result,
        "result_unit": content["result_unit"],
        "co2e": record.co2e,
        "co2_biogenic": record.co2_biogenic,
        "result_hash": sha256_of(result),
        "source": json.loads(record.source),
        "reverses": None,
        "sequence": "",
        "recipe_hash": recipe.hash,
        "record_hash": record.hash,
        "chain_hash": "",
    }


def placed(place: Place) -> dict[str, str]:
    """What a record's document says of its place, as a segment of one."""
    return {"sequence": str(place.sequence), "chain_hash": place.chain_hash}


@lru_cache(maxsize=1024)
def _about(recipe: Recipe) -> Mapping[str, Mapping[str, Any]]:
    """What all records of a recipe show alike, in the order of a record."""
    content, columns = recipe.document, RecipeRow.columns_of(recipe.document)
    formula = content["formula"]
    definition = formula["definition"]
    return {
        "agent": {name: columns[name] for name in ("agent_id", "agent_version", "pack_sha256", "scope")},
        "formula": {
            "formula_id": columns["formula_id"],
            "formula_version": columns["formula_version"],
            "formula_hash": formula["hash"],
            "emission_factor": content["emission_factor"],
            "parameters": content["parameters"],
            "formula": {
                "expression": formula["expression"],
                "title": definition["title"],
                "source": definition["source"],
                "inputs": definition["inputs"],
                "definition": definition,
            },
        },
        "gwp": {"gwp_set": columns["gwp_set"]},
    }
