"""A code that a telephone reads, drawn as one path."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4
"""Modules of white around a code, without which readers miss it (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Code:
    """``path`` draws the dark modules in a square of ``size``."""

    size: int
    path: str
    summary: str
    text: str


def code_of(text: str, summary: str) -> Code:
    """The QR code of a text."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    path = []
    for y, row in enumerate(matrix, start=QUIET_ZONE):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                path.append(f"M{x + QUIET_ZONE} {y}h{run - x}v1h{x - run}z")
            x = run + 1
    return Code(len(matrix) + 2 * QUIET_ZONE, "".join(path), f"{summary}: {text}", text)
