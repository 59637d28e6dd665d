"""What makes several ways of writing one group, and which rows need not be asked about."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.inventory.mapping.grouping import Writing, grouped, says_what_it_is
from tests.inventory.mapping.offered import FUELS, POWER


def writing(description: str = "", attributes: dict[str, str] | None = None, **more: Any) -> Writing:
    told: dict[str, Any] = {
        "unit": "kWh", "basis": "", "country": "", "region": "", "rows": 1, "quantity": Decimal(1),
        "start": date(2025, 1, 1), "end": date(2025, 1, 31),
    }  # fmt: skip
    return Writing(description=description, attributes=attributes or {}, **(told | more))


def test_the_same_words_in_units_of_one_kind_are_one_group() -> None:
    (group,) = grouped(
        [
            writing("Natural Gas", rows=2, quantity=Decimal("0.1"), start=date(2025, 2, 1)),
            writing("natural gas", rows=3, quantity=Decimal("0.2")),
            writing("NATURAL-GAS", unit="MWh", rows=5, quantity=Decimal(7)),
        ]
    )
    assert (group.rows, group.first.description, group.texts[0]) == (10, "NATURAL-GAS", "NATURAL-GAS")
    assert group.units == [
        {"unit": "MWh", "basis": "", "quantity": "7", "rows": "5"},
        {"unit": "kWh", "basis": "", "quantity": "0.3", "rows": "5"},
    ]
    assert group.wanted.start == date(2025, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        writing("gas oil"),
        writing("natural gas", unit="L"),
        writing("natural gas", basis="gross"),
        writing("natural gas", country="DE"),
        writing("natural gas", {"scope": "3"}),
    ],
)
def test_another_word_kind_of_unit_basis_place_or_scope_is_another_group(other: Writing) -> None:
    assert len(grouped([writing("natural gas"), other])) == 2


def test_columns_speak_where_there_is_no_description() -> None:
    said = writing("", {"material": "Erdgas", "cost": "12.5", "region": "DE", "note meter": "17"})
    assert (said.text, said.place, said.names) == ("Erdgas", "DE", ("cost", "material", "region"))


def test_a_site_says_where_rows_are_that_do_not() -> None:
    assert writing("x", country="US", region="CA").place == "US-CA"
    assert writing("x", country="US", region="US-CAMX").place == "US-CAMX"
    assert writing("x", {"region": "FR"}, country="US").place == "FR"


def test_rows_that_name_the_activity_in_an_agents_own_column_are_not_asked_about() -> None:
    assert says_what_it_is(writing("", {"fuel": "natural-gas"}), [FUELS])
    assert says_what_it_is(writing("main boiler", {"fuel": "natural-gas"}), [FUELS])
    assert not says_what_it_is(writing("", {"material": "natural-gas"}), [FUELS])
    assert not says_what_it_is(writing("main boiler"), [FUELS, POWER])


def test_a_description_is_never_passed_over_by_an_agent_of_one_activity() -> None:
    assert says_what_it_is(writing("", {"region": "US"}), [POWER])
    assert not says_what_it_is(writing("Diesel", {"region": "US"}), [POWER])
