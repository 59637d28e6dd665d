"""Patterns mean what they mean to `re`, and no pattern takes long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.patterns import compile_pattern
from greenlang.errors import InvalidInput

READ = [
    "", "a", "^a$", "^[A-Z]{2}$", "^US(-[A-Z]{4})?$", "a|b|", "(a|b)*c", "^(a|b)+$", "a?b", "a{2}",
    "a{2,}", "a{1,3}$", "^.$", "[^a-c]", "[a\\-c]", "[]a]", "[a-]", "\\d+\\.\\d*", "^\\w+\\s\\W$", "\\$",
    "(?:ab)+", "^(a|ab)(c|bcd)$", "^a*$", "a{0,2}b", "x|^$", "((a))", "[\\d.]+", "^-?[0-9]+$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", READ)
@given(text=st.text("abcdx019.-$ \n_ZUS", max_size=8))
def test_a_pattern_finds_what_re_finds(pattern: str, text: str) -> None:
    python = re.compile(re.sub(r"\$$", r"\\Z", pattern) if pattern != "\\$" else pattern, re.ASCII)
    python = re.compile("x|^\\Z") if pattern == "x|^$" else python
    assert compile_pattern(pattern).found_in(text) == bool(python.search(text))


UNREADABLE = [
    "(", ")", "a)", "(a", "[", "[a", "[z-a]", "*", "a**", "a{2}{3}", "a{3,2}", "a{,3}", "a{x}", "a{0}",
    "a{", "\\", "\\b", "\\1", "(?=a)", "(?P<n>a)", "(?i)a", "a" * 201, "(" * 50 + "a" + ")" * 50,
    "(a{99}){99}", "a{99999}", "]", "}",
]  # fmt: skip


@pytest.mark.parametrize("pattern", UNREADABLE)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        compile_pattern(pattern, where="inputs[0].pattern")
    assert caught.value.where == "inputs[0].pattern"


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(a*)*b", "a*a*a*a*a*a*b", "^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_no_pattern_takes_long(pattern: str) -> None:
    start = time.perf_counter()
    compile_pattern(pattern).found_in("a" * 2000 + "!")
    assert time.perf_counter() - start < 2


def test_a_search_that_takes_too_many_steps_is_refused() -> None:
    pattern = compile_pattern("(a*){100}" * 6 + "b")
    with pytest.raises(InvalidInput, match="too long for the pattern"):
        pattern.found_in("a" * 10_000)
    assert compile_pattern("[a-z]{2,64}-[0-9]+").found_in("x" * 1000 + "ab-1")
