"""What an agent promises, what a consumer relies on, and how far two promises agree. Pure values.

A contract is what the running agent declares (`greenlang.engine.description.describe`) with documents it was shown
to calculate. Nothing here is looked up: earlier contracts and consumers are handed to an evaluation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from apps.agents.semantic_version import precedence
from apps.evaluation.errors import NotAContract
from greenlang.engine.units import conversion, parse_unit
from greenlang.errors import GreenLangError

Json = Mapping[str, Any]
_LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Contract:
    """One version's promise.

    Attributes:
        description: as `describe` gives it.
        samples: documents this version calculated.
        factors: a `FactorTable` document with the factors the samples need.
    """

    description: Json
    samples: Sequence[Json] = ()
    factors: Sequence[Json] = ()

    def __post_init__(self) -> None:
        for name in ("id", "version", "inputs", "outputs"):
            if name not in self.description:
                mend = "It is what greenlang.engine.description.describe gives of a loaded agent."
                raise NotAContract(f"The contract names no {name}.", where=f"contract.{name}", mend=mend)

    @classmethod
    def of(cls, description: Json, *, samples: Sequence[Json] = (), factors: Sequence[Json] = ()) -> Self:
        """The contract of an agent that was described."""
        return cls(dict(description), tuple(samples), tuple(factors))

    @property
    def version(self) -> str:
        """Whose promise it is."""
        return str(self.description["version"])

    @property
    def inputs(self) -> dict[str, Json]:
        """Declared inputs by name."""
        return {str(item["name"]): item for item in self.description["inputs"]}

    @property
    def outputs(self) -> dict[str, str]:
        """Units by the output's name."""
        return {str(item["name"]): str(item["unit"]) for item in self.description["outputs"]}

    def as_document(self) -> dict[str, Any]:
        """Canonical JSON's types; what `from_document` reads."""
        return {
            "description": dict(self.description),
            "samples": [dict(sample) for sample in self.samples],
            "factors": [dict(entry) for entry in self.factors],
        }

    @classmethod
    def from_document(cls, document: Json) -> Self:
        """Read what `as_document` wrote.

        Raises:
            NotAContract: it is none.
        """
        if not isinstance(document.get("description"), Mapping):
            raise NotAContract("The contract has no description.", where="contract.description")
        return cls.of(document["description"], samples=document.get("samples", ()), factors=document.get("factors", ()))


@dataclass(frozen=True)
class ConsumerExpectation:
    """What one consumer of an agent relies on.

    Attributes:
        consumer: its name, for a reader.
        version: the version it was written for; what a later major version changes is not held against it.
        documents: inputs it sends.
        outputs: unit by the name of each output it reads.
    """

    consumer: str
    version: str
    documents: Sequence[Json] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)

    def as_document(self) -> dict[str, Any]:
        """Canonical JSON's types; what `from_document` reads."""
        return {
            "consumer": self.consumer,
            "version": self.version,
            "documents": [dict(document) for document in self.documents],
            "outputs": dict(self.outputs),
        }

    @classmethod
    def from_document(cls, document: Json) -> Self:
        """Read what `as_document` wrote.

        Raises:
            NotAContract: it names no consumer or no version.
        """
        consumer, version = document.get("consumer"), document.get("version")
        documents, outputs = document.get("documents", ()), document.get("outputs", {})
        if not isinstance(consumer, str) or not isinstance(version, str) or not isinstance(outputs, Mapping):
            mend = 'Write {"consumer": "…", "version": "1.0.0", "documents": […], "outputs": {"co2e": "kg CO2e"}}.'
            raise NotAContract("An expectation names its consumer and the version it was written for.", mend=mend)
        return cls(consumer, version, tuple(documents), {str(name): str(unit) for name, unit in outputs.items()})


_INPUT_TEXTS = ("name", "kind", "description", "unit", "pattern")
_FORMULA_TEXTS = ("id", "version", "hash", "title", "source", "scope", "text")


def is_description(document: object) -> bool:
    """Whether a document has the members and types of `describe`; what an agent's process says is not believed."""
    if not isinstance(document, dict) or not _texts(document, ("id", "version", "gwp_set")):
        return False
    lists = [document.get(name) for name in ("inputs", "outputs", "formulas")]
    if not all(isinstance(each, list) and all(isinstance(item, dict) for item in each) for each in lists):
        return False
    return (
        all(_is_input(item) for item in document["inputs"])
        and all(_texts(item, ("name", "unit")) for item in document["outputs"])
        and all(_texts(item, _FORMULA_TEXTS) for item in document["formulas"])
    )


def _is_input(item: Json) -> bool:
    lists = all(isinstance(item.get(name), list) and _all_text(item[name]) for name in ("units", "choices"))
    bounds = all(isinstance(item.get(name), str | None) for name in ("minimum", "maximum"))
    return _texts(item, _INPUT_TEXTS) and lists and bounds and isinstance(item.get("required"), bool)


def _texts(document: Json, names: Iterable[str]) -> bool:
    return all(isinstance(document.get(name), str) for name in names)


def _all_text(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def is_major_change(earlier: str, later: str) -> bool:
    """Whether a later semantic version may break what an earlier one promised: its first number that is not zero rose.

    A text that is no semantic version may break nothing.
    """
    one, two = _numbers(earlier), _numbers(later)
    if not one or not two:
        return False
    leading = next((place for place, number in enumerate(one) if number), len(one) - 1)
    return two[: leading + 1] > one[: leading + 1]


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.partition("+")[0].partition("-")[0].split(".")
    is_version = len(parts) == 3 and all(part.isdecimal() and len(part) <= _LONGEST_NUMBER for part in parts)
    return tuple(int(part) for part in parts) if is_version else ()


def kept(earlier: Contract, later: Contract) -> list[tuple[str, str]]:
    """Each promise of an earlier version with what a later one broke of it; empty text where it is kept."""
    checks = [(f"input {name}", _input(old, later.inputs.get(name))) for name, old in earlier.inputs.items()]
    checks += [
        (f"input {name}", "It is new, and a document without it is refused." if new["required"] else "")
        for name, new in later.inputs.items()
        if name not in earlier.inputs
    ]
    return [*checks, *outputs_kept(earlier.outputs, later.outputs)]


def outputs_kept(wanted: Mapping[str, str], given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each output that is read, with what is wrong of it."""
    return [(f"output {name}", _output(unit, given.get(name))) for name, unit in wanted.items()]


def _output(unit: str, given: str | None) -> str:
    if given is None:
        return "It is gone."
    return "" if given == unit else f"It was in {unit} and is in {given}."


def _input(old: Json, new: Json | None) -> str:
    """What a document that was accepted would be refused for."""
    if new is None:
        return "It is gone."
    broken = [
        f"It was {old['kind']} and is {new['kind']}." if old["kind"] != new["kind"] else "",
        "A document without it is refused." if new["required"] and not old["required"] else "",
        _units(old, new),
        _choices(old["choices"], new["choices"]),
        _bound(old["minimum"], new["minimum"], "least", narrower=lambda one, two: two > one),
        _bound(old["maximum"], new["maximum"], "most", narrower=lambda one, two: two < one),
        f"It must look like {new['pattern']}." if new["pattern"] not in ("", old["pattern"]) else "",
    ]
    return " ".join(part for part in broken if part)


def _units(old: Json, new: Json) -> str:
    lost = [unit for unit in _accepted(old) if not _convertible(unit, _accepted(new))]
    return f"It is no longer taken in {', '.join(lost)}." if lost and _accepted(new) else ""


def _accepted(declared: Json) -> list[str]:
    return [declared["unit"]] if declared["unit"] else list(declared["units"])


def _convertible(unit: str, others: Iterable[str]) -> bool:
    for other in others:
        try:
            conversion(parse_unit(unit), parse_unit(other))
        except GreenLangError:
            continue
        return True
    return False


def _choices(old: Sequence[str], new: Sequence[str]) -> str:
    if not new:
        return ""
    if not old:
        return "It takes listed values only."
    lost = [choice for choice in old if choice not in new]
    return f"It no longer takes {', '.join(lost)}." if lost else ""


def _bound(old: str | None, new: str | None, word: str, *, narrower: Any) -> str:
    if new is None or old == new:
        return ""
    if old is None or narrower(_ordered(old), _ordered(new)):
        return f"Its {word} is {new}, and was {'not bounded' if old is None else old}."
    return ""


def _ordered(bound: str) -> tuple[Decimal, str]:
    """Numbers by value; dates, which are text, by their text."""
    try:
        number = Decimal(bound)
    except InvalidOperation:
        return Decimal(0), bound
    return (number, "") if number.is_finite() else (Decimal(0), bound)


def nearest(version: str, earlier: Iterable[Contract]) -> Contract | None:
    """The newest contract before a version; nothing where there is none."""
    before = [contract for contract in earlier if precedence(contract.version) < precedence(version)]
    return max(before, key=lambda contract: precedence(contract.version), default=None)
