"""The zip archive a workbook is, and its parts as XML events; what a bomb would need is refused."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.parsers import expat

from apps.inventory.errors import UnreadableFile

MOST_BYTES = 200 * 1024 * 1024
"""Of all parts that are read, unpacked."""
_MOST_PARTS = 5_000
_CHUNK = 65_536
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
MEND = "Open it in Excel or LibreOffice and save it as “Excel workbook (.xlsx)”."

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


class Archive:
    """The parts of a workbook by name."""

    def __init__(self, data: bytes) -> None:
        """
        Raises:
            UnreadableFile: it is damaged, cut off, or no archive.
        """
        self._left = MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            names = self._zip.namelist()
        except (*_BROKEN, ValueError) as error:
            raise damaged() from error
        if len(names) > _MOST_PARTS:
            raise UnreadableFile(f"The workbook has {len(names):,} parts.", where="file", mend=MEND)
        self.names = frozenset(names)

    def events(self, name: str, *, start: Start, end: End, text: Callable[[str], None]) -> Iterator[None]:
        """Hand a part's elements, without their name spaces, to the functions; stops after each piece of it.

        Raises:
            UnreadableFile: it is damaged, too large, or declares a document type (entities).
        """
        parser = _parser(start, end, text)
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnreadableFile(
                            "The workbook takes more than 200 MB when it is unpacked.", where=name, mend="Split it."
                        )
                    parser.Parse(piece, False)
                    yield
                parser.Parse(b"", True)
        except (*_BROKEN, KeyError, RuntimeError) as error:
            raise damaged(name) from error
        except LookupError as error:
            raise UnreadableFile("A part of the workbook is in no known encoding.", where=name, mend=MEND) from error
        except (expat.ExpatError, ValueError) as error:
            raise UnreadableFile(f"A part of the workbook is no XML: {error}.", where=name, mend=MEND) from error
        yield

    def elements(self, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Name and attributes of each element of a part."""
        begun: list[tuple[str, Mapping[str, str]]] = []
        for _ in self.events(
            name, start=lambda tag, found: begun.append((tag, found)), end=lambda _: None, text=lambda _: None
        ):
            yield from begun
            begun.clear()


def damaged(where: str = "file") -> UnreadableFile:
    """The archive cannot be read to its end."""
    return UnreadableFile("The workbook is damaged or was cut off.", where=where, mend=f"Get the file again. {MEND}")


def _parser(start: Start, end: End, text: Callable[[str], None]) -> Any:
    """Hands names on without their prefix; where the root has none, straight, for that is most of the work."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def document_type(*_: object) -> None:
        raise UnreadableFile(
            "A part of the workbook declares a document type, which no spreadsheet program writes.",
            where="file",
            mend=MEND,
        )

    def root(name: str, attributes: Mapping[str, str]) -> None:
        prefixed = ":" in name
        parser.StartElementHandler = begin if prefixed else start
        parser.EndElementHandler = finish if prefixed else end
        begin(name, attributes)

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        start(name.rpartition(":")[2], attributes)

    def finish(name: str) -> None:
        end(name.rpartition(":")[2])

    parser.StartElementHandler, parser.CharacterDataHandler = root, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = document_type
    return parser
