"""The API's operations as its own description tells them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from drf_spectacular.generators import SchemaGenerator

_EXTENSIONS = {"extension": "csv"}
NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    document: dict[str, Any]

    def __str__(self) -> str:
        return str(self.document["operationId"])

    @property
    def is_closed(self) -> bool:
        """Whether it asks who calls."""
        return bool(self.document.get("security")) and {} not in self.document["security"]

    def address(self, known: Mapping[str, str] = MappingProxyType({})) -> str:
        """Its address with what is known by a parameter's name, or else a value of its kind that there is not."""
        kinds = {each["name"]: each["schema"] for each in self.document.get("parameters", ()) if each["in"] == "path"}
        return re.sub(r"{(\w+)}", lambda found: known.get(found[1]) or _value(found[1], kinds[found[1]]), self.path)


def _value(name: str, schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return str(schema["enum"][0])
    if schema.get("format") == "uuid":
        return NOBODY
    if schema.get("type") == "integer":
        return "1"
    return _EXTENSIONS.get(name, "none")


@cache
def schema() -> dict[str, Any]:
    """The description."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return document


def operations() -> Iterator[Operation]:
    """All of them."""
    for path, methods in schema()["paths"].items():
        for method, document in methods.items():
            yield Operation(method, path, document)
