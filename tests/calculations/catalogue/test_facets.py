"""Facets: each choice says how many figures it would leave, with what is chosen of the others."""

from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.catalogue.facets import FACETS, FacetGroup, facet_counts
from apps.calculations.catalogue.synonyms import ALTERNATIVES, alternatives

GROUPS = st.lists(
    st.builds(
        FacetGroup,
        st.fixed_dictionaries({name: st.sampled_from("pq") for name in FACETS}),
        st.integers(min_value=1, max_value=9),
    ),
    max_size=12,
)
CHOSEN = st.dictionaries(st.sampled_from(FACETS), st.sampled_from("pq"))


@given(GROUPS, CHOSEN)
def test_a_count_is_what_choosing_it_would_leave(groups: list[FacetGroup], chosen: dict[str, str]) -> None:
    counts = facet_counts(groups, chosen)
    for name in FACETS:
        for value in "pq":
            left = sum(group.figures for group in groups if group.fits({**chosen, name: value}))
            assert counts[name][value] == left


def test_a_word_of_trade_finds_what_publishers_call_it() -> None:
    assert alternatives("Petrol") == ("petrol", "gasoline")
    assert "petrol" in alternatives("gasoline")
    assert alternatives("naphtha") == ("naphtha",)
    assert all(word == word.lower() for names in ALTERNATIVES.values() for word in names)
