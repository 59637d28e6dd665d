"""One execution: validate, look up, calculate, prove, and commit it all together."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.models.ledger import attach_segments
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.ledger import ledger_append, record_of
from apps.calculations.sources import Source
from apps.events.models import Topic
from apps.events.services import event_record
from apps.registry.services.packs import pack_load, pack_of
from apps.runtime.loading import agent_load
from apps.runtime.models import Execution, Run
from apps.runtime.pod.client import Pods
from apps.runtime.selectors import hold_running, pod_address
from greenlang.caching.counters import serving_agent
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, Binding, calculate
from greenlang.engine.formula import CompiledFormula, Outcome, ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import Recipe, Record, masses_text, recipe_of


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


@lru_cache(maxsize=1)
def pods() -> Pods:
    """This process's connections to pods."""
    return Pods(settings.KUBERNETES.get("GREENLANG_AGENT_AUTHORITIES", ""))


def compute(
    agent: AgentContract, document: Mapping[str, Any], gwp_name: str = "", on: date | None = None, pod: str = ""
) -> Computed:
    """Validate, look up, calculate; nothing is written.

    Args:
        gwp_name: the set to use; empty: the agent's own.
        on: a day of the activity, on which factors must be applicable; None: not looked at.
        pod: address of the agent's pods, which then do the arithmetic; empty: this process does.

    Raises:
        InvalidInput, FactorNotFound, …: with the place in the input.
    """
    gwp = gwp_set(gwp_name or agent.GWP_SET)
    by = partial(pods().calculate, pod) if pod else calculate
    with serving_agent(agent.AGENT_ID):
        binding, outcome, factors = by(agent, document, partial(factor_lookup, on=on), gwp)
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
    source = source or Source()
    computed = compute(agent_of(version), document, gwp_set, source.day, pod_address(version))
    recipe = recipe_for(version, computed)
    record = _record(recipe, computed, source)
    calculation_id = uuid.UUID(record.id)
    with transaction.atomic():
        hold_running(version)
        place = ledger_append(record, recipe)
        execution = Execution.objects.create(
            version=version, run=run, activity_id=source.activity_id, calculation_id=calculation_id, actor=actor
        )
        event_record(
            topic=Topic.EXECUTION,
            event="exec.completed",
            aggregate_type="execution",
            aggregate_id=str(execution.id),
            payload={
                "agent_id": version.agent.slug,
                "version": version.version,
                "calculation_id": f"calc_{calculation_id.hex}",
                "sequence": str(place.sequence),
                "result": record.result,
                "result_unit": computed.outcome.result_unit,
                "chain_hash": place.chain_hash,
            },
        )
    row = Calculation.objects.get(id=calculation_id)
    attach_segments([row])
    return row


def recipe_for(version: AgentVersion, computed: Computed) -> Recipe:
    """How a calculation was made."""
    return recipe_of(
        agent=agent_document(version),
        formula=computed.formula,
        binding=computed.binding,
        factors=computed.factors,
        gwp=computed.gwp,
        outcome=computed.outcome,
    )


def agent_document(version: AgentVersion) -> dict[str, str]:
    """Who calculates, as recipes name it."""
    return {"id": version.agent.slug, "version": version.version, "pack_sha256": version.pack_sha256}


def _record(recipe: Recipe, computed: Computed, source: Source) -> Record:
    outcome = computed.outcome
    return record_of(
        recipe=recipe,
        inputs=canonical_json(dict(computed.binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
        source=source.as_document(),
        period_id=source.period_id,
        activity_id=source.activity_id,
    )


def resolved_factors(row: Calculation) -> dict[str, ResolvedFactor]:
    """The factors of a ledger entry, as they were found then."""
    resolved = row.recipe.content["resolved"]
    return {name: ResolvedFactor.from_document(document) for name, document in resolved.items()}
