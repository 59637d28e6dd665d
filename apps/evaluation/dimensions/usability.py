"""4 Usability: interface checks passed.

Checks of equal weight over what a user of the agent meets:

- documentation: every input and output described in words of its own, every formula with a title in words and its
  source, a README that names each input, each output and each formula with its source;
- naming: inputs, outputs and formulas in ``snake_case`` of two letters at least, the agent's id in ``kebab-case``;
- errors: each refusal of a spoilt input, asked of the running agent, says where (a pointer or path) and how to mend
  it (in its ``mend``, or in a second sentence). Each distinct refusal counts once for each.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 4
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_NAME = 40
Checked = tuple[str, bool, str]
"""What is asked for, whether it is there, and the file to look in."""


def read(observed: Observations) -> Reading:
    """Checks passed in percent."""
    probe = observed.probe
    if probe.description is None:
        evidence = [Finding("high", "interface", probe.undescribed or probe.failure, "agent/__init__.py")]
        return Reading(failure="It declares no interface.", evidence=evidence)
    declared = probe.description
    checked = [*_described(observed, declared), *_readme(observed, declared), *_named(declared), *_errors(observed)]
    passed = sum(holds for _, holds, _ in checked)
    evidence = [Finding("note", "interface", f"{passed} of {len(checked)} checks passed.")]
    if not probe.faults:
        evidence.append(Finding("note", "interface", "Without samples its refusals could not be asked for."))
    evidence += [Finding("medium", "interface", message, file) for message, holds, file in checked if not holds]
    return Reading({"interface checks passed": percent(passed, len(checked))}, evidence=evidence)


def _described(observed: Observations, declared: Mapping[str, Any]) -> Iterator[Checked]:
    for item in declared["inputs"]:
        yield f"The input {item['name']} is not described.", _says(item["description"], item["name"]), "agent/inputs.py"
    outputs = _published_outputs(observed.agent.files.get("manifest.json", b""))
    for item in declared["outputs"]:
        description = outputs.get(item["name"], "")
        yield f"The output {item['name']} is not described.", _says(description, item["name"]), "manifest.json"
    for item in declared["formulas"]:
        yield f"The formula {item['id']} has no title.", _says(item["title"], item["id"]), "agent/formulas.py"
        yield f"The formula {item['id']} names no source.", bool(item["source"].strip()), "agent/formulas.py"


def _readme(observed: Observations, declared: Mapping[str, Any]) -> Iterator[Checked]:
    text = observed.agent.files.get("README.md", b"").decode("utf-8", "replace").replace("\\", "")
    yield "There is no README.md.", bool(text.strip()), "README.md"
    for kind, key, name in (("inputs", "input", "name"), ("outputs", "output", "name"), ("formulas", "formula", "id")):
        for item in declared[kind]:
            yield f"It does not name the {key} {item[name]}.", item[name] in text, "README.md"
    for item in declared["formulas"]:
        shown = bool(item["source"]) and item["source"] in text
        yield f"It does not name the source of {item['id']}.", shown, "README.md"


def _named(declared: Mapping[str, Any]) -> Iterator[Checked]:
    message = f"The id {declared['id']} is not in kebab-case."
    yield message, bool(_KEBAB.fullmatch(declared["id"])), "agent/__init__.py"
    for kind, name in (("inputs", "name"), ("outputs", "name"), ("formulas", "id")):
        for item in declared[kind]:
            fits = bool(_SNAKE.fullmatch(item[name])) and 2 <= len(item[name]) <= _LONGEST_NAME
            yield f"The name {item[name]} is no snake_case of 2 to {_LONGEST_NAME} characters.", fits, ""


def _errors(observed: Observations) -> Iterator[Checked]:
    refusals = {fault.fault: fault for fault in observed.probe.faults if "lookup" not in fault.fault}
    for name, fault in refusals.items():
        if fault.answer == "equal" or name.startswith("a factor"):
            continue
        said = fault.message or "no error"
        yield f"{name}: the answer does not say where: {said}", fault.answer == "named" and fault.says_where, ""
        yield f"{name}: the answer does not say how to mend it: {said}", fault.answer == "named" and fault.says_mend, ""


def _says(description: str, name: str) -> bool:
    """Whether it has words, and others than the name."""
    words = re.findall(r"\w+", description.casefold())
    return bool(words) and "".join(words) != re.sub(r"[\W_]", "", name.casefold())


def _published_outputs(manifest: bytes) -> dict[str, str]:
    try:
        outputs = json.loads(manifest)["outputs"]
        return {str(item["name"]): str(item.get("description", "")) for item in outputs}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
