"""One execution: validate, look up, calculate, prove, and commit it all together."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.ledger import ledger_append, new_calculation_id
from apps.events.models import Topic
from apps.events.services import event_record
from apps.registry.services import pack_load, pack_of
from apps.runtime.loading import agent_load
from apps.runtime.models import Execution, Run
from apps.runtime.selectors import hold_running
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, Binding, calculate
from greenlang.engine.formula import CompiledFormula, Outcome, ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.engine.numbers import canonical_number
from greenlang.engine.provenance import emission_factor_document, input_hash, result_hash


@dataclass(frozen=True, slots=True)
class Source:
    """Where an input came from: a row of activity data, or a request with no row behind it."""

    site: str = ""
    start: str = ""
    end: str = ""
    quantity: str = ""
    unit: str = ""
    file: str = ""
    file_sha256: str = ""
    row: str = ""
    reference: str = ""
    period_id: uuid.UUID | None = None
    activity_id: uuid.UUID | None = None

    def as_document(self) -> dict[str, str]:
        """As it stands in the ledger; nothing for a bare request."""
        names = ("site", "start", "end", "quantity", "unit", "file", "file_sha256", "row", "reference")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True, slots=True)
class Computed:
    """A calculation before it is committed."""

    agent: AgentContract
    formula: CompiledFormula
    binding: Binding
    outcome: Outcome
    factors: Mapping[str, ResolvedFactor]
    gwp: GwpSet


def agent_of(version: AgentVersion) -> AgentContract:
    """The version's agent, loaded from its verified pack; the registry is asked each time, the bytes read once."""
    pack = pack_of(version)
    return agent_load(version.pack_sha256, lambda: pack_load(version, pack))


def compute(agent: AgentContract, document: Mapping[str, Any], gwp_name: str = "") -> Computed:
    """Validate, look up, calculate; nothing is written.

    Raises:
        InvalidInput, FactorNotFound, …: with the place in the input.
    """
    gwp = gwp_set(gwp_name or agent.GWP_SET)
    binding, outcome, factors = calculate(agent, document, factor_lookup, gwp)
    return Computed(agent, agent.FORMULAS[binding.formula_id], binding, outcome, factors, gwp)


def execute(
    *,
    version: AgentVersion,
    document: Mapping[str, Any],
    actor: str,
    gwp_set: str = "",
    source: Source | None = None,
    run: Run | None = None,
) -> Calculation:
    """Execute an agent once: calculation, ledger entry and event in one transaction.

    Raises:
        NotAccepting, Gone: the version is not Running at that moment; nothing was written.
    """
    computed = compute(agent_of(version), document, gwp_set)
    source = source or Source()
    columns = _columns(version, computed, source)
    with transaction.atomic():
        hold_running(version)
        place = ledger_append(columns)
        execution = Execution.objects.create(
            version=version, run=run, activity_id=source.activity_id, calculation_id=columns["id"], actor=actor
        )
        event_record(
            topic=Topic.EXECUTION,
            event="exec.completed",
            aggregate_type="execution",
            aggregate_id=str(execution.id),
            payload={
                "agent_id": version.agent.slug,
                "version": version.version,
                "calculation_id": f"calc_{columns['id'].hex}",
                "sequence": str(place.sequence),
                "result": columns["result"],
                "result_unit": columns["result_unit"],
                "chain_hash": place.chain_hash,
            },
        )
    return Calculation.objects.get(id=columns["id"])


def _columns(version: AgentVersion, computed: Computed, source: Source) -> dict[str, Any]:
    formula, outcome, gwp = computed.formula, computed.outcome, computed.gwp
    content: dict[str, Any] = outcome.as_document()
    return {
        "id": new_calculation_id(),
        "recorded_at": timezone.now(),
        "agent_id": version.agent.slug,
        "agent_version": version.version,
        "pack_sha256": version.pack_sha256,
        "formula_id": formula.definition.id,
        "formula_version": formula.definition.version,
        "formula_hash": formula.formula_hash,
        "scope": formula.definition.scope,
        "gwp_set": gwp.id,
        "inputs": canonical_json(dict(computed.binding.documents)).decode(),
        "input_hash": input_hash(computed.binding.documents),
        "factors": canonical_json(_factors_document(computed, content["parameters"])).decode(),
        "gases": canonical_json(content["gases"]).decode(),
        "result": content["result"],
        "result_unit": content["result_unit"],
        "co2e": canonical_number(outcome.co2e),
        "co2_biogenic": content["co2_biogenic"],
        "result_hash": result_hash(outcome, formula_hash=formula.formula_hash, gwp_set=gwp.id),
        "source": canonical_json(source.as_document()).decode(),
        "period_id": source.period_id,
        "activity_id": source.activity_id,
    }


def _factors_document(computed: Computed, parameters: list[dict[str, str]]) -> dict[str, Any]:
    """The factors as they were found, and the formula as it was applied."""
    formula = computed.formula
    definition = formula.definition
    return {
        "emission_factor": emission_factor_document(formula, computed.factors[formula.per_gas], computed.outcome),
        "parameters": parameters,
        "formula": {
            "expression": formula.rendered,
            "title": definition.title,
            "source": definition.source,
            "inputs": dict(definition.inputs),
            "definition": definition.as_document(),
        },
        "resolved": {name: factor.as_document() for name, factor in sorted(computed.factors.items())},
    }


def resolved_factors(row: Calculation) -> dict[str, ResolvedFactor]:
    """The factors of a ledger entry, as they were found then."""
    resolved = json.loads(row.factors)["resolved"]
    return {name: ResolvedFactor.from_document(document) for name, document in resolved.items()}
