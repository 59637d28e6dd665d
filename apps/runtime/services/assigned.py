"""Running every agent that rows of a period are meant for."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from apps.inventory.boards.entering import BOARD_AGENT
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.jobs.models import Job
from apps.runtime.errors import NothingToRun
from apps.runtime.models import RowChoice
from apps.runtime.selectors import runs_going, version_accepting
from apps.runtime.services.runs import run_submit
from greenlang.errors import GreenLangError, InvalidInput


@dataclass
class Begun:
    """The runs that were begun, and why others were not.

    Args:
        refused: by agent, in a sentence.
        idle: agents for which there is no row to calculate; by agent, in a sentence.
        were_going: the runs go on since before; none was begun.
    """

    jobs: list[Job] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    idle: dict[str, str] = field(default_factory=dict)
    were_going: bool = False


def agents_assigned(period_id: uuid.UUID) -> Iterator[str]:
    """Slugs of the agents that rows of a period are meant for, in order; one look-up each, however many rows."""
    last = ""
    rows = ActivityData.objects.filter(period_id=period_id).exclude(agent__in=("", BOARD_AGENT)).order_by("agent")
    while (found := rows.filter(agent__gt=last).values_list("agent", flat=True).first()) is not None:
        last = found
        yield last


def is_assigned(period_id: uuid.UUID) -> bool:
    """Some row of the period says which agent is to calculate it."""
    return next(agents_assigned(period_id), "") != ""


@transaction.atomic
def period_run(
    *, period: ReportingPeriod, actor: str, agent: str = "", version: str = "", choice: RowChoice = RowChoice.ALL
) -> Begun:
    """Run an agent over a period, or, where none is named, each agent over the rows that are meant for it.

    Whoever asks twice comes to the runs of the first time, while they go on.

    Raises:
        NotFound, NotAccepting, Gone: as `version_accepting`.
        InvalidInput: as `runs_submit`, or the agent would calculate no row.
    """
    ReportingPeriod.objects.select_for_update(no_key=True).get(id=period.id)
    if going := runs_going(period.id, agent):
        return Begun(jobs=going, were_going=True)
    if not agent:
        return runs_submit(period=period, actor=actor, choice=choice)
    found = version_accepting(agent, version)
    return Begun(jobs=[run_submit(version=found, period=period, actor=actor, choice=choice)])


def runs_submit(*, period: ReportingPeriod, actor: str, choice: RowChoice = RowChoice.ALL) -> Begun:
    """A run for each agent that rows are meant for, over those rows alone.

    Raises:
        InvalidInput: no row says its agent, or none of the runs could be begun.
    """
    begun = Begun()
    for slug in agents_assigned(period.id):
        try:
            version = version_accepting(slug)
            begun.jobs.append(run_submit(version=version, period=period, actor=actor, choice=choice, own_only=True))
        except NothingToRun as error:
            begun.idle[slug] = error.message
        except GreenLangError as error:
            begun.refused[slug] = f"{error.message} {error.mend}".strip()
    if not begun.jobs:
        if told := " ".join([*begun.refused.values(), *begun.idle.values()]):
            raise InvalidInput(told, where="agent")
        message = f"No row of {period.name} says which agent is to calculate it."
        raise InvalidInput(message, where="agent", mend="Map the rows, or choose an agent.")
    return begun
