"""Packs that together say everything a specification can say, and every place in them where a text can stand."""

import copy
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import apps.agents.spec
from tests.agents.codegen.agent_samples import pack_bytes

Place = tuple[str | int, ...]

_MORE: dict[str, Any] = {
    "schema_version": "2.0.0",
    "dependencies": [{"name": "numpy", "version": ">=1.20"}],
    "tools": [{"id": "lookup", "name": "Look-up", "type": "deterministic", "description": "Looks up"}],
    "validation": {
        "rules": [{"id": "v1", "description": "Not below", "condition": "outputs.total >= 0", "severity": "error"}]
    },
    "deployment": {"kubernetes": {"namespace": "agents", "replicas": 2}, "monitoring": {"grafana": "board"}},
}
_PROVENANCE = {
    "ef_version": "2025",
    "enable_audit": True,
    "pin_ef": True,
    "retention_days": 2555,
    "record": ["inputs", "outputs"],
}
_PACK = {
    "author": {"name": "A Team", "email": "team@example.org", "organization": "Example"},
    "license": {"name": "Apache-2.0", "url": "https://example.org/licence"},
    "category": "emissions-calculator",
    "priority": "high",
    "deadline": "2026-06-30",
    "tags": ["freight"],
}


@cache
def full_pack(name: str) -> dict[str, Any]:
    """``everything``, ``site-energy`` or ``purchased-electricity`` with the keys that they leave out."""
    pack: dict[str, Any] = yaml.safe_load(pack_bytes(name))
    pack["pack"] |= _PACK
    pack["provenance"] |= _PROVENANCE
    if name == "everything":
        pack |= copy.deepcopy(_MORE)
        agent, factors = pack["agents"][0], pack["factors"]
        agent["tools"] = ["lookup"]
        agent["inputs"][4]["validation"] |= {"format": "word", "items": {"type": "string"}, "properties": {"a": "b"}}
        factors[0] |= {"description": "Rate", "license": "CC0", "ref": "ef://own/freight/truck/2025", "basis": ""}
        pack["formulas"][0]["description"] = "Way times load"
        pack["tests"]["properties"][0] |= {"description": "Within bounds", "iterations": 10}
    if name == "site-energy":
        pack["agents"][0]["inputs"][1]["unit_from"]["unit"] = ""
        pack["tests"]["contradicted"][0]["output"] = "kg_co2e"
    if name == "purchased-electricity":
        pack["factors"][0] |= {"fallback": ["country"], "source": ""}
    return pack


PACKS = ("everything", "site-energy", "purchased-electricity")


def places(value: object, path: Place = ()) -> Iterator[Place]:
    """Every place below the root where a single value stands."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        here = (*path, key)
        if isinstance(inner, dict | list) and inner:
            yield from places(inner, here)
        else:
            yield here


def keys(value: object, path: Place = ()) -> Iterator[Place]:
    """Every key of every map."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        if isinstance(value, dict):
            yield (*path, key)
        yield from keys(inner, (*path, key))


def kinds(found: Iterable[Place]) -> list[Place]:
    """The first place of each kind: of ``factors.0.unit`` and ``factors.1.unit`` the former."""
    first: dict[Place, Place] = {}
    for place in found:
        first.setdefault(tuple("[]" if isinstance(step, int) else step for step in place), place)
    return list(first.values())


def with_value(pack: dict[str, Any], place: Place, said: object) -> bytes:
    """The pack as YAML with another value at a place."""
    changed = copy.deepcopy(pack)
    container: Any = changed
    for step in place[:-1]:
        container = container[step]
    container[place[-1]] = said
    return as_yaml(changed)


def with_key(pack: dict[str, Any], place: Place, name: str) -> bytes:
    """The pack as YAML with the key at a place named otherwise, where it stood."""
    changed = copy.deepcopy(pack)
    container: Any = changed
    for step in place[:-1]:
        container = container[step]
    items = [(name if key == place[-1] else key, item) for key, item in container.items()]
    container.clear()
    container.update(items)
    return as_yaml(changed)


def as_yaml(pack: object) -> bytes:
    """Without anchors."""
    return json.dumps(pack, default=str).encode()


def said_places() -> set[str]:
    """The places of all full packs as the schema has them: ``factors.[].unit``."""
    found: set[str] = set()
    for name in PACKS:
        for place in keys(full_pack(name)):
            found.add(".".join("[]" if isinstance(step, int) else step for step in place))
    return found


def schema_places() -> set[str]:
    """Every property of the JSON Schema; a map with names of its own ends in ``*``."""
    path = Path(apps.agents.spec.__file__).with_name("pack.schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    return {".".join(path) for path in _properties(schema, schema["$defs"], ())}


def _properties(node: dict[str, Any], defs: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if "$ref" in node:
        yield from _properties(defs[node["$ref"].rpartition("/")[2]], defs, path)
    for way in ("anyOf", "oneOf", "allOf"):
        for inner in node.get(way, ()):
            yield from _properties(inner, defs, path)
    if isinstance(node.get("additionalProperties"), dict):
        yield (*path, "*")
    for name, inner in node.get("properties", {}).items():
        yield (*path, name)
        yield from _properties(inner, defs, (*path, name))
    if isinstance(node.get("items"), dict):
        yield from _properties(node["items"], defs, (*path, "[]"))
