"""Why a rule becomes no test."""

from greenlang.errors import InvalidInput


class NotUnderstood(InvalidInput):
    """A rule that cannot be read, or speaks of what no document and no result has."""

    code = "not-understood"
    title = "A rule is not understood"
