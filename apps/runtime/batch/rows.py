"""From a row of activity data to what an agent takes."""

from typing import Any

from apps.inventory.models import ActivityData
from apps.inventory.sources import BASIS
from greenlang.engine.contract import AgentContract
from greenlang.engine.meanings import NumberUnit
from greenlang.engine.units import parse_unit
from greenlang.errors import GreenLangError, InvalidInput

# Columns that begin so are kept with the row and take no part in the calculation.
NOTE = "note "
# Where it was done says nothing of what was done.
_PLACES = frozenset({"region", "country", "grid"})


def inputs_of(agent: AgentContract, activity: ActivityData) -> dict[str, Any]:
    """The agent's inputs from a row: its quantity by kind, everything else by name, as it came or was mapped since.

    A column that is mapped to None was taken into account by whoever mapped the row; ``basis`` may be mapped where the
    row does not say it.

    Raises:
        InvalidInput: the agent asks for more than one quantity, or the row says something the agent does not take
            into account, or says what it is in words alone: a number must not be calculated past what its row says.
    """
    quantities = [field.name for field in agent.INPUTS if field.kind == "quantity"]
    taken = len(quantities) + len(agent.UNITS)
    if taken != 1:
        raise InvalidInput(f"The agent takes {taken} quantities; a row of activity data has one.", where="agent.inputs")
    named = {field.name for field in agent.INPUTS}
    _refuse_words_only(agent, activity)
    given = {name: value for name, value in {**activity.attributes, **activity.mapped}.items() if value is not None}
    said = "" if BASIS in named else activity.mapped.get(BASIS) or ""
    if said:
        del given[BASIS]
    basis = activity.basis or said
    quantity = {quantities[0]: _quantity(activity, basis)} if quantities else _number(agent.UNITS[0], activity, basis)
    for name, value in given.items():
        if name not in named and not name.startswith(NOTE):
            raise InvalidInput(
                f"The row says {name} = “{value}”, and {agent.AGENT_ID} has no such input.",
                where=name,
                mend=f"Run the agent it is meant for, leave the cell empty, or name the column “{NOTE}{name}”.",
            )
    attributes = {name: value for name, value in given.items() if name in named}
    return {**quantity, **attributes}


def _refuse_words_only(agent: AgentContract, activity: ActivityData) -> None:
    """A row that is meant for any agent and tells in its description alone what it is waits for a person's choice."""
    if not activity.description or activity.agent or activity.mapped:
        return
    asked = {field.name for field in agent.INPUTS} - _PLACES - {BASIS}
    if not asked.intersection(activity.attributes):
        raise InvalidInput(
            f"The row says only in words what it is: “{activity.description[:60]}”.",
            where="description",
            mend="Choose its factor in the mapping queue, then run the agent it is mapped to.",
        )


def _quantity(activity: ActivityData, basis: str) -> dict[str, str]:
    quantity = {"value": activity.quantity, "unit": activity.unit}
    return {**quantity, BASIS: basis} if basis else quantity


def _number(taken: NumberUnit, activity: ActivityData, basis: str) -> dict[str, str]:
    """A row's quantity for an agent that takes a bare number, its unit in another input or always the same.

    A basis beside the unit is part of its spelling ("kWh gross"), or what the spelling means anyway.
    """
    spelling = activity.unit
    if basis and f"{spelling} {basis}" in taken.units:
        spelling = f"{spelling} {basis}"
    elif basis and not _is_meant(taken.units.get(spelling, ""), basis):
        raise InvalidInput(
            f"The row says that its {activity.unit} are {basis}, which the agent does not take.",
            where="basis",
            mend=f"Its units are {', '.join(taken.units.values())}.",
        )
    if taken.said_in:
        return {taken.number: activity.quantity, taken.said_in: spelling}
    if parse_unit(activity.unit, where="unit") != parse_unit(taken.units[""]):
        raise InvalidInput(
            f"The row is in {activity.unit}.", where="unit", mend=f"The agent takes {taken.units['']} only."
        )
    return {taken.number: activity.quantity}


def _is_meant(unit: str, basis: str) -> bool:
    """Whether a unit says this basis itself."""
    try:
        return bool(unit) and parse_unit(unit) == parse_unit(unit).with_basis(basis)
    except GreenLangError:
        return False
