"""Versions in the order of Semantic Versioning 2.0.0 (https://semver.org, section 11). Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import total_ordering
from typing import Self

_NUMBER = r"(?:0|[1-9][0-9]*)"
_WORD = rf"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
SEMANTIC = re.compile(
    rf"({_NUMBER})\.({_NUMBER})\.({_NUMBER})(?:-({_WORD}(?:\.{_WORD})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
Word = tuple[bool, int, str]


@total_ordering
@dataclass(frozen=True, slots=True)
class SemanticVersion:
    """A version's place in the order: its numbers, then a release after all its candidates. Build texts do not count.

    Args:
        numbers: major, minor, patch.
        candidate: the words of the pre-release, each as (is text, number, text); empty for a release.
    """

    numbers: tuple[int, int, int]
    candidate: tuple[Word, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The place of a version; None for a text that is no semantic version."""
        found = SEMANTIC.fullmatch(text)
        if found is None:
            return None
        major, minor, patch, candidate = found.groups()
        words = candidate.split(".") if candidate else ()
        placed = tuple((not word.isdecimal(), int(word) if word.isdecimal() else 0, word) for word in words)
        return cls((int(major), int(minor), int(patch)), placed)

    def __lt__(self, other: "SemanticVersion") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[tuple[int, int, int], bool, tuple[Word, ...]]:
        return self.numbers, not self.candidate, self.candidate


_FIRST = SemanticVersion((0, 0, 0), ((False, -1, ""),))


def precedence(version: str) -> SemanticVersion:
    """For sorting; what is no semantic version comes before all that are."""
    return SemanticVersion.parse(version) or _FIRST


def in_order(versions: Iterable[str]) -> list[str]:
    """Oldest first."""
    return sorted(versions, key=lambda version: (precedence(version), version))
