"""Which scope a line counts in; of scope 2, by which of its two methods."""

from collections.abc import Mapping
from typing import Any

from apps.calculations.accounting.totals import Scope
from apps.calculations.catalogue.fallback import MARKET_BASED as MARKET_ORDER
from apps.calculations.catalogue.fallback import method_of
from greenlang.engine.methods.purchased_electricity import MARKET_BASED


def scope_of(recipe: Mapping[str, Any]) -> Scope:
    """Where a recipe's lines count: Scope 2 is always with its method.

    Market-based is what asks for an instrument, a contract, a supplier's rate or a residual mix, and what the
    library's own method says it is.
    """
    definition = recipe["formula"]["definition"]
    if definition["scope"] != "2":
        return "1" if definition["scope"] == "1" else "3"
    asked = (request["category"] for request in recipe["requests"].values() if request)
    market = definition["source"] == MARKET_BASED.definition.source or any(
        method_of(name) is MARKET_ORDER for name in asked
    )
    return "2-market" if market else "2-location"
