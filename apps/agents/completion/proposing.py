"""A proposed completion: deterministic, from what a pack says and a catalogue has, every choice with its reason."""

from dataclasses import dataclass, field

from apps.agents.completion.catalogue_view import Catalogue
from apps.agents.completion.combustion import Combustion, fuels_of, routes_for
from apps.agents.completion.draft import Contradiction, Draft, Unserved
from apps.agents.completion.electricity import Electricity
from apps.agents.completion.fuels import ELECTRICITY, FUELS, fuels_in
from apps.agents.completion.goldens import add_goldens
from apps.agents.completion.outputs import meaning_of_output
from apps.agents.completion.roles import Result, Roles, is_result, roles_of, unit_in_name, values_of
from apps.agents.completion.units import Conventions, meaning_of
from apps.agents.completion.writing import written
from apps.agents.domains import GENERAL, DomainMatch
from apps.agents.spec.model import InputSpec, OutputSpec, PackSpec
from apps.agents.spec.plan import KINDS, plan_of
from apps.agents.spec.reading import SpecReading, read_spec
from greenlang.errors import GreenLangError

LATEST_GWP_SET = "AR6GWP100"
COMMON_UNITS = ("m3", "scf", "therm", "GJ", "mmBtu", "L", "US_gallon", "kg", "t", "short_ton", "kWh")
"""Units offered where a pack has an input for the unit and names none."""

SERVED = ("stationary-combustion", "mobile-combustion", "purchased-electricity", GENERAL.id)


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a pack.

    Attributes:
        completion: the YAML to read, edit and keep beside the pack; empty where there is nothing to propose.
        nothing: why there is nothing; empty otherwise.
        unserved: what the pack names that it does not cover.
        contradicted: golden tests whose figures are others by the published factors.
        notes: what the choices take for granted.
    """

    completion: bytes = b""
    nothing: str = ""
    unserved: tuple[Unserved, ...] = ()
    contradicted: tuple[Contradiction, ...] = ()
    notes: tuple[str, ...] = field(default=())


def propose(reading: SpecReading, match: DomainMatch, catalogue: Catalogue) -> Proposal:
    """A completion for a specification that does not say how to calculate.

    Args:
        reading: the pack as it is.
        match: its domain.
        catalogue: what may be named in a completion.
    """
    roles = roles_of(reading.spec)
    why = _nothing(reading.spec, match, roles)
    if why or roles.result is None:
        return Proposal(nothing=why)
    draft = _drafted(reading.spec, roles, roles.result, match, catalogue)
    if draft.formulas:
        _try_goldens(draft, reading, catalogue)
    if not draft.formulas:
        return Proposal(nothing=_unfound(draft), unserved=tuple(draft.unserved), notes=tuple(draft.notes))
    return Proposal(written(draft), "", tuple(draft.unserved), tuple(draft.contradicted), tuple(draft.notes))


def _nothing(spec: PackSpec, match: DomainMatch, roles: Roles) -> str:
    """Why nothing can be proposed; empty where it can be tried."""
    if spec.formulas:
        return "The pack says how it calculates: it has formulas."
    if not spec.agent.id.strip():
        return "The agent has no id, by which a completion would name it."
    if not spec.agent.inputs:
        return "The pack declares no inputs: nothing says what is to be calculated with."
    if match.about.unserved and match.domain != GENERAL.id:
        return f"The pack is about {match.title.lower()}: {match.about.unserved}"
    structured = [each.name for each in spec.agent.inputs if each.type.lower() not in KINDS]
    if structured and not roles.amounts:
        return f"Its inputs are lists and records ({', '.join(structured[:4])}); a calculation takes single values."
    if roles.result is None:
        names = ", ".join(output.name for output in spec.agent.outputs[:6]) or "none"
        return f"The pack is not about emissions: none of its outputs is a mass of greenhouse gases ({names})."
    if len(roles.amounts) != 1:
        names = ", ".join(each.name for each in roles.amounts[:8]) or "none"
        return f"Which input is the amount is not clear ({names}); say the formula yourself."
    if match.domain not in SERVED:
        methods = ", ".join(match.service.methods[:4])
        return f"The pack is about {match.title.lower()}; no proposal is made for that, its methods are {methods}."
    return ""


def _unfound(draft: Draft) -> str:
    told = "; ".join(f"{left.what}: {left.why}" for left in draft.unserved[:6])
    return f"The catalogue has nothing that fits. {told}" if told else "The catalogue has nothing that fits."


def _drafted(spec: PackSpec, roles: Roles, result: Result, match: DomainMatch, catalogue: Catalogue) -> Draft:
    amount = roles.amounts[0]
    draft = Draft(
        agent_id=spec.agent.id,
        amount=amount.name,
        result=result.output.name,
        result_unit=result.unit,
        result_is_declared=bool(result.output.unit) and result.output.unit == result.unit,
        gwp_set="" if spec.provenance.gwp_set else LATEST_GWP_SET,
    )
    if not result.is_sure:
        draft.notes.append(
            f"The unit of {result.output.name} is said nowhere; kg CO2e is taken. Change it if it is not."
        )
    for left_out in roles.optional:
        draft.leave(f"the input {left_out.name}", "it may be left out, so that nothing can depend on it")
    _further(draft, spec)
    fuels = fuels_of(spec, roles, draft) if roles.fuel else _about(spec, match, draft)
    power = tuple(spelling for spelling, fuel in fuels.items() if fuel == ELECTRICITY)
    burnt = {spelling: fuel for spelling, fuel in fuels.items() if fuel != ELECTRICITY}
    routes = routes_for(spec, roles, catalogue, draft) if burnt else []
    conventions = Conventions(
        basis=routes[0].route.basis if routes else "HHV",
        reference=next((each.route.reference for each in routes if each.route.reference), ""),
        power_in_kwh=bool(power),
        american=any(each.route.region == "US" for each in routes),
    )
    _units(draft, spec, roles, amount, conventions)
    combustion = Combustion(draft, roles, catalogue, burnt, several=len(routes) > 1)
    for served in routes:
        combustion.add(served)
    if power:
        Electricity(draft, roles, catalogue, power if roles.fuel else ()).add(spec)
    _drop_unused_units(draft)
    return draft


def _about(spec: PackSpec, match: DomainMatch, draft: Draft) -> dict[str, str]:
    """The one fuel a pack without a fuel input is about, under the empty spelling."""
    if match.domain == "purchased-electricity":
        return {"": ELECTRICITY}
    words = " ".join((spec.pack.name, spec.pack.id, spec.pack.description, spec.agent.description))
    said = [*fuels_in(" ".join(f"{each.name} {each.description}" for each in spec.agent.inputs)), *fuels_in(words)]
    found = list(dict.fromkeys(said))
    if len(found) == 1:
        title = FUELS[found[0]].title if found[0] in FUELS else found[0]
        draft.notes.append(f"The pack has no input for the fuel; its words speak of {title} only.")
        return {"": found[0]}
    draft.leave("the fuel", f"its words name {', '.join(found)}" if found else "no word of the pack names one")
    return {}


def _further(draft: Draft, spec: PackSpec) -> None:
    for output in spec.agent.outputs:
        meaning = meaning_of_output(output)
        if output.name == draft.result or output.means:
            continue
        if meaning:
            draft.further[output.name] = meaning
        else:
            draft.leave(f"the output {output.name}", _no_output(output, draft))


def _no_output(output: OutputSpec, draft: Draft) -> str:
    if is_result(output):
        return f"an agent yields one result, {draft.result}; this is it in another unit, or a part of it"
    return "nothing that a calculation yields is called so"


def _units(draft: Draft, spec: PackSpec, roles: Roles, amount: InputSpec, conventions: Conventions) -> None:
    """Where the unit of the amount stands, and what each spelling is read as."""
    if KINDS.get(amount.type.lower()) == "quantity":
        draft.units = [meaning_of(spelling, conventions) for spelling in COMMON_UNITS]
        return
    if roles.unit is not None and not (amount.unit or unit_in_name(amount.name)):
        draft.unit_input = roles.unit.name
        spellings = values_of(roles.unit, spec) or COMMON_UNITS
    else:
        spellings = tuple(filter(None, (amount.unit or unit_in_name(amount.name),)))
    meanings = [meaning_of(spelling, conventions) for spelling in spellings]
    draft.units = [meant for meant in meanings if meant.unit]
    for meant in meanings:
        if not meant.unit:
            draft.leave(f"the unit {meant.spelling}", meant.why)
    if not spellings:
        draft.leave(f"the unit of {amount.name}", "it is said nowhere")
    elif not draft.unit_input and draft.units:
        draft.fixed_unit = draft.units[0].unit


def _drop_unused_units(draft: Draft) -> None:
    """Spellings that no formula takes are not read as anything."""
    taken = {formula.sample.get(draft.unit_input) for formula in draft.formulas} if draft.unit_input else set()
    measures = {measure for meant in draft.units if meant.spelling in taken for measure in meant.measures}
    for meant in [each for each in draft.units if draft.unit_input and not measures & set(each.measures)]:
        draft.units.remove(meant)
        draft.leave(f"the unit {meant.spelling}", "no proposed formula takes it")


def _try_goldens(draft: Draft, reading: SpecReading, catalogue: Catalogue) -> None:
    """Calculate the pack's own tests with the draft; where it cannot be laid over the pack, that is said."""
    try:
        spec = read_spec(reading.source, completion=written(draft)).spec
        add_goldens(draft, spec, plan_of(spec), catalogue)
        _drop_unused_units(draft)
    except GreenLangError as error:
        draft.notes.append(f"The golden tests could not be calculated: {error.message}")
