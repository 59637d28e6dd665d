"""A request that names something by its id can be answered that there is no such thing."""

from collections.abc import Iterator
from typing import Any, Final

_NOT_FOUND: Final = {"$ref": "#/components/responses/NotFound"}


def names_may_be_unknown(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of the description: operations with an id in their query or body can answer 404."""
    schemas = result["components"]["schemas"]
    for operations in result["paths"].values():
        for operation in operations.values():
            told = operation["responses"]
            if "404" in told or "security" not in operation or not _names(operation, schemas):
                continue
            operation["responses"] = {status: (told | {"404": _NOT_FOUND})[status] for status in sorted([*told, "404"])}
    return result


def _names(operation: dict[str, Any], schemas: dict[str, Any]) -> bool:
    asked = [each["schema"] for each in operation.get("parameters", ()) if each["in"] == "query"]
    asked += [each["schema"] for each in operation.get("requestBody", {}).get("content", {}).values()]
    return any(schema.get("format") == "uuid" for each in asked for schema in _within(each, schemas))


def _within(schema: dict[str, Any], schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema with all it is made of."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    yield schema
    parts = [*schema.get("properties", {}).values(), *schema.get("allOf", ()), *schema.get("oneOf", ())]
    for part in [*parts, *([schema["items"]] if "items" in schema else ())]:
        yield from _within(part, schemas)
