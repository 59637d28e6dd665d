"""What can be wrong with an upload."""

from greenlang.errors import InvalidInput


class UnreadableFile(InvalidInput):
    """The file as a whole cannot be read; single bad rows are rejected instead."""

    code = "unreadable-file"
