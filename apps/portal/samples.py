"""The samples the pages offer: a specification and a file of activity data, as shipped in ``examples/``."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from greenlang.errors import Unavailable

PACK = "stationary-combustion"
ACTIVITY = "stationary-*.csv"
"""Data the sample's agent can be run over."""
_DAY = re.compile(rb"\b(20[0-9]{2})-[01][0-9]-[0-3][0-9]\b")


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file of activity data and the calendar year its first row lies in."""

    name: str
    content: bytes
    year: int

    @property
    def rows(self) -> int:
        """Its lines below the header."""
        return len(self.content.splitlines()) - 1

    @property
    def first_day(self) -> date:
        """1 January of its year."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December of its year."""
        return date(self.year, 12, 31)


def sample_pack(name: str = "") -> tuple[str, str]:
    """Name and text of an example specification, else of the first to look at; empty where none is installed."""
    folder = name if name in sample_packs() else PACK
    path = _examples() / "packs" / folder / "pack.yaml"
    return (folder, path.read_text(encoding="utf-8")) if path.is_file() else ("", "")


def sample_packs() -> list[str]:
    """Names of the example specifications."""
    return sorted(path.parent.name for path in (_examples() / "packs").glob("*/pack.yaml"))


def sample_activity() -> SampleFile:
    """The first activity file of the examples that goes with the sample's specification.

    Raises:
        Unavailable: the examples are not installed.
    """
    for path in sorted((_examples() / "activity").glob(ACTIVITY)):
        content = path.read_bytes()
        if day := _DAY.search(content):
            return SampleFile(path.name, content, int(day[1]))
    raise Unavailable("The sample is not installed here.", mend="Upload a CSV of your own.")


def _examples() -> Path:
    return Path(settings.BASE_DIR) / "examples"
