"""Short texts of a report's sections, from templates over its snapshot.

Pure. Every figure in a text is a reference to a datapoint, resolved by its id; a sentence that refers to something the
snapshot does not know is not said. Nobody writes here but the templates: no language model.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from apps.reports.datapoints import Datapoint, datapoints_of
from apps.reports.formats.figures import stated
from apps.reports.shapes import InventorySnapshot

_SENTENCES: Final = Path(__file__).with_name("sentences.toml")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")
_NO_BREAK: Final = "\u00a0"
NAME: Final = "@"
"""Before the name of something that is no figure."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with its placeholders.

    ``section``: number of the section it stands in; ``of_something``: it is not said of a figure that is zero.
    """

    section: str
    text: str
    of_something: bool

    @property
    def references(self) -> tuple[str, ...]:
        """What it refers to, in order."""
        return tuple(_PLACEHOLDER.findall(self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence about one snapshot: words, and the figures between them."""

    parts: tuple[str | Datapoint, ...]

    @property
    def text(self) -> str:
        """As it is read: each figure at its stated decimals, with its unit."""
        return "".join(part if isinstance(part, str) else figure_text(part) for part in self.parts)

    @property
    def points(self) -> tuple[Datapoint, ...]:
        """The figures that are said."""
        return tuple(part for part in self.parts if isinstance(part, Datapoint))


def figure_text(point: Datapoint) -> str:
    """A figure with its unit, which stays on its line."""
    return f"{stated(point)}{_NO_BREAK}{point.unit.replace(' ', _NO_BREAK)}"


@cache
def templates() -> tuple[Template, ...]:
    """Every sentence there is a template of, in the order of the report."""
    read = tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))
    return tuple(Template(row["section"], row["text"], row.get("of_something", False)) for row in read["sentences"])


def narrative_of(
    snapshot: InventorySnapshot, points: Mapping[str, Datapoint] | None = None
) -> dict[str, list[Sentence]]:
    """What is said about a snapshot, by number of section; a section of which nothing can be said is not there.

    Args:
        points: `datapoints_of` the snapshot, where they are known already.
    """
    known = datapoints_of(snapshot) if points is None else points
    said: dict[str, list[Sentence]] = {}
    for template in templates():
        sentence = _resolved(template, known, snapshot)
        if sentence is not None:
            said.setdefault(template.section, []).append(sentence)
    return said


def _resolved(template: Template, points: Mapping[str, Datapoint], snapshot: InventorySnapshot) -> Sentence | None:
    parts: list[str | Datapoint] = []
    for place, piece in enumerate(_PLACEHOLDER.split(template.text)):
        if place % 2 == 0:
            parts.append(piece)
        elif piece.startswith(NAME):
            name = NAMES[piece.removeprefix(NAME)](snapshot)
            if not name:
                return None
            parts.append(name)
        else:
            point = points.get(piece)
            if point is None or (template.of_something and not Decimal(point.value)):
                return None
            parts.append(point)
    return Sentence(tuple(parts))


NAMES: Final[Mapping[str, Callable[[InventorySnapshot], str]]] = {
    "organisation": lambda snapshot: snapshot["organisation"]["name"],
    "period": lambda snapshot: snapshot["period"]["name"],
}
"""What ``{@name}`` may name; an empty text: it is not known."""
