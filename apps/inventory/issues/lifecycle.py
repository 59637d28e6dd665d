"""What a look at the data does to an issue that is known."""

from enum import StrEnum

NO_LONGER_FOUND = "no longer found"


class IssueState(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"


def after_look(state: IssueState, *, found: bool) -> IssueState:
    """What becomes of an issue that was found, or was not.

    One that is not found any more closes itself. A resolved one that is found again is open again; one that was
    accepted as it is stays accepted.
    """
    if not found:
        return IssueState.RESOLVED
    return IssueState.OPEN if state == IssueState.RESOLVED else state
