"""What differs between two versions of an agent: specification, code, contract, evaluation. Pure."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from apps.agents.semantic_version import precedence
from apps.agents.spec.document import parse_document
from apps.agents.spec.errors import SpecError
from apps.evaluation.contracts import Contract, is_major_change, kept

Kind = Literal["added", "removed", "changed"]
Json = Mapping[str, Any]
MOST_LINES = 4000
"""Longer files are said to differ, not compared line by line."""
MOST_DIFF = 2000


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions.

    Args:
        files: of its verified pack.
        descriptor: as it was registered.
        dimensions: of its quality report.
    """

    version: str
    files: Mapping[str, bytes]
    descriptor: Json
    dimensions: Sequence[Json]
    score: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is in one of the two, or in both and not the same; texts are empty where it is not there."""

    kind: Kind
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs, with its unified diff; none of what is no text or too long."""

    kind: Kind
    path: str
    diff: str = ""


@dataclass(frozen=True, slots=True)
class ContractChanges:
    """What the agent takes and gives.

    Args:
        broken: what a consumer of the earlier one would be refused, each with the reason.
        declared: whether the numbers of the versions say that something may be broken.
    """

    inputs: Sequence[Change]
    outputs: Sequence[Change]
    formulas: Sequence[Change]
    broken: Sequence[tuple[str, str]]
    declared: bool

    @property
    def is_breaking(self) -> bool:
        """Whether a consumer of the earlier version may fail with the later one."""
        return bool(self.broken)


@dataclass(frozen=True, slots=True)
class Scored:
    """A dimension in both reports; no score where it was not measured."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, from the one to the other."""

    before: str
    after: str
    spec: Sequence[Change]
    code: Sequence[FileChange]
    contract: ContractChanges
    factors: Sequence[Change]
    evaluation: Sequence[Scored]
    scores: tuple[str, str]
    notes: Sequence[str] = field(default_factory=tuple)


def compare(before: Side, after: Side) -> Comparison:
    """From one version to another."""
    spec, notes = spec_changes(before.files.get("pack.yaml", b""), after.files.get("pack.yaml", b""))
    return Comparison(
        before=before.version,
        after=after.version,
        spec=spec,
        code=code_changes(before.files, after.files),
        contract=contract_changes(before.descriptor, after.descriptor),
        factors=_differences(_factors(before.descriptor), _factors(after.descriptor)),
        evaluation=evaluation_changes(before.dimensions, after.dimensions),
        scores=(before.score, after.score),
        notes=notes,
    )


def spec_changes(before: bytes, after: bytes) -> tuple[list[Change], list[str]]:
    """Values of two specifications by their path; comments and the order of keys do not count.

    Returns:
        The changes, and why there are none where one of the two cannot be read.
    """
    try:
        old, new = (dict(_leaves(parse_document(source).root, "")) for source in (before, after))
    except SpecError as error:
        return [], [f"The specifications are not compared: {error.message}"]
    return _differences(old, new), []


def code_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[FileChange]:
    """Files of two packs that differ, by path."""
    return [
        FileChange(_kind(path in before, path in after), path, _diff(path, before.get(path), after.get(path)))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def contract_changes(before: Json, after: Json) -> ContractChanges:
    """What two descriptors declare, and what of the earlier promise is broken."""
    old, new = _contract(before), _contract(after)
    return ContractChanges(
        inputs=_differences(*(_told(each.inputs) for each in (old, new))),
        outputs=_differences(old.outputs, new.outputs),
        formulas=_differences(_formulas(before), _formulas(after)),
        broken=[(what, wrong) for what, wrong in kept(old, new) if wrong],
        declared=is_major_change(old.version, new.version) or precedence(new.version) < precedence(old.version),
    )


def evaluation_changes(before: Sequence[Json], after: Sequence[Json]) -> list[Scored]:
    """Every dimension of the two reports, in their order."""
    old, new = ({str(each["name"]): str(each.get("score") or "") for each in report} for report in (before, after))
    return [Scored(name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys([*old, *new])]


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    return [
        Change(_kind(name in old, name in new), name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _kind(was: bool, is_there: bool) -> Kind:
    return "changed" if was and is_there else "added" if is_there else "removed"


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every value that holds no others, as text, by its path; items of a list with an id or name go by that."""
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)) and value:
        for place, item in enumerate(value):
            yield from _leaves(item, f"{path}[{_label(item, place)}]")
    else:
        yield path, "" if value is None else str(value)


def _label(item: object, place: int) -> str:
    named = (item.get("id") or item.get("name")) if isinstance(item, Mapping) else None
    return str(named) if isinstance(named, str) else str(place)


def _diff(path: str, before: bytes | None, after: bytes | None) -> str:
    try:
        old, new = ([] if each is None else each.decode().splitlines() for each in (before, after))
    except UnicodeDecodeError:
        return ""
    if max(len(old), len(new)) > MOST_LINES:
        return ""
    lines = list(difflib.unified_diff(old, new, f"before/{path}", f"after/{path}", lineterm=""))
    more = [f"… {len(lines) - MOST_DIFF} more lines"] if len(lines) > MOST_DIFF else []
    return "\n".join([*lines[:MOST_DIFF], *more])


_INPUT = {"required": False, "unit": "", "units": (), "choices": (), "minimum": None, "maximum": None, "pattern": ""}


def _contract(descriptor: Json) -> Contract:
    """The promise of a descriptor; those of the first form declare less of an input."""
    description = descriptor.get("contract") or {
        "id": descriptor["agent_id"],
        "version": descriptor["version"],
        "inputs": [{**_INPUT, **declared} for declared in descriptor["inputs"]],
        "outputs": descriptor["outputs"],
    }
    return Contract.of(description)


def _told(inputs: Mapping[str, Json]) -> dict[str, str]:
    return {name: _input_text(declared) for name, declared in inputs.items()}


def _input_text(declared: Json) -> str:
    bounds = [f"{word} {declared[name]}" for name, word in (("minimum", "from"), ("maximum", "to")) if declared[name]]
    parts = [
        str(declared["kind"]),
        "required" if declared["required"] else "optional",
        ", ".join(declared["units"] or ([declared["unit"]] if declared["unit"] else [])),
        f"one of {', '.join(declared['choices'])}" if declared["choices"] else "",
        *bounds,
        f"like {declared['pattern']}" if declared["pattern"] else "",
    ]
    return "; ".join(part for part in parts if part)


def _formulas(descriptor: Json) -> dict[str, str]:
    return {
        str(formula["id"]): f"{formula['expression']} ({formula['formula_hash'][:19]}…)"
        for formula in descriptor["formulas"]
    }


def _factors(descriptor: Json) -> dict[str, str]:
    """Where each factor is selected from; descriptors of the first form do not say."""
    return {
        str(factor["id"]): ", ".join(str(factor[name]) for name in ("category", "edition", "unit") if factor.get(name))
        for factor in descriptor.get("factors", ())
    }
