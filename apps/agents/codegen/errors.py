"""What can go wrong between a valid specification and its code."""

from greenlang.errors import InvalidInput


class GenerationError(InvalidInput):
    """No code can be generated from this specification; the message says which part is in the way."""

    code = "not-generated"
    title = "No agent can be generated"
