"""Outcomes and sets of warming potentials come back from their documents as they were, and nothing else does."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine import BUILTIN_GWP, GasResult, GwpSet, MemoGas, Outcome, ParameterUsed
from greenlang.errors import GreenLangError

NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**30), max_value=10**30)
TEXT = st.text(max_size=20)
GASES = st.builds(
    GasResult,
    gas=TEXT, ef_cid=TEXT, ef_value=NUMBER, ef_unit=TEXT, mass=NUMBER, mass_unit=TEXT, gwp=NUMBER, co2e=NUMBER,
    as_co2e_at=st.none() | NUMBER,
)  # fmt: skip
MEMO = st.builds(
    lambda gas, mass, known: MemoGas(gas, mass, *(known or (None, None))),
    TEXT,
    NUMBER,
    st.none() | st.tuples(NUMBER, NUMBER),
)
OUTCOMES = st.builds(
    Outcome,
    gases=st.lists(GASES, max_size=3).map(tuple),
    result=NUMBER,
    result_unit=TEXT,
    co2_biogenic=NUMBER,
    parameters=st.lists(st.builds(ParameterUsed, TEXT, TEXT, NUMBER, TEXT), max_size=2).map(tuple),
    memo=st.lists(MEMO, max_size=2).map(tuple),
)


@given(OUTCOMES)
def test_an_outcome_comes_back_as_it_was(outcome: Outcome) -> None:
    back = Outcome.from_document(outcome.as_document())
    assert back == outcome
    assert back.as_document() == outcome.as_document()


@pytest.mark.parametrize("name", BUILTIN_GWP)
def test_a_set_of_potentials_comes_back_as_it_was(name: str) -> None:
    assert GwpSet.from_document(BUILTIN_GWP[name].as_document()) == BUILTIN_GWP[name]


DOCUMENT = Outcome((), Decimal("1"), "kg", Decimal("0")).as_document()


@pytest.mark.parametrize(
    "document",
    [
        [],
        {**DOCUMENT, "result": 1},
        {**DOCUMENT, "result": "1e3"},
        {**DOCUMENT, "result": "01"},
        {**DOCUMENT, "result": "NaN"},
        {**DOCUMENT, "gases": {}},
        {**DOCUMENT, "gases": [{"gas": "CO2"}]},
        {**DOCUMENT, "memo": [{"gas": "CFC-11", "mass": "1", "surprise": "1"}]},
        {name: value for name, value in DOCUMENT.items() if name != "co2_biogenic"},
    ],
)
def test_what_is_no_outcome_is_refused(document: Any) -> None:
    with pytest.raises(GreenLangError):
        Outcome.from_document(document)


@pytest.mark.parametrize("document", [[], {}, {"id": "x", "name": "x", "values": [], "source": "x"}])
def test_what_is_no_set_of_potentials_is_refused(document: Any) -> None:
    with pytest.raises(GreenLangError):
        GwpSet.from_document(document)
