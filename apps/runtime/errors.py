"""Why an agent does not answer."""

from collections.abc import Mapping
from typing import Any

from greenlang.errors import Conflict, GreenLangError, InvalidInput, Refused


class NotAccepting(Conflict):
    """The version is not Running; the message says what it is."""

    code = "not-accepting"


class UntrustedCode(Refused):
    """The code goes beyond what may run in this process."""

    code = "untrusted-code"


class LeaseLost(Conflict):
    """Somebody else works on the partition, or nobody is to any more; nothing was written."""

    code = "lease-lost"


class PoisonRow(Refused):
    """Calculating the row ended its process time after time; it is in the dead letters."""

    code = "poison-row"


class NothingToRun(InvalidInput):
    """There is no row that the agent would calculate."""


class NothingToResume(Conflict):
    """The run has ended, or goes on by itself."""

    code = "nothing-to-resume"


RUN_ANOTHER = "The run cannot be resumed, since its agent is retired: run another agent over the period."


class WorkerEnded(GreenLangError):
    """The process that was at it ended each time; the work is among the dead letters."""

    code = "worker-ended"
    title = "The worker ended"


class FailedElsewhere(GreenLangError):
    """What another process told of its failure, word for word.

    Args:
        told: as `GreenLangError.as_dict` gives it.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__(
            str(told["message"]),
            where=str(told.get("where", "")),
            mend=str(told.get("mend", "")),
            errors=told.get("errors", ()),
        )
        self.told = dict(told)

    def as_dict(self) -> dict[str, object]:
        """The same again."""
        return self.told
