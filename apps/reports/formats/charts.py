"""Geometry of a bar chart: horizontal bars from zero on a labelled axis. Drawing is the template's work."""

import math
from dataclasses import dataclass

from apps.reports.formats.figures import full, tonnes
from apps.reports.formats.scopes import ScopeLook

_WIDTH = 500.0
_LEFT = 150.0
_RIGHT = 92.0
_ROW = 30.0
_BAR = 16.0
_TICKS = 5


@dataclass(frozen=True)
class Bar:
    """One bar: where it starts, how long it is, and the labels at both ends (points)."""

    look: ScopeLook
    y: float
    x: float
    width: float
    label_x: float
    label: str


@dataclass(frozen=True)
class BarChart:
    """A drawn-to-measure chart; ``ticks`` are (x, label), the axis is in t CO2e and always holds zero."""

    width: float
    height: float
    zero: float
    axis_y: float
    bar_height: float
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    summary: str


def scope_chart(rows: list[tuple[ScopeLook, str]]) -> BarChart:
    """Chart of (scope, kg CO2e) rows.

    Floats here place ink on paper; every number printed is formatted from the exact decimal.
    """
    values = [float(kg) / 1000 for _, kg in rows]
    step = _step(max([abs(v) for v in values], default=0.0))
    top = max(step, math.ceil(max([*values, 0.0]) / step) * step)
    bottom = math.floor(min([*values, 0.0]) / step) * step
    scale = (_WIDTH - _LEFT - _RIGHT) / (top - bottom)
    zero = _LEFT - bottom * scale
    bars = []
    for i, ((look, kg), value) in enumerate(zip(rows, values, strict=True)):
        start = zero + min(value, 0.0) * scale
        length = abs(value) * scale
        bars.append(
            Bar(
                look=look,
                y=round(i * _ROW + (_ROW - _BAR) / 2, 2),
                x=round(start, 2),
                width=round(length, 2),
                label_x=round(max(start + length, zero) + 6, 2),
                label=tonnes(kg, 1),
            )
        )
    axis_y = len(rows) * _ROW + 4
    count = round((top - bottom) / step)
    ticks = tuple((round(_LEFT + i * step * scale, 2), full(f"{bottom + i * step:.6f}", 3)) for i in range(count + 1))
    summary = "; ".join(f"{look.title} {tonnes(kg, 1)} t CO2e" for look, kg in rows)
    return BarChart(
        width=_WIDTH,
        height=axis_y + 16,
        zero=round(zero, 2),
        axis_y=axis_y,
        bar_height=_BAR,
        ticks=ticks,
        bars=tuple(bars),
        summary=f"Bar chart of emissions by scope: {summary}.",
    )


def _step(largest: float) -> float:
    """A round distance between ticks (1, 2 or 5 times a power of ten) giving about five of them."""
    if largest <= 0:
        return 1.0
    rough = largest / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)
