"""What a verb will do, as an operator reads it before saying it."""

from apps.agents.models import AgentVersion
from apps.runtime.selectors import version_before
from apps.runtime.services.verbs import ROLL_BACK

_CONSEQUENCES = {
    "deploy": "It is brought up where agents run; work it accepts only once it is started.",
    "start": "It accepts work from then on.",
    "resume": "It accepts work again, and what was held goes on.",
    "pause": "It accepts no work until it is resumed; work that was begun in a run or a batch is held, not lost.",
    "stop": "It accepts no work until it is started again; runs of it are held, executions are refused.",
    "retire": "This cannot be undone: it never accepts work again, its runs that are held fail, and it is removed from "
    "where it runs. What it calculated, its pack and its history stay.",
}


def consequence_of(version: AgentVersion, verb: str) -> str:
    """A sentence or two; empty for verbs that say it themselves."""
    if verb != ROLL_BACK:
        return _CONSEQUENCES.get(verb, "")
    before = version_before(version)
    return f"{before} is started in its place; then this one is paused." if before else ""
