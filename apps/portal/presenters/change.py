"""What moved a total between two periods: the bridge, drawn and as a table."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from apps.calculations.accounting.impact import Effects
from apps.inventory.figures.bridge import Against, Bridge, BridgeSource
from apps.portal import charts
from apps.portal.presenters.figures import METHOD, lines_url, linked
from apps.portal.presenters.numbers import Figure, masses
from apps.portal.presenters.words import words
from greenlang.engine.numbers import exact_sum

SOURCES_SHOWN = 30
EFFECTS = ("activity", "factor", "gwp", "method", "structure")
LABELS = {
    "activity": "Activity",
    "factor": "Factors",
    "gwp": "Warming potentials",
    "method": "Methods",
    "structure": "Structure",
}
_AGAINST = {"last": "Last year", "base": "Base year"}
_PERCENT = Context(prec=60, rounding=ROUND_HALF_EVEN)


def bridge_context(
    bridge: Bridge, choices: Sequence[Against], chosen: Against, basis: str, seal: str
) -> dict[str, Any]:
    """The context of the page: ``steps`` from the one total to the other, ``sources`` with the same columns."""
    steps = _steps(bridge, basis)
    largest = sorted(bridge.sources, key=lambda one: (abs(one.effects.difference).copy_negate(), one.scope, one.name))
    sources = _sources(bridge, largest[:SOURCES_SHOWN], largest[SOURCES_SHOWN:])
    said = f"From {bridge.before.name} to {bridge.after.name}: " + "; ".join(
        f"{step['name']} {step['value']} {step['unit']}" for step in steps
    )
    return {
        "before": bridge.before.name,
        "after": bridge.after.name,
        "choices": [
            {
                "label": f"{_AGAINST[one.key]}, {one.period.name}",
                "url": f"?against={one.key}",
                "chosen": one.key == chosen.key,
            }
            for one in choices
        ],
        "note": METHOD[basis],
        "seal": seal,
        "steps": steps,
        "chart": charts.bridge(steps, said),
        "percent": _percent(bridge.total_before, bridge.total_after),
        "sources": sources,
        "labels": [LABELS[name] for name in EFFECTS],
        "unexplained": bridge.unexplained,
    }


def _steps(bridge: Bridge, basis: str) -> list[dict[str, Any]]:
    effects = bridge.effects
    moved = [getattr(effects, name) for name in EFFECTS]
    figures = masses([bridge.total_before, *moved, bridge.total_after])
    names = [bridge.before.name, *(LABELS[name] for name in EFFECTS), bridge.after.name]
    ends = {0: lines_url(bridge.before, method=basis), len(names) - 1: lines_url(bridge.after, method=basis)}
    return [
        {
            **_signed(figure, signed=n not in ends),
            "name": name,
            "total": n in ends,
            "url": ends.get(n, "#sources-title"),
        }
        for n, (name, figure) in enumerate(zip(names, figures, strict=True))
    ]


def _signed(figure: Figure, *, signed: bool) -> Figure:
    plus = "+" if signed and Decimal(figure["exact"]) > 0 else ""
    return {"value": f"{plus}{figure['value']}", "exact": figure["exact"], "unit": figure["unit"]}


def _sources(bridge: Bridge, shown: Sequence[BridgeSource], rest: Sequence[BridgeSource]) -> list[dict[str, Any]]:
    """A row a source; those that moved least as one, so that the columns add up."""
    listed = [(one.scope, words(one.name), one.before, one.after, one.effects, one.name) for one in shown]
    if rest:
        ends = [exact_sum(getattr(one, side) for one in rest) for side in ("before", "after")]
        listed.append(
            ("", f"{len(rest):,} other sources", ends[0], ends[1], Effects.of(one.effects for one in rest), "")
        )
    cells = [
        number
        for _, _, before, after, effects, _ in listed
        for number in (before, *(getattr(effects, name) for name in EFFECTS), after)
    ]
    figures, width = masses(cells), len(EFFECTS) + 2
    rows = []
    for n, (scope, name, _, _, _, source) in enumerate(listed):
        row = figures[n * width : (n + 1) * width]
        urls = [
            lines_url(period, scope=scope, source=source) if source else "" for period in (bridge.before, bridge.after)
        ]
        rows.append(
            {
                "scope": scope,
                "name": name,
                "before": linked(row[0], urls[0]),
                "effects": [
                    {**_signed(figure, signed=True), "label": LABELS[effect]}
                    for effect, figure in zip(EFFECTS, row[1:-1], strict=True)
                ],
                "after": linked(row[-1], urls[1]),
            }
        )
    return rows


def _percent(before: Decimal, after: Decimal) -> str:
    """ "+3.4 %"; empty where there was nothing before."""
    if not before:
        return ""
    moved = _PERCENT.divide(_PERCENT.multiply(exact_sum((after, before.copy_negate())), Decimal(100)), abs(before))
    return f"{moved.quantize(Decimal('0.1'), context=_PERCENT):+,f} %"
