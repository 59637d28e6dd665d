"""Geometry of charts: bars from zero on a labelled axis. Drawing is the template's work.

Floats here place ink on paper; every number printed is formatted from the exact decimal.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from apps.reports.formats.figures import full
from apps.reports.formats.fills import Fill, drawn
from apps.reports.formats.words import clip

WIDTH: Final = 500.0
_LEFT: Final = 150.0
_RIGHT: Final = 84.0
_ROW: Final = 24.0
_BAR: Final = 14.0
_TICKS: Final = 5
_LONGEST_LABEL: Final = 32
_LONGEST_TOLD: Final = 16
_LARGEST: Final = 1e9
_COLUMNS_HEIGHT: Final = 120.0
_COLUMNS_LEFT: Final = 44.0
_COLUMNS_TOP: Final = 14.0
_MOST_COLUMNS: Final = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: an exact number in the chart's unit, and how it is filled."""

    fill: Fill
    value: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar to be: its name, its parts, and the number said at its end."""

    label: str
    parts: tuple[Part, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A drawn part: a rectangle, and the path of the pattern over it."""

    fill: Fill
    x: float
    y: float
    width: float
    height: float
    pattern: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn bar, its name and the number at its end, each with the place where its text begins or is centred."""

    pieces: tuple[Piece, ...]
    label: str
    label_x: float
    label_y: float
    told: str
    told_x: float
    told_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Drawn to measure; ``ticks`` are (place, text) along the axis, which always holds zero. ``key``: what fills mean,
    each with its place along the top; empty where the names of the bars say it.
    """

    width: float
    height: float
    zero: float
    axis: float
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    unit: str
    summary: str
    key: tuple[tuple[float, Fill], ...] = ()
    key_y: float = 0.0


def bar_chart(title: str, unit: str, rows: Sequence[BarRow], *, has_key: bool = False) -> Chart:
    """Horizontal bars, one below the other; parts of a bar are stacked, what is below zero to the left."""
    low, high, step = _range([span for row in rows for span in _span(row)])
    scale = (WIDTH - _LEFT - _RIGHT) / (high - low)
    zero = _LEFT - low * scale
    top = 20.0 if has_key else 0.0
    bars = tuple(_bar(row, top + i * _ROW, zero, scale) for i, row in enumerate(rows))
    axis = top + len(rows) * _ROW + 4
    ticks = tuple((round(_LEFT + i * step * scale, 2), text) for i, text in enumerate(_labels(low, high, step)))
    return Chart(
        WIDTH,
        axis + 16,
        round(zero, 2),
        axis,
        ticks,
        bars,
        unit,
        _summary("Bar chart", title, unit, rows),
        _key(rows) if has_key else (),
        9.0,
    )


def column_chart(title: str, unit: str, rows: Sequence[BarRow]) -> Chart:
    """Upright bars in the order of time, stacked, with a key of what is stacked; of very many the first are drawn."""
    rows = rows[:_MOST_COLUMNS]
    low, high, step = _range([span for row in rows for span in _span(row)])
    scale = _COLUMNS_HEIGHT / (high - low)
    top = _COLUMNS_TOP + 16
    zero = top + high * scale
    pitch = (WIDTH - _COLUMNS_LEFT) / max(1, len(rows))
    bars = tuple(_column(row, _COLUMNS_LEFT + i * pitch, pitch, zero, scale) for i, row in enumerate(rows))
    ticks = tuple((round(zero - (low + i * step) * scale, 2), text) for i, text in enumerate(_labels(low, high, step)))
    summary = _summary("Column chart", title, unit, rows)
    foot = top + _COLUMNS_HEIGHT
    return Chart(WIDTH, foot + 16, round(zero, 2), foot, ticks, bars, unit, summary, _key(rows), 9.0)


def _bar(row: BarRow, top: float, zero: float, scale: float) -> Bar:
    y = top + (_ROW - _BAR) / 2
    right, left = zero, zero
    pieces = []
    for part in row.parts:
        length = float(part.value) * scale
        x = right if length >= 0 else left + length
        right, left = (right + length, left) if length >= 0 else (right, left + length)
        pieces.append(_piece(part.fill, x, y, abs(length), _BAR))
    return Bar(
        tuple(pieces), clip(row.label, _LONGEST_LABEL), 0.0, y + 10.2, _short(row), round(right + 6, 2), y + 10.2
    )


def _column(row: BarRow, left: float, pitch: float, zero: float, scale: float) -> Bar:
    width = min(26.0, pitch * 0.68)
    x = left + (pitch - width) / 2
    upper, lower = zero, zero
    pieces = []
    for part in row.parts:
        length = float(part.value) * scale
        y = upper - length if length >= 0 else lower
        upper, lower = (upper - length, lower) if length >= 0 else (upper, lower - length)
        pieces.append(_piece(part.fill, x, y, width, abs(length)))
    centre = round(left + pitch / 2, 2)
    return Bar(tuple(pieces), row.label, centre, _COLUMNS_TOP + 27 + _COLUMNS_HEIGHT, _short(row), centre, upper - 3)


def _piece(fill: Fill, x: float, y: float, width: float, height: float) -> Piece:
    measures = (round(x, 2), round(y, 2), round(width, 2), round(height, 2))
    return Piece(fill, *measures, drawn(fill, *measures))


def _span(row: BarRow) -> tuple[float, float]:
    values = [float(part.value) for part in row.parts]
    return sum(v for v in values if v < 0), sum(v for v in values if v > 0)


def _range(values: list[float]) -> tuple[float, float, float]:
    """Lower and upper end of an axis that holds zero, and the round distance between its ticks."""
    step = _step(max([abs(v) for v in values], default=0.0))
    high = max(step, math.ceil(max([*values, 0.0]) / step) * step)
    return math.floor(min([*values, 0.0]) / step) * step, high, step


def _labels(low: float, high: float, step: float) -> list[str]:
    if max(abs(low), high) >= _LARGEST:
        return [f"{low + i * step:.3g}" for i in range(round((high - low) / step) + 1)]
    return [full(f"{low + i * step:.6f}", 3) for i in range(round((high - low) / step) + 1)]


def _short(row: BarRow) -> str:
    """The number of a bar as it fits beside it; the table below has all its digits."""
    return row.told if len(row.told) <= _LONGEST_TOLD else f"{sum(float(part.value) for part in row.parts):.3g}"


def _step(largest: float) -> float:
    """A round distance between ticks (1, 2 or 5 times a power of ten) giving about five of them."""
    if largest <= 0:
        return 1.0
    rough = largest / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)


def _key(rows: Sequence[BarRow]) -> tuple[tuple[float, Fill], ...]:
    fills = list(dict.fromkeys(part.fill for row in rows for part in row.parts))
    places, x = [], 0.0
    for fill in fills:
        places.append((round(x, 2), fill))
        x += 22 + 5.0 * len(fill.name)
    return tuple(places)


def _summary(what: str, title: str, unit: str, rows: Sequence[BarRow]) -> str:
    told = "; ".join(f"{row.label} {row.told}" for row in rows)
    return f"{what} of {title} in {unit}: {told}."
