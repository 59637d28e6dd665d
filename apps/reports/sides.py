"""A period's figures from every side, exact and without a look: what dashboard and API say of it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.calculations.models import Recipe
from apps.inventory.figures.reading import OTHER_METHOD, Amount, Breakdown, Part
from apps.reports.gathering.categories import Category, gases_of
from greenlang.engine.gases import gas_order
from greenlang.engine.numbers import exact_product, exact_sum

UNKNOWN = Category("unknown", "Not known any more")


@dataclass(frozen=True, slots=True)
class GasAmount:
    """A gas: kg of it, and kg CO2e."""

    gas: str
    mass: Decimal
    co2e: Decimal


class Sides:
    """The sides of a period, scope 2 by one method.

    Args:
        breakdown: of the period; what only the other method of scope 2 gives is left out of every side.
        basis: ``location`` or ``market``.
    """

    def __init__(self, breakdown: Breakdown, basis: str) -> None:
        self.breakdown = breakdown
        self.left_out = OTHER_METHOD[basis]

    def counted(self, parts: Iterable[Part]) -> list[Part]:
        """Those of the chosen method."""
        return [part for part in parts if part.scope != self.left_out]

    def by_category(self, known: Mapping[uuid.UUID, Category]) -> list[tuple[str, Category, Amount]]:
        """Scope and category, the largest first within each scope and, of scope 3, category by category."""
        found: dict[tuple[str, Category], Amount] = {}
        for part in self.counted(self.breakdown.by_recipe):
            key = (part.scope, known.get(part.key, UNKNOWN))
            found[key] = found.get(key, Amount()) + part.amount
        order = sorted(found, key=lambda key: (key[0], key[1].number, found[key].co2e.copy_negate(), key[1].title))
        return [(scope, category, found[scope, category]) for scope, category in order]

    def by_gas(
        self, gases: Iterable[tuple[str, uuid.UUID, int, Decimal]], recipes: Mapping[uuid.UUID, Recipe]
    ) -> list[GasAmount]:
        """Each gas; biogenic CO2 is outside the scopes, and so in no sum.

        Args:
            gases: as `PeriodFigures.gases` gives them.
        """
        mass: dict[str, list[Decimal]] = {}
        co2e: dict[str, list[Decimal]] = {}
        for scope, recipe, place, kilograms in gases:
            listed = gases_of(recipes.get(recipe))
            if scope == self.left_out or place >= len(listed):
                continue
            name, gwp = listed[place]["gas"], Decimal(listed[place].get("gwp", "0"))
            mass.setdefault(name, []).append(kilograms)
            co2e.setdefault(name, []).append(exact_product(kilograms, gwp))
        return [GasAmount(gas, exact_sum(mass[gas]), exact_sum(co2e[gas])) for gas in sorted(mass, key=gas_order)]

    def by_month(self) -> list[tuple[date | None, dict[str, Amount]]]:
        """Each month with its scopes, in time; what has no month last."""
        found: dict[date | None, dict[str, Amount]] = {}
        for part in self.counted(self.breakdown.by_month):
            found.setdefault(part.key, {})[part.scope] = part.amount
        order = sorted(found, key=lambda month: (month is None, month or date.min))
        return [(month, found[month]) for month in order]

    def by_entity(self) -> list[tuple[uuid.UUID | None, Amount]]:
        """The largest first; None: without a site."""
        return self._largest_first(self.breakdown.by_entity)

    def by_country(self) -> list[tuple[str | None, Amount]]:
        """The largest first; None: no country is given."""
        return self._largest_first(self.breakdown.by_country)

    def _largest_first(self, parts: Iterable[Part]) -> list[tuple[Any, Amount]]:
        found: dict[Any, Amount] = {}
        for part in self.counted(parts):
            found[part.key] = found.get(part.key, Amount()) + part.amount
        order = sorted(found, key=lambda key: (found[key].co2e.copy_negate(), str(key)))
        return [(key, found[key]) for key in order]
