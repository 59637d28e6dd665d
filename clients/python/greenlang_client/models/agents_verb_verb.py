from typing import Literal

AgentsVerbVerb = Literal["deploy", "pause", "resume", "retire", "retry", "roll-back", "start", "stop"]

AGENTS_VERB_VERB_VALUES: set[AgentsVerbVerb] = {
    "deploy",
    "pause",
    "resume",
    "retire",
    "retry",
    "roll-back",
    "start",
    "stop",
}


def check_agents_verb_verb(value: str) -> AgentsVerbVerb:
    if value in AGENTS_VERB_VERB_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AGENTS_VERB_VERB_VALUES!r}")
