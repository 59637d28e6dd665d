"""The ranker that reads words: what the description and the catalogue have in common, weighed by how rare it is.

A word is met by itself, by a synonym, by a word that holds it, or by one that is spelled almost so. It counts the more
the fewer activities of the catalogue have it. Words that no activity has count little: they are mostly names of places.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from apps.inventory.mapping.kinds import Misfit, misfit_of
from apps.inventory.mapping.offers import Option, Slot
from apps.inventory.mapping.ranking import Fit, Ranked, Reason, Wanted
from apps.inventory.mapping.surroundings import fit_of_unit, fit_of_year, placed, unit_of
from apps.inventory.mapping.synonyms import expanded, narrowing, synonyms
from apps.inventory.mapping.words import likeness, words_of

_BY_SYNONYM, _BY_PART, _BY_SPELLING, _BY_CATEGORY = 0.95, 0.75, 0.7, 0.8
_ALIKE = 0.5
_PART_LETTERS = 5
_UNKNOWN_WEIGHT, _NUMBER_WEIGHT = 0.35, 0.1
_LEAST = 0.2
_COVERAGE, _PRECISION = 0.75, 0.25
_LOOKED_AT = 200
"""Candidates by text that are looked at further."""
_OTHER_SCOPE = 0.7
_OTHER_KIND = 0.3
"""Of what is another kind of thing; it also stands after all that is not."""
_NARROWED = 0.85
"""Of what has a narrowing word in its name that was not asked for."""
_NOT_TOLD = 0.5
"""Of what none of the words that tell a kind of activity met: the name of a town is no flight."""
_AS_NEAR, _DOUBT = Decimal("0.02"), Decimal("0.75")
_FACTORS: dict[str, dict[Fit, float]] = {
    "unit": {"good": 1.0, "fair": 0.9, "poor": 0.0},
    "region": {"good": 1.0, "fair": 0.94, "poor": 0.6},
    "year": {"good": 1.0, "fair": 0.98, "poor": 0.85},
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An activity as it is compared: the words of its name, and those of its category."""

    name: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Met:
    """An option that has some of the words: how much they weigh, and which."""

    score: float
    place: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A candidate with its score; ``misfits``: it is of another kind and stands after all that are not."""

    score: float
    ranked: Ranked
    misfits: bool = False


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
        self._weights = {word: _weight(word, count, len(self._entries)) for word, count in counted.items()}
        self._slots = tuple(dict.fromkeys(option.slot for option in self._options))
        self._near = lru_cache(maxsize=5000)(self._near_words)

    def rank(self, wanted: Wanted, *, limit: int) -> Sequence[Ranked]:
        """See `Ranker`. Options whose unit or region cannot fit are not among them."""
        unit = unit_of(wanted)
        if unit is None:
            return []
        units = {slot: found for slot in self._slots if (found := tuple(fit_of_unit(slot, unit)))}
        by_text = sorted(self._by_text(wanted.text, units), key=lambda met: (-met.score, self._options[met.place].key))
        words = frozenset(expanded(words_of(wanted.text)))
        best: dict[str, _Scored] = {}
        for met in by_text[:_LOOKED_AT]:
            option, name = self._options[met.place], self._entries[met.place].name
            meant = met if narrowing(name) <= words | set(met.words) else replace(met, score=met.score * _NARROWED)
            misfit = misfit_of(option, words, name, unit)
            for scored in _fitted(option, wanted, meant, units[option.slot]):
                if scored.score < _LEAST:
                    continue
                judged, key = scored if misfit is None else _of_another_kind(scored, misfit), scored.ranked.key
                if key not in best or judged.score > best[key].score:
                    best[key] = judged
        ordered = sorted(best.values(), key=lambda each: (each.misfits, -each.score, each.ranked.key))
        meant_so = [each.ranked for each in ordered if not each.misfits][: limit + 1]
        told = sorted(_less_sure(meant_so), key=lambda ranked: ranked.score, reverse=True)
        return _never_rising([*told, *(each.ranked for each in ordered if each.misfits)][:limit])

    def _by_text(self, text: str, slots: Container[Slot]) -> Iterator[_Met]:
        """Every option of these slots that has one of the words; a bare number alone is none."""
        asked = expanded(words_of(text))
        met: dict[int, dict[str, tuple[float, str]]] = defaultdict(dict)
        hits: dict[int, set[str]] = defaultdict(set)
        weights = dict.fromkeys(asked, _UNKNOWN_WEIGHT)
        for word in asked:
            for other, how in self._near(word).items():
                for place in self._holding[other]:
                    if self._options[place].slot not in slots:
                        continue
                    weights[word] = max(weights[word], self._weights[other])
                    hits[place].add(other)
                    worth = how if other in self._entries[place].name else how * _BY_CATEGORY
                    if worth > met[place].get(word, (0.0, ""))[0]:
                        met[place][word] = (worth, other)
        total, telling = sum(weights.values()), {word for word in asked if synonyms().get(word)}
        for place, words in met.items():
            if all(word.isdigit() for word in words):
                continue
            told = 1.0 if not telling or telling & words.keys() else _NOT_TOLD
            coverage = sum(weights[word] * worth for word, (worth, _) in words.items()) / total
            found = tuple(dict.fromkeys(other for _, other in words.values()))
            yield _Met(told * (_COVERAGE * coverage + _PRECISION * self._precision(place, hits[place])), place, found)

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


def _weight(word: str, count: int, entries: int) -> float:
    """The rarer the more; a bare number says little of what it numbers."""
    return math.log(1 + entries / count) * (_NUMBER_WEIGHT if word.isdigit() else 1)


def _alike(word: str, other: str) -> float:
    if min(len(word), len(other)) >= _PART_LETTERS and (word in other or other in word):
        return _BY_PART
    close = likeness(word, other) if abs(len(word) - len(other)) <= 3 else 0.0
    return _BY_SPELLING * close if close >= _ALIKE else 0.0


def _fitted(option: Option, wanted: Wanted, met: _Met, units: Sequence[tuple[str, Reason]]) -> Iterator[_Scored]:
    place = placed(option, wanted)
    if place is None:
        return
    for basis, unit in units:
        reasons = (_of_text(met), unit, place.reason, fit_of_year(option, wanted))
        score = met.score
        for reason in reasons[1:]:
            score *= _FACTORS[reason.aspect][reason.fit]
        if wanted.scope and wanted.scope not in option.offer.scope:
            score *= _OTHER_SCOPE
        yield _Scored(score, Ranked(option, _shown(score), reasons, place.region, place.value, basis))


def _shown(score: float) -> Decimal:
    return min(Decimal(round(score * 100)) / 100, Decimal(1))


def _of_another_kind(scored: _Scored, misfit: Misfit) -> _Scored:
    score, ranked = scored.score * _OTHER_KIND, scored.ranked
    reasons = (*ranked.reasons, Reason("kind", "poor", misfit.text))
    refusal = misfit.text if misfit.refuses else ""
    return _Scored(score, replace(ranked, score=_shown(score), reasons=reasons, refusal=refusal), misfits=True)


def _never_rising(ranked: Sequence[Ranked]) -> list[Ranked]:
    """In their order; none is surer than one before it."""
    told, most = [], Decimal(1)
    for each in ranked:
        most = min(most, each.score)
        told.append(replace(each, score=most))
    return told


def _less_sure(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Candidates in order; of two that are about as near, neither is sure."""
    told = []
    for place, each in enumerate(ranked):
        around = [ranked[other] for other in (place - 1, place + 1) if 0 <= other < len(ranked)]
        rival = next((other for other in around if abs(other.score - each.score) <= _AS_NEAR), None)
        told.append(each if rival is None else _beside(each, rival))
    return told


def _beside(ranked: Ranked, rival: Ranked) -> Ranked:
    text, *others = ranked.reasons
    other = rival.option
    same = other.published.name == ranked.option.published.name
    name = f"{other.published.name} by {other.offer.name}" if same else other.published.name
    doubt = Reason("text", "fair" if text.fit == "good" else text.fit, f"{text.text}; as near as “{name}”")
    score = (ranked.score * _DOUBT).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    return replace(ranked, score=score, reasons=(doubt, *others))


def _of_text(met: _Met) -> Reason:
    fit: Fit = "good" if met.score >= 0.8 else "fair" if met.score >= 0.5 else "poor"
    return Reason("text", fit, f"“{' '.join(met.words)}” stands in its name or kind")
