"""A generated agent with an interface of its own: one row of a batch is to the byte one calculation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.runtime.loading import agent_load
from greenlang.engine import BUILTIN_GWP, sha256_of
from greenlang.engine.batch import BatchCalculator
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, calculate
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import masses_text, recipe_of
from greenlang.errors import GreenLangError
from tests.agents.codegen.agent_samples import build, catalogue, pack_bytes
from tests.engine.test_batch import calculated_in_full, outcome_of

AGENT_DOCUMENT = {"id": "site-energy", "version": "1.0.0", "pack_sha256": "0" * 64}
GWP = BUILTIN_GWP["AR5"]
documents = st.fixed_dictionaries(
    {
        "carrier": st.sampled_from(["gas", "oil", "grid", "peat", "coal"]),
        "amount": st.decimals(-1, 10**6, places=2).map(str) | st.integers(0, 10**18) | st.sampled_from(["x", "", None]),
        "measure": st.sampled_from(["m3", "therm", "l", "kWh", "GJ", "ton"]),
    },
    optional={"country": st.sampled_from(["US", "CA", "XX", None]), "scope": st.sampled_from([1, "1", 2, "2", 3])},
)


@pytest.fixture(scope="module")
def agent() -> AgentContract:
    files = build(pack_bytes("site-energy")).files
    digest = sha256_of({name: data.decode() for name, data in files.items()}).removeprefix("sha256:")
    return agent_load(digest, lambda: files)


def batch(agent: AgentContract) -> BatchCalculator:
    return BatchCalculator(agent, catalogue, GWP, AGENT_DOCUMENT)


def singly(agent: AgentContract, document: dict[str, object]) -> Any:
    binding, outcome, factors = calculate(agent, document, catalogue, GWP)
    recipe = recipe_of(
        agent=AGENT_DOCUMENT,
        formula=agent.FORMULAS[binding.formula_id],
        binding=binding,
        factors=factors,
        gwp=GWP,
        outcome=outcome,
    )
    return (
        recipe,
        canonical_json(dict(binding.documents)).decode(),
        masses_text(outcome),
        canonical_number(outcome.result),
        canonical_number(outcome.co2e),
        canonical_number(outcome.co2_biogenic),
    )


@given(rows=st.lists(documents, min_size=1, max_size=12))
def test_rows_are_what_single_calculations_give(agent: AgentContract, rows: list[dict[str, object]]) -> None:
    calculating = batch(agent)
    for row in rows:
        found = outcome_of(lambda row=row: calculating.row(row))  # type: ignore[misc]
        assert found == outcome_of(lambda row=row: singly(agent, row))  # type: ignore[misc]


def test_rows_of_the_same_texts_are_planned(agent: AgentContract, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calculated_in_full(monkeypatch)
    calculating = batch(agent)
    for number in range(1, 30):
        calculating.row({"carrier": "gas", "amount": str(number), "measure": "therm"})
        calculating.row({"carrier": "grid", "amount": number, "measure": "kWh", "scope": 2})
    assert len(calls) <= 8


def test_a_refused_row_names_the_spelling(agent: AgentContract) -> None:
    with pytest.raises(GreenLangError, match="What 'GJ' means here is not said"):
        batch(agent).row({"carrier": "gas", "amount": "1", "measure": "GJ"})
