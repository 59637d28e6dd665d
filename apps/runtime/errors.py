"""Why an agent does not answer."""

from greenlang.errors import Conflict, GreenLangError, Refused


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


class NothingToResume(Conflict):
    """The run has ended, or goes on by itself."""

    code = "nothing-to-resume"


class WorkerEnded(GreenLangError):
    """The process that was at it ended each time; the work is among the dead letters."""

    code = "worker-ended"
    title = "The worker ended"
