"""Why a build does not begin, or does not pass."""

from greenlang.errors import Conflict, InvalidInput, Refused


class VersionTaken(Conflict):
    """This version number stands for another specification, or is being built."""

    code = "version-taken"


class GateFailed(InvalidInput):
    """What was built does not pass the quality gate."""

    code = "gate-failed"
    title = "The quality gate does not pass this agent"


class NothingToReview(Conflict):
    """No CONDITIONAL report of this version waits for a decision."""

    code = "nothing-to-review"


class OwnBuild(Refused):
    """Whoever submitted a build does not review it."""

    code = "own-build"


class AnotherPack(Conflict):
    """What was made again from the specification is not what was evaluated or registered."""

    code = "another-pack"


class AnotherVersion(InvalidInput):
    """The specification is not the one of the version it was sent to."""

    code = "another-version"


class StrangersPack(Refused):
    """Another installation signed the pack."""

    code = "strangers-pack"


class NothingToEvaluate(Conflict):
    """The version has no pack that could be evaluated."""

    code = "nothing-to-evaluate"
