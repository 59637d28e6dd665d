"""Words and phrases of the taxonomy, found in texts of a specification whatever their case, joints or plural."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from apps.agents.domains.taxonomy import TAXONOMY

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_KEEPS_ITS_S = 3
"""A word this short is no plural: "gas"."""

Tokens = tuple[str, ...]


def tokens_of(text: str) -> list[str]:
    """``EconomizerPerformance``, ``fuel_types`` and ``SF6`` as "economizer performance", "fuel type", "sf 6"."""
    return [_singular(found.lower()) for found in _TOKEN.findall(text)]


def phrases_in(text: str) -> Iterator[str]:
    """The taxonomy's words and phrases that stand in a text, as the taxonomy spells them; some more than once."""
    tokens = tokens_of(text)
    beginnings = _beginnings()
    for index, token in enumerate(tokens):
        for phrase, said in beginnings.get(token, ()):
            if tuple(tokens[index : index + len(phrase)]) == phrase:
                yield said


@cache
def vocabulary() -> frozenset[str]:
    """Every token of every word and phrase; a text of other tokens says nothing about a domain."""
    return frozenset(token for word in _words() for token in tokens_of(word))


@cache
def _beginnings() -> Mapping[str, tuple[tuple[Tokens, str], ...]]:
    """Phrases by their first token."""
    found: dict[str, dict[Tokens, str]] = {}
    for word in _words():
        tokens = tuple(tokens_of(word))
        found.setdefault(tokens[0], {}).setdefault(tokens, word)
    return {first: tuple(phrases.items()) for first, phrases in found.items()}


def _words() -> Iterable[str]:
    return dict.fromkeys(word for domain in TAXONOMY for word in domain.words)


def _singular(token: str) -> str:
    if token.endswith("sses"):
        return token[:-2]
    plural = len(token) > _KEEPS_ITS_S and token.endswith("s") and not token.endswith("ss")
    return token[:-1] if plural else token
