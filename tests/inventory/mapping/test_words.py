"""The words of a description: the same for every way of writing the same thing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.inventory.mapping.words import MOST_WORDS, likeness, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Natural Gas", ("natural", "gas")),
        ("natural-gas, natural gas", ("natural", "gas")),
        ("Heizöl für Büro", ("heizol", "buro")),
        ("Électricité de France", ("electricite", "france")),
        ("R-410A", ("r410a",)),
        ("R 410a refill", ("r410a", "refill")),
        ("HFC-134a", ("hfc134a",)),
        ("Invoice 20250117 diesel", ("diesel",)),
        ("Office supplies", ("office", "supply")),
        ("Gas oils", ("gas", "oil")),
        ("Straße", ("strasse",)),
        ("", ()),
    ],
)
def test_case_accents_plurals_fillers_and_long_numbers_make_no_difference(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_words_are_few_plain_and_each_once(text: str) -> None:
    words = words_of(text)
    assert len(words) == len(set(words)) <= MOST_WORDS
    assert all(word.isalnum() and word.isascii() and word == word.lower() for word in words)
    assert words_of(text.upper().lower()) == words_of(text.lower())


@settings(max_examples=50)
@given(st.text("abcdef", min_size=1, max_size=9), st.text("abcdef", min_size=1, max_size=9))
def test_likeness_is_a_share_that_goes_both_ways(left: str, right: str) -> None:
    assert 0 <= likeness(left, right) == likeness(right, left) <= 1
    assert likeness(left, left) == 1
