"""The least application that answers."""

from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """200, whatever is asked."""
    start_response("200 OK", [("Content-Length", "2")])
    return [b"{}"]
