"""Versions stand in the order of Semantic Versioning 2.0.0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.agents.semantic_version import SemanticVersion, in_order, precedence

# semver.org, section 11, and what numbers do that texts do not.
ORDER = [
    *("0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"),
    *("1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-0", "2.0.0"),
]
words = st.from_regex(r"(0|[1-9][0-9]{0,3}|[0-9]{0,2}[a-z-][0-9a-z-]{0,3})", fullmatch=True)
versions = st.builds(
    lambda numbers, candidate: ".".join(map(str, numbers)) + ("-" + ".".join(candidate) if candidate else ""),
    st.tuples(*[st.integers(0, 12)] * 3),
    st.lists(words, max_size=3),
)


def test_the_order_is_that_of_the_standard() -> None:
    assert in_order(reversed(ORDER)) == ORDER


@given(versions, versions, versions)
def test_it_is_an_order(one: str, two: str, three: str) -> None:
    a, b, c = map(precedence, (one, two, three))
    assert (a < b) + (b < a) + (a == b) == 1
    assert not (a < b < c) or a < c


@given(versions)
def test_a_release_comes_after_its_candidates_and_a_build_text_changes_nothing(version: str) -> None:
    assert precedence(f"{version}+build.7") == precedence(version)
    release = version.partition("-")[0]
    assert (precedence(version) < precedence(release)) == (version != release)


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0 ", "١.0.0"]
)
def test_what_is_no_version_comes_before_all(text: str) -> None:
    assert SemanticVersion.parse(text) is None
    assert precedence(text) < precedence("0.0.0-0")
