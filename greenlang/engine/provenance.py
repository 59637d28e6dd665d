"""Provenance: the hashes of what went in and what came out, and the factor that a record shows."""

from collections.abc import Mapping

from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.formula import CompiledFormula, GasResult, Outcome, ResolvedFactor
from greenlang.engine.gases import CO2


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


def _shown(outcome: Outcome) -> GasResult:
    return next((gas for gas in outcome.gases if gas.gas == CO2), outcome.gases[0])
