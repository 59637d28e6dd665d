"""Why a build does not begin, or does not pass."""

from greenlang.errors import Conflict, InvalidInput


class VersionTaken(Conflict):
    """This version number stands for another specification, or is being built."""

    code = "version-taken"


class GateFailed(InvalidInput):
    """What was built does not pass the quality gate."""

    code = "gate-failed"
    title = "The quality gate does not pass this agent"
