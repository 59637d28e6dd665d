"""What the tenant's running agents can take, as plain values for the mapping queue, and what rows would give."""

from collections.abc import Iterator, Mapping
from itertools import product

from apps.agents.models import AgentVersion
from apps.agents.spec import read_spec
from apps.agents.spec.model import FactorSpec, FromInput, PackSpec
from apps.agents.spec.plan import CalculationPlan, plan_of
from apps.inventory.mapping.offers import AgentOffer, Chosen, Slot
from apps.runtime.selectors import versions_running
from greenlang.engine.formula import CompiledFormula
from greenlang.engine.frozen import FrozenMap


def offers_running() -> tuple[AgentOffer, ...]:
    """Of every running agent that takes rows of activity data, its highest version."""
    offers = (_offer_of_pack(version.pack_sha256) or _kept(version) for version in versions_running())
    return tuple(offer for offer in offers if offer is not None)


_known: dict[str, AgentOffer | None] = {}
"""By the pack's hash: what a pack takes never changes."""
_MOST = 512


def _offer_of_pack(pack_sha256: str) -> AgentOffer | None:
    return _known.get(pack_sha256)


def _kept(version: AgentVersion) -> AgentOffer | None:
    if version.pack_sha256 not in _known:
        if len(_known) >= _MOST:
            _known.pop(next(iter(_known)))
        whole = AgentVersion.objects.select_related("agent").get(id=version.id)
        reading = read_spec(bytes(whole.spec_source), completion=bytes(whole.spec_completion))
        _known[version.pack_sha256] = offer_of(reading.spec)
    return _known[version.pack_sha256]


def offer_of(spec: PackSpec) -> AgentOffer | None:
    """What an agent takes; None where no row of activity data has all that it needs."""
    plan = plan_of(spec)
    quantities = [field.name for field in plan.fields if field.kind == "quantity"]
    numbers = [each.number for each in plan.units]
    if len(quantities) + len(numbers) != 1:
        return None
    slots = tuple(dict.fromkeys(_slots(plan, *quantities, *numbers)))
    if not slots:
        return None
    inputs = frozenset(field.name for field in plan.fields) - {*quantities, *numbers}
    agent = spec.agent
    return AgentOffer(agent.id, agent.name or agent.id, spec.pack.version, plan.scopes, inputs, slots)


def _slots(plan: CalculationPlan, quantity: str) -> Iterator[Slot]:
    for formula in plan.formulas.values():
        unit = plan.input_unit(formula, quantity)
        others = len(formula.input_units) - (unit is not None)
        if unit is None or others:
            continue
        for factor in _emission_factors(plan, formula):
            for says in _conditions(plan, formula):
                yield _slot(plan, factor, unit.text, says)


def _emission_factors(plan: CalculationPlan, formula: CompiledFormula) -> Iterator[FactorSpec]:
    """Those of gases that are looked up; a heat content is none, and what is written in the pack needs no mapping."""
    for slot, wanted in formula.definition.factors.items():
        factor = plan.factors[plan.named(formula.definition.id, slot)]
        if wanted.per_gas and not factor.is_pinned:
            yield factor


def _conditions(plan: CalculationPlan, formula: CompiledFormula) -> Iterator[tuple[tuple[str, str], ...]]:
    """The values of inputs with which a formula applies; of several inputs, each with each."""
    conditions = plan.when.get(formula.definition.id, {})
    names = sorted(conditions)
    for values in product(*(conditions[name] for name in names)):
        yield tuple(zip(names, values, strict=True))


def _units_said(plan: CalculationPlan, unit: str) -> tuple[str, ...]:
    """Of a bare number, the units its agent knows; of a quantity, any that converts to the formula's."""
    return tuple(dict.fromkeys(text for each in plan.units for text in each.units.values())) or (unit,)


def _slot(plan: CalculationPlan, factor: FactorSpec, unit: str, says: tuple[tuple[str, str], ...]) -> Slot:
    activity = _chosen(plan, factor.activity, dict(says))
    region = _chosen(plan, factor.region, dict(says))
    kept = tuple((name, value) for name, value in says if name not in (activity.input, region.input))
    return Slot(factor.category, factor.edition, activity, region, _units_said(plan, unit), kept)


def _chosen(plan: CalculationPlan, selector: FromInput | str, said: Mapping[str, str]) -> Chosen:
    """What a selector takes its value from; where a formula applies to one value of the input only, that one."""
    if isinstance(selector, str):
        return Chosen(fixed=selector)
    default = next((field.default for field in plan.fields if field.name == selector.input), None)
    means = dict(selector.means)
    if selector.input in said:
        value = said[selector.input]
        means = {value: means.get(value, value)}
    return Chosen(selector.input, "" if default is None else str(default), FrozenMap(means))
