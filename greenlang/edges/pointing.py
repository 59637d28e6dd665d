"""Errors of services leave a door with JSON pointers (RFC 6901) into the body that was sent."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from greenlang.errors import GreenLangError


@contextmanager
def pointing(members: Collection[str], also: Mapping[str, str] | None = None) -> Iterator[None]:
    """What an error says of one of these members points at it.

    Args:
        members: of the body, as services call them too.
        also: pointers by the names that services have for members which are called otherwise in the body.
    """
    known = {name: f"/{name}" for name in members} | dict(also or {})
    try:
        yield
    except GreenLangError as error:
        error.where = known.get(error.where, error.where)
        for each in error.errors:
            each["pointer"] = known.get(each["pointer"], each["pointer"])
        raise
