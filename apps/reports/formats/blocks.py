"""What a printed page is made of: blocks that the templates of `templates/reports/` draw, with no decision left over.

Pure. Every text is shown as it is; ``CO2`` and its like are set as chemists write them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from apps.reports.formats.scopes import ScopeLook

Tone = Literal["plain", "quiet", "waits", "wrong"]
LONGEST_UNBROKEN: Final = 20
"""Characters of a number that may not be parted; a longer one is, so that it stays in its column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: the first and mostly the only line; line feeds part lines.
        quiet: a second, muted line.
        unit: muted, after the text.
        look: a scope whose mark stands before the text.
        seal: of a calculated figure, ``verified`` or ``unverified``; empty for none.
        target: anchor within the document that the text leads to; empty for none.
    """

    text: str
    quiet: str = ""
    unit: str = ""
    look: ScopeLook | None = None
    seal: str = ""
    tone: Tone = "plain"
    target: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it must be allowed to break."""
        return len(self.text) + len(self.unit) > LONGEST_UNBROKEN

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but a text."""
        return not (self.quiet or self.unit or self.look or self.seal or self.target) and self.tone == "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its width in percent (0: what is left over, in equal parts)."""

    title: str
    width: float = 0
    kind: Literal["text", "number", "mono"] = "text"


Row = Sequence[Cell | str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with headings of its columns; the first cell of each row is the row's heading.

    Attributes:
        anchors: of each row, or empty.
        empty: what is said where there is no row.
        is_dense: set small and close, for many rows of long texts.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    foot: Sequence[Row] = ()
    empty: str = "Nothing to show in this period."
    anchors: Sequence[str] = ()
    is_dense: bool = False
    kind: str = field(default="table", init=False)

    @property
    def is_short(self) -> bool:
        """Whether it fits on a page and is kept together."""
        return len(self.rows) + len(self.foot) <= (8 if self.is_dense else 16)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    is_small: bool = False
    kind: str = field(default="text", init=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must see: ``tone`` is ``draft``, ``attention``, ``broken`` or ``plain``."""

    lead: str
    text: str
    tone: str = "plain"
    kind: str = field(default="note", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each entry is a lead, which may be empty, and a text."""

    items: Sequence[tuple[str, str]]
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """Names and what they are; those of ``mono`` in the fixed face."""

    caption: str
    rows: Sequence[tuple[str, str]]
    mono: frozenset[str] = frozenset()
    kind: str = field(default="keys", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn by the macro that ``drawing`` names; its table stands beside it."""

    drawing: str
    chart: Any
    kind: str = field(default="picture", init=False)


Block = Table | Text | Heading | Note | Bullets | Keys | Picture
