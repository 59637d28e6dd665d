"""Calculators that a thread keeps: an agent's documents are calculated along plans, to the byte as one by one.

A calculator lies under everything its answers depend on (`CatalogueStates`), so it is never wrong and is not
invalidated; a change of the catalogue or of private factors makes another one.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from apps.calculations.factor_cache import CatalogueStates, factor_states
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.runtime.gateway.discovery import Discovered
from apps.runtime.services.execution import pods
from greenlang.caching import counters
from greenlang.engine.batch import BatchCalculator, Computed
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import masses_text, recipe_of
from greenlang.isolation import tenant_scope

MOST = 32


@dataclass(slots=True)
class _Kept:
    """A calculator, and how often it has looked a factor up."""

    calculator: BatchCalculator
    lookups: "_Lookups"


@dataclass(slots=True)
class _Lookups:
    """Finds factors in a tenant's scope of its own; most calculations ask for none."""

    tenant_id: uuid.UUID
    find: Callable[[FactorRequest], ResolvedFactor]
    count: int = 0

    def __call__(self, request: FactorRequest) -> ResolvedFactor:
        """One look-up."""
        self.count += 1
        with tenant_scope(self.tenant_id):
            return self.find(request)


class _Thread(threading.local):
    """Each thread's own: a calculator is not to be shared."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()


@dataclass(slots=True)
class Calculators:
    """The calculators of this process's threads."""

    _thread: _Thread = field(default_factory=_Thread)

    def compute(
        self, tenant_id: uuid.UUID, found: Discovered, document: dict[str, Any], gwp_name: str, on: date | None
    ) -> Computed:
        """One calculation; the present context is the tenant's. Raises what `calculate` raises."""
        if found.pod:
            return _on_pod(tenant_id, found, document, gwp_name, on)
        kept = self._of(tenant_id, found, gwp_name, on)
        with counters.serving_agent(found.agent.AGENT_ID):
            before = kept.lookups.count
            computed = kept.calculator.row(document)
            for _ in range(len(computed.recipe.document["resolved"]) - (kept.lookups.count - before)):
                counters.hit("L1")
        return computed

    def _of(self, tenant_id: uuid.UUID, found: Discovered, gwp_name: str, on: date | None) -> _Kept:
        gwp = gwp_set(gwp_name or found.agent.GWP_SET)
        states = factor_states(partial(_states_read, tenant_id))
        if states is None:
            return _made(tenant_id, found, gwp, on)
        day = None if on is None else states.first_day_alike(on)
        identity = (tenant_id, found.version_id, found.pack_sha256, states.catalogue, states.private, day, gwp.id)
        place = (*identity, gwp.source)
        kept = self._thread.kept.get(place)
        if kept is None or kept.calculator.gwp != gwp:
            kept = self._thread.kept[place] = _made(tenant_id, found, gwp, on)
            if len(self._thread.kept) > MOST:
                self._thread.kept.popitem(last=False)
        return kept


def _on_pod(
    tenant_id: uuid.UUID, found: Discovered, document: dict[str, Any], gwp_name: str, on: date | None
) -> Computed:
    """The arithmetic in a pod of the agent; no transaction is open while it is waited for."""
    gwp = gwp_set(gwp_name or found.agent.GWP_SET)
    with counters.serving_agent(found.agent.AGENT_ID):
        lookups = _Lookups(tenant_id, partial(factor_lookup, on=on))
        binding, outcome, factors = pods().calculate(found.pod, found.agent, document, lookups, gwp)
    formula = found.agent.FORMULAS[binding.formula_id]
    recipe = recipe_of(
        agent=found.document, formula=formula, binding=binding, factors=factors, gwp=gwp, outcome=outcome
    )
    return Computed(
        recipe=recipe,
        inputs=canonical_json(dict(binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
    )


def _made(tenant_id: uuid.UUID, found: Discovered, gwp: Any, on: date | None) -> _Kept:
    lookups = _Lookups(tenant_id, partial(factor_lookup, on=on))
    return _Kept(BatchCalculator(found.agent, lookups, gwp, found.document), lookups)


def _states_read(tenant_id: uuid.UUID) -> CatalogueStates:
    with tenant_scope(tenant_id):
        return CatalogueStates.read()
