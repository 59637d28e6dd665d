"""From the bytes of a pack.yaml to a ``PackSpec`` and the ledger of what was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from apps.agents.spec.composition import Composition
from apps.agents.spec.dialects import Dialect, Listing, ReadAs, detect_dialect, listing_of, normal_form
from apps.agents.spec.document import parse_document
from apps.agents.spec.errors import Path, Problem, SpecError
from apps.agents.spec.findings import Finding
from apps.agents.spec.ledger import UnmappedKey, nearest, unmapped_keys
from apps.agents.spec.model import PackSpec
from apps.agents.spec.overlay import composed, overlaid
from greenlang.engine.canonical_json import sha256_bytes, sha256_of

MAX_PROBLEMS = 50

_REASONS = {
    "missing": ("`{key}` is missing.", "Add it."),
    "string_type": ("`{key}` must be a text.", "Write one plain text."),
    "bool_parsing": ("`{key}` must be true or false.", "Write true or false."),
    "bool_type": ("`{key}` must be true or false.", "Write true or false."),
    "tuple_type": ("`{key}` must be a list.", "Start each item with `- `."),
    "model_type": ("`{key}` must be a map of keys.", "Write its keys below it, indented."),
    "model_attributes_type": ("`{key}` must be a map of keys.", "Write its keys below it, indented."),
    "mapping_type": ("`{key}` must be a map of keys.", "Write its keys below it, indented."),
}

_MENDS = {"expression": "Add it, or name a `method` of the library."}


@dataclass(frozen=True)
class SpecReading:
    """A specification as it was read.

    Attributes:
        spec: the model.
        ledger: the keys that had no effect, with their lines.
        read_as: what was taken for something else than it says.
        source: the bytes that were read, unchanged.
        completion: the bytes of what completes it; empty for nothing.
        source_hash: ``sha256:`` of those bytes; of both hashes where there are two.
        dialect: ``native``, ``A``, ``B`` or ``D``.
        recognised: the same in words, with what gave it away.
        composition: where each value comes from.
    """

    spec: PackSpec
    ledger: tuple[UnmappedKey, ...]
    read_as: tuple[ReadAs, ...]
    source: bytes
    completion: bytes
    source_hash: str
    dialect: str
    recognised: Dialect
    composition: Composition = field(repr=False)

    def line_of(self, path: Path) -> int:
        """The line of the file where *path* of the model, or the deepest part of it that exists, was written."""
        return self.composition.place_of(path).line

    def located(self, findings: list[Finding]) -> list[Finding]:
        """The same findings at the path, line and file where what they speak of was written."""
        return [self._located(finding) for finding in findings]

    def _located(self, finding: Finding) -> Finding:
        place = self.composition.place_of(finding.path)
        return replace(finding, path=place.path, line=place.line, file=place.filename)


def read_spec(
    data: bytes, *, completion: bytes = b"", filename: str = "pack.yaml", completion_name: str = "completion.yaml"
) -> SpecReading:
    """Read a pack.yaml of any readable dialect, with what completes it laid over it.

    Args:
        data: the file, UTF-8, at most ``MAX_BYTES``.
        completion: a second file of the native form, as far as it adds something; never changes what the first says.
        filename, completion_name: how the user knows the files; only used in messages.

    Raises:
        SpecError: with every problem found, each with its path, line, reason and mend; also for a document
            that is recognised and contains nothing that can be calculated.
    """
    read = read_any(data, completion=completion, filename=filename, completion_name=completion_name)
    if isinstance(read, Listing):
        mend = "Write `pack`, `agents`, `factors` and `formulas`; examples/packs shows how."
        raise SpecError([Problem((), 1, read.reason, mend, "dialect")], filename=filename, dialect=read.dialect.id)
    return read


def read_any(
    data: bytes, *, completion: bytes = b"", filename: str = "pack.yaml", completion_name: str = "completion.yaml"
) -> SpecReading | Listing:
    """As `read_spec`; a manifest or catalogue is listed instead.

    Raises:
        SpecError: as `read_spec`; for a document of no known form.
    """
    document = parse_document(data, filename=filename)
    dialect = detect_dialect(document.root)
    if not dialect.is_readable and dialect.is_known:
        return listing_of(document, dialect)
    if not dialect.is_readable:
        raise _unknown(dialect, filename)
    form = normal_form(document, dialect)
    composition = composed(form.root, document, form.origins)
    if completion:
        added = parse_document(completion, filename=completion_name)
        composition = overlaid(composition, added, name=completion_name)
    spec = _validated(composition, filename, dialect)
    return SpecReading(
        spec=spec,
        ledger=unmapped_keys(spec, composition, form.set_aside),
        read_as=tuple(form.read_as),
        source=data,
        completion=completion,
        source_hash=_hash(data, completion),
        dialect=dialect.id,
        recognised=dialect,
        composition=composition,
    )


def _validated(composition: Composition, filename: str, dialect: Dialect) -> PackSpec:
    try:
        return PackSpec.model_validate(composition.root)
    except ValidationError as error:
        problems = _problems(error.errors(include_url=False, include_input=False), composition)
        raise SpecError(problems, filename=filename, dialect=dialect.id) from None


def _hash(data: bytes, completion: bytes) -> str:
    if not completion:
        return sha256_bytes(data)
    return sha256_of({"pack": sha256_bytes(data), "completion": sha256_bytes(completion)})


def _unknown(dialect: Dialect, filename: str) -> SpecError:
    detail = f"This is no pack that is known here (by {dialect.recognised_by}): {dialect.obstacle}."
    mend = "Write `pack`, `agents`, `factors` and `formulas`; examples/packs shows how."
    return SpecError([Problem((), 1, detail, mend, "dialect")], filename=filename, dialect=dialect.id)


def _problems(details: list[ErrorDetails], composition: Composition) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for error in details[:MAX_PROBLEMS]:
        path = _path(error["loc"])
        key = path[-1] if path and isinstance(path[-1], str) else "this item"
        detail, mend = _REASONS.get(error["type"], ("", error.get("ctx", {}).get("mend", "")))
        place, line = composition.place_of(path), 0
        if error["type"] == "missing":
            mend = _MENDS.get(str(key), mend)
            near = _misspelt(path, composition)
            written = composition.place_of((*path[:-1], near))
            if near and written.filename == place.filename:
                line = written.line
                mend = f"Line {line} says `{near[:60]}`: write `{key}` there."
        if not detail:
            reason = error["msg"].removeprefix("Value error, ").rstrip(".")
            detail = f"`{{key}}`: {reason}."
        said, code = detail.replace("{key}", str(key)[:60]), error["type"].replace("_", "-")
        problem = Problem(place.path, line or place.line, said, mend, code, place.filename)
        found.setdefault((place.path, said), problem)
    return list(found.values())


def _misspelt(path: Path, composition: Composition) -> str:
    """The key beside one that is missing that is written almost like it; empty where none is."""
    beside: object = composition.root
    for step in path[:-1]:
        inside: Mapping[object, object] = dict(enumerate(beside)) if isinstance(beside, list) else {}
        inside = beside if isinstance(beside, Mapping) else inside
        beside = inside.get(step)
    names = beside if isinstance(beside, Mapping) else {}
    return nearest(str(path[-1]), (name for name in names if isinstance(name, str)))


def _path(location: tuple[int | str, ...]) -> Path:
    """Pydantic's location without the names it adds for the branches of a union."""
    return tuple(step for step in location if isinstance(step, int) or not (step == "FromInput" or "[" in step))
