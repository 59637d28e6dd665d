"""Laws of the fallback: the earliest allowed step that has the figure answers, and allowing more takes nothing away."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Route
from apps.calculations.catalogue.errors import FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.fallback import MARKET_BASED, Origin, Place
from apps.calculations.catalogue.finding import find_factor
from greenlang.engine.contract import FactorRequest
from tests.calculations.catalogue.catalogue_samples import candidates, edition, row
from tests.calculations.catalogue.shelves import ListedShelf, own_factor

FIRST, *LATER = MARKET_BASED.steps
NAMES = [step.name for step in MARKET_BASED.steps]
PRESENCE = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["figure", "NA"]))
ALLOWED = st.lists(st.sampled_from([step.name for step in LATER]), unique=True)


def figure(index: int, has: str) -> Candidate:
    """The only row of one step, whose value is the step's number; published ones alone can be not available."""
    step = MARKET_BASED.steps[index]
    is_na = has == "NA" and step.origin is Origin.PUBLISHED
    (made,) = candidates(
        row(
            category=step.category,
            activity="electricity",
            region="US" if step.place is Place.COUNTRY else "US-CAMX",
            gas="CO2e",
            value=None if is_na else Decimal(index),
            unit="kg(CO2e)/kWh",
            basis="",
            route=Route.NONE,
        ),
        of=edition(slug=f"edition-{index}"),
    )
    return made


def answer(presence: dict[str, str], allowed: list[str]) -> object:
    rows = {index: figure(index, presence[name]) for index, name in enumerate(NAMES) if name in presence}
    published = [each for index, each in rows.items() if MARKET_BASED.steps[index].origin is Origin.PUBLISHED]
    owned = [own_factor(each) for each in rows.values() if each not in published]
    request = FactorRequest("ef", FIRST.category, "electricity", "US-CAMX", "kg/kWh", fallback=tuple(allowed))
    try:
        return int(find_factor(request, ListedShelf(published, owned)).factor.components[0].value)
    except FactorNotAvailable:
        return "NA"
    except FactorNotFound:
        return None


def expected(presence: dict[str, str], allowed: list[str]) -> object:
    for index, step in enumerate(MARKET_BASED.steps):
        if step.name in presence and (index == 0 or step.name in allowed):
            is_na = presence[step.name] == "NA" and step.origin is Origin.PUBLISHED
            return "NA" if is_na else index
    return None


@given(PRESENCE, ALLOWED)
def test_the_earliest_allowed_step_that_has_the_figure_answers_and_not_available_stops_there(
    presence: dict[str, str], allowed: list[str]
) -> None:
    assert answer(presence, allowed) == expected(presence, allowed)


@given(PRESENCE, ALLOWED, ALLOWED)
def test_allowing_more_never_makes_an_answer_later_or_none(
    presence: dict[str, str], allowed: list[str], more: list[str]
) -> None:
    narrow, wide = answer(presence, allowed), answer(presence, [*dict.fromkeys([*allowed, *more])])
    if isinstance(narrow, int):
        assert wide == "NA" or (isinstance(wide, int) and wide <= narrow)
    elif narrow == "NA":
        assert wide is not None


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_steps_are_written_means_nothing(order: int) -> None:
    presence = dict.fromkeys(NAMES[3:], "figure")
    assert answer(presence, [step.name for step in LATER][::order]) == 3
