"""Rows calculated by a running agent and written nowhere: what a candidate of the mapping queue would give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from apps.agents.models import AgentVersion
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.inventory.mapping.trials import Sample, Tried
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.runtime.batch.rows import inputs_of
from apps.runtime.selectors import versions_running
from apps.runtime.services.execution import agent_of
from greenlang.engine.contract import AgentContract, calculate
from greenlang.engine.formula import CompiledFormula, ResolvedFactor
from greenlang.engine.numbers import canonical_number
from greenlang.errors import GreenLangError


@dataclass
class RunningAgents:
    """The tenant's running agents, each loaded when it is first asked; a `Trial` for a period.

    The calculation goes the way of a run: the same inputs from a row, the same look-up, formula and warming potentials.
    """

    period: ReportingPeriod
    _versions: dict[str, AgentVersion] = field(default_factory=dict)
    _agents: dict[str, AgentContract] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._versions = {version.agent.slug: version for version in versions_running()}

    def __call__(self, agent: str, sample: Sample) -> Tried:
        """See `Trial`."""
        try:
            return self._tried(self._agent(agent), sample)
        except GreenLangError as error:
            return Tried(None, f"{error.message} {error.mend}".strip())
        except KeyError:
            return Tried(None, f"{agent} does not run at present.")

    def _agent(self, slug: str) -> AgentContract:
        if slug not in self._agents:
            self._agents[slug] = agent_of(self._versions[slug])
        return self._agents[slug]

    def _tried(self, agent: AgentContract, sample: Sample) -> Tried:
        row = ActivityData(
            quantity=sample.quantity,
            unit=sample.unit,
            basis=sample.basis,
            attributes=dict(sample.attributes),
            mapped=dict(sample.mapped),
        )
        gwp = gwp_set(self.period.gwp_set or agent.GWP_SET)
        find = partial(factor_lookup, on=sample.start)
        binding, outcome, factors = calculate(agent, inputs_of(agent, row), find, gwp)
        return Tried(outcome.co2e, factor=_told(agent.FORMULAS[binding.formula_id], factors))


def _told(formula: CompiledFormula, factors: Mapping[str, ResolvedFactor]) -> dict[str, str]:
    """Where the factor of emissions comes from; a heat content is none."""
    lead = next(factors[name] for name, slot in formula.definition.factors.items() if slot.per_gas)
    return {
        "source": lead.source,
        "citation": lead.citation,
        "activity": lead.activity,
        "region": lead.region,
        "figures": "; ".join(f"{part.gas} {canonical_number(part.value)} {part.unit}" for part in lead.components),
    }
