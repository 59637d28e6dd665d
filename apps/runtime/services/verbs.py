"""The operator's verbs: which there are, the steps each is made of, and how one is refused."""

from apps.jobs.stages import Stage
from greenlang.errors import Conflict, InvalidInput, Refused

ROLL_BACK = "roll-back"
OPERATIONS = ("deploy", "start", "stop", "pause", "resume", "retire", ROLL_BACK)
NEED_REASON = frozenset({"pause", "retire", ROLL_BACK})
CHECK = Stage("check", "See if it is possible")
UP = Stage("up", "Bring it up, see it ready")
DOWN = Stage("down", "Take it down; its place stays")
GONE = Stage("gone", "Remove what ran")
RECORD = Stage("record", "Record it")
# What is taken away is recorded first, what is given last: nobody is sent to where nothing answers.
STEPS: dict[str, tuple[Stage, ...]] = {
    "deploy": (CHECK, UP, RECORD),
    "start": (CHECK, UP, RECORD),
    "stop": (CHECK, RECORD),
    "pause": (CHECK, RECORD, DOWN),
    "resume": (CHECK, UP, RECORD),
    "retire": (CHECK, RECORD, GONE),
    ROLL_BACK: (CHECK, UP, RECORD, DOWN),
}


class NotDeployable(Refused):
    """What was measured does not allow this deployment."""

    code = "not-deployable"


class NothingBefore(Conflict):
    """There is no version to roll back to."""

    code = "nothing-before"


def verb_check(verb: str, reason: str) -> None:
    """Go on only with a verb there is, and a reason where one is asked for.

    Raises:
        InvalidInput: naming the verbs, or what is missing.
    """
    if verb not in OPERATIONS:
        raise InvalidInput(f"“{verb[:40]}” is no verb here.", where="verb", mend=f"One of {', '.join(OPERATIONS)}.")
    if verb in NEED_REASON and not reason.strip():
        raise InvalidInput("Say why.", where="reason", mend="One sentence that an auditor will understand.")
