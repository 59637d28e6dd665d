"""3 Compatibility: contract checks kept.

Checks of equal weight, each kept or broken:

- the engine's agent contract (identity, inputs, formulas, verbs), and each sample in a run over many rows and bound
  again: the record must be the same to the byte;
- the published documents: ``manifest.json`` (identity, version, inputs, outputs, formula hashes, file hashes) and
  ``openapi.json`` (version, inputs, required ones, output) agree with what the running agent declares;
- each registered consumer: every document it sends is accepted, every output it reads is there in its unit;
- the nearest earlier version handed in: each input still taken (kind, units, choices, bounds, pattern, not newly
  required), each output and unit kept, each of its sample documents still accepted.

What a new major version changes is noted and not held against it (before 1.0.0 the minor number counts as the major).
The consumers and earlier versions are those handed to the evaluation; the evidence says how many there were. The
descriptor is made from the running agent itself at registration, so there is nothing to compare it with.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.evaluation.contracts import Contract, is_major_change, kept, nearest, outputs_kept
from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding
from greenlang.engine.canonical_json import sha256_bytes

NUMBER = 3
MANIFEST, OPENAPI = "manifest.json", "openapi.json"
Checked = tuple[str, str, str]
"""What was checked, what is wrong (empty where nothing is), and the file it is about."""


def read(observed: Observations) -> Reading:
    """Checks kept in percent."""
    probe = observed.probe
    if probe.description is None:
        evidence = [Finding("high", "contract", probe.undescribed or probe.failure, "agent/__init__.py")]
        return Reading(failure="It declares nothing that could be compared.", evidence=evidence)
    contract = Contract.of(probe.description)
    checked: list[Checked] = [(each.check, each.wrong, "agent/__init__.py") for each in probe.contract]
    checked += [(each.check, each.wrong, "") for each in probe.agreement]
    if probe.samples and not probe.unusable and not probe.agreement:
        checked.append(("samples in a run", "It did not come to comparing them.", ""))
    checked += _documents(observed, contract)
    notes: list[str] = []
    checked += _earlier(observed, contract, notes)
    checked += _consumers(observed, contract, notes)
    held = sum(not wrong for _, wrong, _ in checked)
    notes.append(f"{held} of {len(checked)} checks kept; {_compared(observed)}.")
    evidence = [Finding("note", "contract", note) for note in notes]
    evidence += [Finding("high", "contract", f"{what}: {wrong}", file) for what, wrong, file in checked if wrong]
    return Reading({"contract checks kept": percent(held, len(checked))}, evidence=evidence)


def _compared(observed: Observations) -> str:
    earlier = nearest(observed.agent.version, observed.earlier)
    named = f"earlier version {earlier.version}" if earlier else "no earlier version"
    return f"compared with {named} and {len(observed.consumers)} registered consumers"


def _documents(observed: Observations, contract: Contract) -> Iterator[Checked]:
    identity = observed.agent.agent_id, observed.agent.version
    said = contract.description["id"], contract.version
    yield "identity", "" if said == identity else f"It says to be {' '.join(said)}.", "agent/__init__.py"
    for name, compare in ((MANIFEST, _manifest), (OPENAPI, _openapi)):
        document = _json(observed.agent.files.get(name))
        if document is None:
            yield name, "It is missing or no JSON object.", name
            continue
        yield from ((f"{name}: {what}", "" if equal else "It says otherwise than the code.", name)
                    for what, equal in compare(document, contract, observed.agent.files))  # fmt: skip


def _manifest(document: Mapping[str, Any], contract: Contract, files: Mapping[str, bytes]) -> list[tuple[str, bool]]:
    declared = contract.description
    inputs = {item.get("name"): item.get("kind") for item in _objects(document.get("inputs"))}
    outputs = {item.get("name"): item.get("unit", "") for item in _objects(document.get("outputs"))}
    hashes = {item.get("id"): item.get("hash") for item in _objects(document.get("formulas"))}
    listed = document.get("files")
    found = {name: sha256_bytes(content) for name, content in files.items() if name != MANIFEST}
    return [
        ("identity", (document.get("id"), document.get("version")) == (declared["id"], contract.version)),
        ("inputs", inputs == {name: item["kind"] for name, item in contract.inputs.items()}),
        ("outputs", outputs == contract.outputs),
        ("formulas", hashes == {item["id"]: item["hash"] for item in declared["formulas"]}),
        ("warming potentials", document.get("gwp_set") == declared["gwp_set"]),
        ("files", isinstance(listed, Mapping) and all(found.get(name) == hash_ for name, hash_ in listed.items())
         and set(listed) >= {name for name in found if name.startswith(("agent/", "tests/"))}),
    ]  # fmt: skip


def _openapi(document: Mapping[str, Any], contract: Contract, files: Mapping[str, bytes]) -> list[tuple[str, bool]]:
    schemas = _mapping(_mapping(document.get("components")).get("schemas"))
    given, result = _mapping(schemas.get("Input")), _mapping(_mapping(schemas.get("Result")).get("properties"))
    required = {name for name, item in contract.inputs.items() if item["required"]}
    return [
        ("version", _mapping(document.get("info")).get("version") == contract.version),
        ("inputs", set(_mapping(given.get("properties"))) == set(contract.inputs)),
        ("required inputs", set(given.get("required", ())) == required),
        ("output", {"result", "result_unit"} <= set(result)),
    ]


def _earlier(observed: Observations, contract: Contract, notes: list[str]) -> Iterator[Checked]:
    earlier = nearest(observed.agent.version, observed.earlier)
    if earlier is None:
        return
    answers = _answers(observed, observed.earlier.index(earlier))
    found = kept(earlier, contract) + _accepted(f"document of {earlier.version}", earlier.samples, answers)
    yield from _held(f"beside {earlier.version}", found, earlier.version, contract.version, notes)


def _consumers(observed: Observations, contract: Contract, notes: list[str]) -> Iterator[Checked]:
    for place, consumer in enumerate(observed.consumers, len(observed.earlier)):
        answers = _answers(observed, place)
        found = outputs_kept(consumer.outputs, contract.outputs)
        found += _accepted("document", consumer.documents, answers)
        yield from _held(f"for {consumer.consumer}", found, consumer.version, contract.version, notes)


def _answers(observed: Observations, place: int) -> Sequence[Mapping[str, Any]]:
    """To one group of documents; none where the probe came to none."""
    return next(iter(observed.probe.others[place : place + 1]), ())


def _accepted(name: str, documents: Sequence[object], answers: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    if len(documents) != len(answers):
        return [(name, "It did not come to trying them.")] if documents else []
    wrong = [str(answer.get("message")) if answer.get("answer") == "refused" else "" for answer in answers]
    return [(f"{name} {place}", message) for place, message in enumerate(wrong, 1)]


def _held(
    against: str, found: Sequence[tuple[str, str]], earlier: str, later: str, notes: list[str]
) -> Iterator[Checked]:
    """The checks; what a major version breaks is noted instead."""
    for what, wrong in found:
        if wrong and is_major_change(earlier, later):
            notes.append(f"{what} {against}: {wrong} The major version says so.")
        else:
            yield f"{what} {against}", wrong, ""


def _json(content: bytes | None) -> Mapping[str, Any] | None:
    try:
        document = json.loads(content or b"")
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
