"""Where a change asks for If-Match, reading the same thing answers its ETag."""

from typing import Any, Final

from greenlang.edges.description.schema import HEADERS, NONE_MATCH_PARAMETER

_IF_NONE_MATCH: Final = {
    "in": "header",
    "name": NONE_MATCH_PARAMETER.name,
    "schema": {"type": "string"},
    "description": NONE_MATCH_PARAMETER.description,
}


def reads_are_tagged(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of the description: such GETs take If-None-Match and can answer 304."""
    kind, meaning = HEADERS["ETag"]
    headers = result["components"].setdefault("headers", {})
    tag = {"ETag": {"$ref": "#/components/headers/ETag"}}
    for operations in result["paths"].values():
        if "get" not in operations or not any(_asks(each) for each in operations.values()):
            continue
        headers.setdefault("ETag", {"description": meaning, "schema": {"type": kind}})
        reads = operations["get"]
        if "304" not in reads["responses"]:
            reads.setdefault("parameters", []).append(_IF_NONE_MATCH)
            told = {**reads["responses"], "304": {"description": "Still as the caller has it.", "headers": tag}}
            reads["responses"] = {status: told[status] for status in sorted(told)}
        for operation in operations.values():
            if "200" in operation["responses"] and (operation is reads or _asks(operation)):
                operation["responses"]["200"].setdefault("headers", {}).update(tag)
    return result


def _asks(operation: dict[str, Any]) -> bool:
    return any(each.get("name") == "If-Match" for each in operation.get("parameters", ()))
