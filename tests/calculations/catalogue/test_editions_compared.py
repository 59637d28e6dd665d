"""Two editions side by side: every figure of either is there once, and what became of it is told exactly."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.catalogue.comparing import Change, Figure, Key, paired, relative_change

VALUES = st.sampled_from([None, "0", "1", "1.5"])
FIGURES = st.lists(
    st.builds(lambda a, t, v: figure(a, table=t, value=v), st.sampled_from("ab"), st.sampled_from("xy"), VALUES)
)


def figure(activity: str, *, value: str | None = "1", table: str = "x", unit: str = "kg(CO2)/kWh") -> Figure:
    key = Key("purchased-electricity", activity, "DE", "CO2", unit, "", "")
    return Figure(key, table, activity, "Germany", value, f"ef_{activity}{table}{value}")


@given(FIGURES, FIGURES)
def test_every_figure_of_both_is_there_once(before: list[Figure], after: list[Figure]) -> None:
    pairs = list(paired(before, after))
    assert Counter(pair.before for pair in pairs if pair.before) == Counter(before)
    assert Counter(pair.after for pair in pairs if pair.after) == Counter(after)
    assert all(pair.before.key == pair.after.key for pair in pairs if pair.before and pair.after)


@given(FIGURES)
def test_an_edition_against_itself_is_the_same(figures: list[Figure]) -> None:
    assert {pair.change for pair in paired(figures, figures)} <= {Change.SAME}


def test_what_changed_came_and_went() -> None:
    before = [figure("gas", value="2"), figure("coal"), figure("oil", value=None)]
    after = [figure("gas", value="2.5", table="moved"), figure("wood"), figure("oil", value="0")]
    found = {pair.shown.key.activity: pair for pair in paired(before, after)}
    changes = {activity: pair.change.value for activity, pair in found.items()}
    assert changes == {"gas": "changed", "coal": "removed", "wood": "added", "oil": "changed"}
    assert found["gas"].relative == Fraction(1, 4)
    assert found["oil"].relative is None
    assert found["coal"].relative is None


def test_of_several_with_one_key_those_of_a_table_belong_together() -> None:
    before = [figure("gas", table="x", value="1"), figure("gas", table="y", value="2")]
    after = [figure("gas", table="y", value="2"), figure("gas", table="x", value="3")]
    assert {(p.before.value, p.after.value) for p in paired(before, after) if p.before and p.after} == {
        ("1", "3"),
        ("2", "2"),
    }


def test_a_change_is_exact_across_units() -> None:
    assert relative_change("1", "1200", ratio=Fraction(1000)) == Fraction(1, 5)
    assert relative_change("0", "1") is None
    assert relative_change(None, "1") is None
