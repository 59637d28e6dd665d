"""What a PDF is made of, written out once: pydyf does it twice, for the file and for its identifier, and compresses
each time at a level that takes twice as long for two per cent.
"""

import zlib
from typing import Any, Final

import pydyf  # type: ignore[import-untyped]

_BEGINS: Final = b"\nstream\n"
_ENDS: Final = b"\nendstream"


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object that is not changed any more."""

    def __init__(self, whole: Any) -> None:
        super().__init__()
        self.number = whole.number
        self.written: bytes = whole.data

    @property
    def data(self) -> bytes:
        return self.written


def pack(pdf: Any) -> None:
    """Writes out the objects of a PDF that is about to be written, and compresses what is to be compressed."""
    for at, each in enumerate(pdf.objects):
        if isinstance(each, pydyf.Stream):
            if each.compress:
                each.stream = [zlib.compress(_content(each.stream))]
                each.extra["Filter"] = "/FlateDecode"
                each.compress = False
        elif each.free == "n":
            pdf.objects[at] = _Written(each)


def _content(items: list[Any]) -> bytes:
    written: bytes = pydyf.Stream(items).data
    return written[written.index(_BEGINS) + len(_BEGINS) : -len(_ENDS)]
