"""Members of a query, typed."""

import uuid

from greenlang.errors import InvalidInput


def uuid_of(text: str, where: str) -> uuid.UUID:
    """An id in a query.

    Raises:
        InvalidInput: it is none.
    """
    try:
        return uuid.UUID(text)
    except ValueError:
        raise InvalidInput("This is no id.", where=where, mend="Send a UUID, as lists answer it.") from None
