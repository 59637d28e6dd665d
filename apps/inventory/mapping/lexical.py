"""The ranker that reads words: what the description and the catalogue have in common, weighed by how rare it is.

A word is met by itself, by a synonym, by a word that holds it, or by one that is spelled almost so. It counts the more
the fewer activities of the catalogue have it. Words that no activity has count little: they are mostly names of places.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from apps.inventory.mapping.offers import Option
from apps.inventory.mapping.ranking import Fit, Ranked, Reason, Wanted
from apps.inventory.mapping.surroundings import Placed, fit_of_unit, fit_of_year, placed
from apps.inventory.mapping.synonyms import COMPOUNDS, synonyms
from apps.inventory.mapping.words import likeness, words_of

_BY_SYNONYM, _BY_PART, _BY_SPELLING, _BY_CATEGORY = 0.95, 0.75, 0.7, 0.8
_ALIKE = 0.5
_PART_LETTERS = 5
_UNKNOWN_WEIGHT = 0.35
_COVERAGE, _PRECISION = 0.75, 0.25
_LOOKED_AT = 200
"""Candidates by text that are looked at further."""
_OTHER_SCOPE = 0.7
_FACTORS: dict[str, dict[Fit, float]] = {
    "unit": {"good": 1.0, "fair": 0.9, "poor": 0.0},
    "region": {"good": 1.0, "fair": 0.94, "poor": 0.6},
    "year": {"good": 1.0, "fair": 0.98, "poor": 0.95},
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An activity as it is compared: the words of its name, and those of its category."""

    name: frozenset[str]
    around: frozenset[str]


class LexicalRanker:
    """Ranks the options it was made of. Deterministic; no model, no network."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._options = sorted(options, key=lambda option: option.key)
        self._entries = [_entry(option) for option in self._options]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            for word in entry.name | entry.around:
                self._holding[word].append(place)
        counted = Counter(word for entry in self._entries for word in entry.name | entry.around)
        self._weights = {word: math.log(1 + len(self._entries) / count) for word, count in counted.items()}
        self._near = lru_cache(maxsize=5000)(self._near_words)

    def rank(self, wanted: Wanted, *, limit: int) -> Sequence[Ranked]:
        """See `Ranker`. Options whose unit or region cannot fit are not among them."""
        by_text = sorted(self._by_text(wanted.text), key=lambda found: (-found[0], self._options[found[1]].key))
        best: list[tuple[float, Ranked]] = []
        for score, place, words in by_text[:_LOOKED_AT]:
            best.extend(_fitted(self._options[place], wanted, score, words))
        best.sort(key=lambda each: (-each[0], each[1].key))
        return [ranked for _, ranked in best[:limit]]

    def _by_text(self, text: str) -> Iterator[tuple[float, int, tuple[str, ...]]]:
        """Score, place and the words that met, of every option that has one of the words."""
        asked = _expanded(words_of(text))
        if not asked:
            return
        met: dict[int, dict[str, tuple[float, str]]] = defaultdict(dict)
        weights = {}
        for word in asked:
            near = self._near(word)
            weights[word] = max((self._weights[other] for other in near), default=0.0) if near else _UNKNOWN_WEIGHT
            for other, how in near.items():
                for place in self._holding[other]:
                    worth = how if other in self._entries[place].name else how * _BY_CATEGORY
                    if worth > met[place].get(word, (0.0, ""))[0]:
                        met[place][word] = (worth, other)
        total = sum(weights.values())
        for place, words in met.items():
            coverage = sum(weights[word] * worth for word, (worth, _) in words.items()) / total
            precision = self._precision(place, {other for _, other in words.values()})
            yield _COVERAGE * coverage + _PRECISION * precision, place, tuple(dict.fromkeys(o for _, o in words.values()))

    def _precision(self, place: int, found: set[str]) -> float:
        """How much of the activity's own name was met."""
        name = self._entries[place].name
        whole = sum(self._weights[word] for word in name)
        return sum(self._weights[word] for word in name & found) / whole if whole else 0.0

    def _near_words(self, word: str) -> dict[str, float]:
        """The catalogue's words that a word meets, and how well."""
        near = {other: _BY_SYNONYM for other in synonyms().get(word, ()) if other in self._weights}
        if word in self._weights:
            near[word] = 1.0
        if near or any(letter.isdigit() for letter in word):
            return near
        for other in self._weights:
            if how := _alike(word, other):
                near[other] = how
        return near


def _entry(option: Option) -> _Entry:
    published = option.published
    name = words_of(option.words)
    around = words_of(f"{published.category} {option.offer.name}".replace("-", " "))
    return _Entry(frozenset(name), frozenset(around) - frozenset(name))


def _expanded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for word in words for part in COMPOUNDS.get(word, (word,))))


def _alike(word: str, other: str) -> float:
    if min(len(word), len(other)) >= _PART_LETTERS and (word in other or other in word):
        return _BY_PART
    close = likeness(word, other) if abs(len(word) - len(other)) <= 3 else 0.0
    return _BY_SPELLING * close if close >= _ALIKE else 0.0


def _fitted(option: Option, wanted: Wanted, text: float, words: tuple[str, ...]) -> Iterator[tuple[float, Ranked]]:
    place = placed(option, wanted)
    if place is None:
        return
    for basis, unit in fit_of_unit(option, wanted):
        reasons = (_of_text(text, words), unit, place.reason, fit_of_year(option, wanted))
        score = text
        for reason in reasons[1:]:
            score *= _FACTORS[reason.aspect][reason.fit]
        if wanted.scope and wanted.scope not in option.offer.scope:
            score *= _OTHER_SCOPE
        if score > 0:
            yield score, _ranked(option, place, basis, score, reasons, words)


def _ranked(
    option: Option, place: Placed, basis: str, score: float, reasons: tuple[Reason, ...], words: tuple[str, ...]
) -> Ranked:
    shown = Decimal(round(score * 100)) / 100
    return Ranked(option, min(shown, Decimal(1)), reasons, place.region, place.value, basis, words)


def _of_text(score: float, words: tuple[str, ...]) -> Reason:
    fit: Fit = "good" if score >= 0.8 else "fair" if score >= 0.5 else "poor"
    return Reason("text", fit, f"“{' '.join(words)}” stands in its name or kind")
