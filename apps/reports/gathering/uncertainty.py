"""How uncertain the totals are, by Approach 1 of the IPCC, from what the preparer knows of activities and factors.

Pure. Every activity has the same half-range and errors of its own; every factor has the same, and its error is that of
all lines that use it. So what is kept grows with the factors and not with the lines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from apps.calculations.accounting.uncertainty import GroupedLines, propagated
from apps.reports.shapes import KnownUncertainty, Number
from apps.reports.totals import MARKET_BASED, SCOPES, exact_product, exact_sum, market_is_whole
from greenlang.engine.numbers import CONTEXT, canonical_number

METHOD: Final = "IPCC 2006 Guidelines Vol. 1 Ch. 3, Approach 1 (equations 3.1 and 3.2)"
_SUMS: Final = {"location": "2-market", "market": "2-location"}
"""Totals of several scopes, each with the scope it leaves out."""
_ACTIVITIES: Final = "activities"


@dataclass(slots=True)
class _Scope:
    """Lines of a scope: kg CO2e each, and by factor; the sum of their squares (kg²)."""

    kilograms: list[str] = field(default_factory=list)
    factors: dict[str, Decimal] = field(default_factory=dict)
    squares: Decimal = Decimal(0)
    with_parameters: int = 0

    def add(self, line: Mapping[str, Any], share: str) -> None:
        part, whole = Decimal(share), Decimal(0)
        for gas in line["gases"]:
            emissions = CONTEXT.multiply(Decimal(gas["co2e"]), part)
            if emissions:
                name = gas["ef_cid"] or f"{line['agent']}/{line['formula_id']}/{gas['gas']}"
                self.factors[name] = CONTEXT.add(self.factors.get(name, Decimal(0)), emissions)
                whole = CONTEXT.add(whole, emissions)
        self.squares = CONTEXT.add(self.squares, CONTEXT.multiply(whole, whole))
        self.kilograms.append(exact_product(line["co2e_kg"], share))
        self.with_parameters += bool(line.get("parameters"))


def uncertainty_of(lines: Iterable[Mapping[str, Any]], known: KnownUncertainty | None) -> dict[str, Any]:
    """``uncertainty`` of a snapshot: a row for each scope that has lines, for the totals by both methods, and for each
    kind of source of a scope; by the market-based method only where that is of all bought energy.

    Args:
        lines: as a snapshot has them.
        known: what the preparer says; where one of its percents is not known, every row says how much is unquantified.
    """
    lines = list(lines)
    if not market_is_whole(lines):
        lines = [line for line in lines if line["scope"] != MARKET_BASED]
    known = known or KnownUncertainty(basis="")
    percents = (known.get("activity_percent"), known.get("factor_percent"))
    scopes: dict[str, _Scope] = {}
    sources: dict[tuple[str, str], _Scope] = {}
    for line in lines:
        share = str(line.get("share", "1"))
        scopes.setdefault(line["scope"], _Scope()).add(line, share)
        if "category" in line:
            sources.setdefault((line["scope"], _told(line["category"])), _Scope()).add(line, share)
    rows = [_row(scope, [scopes[scope]], percents) for scope in SCOPES if scope in scopes]
    for total, left_out in _SUMS.items():
        if total == "location" or MARKET_BASED in scopes:
            rows.append(_row(total, [each for scope, each in scopes.items() if scope != left_out], percents))
    rows += [
        _row(title, [sources[scope, title]], percents) | {"scope": scope}
        for scope, title in sorted(sources, key=lambda key: (SCOPES.index(key[0]), key[1]))
    ]
    return {
        "method": METHOD,
        "activity_percent": percents[0] or "",
        "factor_percent": percents[1] or "",
        "basis": known["basis"],
        "rows": rows,
        "notes": _notes(list(scopes.values()), percents),
    }


def _told(category: Mapping[str, Any]) -> str:
    """A kind of source; of scope 3 with the number of its category."""
    number = str(category["scope3"])
    return f"{number} {category['title']}" if number != "0" else str(category["title"])


def _row(of: str, scopes: list[_Scope], percents: tuple[Number | None, ...]) -> dict[str, Any]:
    total = exact_sum(kilograms for scope in scopes for kilograms in scope.kilograms)
    activity, factor = percents
    if activity is None or factor is None:
        return {"of": of, "total_kg": total, "half_range_percent": "", "unquantified_kg": total}
    report = propagated(_groups(scopes, Decimal(activity), Decimal(factor)))
    percent = report.half_range_percent
    half = "" if percent is None else canonical_number(percent)
    return {"of": of, "total_kg": total, "half_range_percent": half, "unquantified_kg": "0"}


def _groups(scopes: list[_Scope], activity: Decimal, factor: Decimal) -> GroupedLines:
    """The lines added up by what they share; the covariance of activities stands under one name, as it is their sum."""
    emissions: dict[str, Decimal] = {}
    for scope in scopes:
        for name, kilograms in scope.factors.items():
            emissions[name] = CONTEXT.add(emissions.get(name, Decimal(0)), kilograms)
    part = CONTEXT.scaleb(activity, -2)
    squares = reduce(CONTEXT.add, (scope.squares for scope in scopes), Decimal(0))
    return GroupedLines(
        lines=sum(len(scope.kilograms) for scope in scopes),
        emissions=emissions,
        percents=dict.fromkeys(emissions, factor),
        covariance={(_ACTIVITIES, _ACTIVITIES): CONTEXT.multiply(squares, CONTEXT.multiply(part, part))},
    )


def _notes(scopes: list[_Scope], percents: tuple[Number | None, ...]) -> list[str]:
    notes = []
    if None in percents:
        notes.append("The half ranges of activity data and of factors are not both known, so no range is worked out.")
    with_parameters = sum(scope.with_parameters for scope in scopes)
    if with_parameters and None not in percents:
        notes.append(
            f"{with_parameters} {'line uses' if with_parameters == 1 else 'lines use'} parameters (heat contents, "
            "losses) whose own error is not included."
        )
    return notes
