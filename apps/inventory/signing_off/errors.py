"""What can go wrong when a period is signed off."""

from greenlang.errors import Conflict, Refused


class NotReady(Conflict):
    """Something blocks the sign-off; ``errors`` lists every blocker."""

    code = "not-ready"
    title = "The period cannot be signed off yet"


class OutOfTurn(Conflict):
    """The period is in another state than the step needs."""

    code = "out-of-turn"


class OwnSubmission(Refused):
    """Who submitted a period does not sign it off."""

    code = "own-submission"
