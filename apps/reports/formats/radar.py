"""Geometry of a radar of scores from 0 at the centre to 100 at the rim. Lengths here are ink, no measured quantity."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its end, and where its name stands."""

    name: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    is_measured: bool


@dataclass(frozen=True, slots=True)
class Radar:
    """``points``: the shape, as an SVG has it; ``gate``: radius of the passing score."""

    axes: tuple[Axis, ...]
    points: str
    gate: int
    summary: str


def radar_of(scores: Sequence[tuple[str, str | None]], gate: int) -> Radar:
    """The radar of named scores; None where one was not measured, which earns nothing."""
    step = 2 * math.pi / max(1, len(scores))
    axes, points, told = [], [], []
    for i, (name, score) in enumerate(scores):
        across, up = math.sin(i * step), -math.cos(i * step)
        anchor = "middle" if abs(across) < 0.1 else "start" if across > 0 else "end"
        place = (round(across * 108, 1), round(up * 108 + 3, 1))
        axes.append(Axis(name, round(across * 100, 1), round(up * 100, 1), *place, anchor, score is not None))
        length = float(score or 0)
        points.append(f"{across * length:.1f},{up * length:.1f}")
        told.append(f"{name} {score if score is not None else 'not measured'}")
    return Radar(tuple(axes), " ".join(points), gate, f"Radar of scores from 0 to 100: {'; '.join(told)}.")
