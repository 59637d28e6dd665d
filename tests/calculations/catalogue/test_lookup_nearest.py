"""The nearest names are those that a comparison with every single one would give, and soon."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.catalogue.nearest import nearest_names, slug

NAME = st.text("abgns -", max_size=12)


def by_comparing_all(wanted: str, names: dict[str, list[str]]) -> tuple[str, ...]:
    asked = slug(wanted[:80])
    words = set(asked.split("-")) - {""}

    def likeness(key: str) -> float:
        forms = [slug(name) for name in (key, *names[key])]
        shared = max(len(words & set(form.split("-"))) for form in forms) / max(len(words), 1)
        return shared + max(SequenceMatcher(None, asked, form, autojunk=False).ratio() for form in forms)

    return tuple(sorted(names, key=lambda key: (-likeness(key), key))[:5])


@given(NAME, st.dictionaries(NAME, st.lists(NAME, max_size=2), max_size=20))
def test_leaving_out_what_cannot_come_closer_changes_nothing(wanted: str, names: dict[str, list[str]]) -> None:
    assert nearest_names(wanted, names) == by_comparing_all(wanted, names)


def test_a_name_that_resembles_nothing_gets_the_same_answer_in_any_order() -> None:
    names = {name: [name.upper()] for name in ("coal", "gas", "oil", "peat", "wood", "tyres")}
    assert nearest_names("", names) == nearest_names("", dict(reversed(names.items())))
    assert nearest_names("x", {}) == ()
