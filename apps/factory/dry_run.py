"""A specification tried with inputs before anything is kept of it: nothing is written, neither row nor ledger.

The calculation goes the way of an execution: the same binding, the factors that the tenant would calculate with, the
same formula. So an agent built from the same specification gives the same result and the same hashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from apps.agents.codegen.agent_context import OutputBound, output_bounds
from apps.agents.domains import DomainMatch, match_domain
from apps.agents.spec import Finding, Problem, SpecError, SpecReading, validate_spec
from apps.agents.spec.goldens import WorkedGolden, agent_of, work_goldens
from apps.agents.spec.plan import CalculationPlan, golden_document, plan_of
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.selectors.lookup import published_lookup
from apps.factory.explaining import FAILS, golden_documents
from apps.factory.reading import Submission, submission_read
from greenlang.engine import (
    Agent,
    Binding,
    Outcome,
    OutOfRange,
    ResolvedFactor,
    calculate,
    canonical_number,
    outputs_document,
)
from greenlang.engine.contract import AgentContract
from greenlang.engine.gases import GwpSet
from greenlang.engine.provenance import input_hash, result_hash
from greenlang.engine.records import recipe_of


@dataclass(frozen=True, slots=True)
class DryRun:
    """What came of a trial.

    Args:
        findings: of validation; errors among them concern the tests only, which keeps it from being built.
        golden: each golden test as it comes out with the published factors.
        record: the calculation, with the names of a provenance record; None where no inputs were given.
        sample: inputs to try it with: those of the first golden test, empty where there is none.
    """

    reading: SpecReading
    domain: DomainMatch
    findings: list[Finding]
    golden: tuple[WorkedGolden, ...]
    record: dict[str, Any] | None
    sample: dict[str, Any]

    def as_document(self) -> dict[str, Any]:
        """For the API and commands; numbers as text."""
        spec = self.reading.spec
        return {
            "agent_id": spec.agent.id,
            "version": spec.pack.version,
            "dialect": self.reading.dialect,
            "spec_hash": self.reading.source_hash,
            "domain": {"id": self.domain.domain, "title": self.domain.title, "scope": self.domain.scope},
            "buildable": not any(finding.is_error or finding.code == FAILS for finding in self.findings),
            "findings": [finding.as_dict() for finding in self.findings],
            "not_understood": [key.as_dict() for key in self.reading.ledger],
            "golden": golden_documents(spec, self.golden),
            "calculation": self.record,
        }


def dry_run(
    submission: Submission, document: Mapping[str, Any] | None, *, gwp_name: str = "", on: date | None = None
) -> DryRun:
    """Read, validate, match and calculate, in the scope of the tenant whose factors count.

    Args:
        document: the inputs; None works the golden tests alone.
        gwp_name: the set of potentials to use; empty: the specification's own.
        on: a day of the activity, on which factors must be applicable; None: not looked at.

    Raises:
        SpecError: nothing can be calculated from the specification; every reason with its path and line.
        InvalidInput, FactorNotFound, …: the inputs cannot be calculated with, as an execution would say.
    """
    reading = submission_read(submission)
    findings = _findings(reading, submission.filename)
    plan = plan_of(reading.spec)
    return DryRun(
        reading=reading,
        domain=match_domain(reading.spec),
        findings=findings,
        golden=work_goldens(reading.spec, plan, published_lookup, gwp_set),
        sample=_sample(reading, plan),
        record=None
        if document is None
        else _record(_agent(reading, plan), document, gwp_set(gwp_name or plan.gwp_set), on),
    )


def _sample(reading: SpecReading, plan: CalculationPlan) -> dict[str, Any]:
    golden = reading.spec.tests.golden
    return golden_document(golden[0].input, plan.fields) if golden else {}


def _findings(reading: SpecReading, filename: str) -> list[Finding]:
    """What validation says; errors of the tests keep nothing from being calculated."""
    found = validate_spec(reading.spec, lookup=published_lookup, potentials=gwp_set)
    findings = reading.located(found)
    pairs = zip(found, findings, strict=True)
    stopping = [
        told for raw, told in pairs if raw.is_error and raw.path[:1] != ("tests",) and raw.code != "untested-formula"
    ]
    if stopping:
        raise SpecError([Problem(f.path, f.line, f.detail, f.mend, f.code) for f in stopping], filename=filename)
    return findings


def _agent(reading: SpecReading, plan: CalculationPlan) -> Agent:
    spec = reading.spec
    bounds = output_bounds(spec)
    return replace(agent_of(spec, plan), check_output=lambda outcome: _check(outcome, bounds))


def _check(outcome: Outcome, bounds: list[OutputBound]) -> None:
    for bound in bounds:
        if bound.is_broken_by(outcome.result):
            raise OutOfRange(f"The result {outcome.result} breaks a rule.", mend=bound.rule)


def _record(agent: Agent, document: Mapping[str, Any], gwp: GwpSet, on: date | None) -> dict[str, Any]:
    binding, outcome, factors = calculate(agent, document, partial(factor_lookup, on=on), gwp)
    return record_document(agent, binding, outcome, factors, gwp)


def record_document(
    agent: AgentContract, binding: Binding, outcome: Outcome, factors: Mapping[str, ResolvedFactor], gwp: GwpSet
) -> dict[str, Any]:
    """A calculation that is kept nowhere, with the names of a provenance record; numbers as text."""
    formula = agent.FORMULAS[binding.formula_id]
    identity = {"id": agent.AGENT_ID, "version": agent.AGENT_VERSION, "pack_sha256": ""}
    recipe = recipe_of(
        agent=identity, formula=formula, binding=binding, factors=factors, gwp=gwp, outcome=outcome
    ).document
    definition = formula.definition
    return {
        **outcome.as_document(),
        "outputs": outputs_document(agent, binding, outcome, factors, gwp.id),
        "co2e": canonical_number(outcome.co2e),
        "scope": definition.scope,
        "gwp_set": gwp.id,
        "inputs": dict(binding.documents),
        "input_hash": input_hash(binding.documents),
        "formula_id": definition.id,
        "formula_hash": formula.formula_hash,
        "result_hash": result_hash(outcome, formula_hash=formula.formula_hash, gwp_set=gwp.id),
        "formula": {
            "title": definition.title,
            "expression": formula.rendered,
            "inputs": dict(definition.inputs),
            "source": definition.source,
        },
        "emission_factor": recipe["emission_factor"],
        "factors": recipe["resolved"],
    }
