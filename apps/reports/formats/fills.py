"""How areas of charts are filled: hues of the Okabe–Ito set, each with a pattern, so that a grey copy says the same."""

from dataclasses import dataclass
from typing import Final, Literal

from apps.reports.formats.scopes import ScopeLook, scope_look

Pattern = Literal["plain", "stripes", "dots", "bars", "hollow"]
_APART: Final = 4.0


@dataclass(frozen=True, slots=True)
class Fill:
    """``hue`` and ``ink`` (outline and pattern on white) are RRGGBB; ``name`` is what it stands for."""

    name: str
    hue: str
    ink: str
    pattern: Pattern


_PATTERNS: Final[dict[str, Pattern]] = {"1": "plain", "2-location": "stripes", "2-market": "hollow", "3": "dots"}


def scope_fill(key: str) -> Fill:
    """Of a scope, in the hue that it has everywhere."""
    look: ScopeLook = scope_look(key)
    return Fill(look.title, look.hue, look.ink, _PATTERNS[key])


CARRIERS: Final = {
    "coal": Fill("Coal and coal products", "58605C", "2B302D", "plain"),
    "oil": Fill("Crude oil and petroleum products", "D55E00", "8F3F00", "stripes"),
    "natural-gas": Fill("Natural gas", "E69F00", "8A5F00", "plain"),
    "other-fossil": Fill("Other fossil fuels", "F0E442", "8A8200", "bars"),
    "renewable-fuel": Fill("Renewable fuels", "009E73", "006B4E", "dots"),
    "electricity": Fill("Purchased electricity", "56B4E9", "2379AB", "stripes"),
    "heat": Fill("Purchased heat, steam and cooling", "CC79A7", "9C4A78", "bars"),
}


def drawn(fill: Fill, x: float, y: float, width: float, height: float) -> str:
    """The pattern over a rectangle as the path of an SVG, cut to it; empty of a plain one."""
    match fill.pattern:
        case "stripes" | "hollow":
            return _stripes(x, y, width, height)
        case "bars":
            count = int(width / _APART)
            return "".join(f"M{x + (i + 0.5) * _APART:.2f} {y:.2f}v{height:.2f}" for i in range(count))
        case "dots":
            return _dots(x, y, width, height)
        case "plain":
            return ""


def _stripes(x: float, y: float, width: float, height: float) -> str:
    path, reach = [], _APART
    while reach < width + height:
        start, end = min(reach, width), max(0.0, reach - height)
        path.append(f"M{x + start:.2f} {y + reach - start:.2f}L{x + end:.2f} {y + reach - end:.2f}")
        reach += _APART
    return "".join(path)


def _dots(x: float, y: float, width: float, height: float) -> str:
    columns, rows = int((width - 1) / _APART), int((height - 1) / _APART)
    places = [(i, j) for i in range(columns) for j in range(rows) if (i + j) % 2 == 0]
    dot = "h1.4v1.4h-1.4z"
    return "".join(f"M{x + (i + 0.5) * _APART:.2f} {y + (j + 0.5) * _APART:.2f}{dot}" for i, j in places)
