"""The fonts shipped with the product, as the printed report declares them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FILE = re.compile(
    r"ibm-?plex-?(?P<cut>sans|mono)(?!-?(?:condensed|arabic|hebrew|thai|devanagari|jp|kr|sc|tc))"
    r"(?:-(?P<subset>latin-ext|latin))?-?(?P<weight>\d00|regular|medium|semibold|bold)"
    r"(?:-(?P<style>normal|italic))?\.woff2",
    re.IGNORECASE,
)
_WEIGHTS = {"regular": 400, "medium": 500, "semibold": 600, "bold": 700}
_USED = {("Sans", 400), ("Sans", 500), ("Sans", 600), ("Mono", 400)}
"""What the style sheet asks for: every further file costs decoding time in each report."""


@dataclass(frozen=True)
class Typeface:
    """One font file. ``family`` differs by subset, so that one stack of families covers all of them."""

    family: str
    weight: int
    style: str
    path: Path

    @property
    def url(self) -> str:
        """The address the style sheet asks for."""
        return self.path.as_uri()


def shipped_typefaces(static: Path) -> tuple[Typeface, ...]:
    """IBM Plex Sans and Mono under ``static``, sorted; empty where none is shipped (a system font serves)."""
    found: dict[tuple[str, int, str], Typeface] = {}
    for face in _faces(static):
        found.setdefault((face.family, face.weight, face.style), face)
    return tuple(found[key] for key in sorted(found))


def _faces(static: Path) -> Iterator[Typeface]:
    for path in sorted(static.rglob("*.woff2")):
        match = _FILE.fullmatch(path.name)
        if not match:
            continue
        cut, weight = match["cut"].title(), _weight(match["weight"])
        style = (match["style"] or "normal").lower()
        if (cut, weight) not in _USED or style != "normal":
            continue
        extended = " Extended" if (match["subset"] or "").lower() == "latin-ext" else ""
        yield Typeface(
            family=f"Report {cut}{extended}",
            weight=weight,
            style=style,
            path=path.resolve(),
        )


def _weight(name: str) -> int:
    return _WEIGHTS.get(name.lower()) or int(name)
