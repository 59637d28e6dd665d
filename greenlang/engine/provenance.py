"""Provenance: the hashes of what went in and what came out, and the record that tells it."""

from collections.abc import Mapping

from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.formula import CompiledFormula, GasResult, Outcome, ResolvedFactor
from greenlang.engine.gases import CO2, GwpSet
from greenlang.errors import InvalidInput


def input_hash(inputs_document: Mapping[str, object]) -> str:
    """Hash of the validated inputs as a canonical document (`Binding.documents`); no timestamp in it."""
    return sha256_of(dict(inputs_document))


def result_hash(outcome: Outcome, *, formula_hash: str, gwp_set: str) -> str:
    """Hash of an outcome, the formula that gave it and the name of the GWP set; no timestamp in it."""
    return sha256_of({"formula_hash": formula_hash, "gwp_set": gwp_set, "outcome": outcome.as_document()})


def emission_factor_document(formula: CompiledFormula, factor: ResolvedFactor, outcome: Outcome) -> dict[str, object]:
    """The emission factor of a record: its CO2 value, or its first, with where it is from."""
    shown = _shown(outcome)
    document = shown.as_document()
    return {
        "slot": formula.per_gas,
        "gas": document["gas"],
        "ef_cid": document["ef_cid"],
        "value": document["value"],
        "unit": document["unit"],
        "source": factor.source,
        "version": factor.edition,
        "table": factor.table,
        "activity": factor.activity,
        "region": factor.region,
        "basis": factor.basis,
        "data_year": factor.data_year,
        "citation": factor.citation,
        "licence": factor.licence,
        "steps": list(factor.steps),
    }


def provenance_record(
    *,
    calculation_id: str,
    timestamp: str,
    inputs: Mapping[str, object],
    formula: CompiledFormula,
    factors: Mapping[str, ResolvedFactor],
    outcome: Outcome,
    gwp: GwpSet,
    sequence: int | str = "",
    chain_hash: str = "",
) -> dict[str, object]:
    """The record of one calculation, in canonical JSON's types.

    Args:
        calculation_id, timestamp: identity and time, in no hash of the content.
        inputs: the validated inputs as a canonical document.
        formula, factors, outcome, gwp: what was evaluated, with what, and what came out.
        sequence, chain_hash: place in the ledger; empty while it is not yet committed.
    """
    if formula.per_gas not in factors:
        raise InvalidInput(f"The emission factor {formula.per_gas!r} is missing.", where="factors")
    content = outcome.as_document()
    return {
        "calculation_id": calculation_id,
        "timestamp": timestamp,
        "inputs": dict(inputs),
        "input_hash": input_hash(inputs),
        "formula_id": formula.definition.id,
        "formula_version": formula.definition.version,
        "formula_hash": formula.formula_hash,
        "emission_factor": emission_factor_document(formula, factors[formula.per_gas], outcome),
        "gases": content["gases"],
        "parameters": content["parameters"],
        "gwp_set": gwp.id,
        "result": content["result"],
        "result_unit": content["result_unit"],
        "co2_biogenic": content["co2_biogenic"],
        "result_hash": result_hash(outcome, formula_hash=formula.formula_hash, gwp_set=gwp.id),
        "sequence": str(sequence),
        "chain_hash": chain_hash,
    }


def _shown(outcome: Outcome) -> GasResult:
    return next((gas for gas in outcome.gases if gas.gas == CO2), outcome.gases[0])
