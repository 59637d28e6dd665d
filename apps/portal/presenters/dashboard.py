"""A period's figures from every side: by scope, category, gas, month, site, entity and country."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from apps.calculations.models import Recipe
from apps.inventory.figures.reading import Amount, Breakdown, SiteAmount, month_text
from apps.inventory.models import Entity, ReportingPeriod
from apps.portal import charts
from apps.portal.presenters.figures import lines_url, linked
from apps.portal.presenters.numbers import masses, sum_as_shown
from apps.portal.presenters.scopes import LABELS
from apps.portal.presenters.words import gas_words
from apps.reports.gathering.categories import Category
from apps.reports.ledger_reading import NO_COUNTRY
from apps.reports.sides import Sides
from greenlang.engine.gases import CO2_BIOGENIC
from greenlang.engine.numbers import exact_sum

CATEGORIES_DRAWN = 12
_ZERO = Decimal(0)


class Dashboard:
    """The tables and charts of a period, scope 2 by one method.

    Args:
        breakdown: of the period; what only the other method of scope 2 gives is left out of every table.
    """

    def __init__(self, period: ReportingPeriod, breakdown: Breakdown, basis: str) -> None:
        self.period = period
        self.sides = Sides(breakdown, basis)
        self.basis = basis
        self.scopes = [scope for scope in LABELS if scope != self.sides.left_out]

    def by_category(self, known: Mapping[uuid.UUID, Category]) -> dict[str, Any]:
        """``categories``: largest first within each scope."""
        found = self.sides.by_category(known)
        rows = self._rows(
            [amount for _, _, amount in found],
            [
                {
                    "name": f"{category.number}. {category.title}" if category.number else category.title,
                    "scope": scope,
                    "url": lines_url(self.period, scope=scope, category=category.key),
                }
                for scope, category, _ in found
            ],
        )
        said = "Emissions by category, in the order of the table beneath."
        return {"rows": rows, "rounded_sum": sum_as_shown(rows), "chart": charts.bars(rows[:CATEGORIES_DRAWN], said)}

    def by_gas(
        self, gases: Iterable[tuple[str, uuid.UUID, int, Decimal]], recipes: Mapping[uuid.UUID, Recipe]
    ) -> dict[str, Any]:
        """``gases``: kg of each gas and kg CO2e; biogenic CO2 outside the scopes, and so in no sum."""
        found = self.sides.by_gas(gases, recipes)
        rows = self._rows(
            [Amount(0, each.co2e) for each in found],
            [{"name": gas_words(each.gas), "url": self._url(gas=each.gas)} for each in found],
        )
        weighed = masses([each.mass for each in found], "")
        for row, weight, each in zip(rows, weighed, found, strict=True):
            row |= {"mass": weight["value"], "mass_exact": weight["exact"], "mass_unit": weight["unit"]}
            row["counted"] = each.gas != CO2_BIOGENIC
        drawn = [row for row in rows if row["counted"]]
        said = "Emissions by greenhouse gas, as CO2 equivalents."
        return {"rows": rows, "rounded_sum": sum_as_shown(drawn), "chart": charts.bars(drawn, said)}

    def by_month(self) -> dict[str, Any]:
        """``months``: a row a month with a figure for each scope and their sum."""
        found = self.sides.by_month()
        shown = [scope for scope in self.scopes if any(scope in amounts for _, amounts in found)]
        sums = [[amounts.get(scope, Amount()).co2e for scope in shown] for _, amounts in found]
        figures = iter(masses([number for row in sums for number in (*row, exact_sum(row))]))
        rows = [
            {
                "name": f"{month:%B %Y}" if month else "Without a month",
                "cells": [
                    linked(next(figures), self._month_url(month, scope), scope=scope, is_empty=scope not in amounts)
                    for scope in shown
                ],
                "total": linked(next(figures), self._month_url(month)),
            }
            for month, amounts in found
        ]
        return {
            "rows": rows,
            "scopes": [{"scope": scope, "name": LABELS[scope]} for scope in shown],
            "chart": self._months_drawn([f"{month:%b}" if month else "–" for month, _ in found], shown, rows),
        }

    def _month_url(self, month: date | None, scope: str = "") -> str:
        if month is None:
            return ""
        within = {"scope": scope} if scope else {"method": self.basis}
        return lines_url(self.period, month=month_text(month), **within)

    def _url(self, **more: str) -> str:
        """The lines of a figure over all scopes, by the method that is shown."""
        return lines_url(self.period, method=self.basis, **more)

    def _months_drawn(self, names: Sequence[str], shown: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
        columns = [[row["cells"][n] for row in rows] for n in range(len(shown))]
        series = [
            (LABELS[scope], scope, column, [cell["url"] for cell in column])
            for scope, column in zip(shown, columns, strict=True)
        ]
        return charts.stack(names, series, "Emissions by month, the scopes one on the other.")

    def by_site(self, sites: Sequence[SiteAmount], count: int) -> dict[str, Any]:
        """``sites``: the largest, and the others as one."""
        total = Amount.of(part.amount for part in self.sides.counted(self.sides.breakdown.by_recipe))
        rest = Amount(
            total.lines - sum(site.amount.lines for site in sites),
            exact_sum((total.co2e, *(site.amount.co2e.copy_negate() for site in sites))),
        )
        amounts = [site.amount for site in sites]
        names = [
            {
                "name": site.name or "Without a site",
                "url": self._url(site=str(site.site_id)) if site.site_id else "",
            }
            for site in sites
        ]
        if count > len(sites):
            amounts, names = [*amounts, rest], [*names, {"name": f"{count - len(sites):,} other sites", "url": ""}]
        rows = self._rows(amounts, names)
        drawn = rows[: min(len(sites), CATEGORIES_DRAWN)]
        chart = charts.bars(drawn, "Emissions of the largest sites.")
        return {"rows": rows, "rounded_sum": sum_as_shown(rows), "count": count, "chart": chart}

    def by_entity(
        self, entities: Mapping[uuid.UUID, Entity], share_of: Callable[[uuid.UUID | None], Decimal]
    ) -> list[dict[str, Any]]:
        """``entities``: each with the part of its emissions that counts."""
        found = self.sides.by_entity()
        return self._rows(
            [amount for _, amount in found],
            [
                {
                    "name": entities[key].name if key and key in entities else "Without a site",
                    "share": f"{(share_of(key) * 100).normalize():f} %",
                    "url": self._url(entity=str(key)) if key else "",
                }
                for key, _ in found
            ],
        )

    def by_country(self) -> list[dict[str, Any]]:
        """``countries``."""
        found = self.sides.by_country()
        return self._rows(
            [amount for _, amount in found],
            [{"name": key or "No country given", "url": self._url(country=key or NO_COUNTRY)} for key, _ in found],
        )

    def _rows(self, amounts: Sequence[Amount], names: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        figures = masses([amount.co2e for amount in amounts])
        return [
            {**name, **figure, "lines": f"{amount.lines:,}"}
            for name, figure, amount in zip(names, figures, amounts, strict=True)
        ]
