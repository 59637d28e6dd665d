"""A specification ten times as large, of the same material: the example pack's sources of emissions, ten times over.

Each copy has a quantity of its own, with its factors, formulas, golden tests and laws; fuel and region are shared. A
document gives one quantity, whose name chooses the copy, so that every formula and every golden test is a real one.
"""

from copy import deepcopy
from typing import Any

import yaml

COPIES = 10
_OWN = "quantity"
"""The input that every copy has for itself."""


def tenfold(source: bytes) -> bytes:
    """The specification of *source* with everything that can be repeated repeated, as YAML of the same style."""
    pack = yaml.safe_load(source)
    agent, tests = pack["agents"][0], pack["tests"]
    copies = [_copy(deepcopy(pack), f"_{number}") for number in range(1, COPIES + 1)]
    shared = [field for field in agent["inputs"] if field["name"] != _OWN]
    agent["inputs"] = shared + [field for copy in copies for field in copy["inputs"]]
    for part in ("factors", "formulas"):
        pack[part] = [item for copy in copies for item in copy[part]]
    tests["golden"] = [case for copy in copies for case in copy["golden"]]
    tests["properties"] = [rule for copy in copies for rule in copy["properties"]]
    text: str = yaml.safe_dump(pack, sort_keys=False, allow_unicode=True)
    return text.encode()


def _copy(pack: dict[str, Any], suffix: str) -> dict[str, list[dict[str, Any]]]:
    """The parts of a pack under names of their own."""
    names = {name: name + suffix for name in (_OWN, *(factor["id"] for factor in pack["factors"]))}
    inputs = [field for field in pack["agents"][0]["inputs"] if field["name"] == _OWN]
    return {
        "inputs": [{**field, "name": names[_OWN], "required": False} for field in inputs],
        "factors": [{**factor, "id": names[factor["id"]]} for factor in pack["factors"]],
        "formulas": [_formula(formula, names, suffix) for formula in pack["formulas"]],
        "golden": [
            {**case, "name": case["name"] + suffix, "input": _renamed(case["input"], names)}
            for case in pack["tests"]["golden"]
        ],
        "properties": [
            {**rule, "name": rule["name"] + suffix, "rule": rule["rule"].replace(_OWN, names[_OWN])}
            for rule in pack["tests"]["properties"]
        ],
    }


def _formula(formula: dict[str, Any], names: dict[str, str], suffix: str) -> dict[str, Any]:
    expression = " ".join(names.get(word, word) for word in formula["expression"].split())
    inputs = _renamed(formula["inputs"], names)
    return {**formula, "id": formula["id"] + suffix, "expression": expression, "inputs": inputs}


def _renamed(given: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in given.items()}
