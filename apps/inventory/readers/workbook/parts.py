"""What stands beside the sheets: which sheets there are, the texts they share, which cells are dates."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.workbook.archive import MEND, Archive

MOST_SHARED = 40_000_000
"""Characters of all shared texts."""
_BUILT_IN_DATES = frozenset(map(str, {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}))
_SAID_AS_IT_IS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet: its name and where it stands."""

    name: str
    path: str
    hidden: bool


@dataclass
class Workbook:
    """The sheets of a workbook, in their order, and what is needed to read their cells.

    ``dated``: numbers of the cell styles that show a day, as cells name them; ``from_1904``: so days are counted.
    """

    archive: Archive
    sheets: list[Part] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    dated: set[str] = field(default_factory=set)
    from_1904: bool = False

    @classmethod
    def of(cls, data: bytes) -> "Workbook":
        """
        Raises:
            UnreadableFile: it is no workbook, or one that cannot be read.
        """
        archive = Archive(data)
        root = _targets(archive, "_rels/.rels", "")
        main = next((path for kind, path in root.values() if kind == "officeDocument"), "xl/workbook.xml")
        if main not in archive.names or "xl/workbook.bin" in archive.names:
            raise UnreadableFile("The file is no Excel workbook (.xlsx).", where="file", mend=MEND)
        book = cls(archive)
        folder, name = posixpath.split(main)
        related = _targets(archive, f"{folder}/_rels/{name}.rels", folder)
        book._read_sheets(main, related)
        for kind, path in related.values():
            if kind == "styles" and path in archive.names:
                book._read_styles(path)
            elif kind == "sharedStrings" and path in archive.names:
                book._read_texts(path)
        return book

    def _read_sheets(self, main: str, related: Mapping[str, tuple[str, str]]) -> None:
        for tag, attributes in self.archive.elements(main):
            if tag == "workbookPr":
                self.from_1904 = attributes.get("date1904", "") in {"1", "true"}
            elif tag == "sheet":
                named = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                kind, path = related.get(named, ("", ""))
                if kind == "worksheet" and path in self.archive.names:
                    hidden = attributes.get("state", "visible") != "visible"
                    self.sheets.append(Part(attributes.get("name", "")[:100], path, hidden))

    def _read_styles(self, path: str) -> None:
        codes: dict[str, str] = {}
        inside = False
        style = 0
        for tag, attributes in self.archive.elements(path):
            if tag == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                number = attributes.get("numFmtId", "0")
                code = codes.get(number)
                if shows_day(code) if code is not None else number in _BUILT_IN_DATES:
                    self.dated.add(str(style))
                style += 1

    def _read_texts(self, path: str) -> None:
        collected = _Texts()
        for _ in self.archive.events(path, start=collected.start, end=collected.end, text=collected.text):
            pass
        self.texts = collected.found


def shows_day(code: str) -> bool:
    """Whether a number format shows a day or a month and not only a time of day or a plain number."""
    said = _SAID_AS_IT_IS.sub("", code.partition(";")[0]).lower()
    return "y" in said or "d" in said or ("m" in said and "h" not in said and "s" not in said)


def _targets(archive: Archive, path: str, folder: str) -> dict[str, tuple[str, str]]:
    """By id, the kind of a related part and its path."""
    found: dict[str, tuple[str, str]] = {}
    if path not in archive.names:
        return found
    for tag, attributes in archive.elements(path):
        if tag == "Relationship" and attributes.get("TargetMode", "") != "External":
            target = attributes.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], place)
    return found


class _Texts:
    """Gathers the shared texts; how a text is to be pronounced is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._spoken = self._inside = False
        self._size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._spoken = True
        elif tag == "t":
            self._inside = not self._spoken

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append("".join(self._pieces))
        elif tag == "rPh":
            self._spoken = False
        elif tag == "t":
            self._inside = False

    def text(self, piece: str) -> None:
        if self._inside:
            self._size += len(piece)
            if self._size > MOST_SHARED:
                raise UnreadableFile("The workbook's texts are longer than 40 million characters.", where="file")
            self._pieces.append(piece)
