"""What can be read of an entry of the ledger, also where somebody has broken it: verification says so, pages go on."""

import json
from typing import Any

from apps.calculations.models import Calculation, Recipe


def document(text: str) -> Any:
    """A column's JSON; an empty object where somebody has broken it (verification says so)."""
    try:
        return json.loads(text)
    except ValueError:
        return {}


def members(value: Any) -> dict[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none where it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def recipe_content(row: Calculation) -> dict[str, Any]:
    """The recipe's content; an empty object where it is broken or gone (verification says so)."""
    try:
        return row.recipe.content
    except (ValueError, Recipe.DoesNotExist):
        return {}
