"""What can go wrong in an audit."""

from greenlang.errors import Conflict, InvalidInput


class NothingToDraw(Conflict):
    """The period has no line that counts, or its lines are not sorted in yet."""

    code = "nothing-to-draw"


class NoSuchLine(InvalidInput):
    """A line was named that does not count in the period."""

    code = "no-such-line"


class FindingClosed(Conflict):
    """A finding that was closed is not answered or closed again."""

    code = "finding-closed"
