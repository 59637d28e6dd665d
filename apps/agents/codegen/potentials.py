"""The warming potentials a generated suite carries: of the gases its factors have, in the sets its cases use."""

from collections.abc import Mapping, Sequence

from apps.agents.codegen.cases import Case, resolved_factors
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.potentials import Potentials, only_of, others
from greenlang.engine import FactorRequest, GwpSet, ResolvedFactor

POTENTIALS_FILE = "tests/potentials.json"


def pinned_potentials(
    cases: Sequence[Case], plan: CalculationPlan, pinned: Mapping[FactorRequest, ResolvedFactor], potentials: Potentials
) -> dict[str, GwpSet]:
    """Sets by short name, the agent's own among them; empty where every gas is one of the engine's own three.

    A suite runs without a catalogue, so that what its figures rest on must come along with it, as factors do.
    """
    gases = sorted({component.gas for case in cases for component in _emission_factor(case, pinned).components})
    if not others(gases):
        return {}
    names = sorted({plan.gwp_set, *(case.gwp_set for case in cases)})
    return {name: only_of(gases, name, potentials) for name in names}


def _emission_factor(case: Case, pinned: Mapping[FactorRequest, ResolvedFactor]) -> ResolvedFactor:
    return resolved_factors(case.binding, pinned)[case.formula.per_gas]
