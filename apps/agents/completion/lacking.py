"""What a specification must still say before it can calculate, each with its place and how to mend it."""

from collections.abc import Iterator

from apps.agents.completion.roles import Roles, roles_of, unit_in_name
from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import InputSpec, PackSpec
from apps.agents.spec.plan import KINDS

CODE = "lacking"


def lacking(spec: PackSpec) -> tuple[Finding, ...]:
    """Everything unsaid that a formula would need; nothing where the specification has formulas."""
    if spec.formulas:
        return ()
    roles = roles_of(spec)
    return tuple(found for part in (_amounts(spec, roles), _factors(spec), _result(spec, roles)) for found in part)


def _amounts(spec: PackSpec, roles: Roles) -> Iterator[Finding]:
    if roles.result is None:
        return  # what else it takes is a question once there is something to calculate
    for index, field in enumerate(spec.agent.inputs):
        path: Path = ("agents", 0, "inputs", index)
        if field not in roles.amounts or KINDS.get(field.type.lower()) == "quantity" or field.unit_from:
            continue
        yield Finding("error", path, *_unit_of(field, roles), CODE)


def _unit_of(field: InputSpec, roles: Roles) -> tuple[str, str]:
    """What is unsaid about the unit of a bare number, and the mend."""
    unit = field.unit or unit_in_name(field.name)
    if unit:
        return (
            f"{field.name} is a bare number; its unit, {unit}, is said beside it only.",
            f"Write `unit_from: {{unit: {unit}}}`, with gross or net for fuel, and conditions for gas.",
        )
    if roles.unit:
        mend = f"Write `unit_from: {{input: {roles.unit.name}, means: {{…}}}}` with a unit of ours for each spelling."
        return f"The unit of {field.name} stands in {roles.unit.name}; nothing says what its spellings mean.", mend
    return f"The unit of {field.name} is said nowhere.", "Make it a quantity, or write `unit_from: {unit: …}`."


def _factors(spec: PackSpec) -> Iterator[Finding]:
    for index, factor in enumerate(spec.factors):
        if factor.is_pinned and not any(figure.gas for figure in factor.figures):
            detail = "A figure without its gas and its publication cannot be calculated with."
            mend = "Select a factor of the catalogue, or write `values: [{gas: …, value: …}]`, `source` and `id`."
            yield Finding("error", ("factors", index), detail, mend, CODE)
    if not spec.factors:
        mend = "Write `factors` with a category, edition, activity, region, unit and gases of the catalogue."
        yield Finding("error", (), "Nothing says where emission factors come from.", mend, CODE)


def _result(spec: PackSpec, roles: Roles) -> Iterator[Finding]:
    if roles.result is None:
        mend = "Declare an output that is a mass of greenhouse gases, in kg CO2e for instance."
        yield Finding("error", ("agents", 0, "outputs"), "None of the outputs is a mass of emissions.", mend, CODE)
    elif not roles.result.output.unit:
        index = spec.agent.outputs.index(roles.result.output)
        mend = f"Write `unit: {roles.result.unit}`."
        detail = f"The unit of {roles.result.output.name} is not said."
        yield Finding("error", ("agents", 0, "outputs", index), detail, mend, CODE)
