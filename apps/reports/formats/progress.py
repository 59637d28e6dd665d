"""How far the writing of a file is, told to whoever listens; nobody does unless asked."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Tell = Callable[[str], None]
SECONDS: Final = 1.0
"""Between two tellings: whoever looks does not look oftener, and each may be a row written."""

_listener: ContextVar[Tell | None] = ContextVar("listener", default=None)


@contextmanager
def told_to(listener: Tell) -> Iterator[None]:
    """Within, what is being done is told in words such as ``page 12``, at most once a second.

    What the listener raises ends the writing.
    """
    last = time.monotonic()

    def tell_rarely(doing: str) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS:
            listener(doing)
            last = time.monotonic()

    token = _listener.set(tell_rarely)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(doing: str) -> None:
    """Say what is being done."""
    listener = _listener.get()
    if listener is not None:
        listener(doing)
