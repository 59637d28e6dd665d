"""Examples of the most used operations, as requests and answers of an installation; the description shows them.

A file holds ``{operation: {"request": …, "201": …}}``. A test holds each against the schema it is an example of.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

NAME: Final = "Example"
_PLACE: Final = Path(__file__).parent


@cache
def examples() -> dict[str, dict[str, Any]]:
    """By operation: its request, and answers by their status."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(_PLACE.glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def operations_have_examples(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of the description: an example where the operation tells none by itself."""
    for methods in result["paths"].values():
        for operation in methods.values():
            for part, value in examples().get(operation["operationId"], {}).items():
                told = operation["requestBody"] if part == "request" else operation["responses"][part]
                _show(told["content"], value)
    return result


def _show(content: dict[str, Any], value: Any) -> None:
    form = content.get("application/json") or next(iter(content.values()))
    form.setdefault("examples", {NAME: {"value": value}})
