"""Further outputs of an agent: what its declared names show of a calculation, besides the result."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from greenlang.engine.contract import AgentContract, Binding
from greenlang.engine.formula import Outcome, ResolvedFactor
from greenlang.engine.numbers import canonical_number
from greenlang.engine.provenance import emission_factor_document, input_hash, result_hash

_FACTOR = {
    "source": "the publication of the emission factor",
    "edition": "the edition of the emission factor",
    "region": "the region of the emission factor",
    "citation": "where in the publication the emission factor stands",
    "gas": "the gas whose emission factor is shown: CO2, or its first",
    "value": "the emission factor of CO2, or of its first gas, as published",
    "unit": "the unit of that emission factor",
    "ef_cid": "the content id of that emission factor",
}

FURTHER_OUTPUTS: Mapping[str, str] = MappingProxyType(
    {
        **{f"factor.{name}": words for name, words in _FACTOR.items()},
        "formula.id": "the formula that applied",
        "formula.scope": "the scope of the GHG Protocol",
        "gwp_set": "the set of global warming potentials",
        "input_hash": "the hash of the inputs as given",
        "result_hash": "the hash of the result, its formula and its potentials",
    }
)
"""What a further output may show, in words; each is a text, a number of it canonical."""

NUMERIC_OUTPUTS = ("factor.value",)
"""Those that are numbers."""

_RECORDED = {"factor.edition": "version", "formula.id": "formula_id", "formula.scope": "scope"}
"""Where a provenance record calls it otherwise."""


def outputs_document(
    agent: AgentContract,
    binding: Binding,
    outcome: Outcome,
    factors: Mapping[str, ResolvedFactor],
    gwp_set: str,
) -> dict[str, str]:
    """Every output the agent declares, by its name: the result in its unit, and what each further one shows.

    Args:
        agent, binding, outcome, factors: of one `calculate`.
        gwp_set: name of the set it was calculated with.
    """
    formula = agent.FORMULAS[binding.formula_id]
    record = {
        "formula_id": formula.definition.id,
        "scope": formula.definition.scope,
        "emission_factor": emission_factor_document(formula, factors[formula.per_gas], outcome),
        "gwp_set": gwp_set,
        "input_hash": input_hash(binding.documents),
        "result_hash": result_hash(outcome, formula_hash=formula.formula_hash, gwp_set=gwp_set),
        "result": canonical_number(outcome.result),
    }
    return outputs_of_record(agent, record)


def outputs_of_record(agent: AgentContract, record: Mapping[str, Any]) -> dict[str, str]:
    """The same from a provenance record: its result, hashes, formula, scope and emission factor."""
    name = agent.FORMULAS[record["formula_id"]].definition.output_name
    return {name: record["result"], **{name: _shown(meaning, record) for name, meaning in agent.OUTPUTS.items()}}


def _shown(meaning: str, record: Mapping[str, Any]) -> str:
    part, _, name = meaning.partition(".")
    if part == "factor":
        return str(record["emission_factor"][_RECORDED.get(meaning, name)])
    return str(record[_RECORDED.get(meaning, meaning)])


def is_named(expected: str, source: str, citation: str) -> bool:
    """Whether a short name ("EPA eGRID") is that of a source: each of its words begins a word of the source's full
    name or of its citation, whatever the case.
    """
    words = _words(f"{source} {citation}")
    wanted = _words(expected)
    return bool(wanted) and all(any(word.startswith(each) for word in words) for each in wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
