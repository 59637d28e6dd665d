"""What can be wrong with an upload, or with its time."""

from greenlang.errors import Conflict, InvalidInput


class UnreadableFile(InvalidInput):
    """The file as a whole cannot be read; single bad rows are rejected instead."""

    code = "unreadable-file"


class PeriodLocked(Conflict):
    """The period was signed off: what its numbers stand on does not change any more."""

    code = "period-locked"


class InUse(Conflict):
    """Something belongs to it: it stays as it is."""

    code = "in-use"


class AlreadyDecided(Conflict):
    """Somebody has decided about these rows meanwhile."""

    code = "already-decided"


class AlreadyCalculated(Conflict):
    """What was decided stands in the ledger."""

    code = "already-calculated"
