"""The domain of a document that is no specification of an agent: a manifest, a catalogue, a description."""

from collections.abc import Iterator, Mapping

from apps.agents.domains.evidence import DESCRIPTION_POINTS, FIELD_POINTS, NAME_POINTS, Evidence, Text, words_of
from apps.agents.domains.matching import DomainMatch, match_evidence

_NAMES = frozenset({"id", "name", "title", "category"})
_PROSE = frozenset({"description", "summary", "purpose", "system_prompt"})
_TAGS = frozenset({"tags", "labels", "keywords"})
_HEADS = frozenset({"pack", "metadata", "service", "app"})
"""Maps at the top that say what the whole document is."""


def match_document(root: Mapping[str, object]) -> DomainMatch:
    """The domain that names and descriptions point to, wherever they stand.

    A word counts 8 in a name, id, title or category of the document itself, 4 in those of a part of it and in tags,
    2 in a description. Formulas, factors and units are not looked for: a document that has them is a specification.
    """
    return match_evidence(Evidence(words=words_of(_texts(root, "", NAME_POINTS))))


def _texts(node: Mapping[str, object], place: str, names: int) -> Iterator[Text]:
    for key, value in node.items():
        here = f"{place}.{key}" if place else key
        if key in _NAMES and isinstance(value, str):
            yield names, here, value
        elif key in _PROSE and isinstance(value, str):
            yield DESCRIPTION_POINTS, here, value
        elif isinstance(value, Mapping):
            head = (not place and key in _HEADS) or key in _TAGS
            yield from _texts(value, here, names if head else FIELD_POINTS)
        elif key in _TAGS:
            yield FIELD_POINTS, here, " . ".join(map(str, value)) if isinstance(value, list) else str(value)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from _texts(item, f"{here}[{index}]", FIELD_POINTS)
