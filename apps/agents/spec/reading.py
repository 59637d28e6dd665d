"""From the bytes of a pack.yaml to a ``PackSpec`` and the ledger of what was not understood."""

from dataclasses import dataclass, field, replace

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from apps.agents.spec.dialects import Dialect, detect_dialect
from apps.agents.spec.document import Document, parse_document
from apps.agents.spec.errors import Path, Problem, SpecError
from apps.agents.spec.findings import Finding
from apps.agents.spec.ledger import UnmappedKey, unmapped_keys
from apps.agents.spec.model import PackSpec
from greenlang.engine.canonical_json import sha256_bytes

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
        source: the bytes that were read, unchanged.
        source_hash: ``sha256:`` of those bytes.
        dialect: ``native`` or ``A``.
    """

    spec: PackSpec
    ledger: tuple[UnmappedKey, ...]
    source: bytes
    source_hash: str
    dialect: str
    document: Document = field(repr=False)

    def line_of(self, path: Path) -> int:
        """The line of the file where *path*, or the deepest part of it that exists, stands."""
        return self.document.line_of(path)

    def located(self, findings: list[Finding]) -> list[Finding]:
        """The same findings, each with the line it speaks of."""
        return [replace(finding, line=self.line_of(finding.path)) for finding in findings]


def read_spec(data: bytes, *, filename: str = "pack.yaml") -> SpecReading:
    """Read a pack.yaml of the native form or of the factory dialect.

    Args:
        data: the file, UTF-8, at most ``MAX_BYTES``.
        filename: how the user knows the file; only used in messages.

    Raises:
        SpecError: with every problem found, each with its path, line, reason and mend; also for a dialect
            that is recognised and cannot be built.
    """
    document = parse_document(data, filename=filename)
    dialect = detect_dialect(document.root)
    if not dialect.is_readable:
        raise _not_readable(dialect, filename)
    try:
        spec = PackSpec.model_validate(document.root)
    except ValidationError as error:
        problems = _problems(error.errors(include_url=False, include_input=False), document)
        raise SpecError(problems, filename=filename, dialect=dialect.id) from None
    return SpecReading(
        spec=spec,
        ledger=unmapped_keys(spec, document),
        source=data,
        source_hash=sha256_bytes(data),
        dialect=dialect.id,
        document=document,
    )


def _not_readable(dialect: Dialect, filename: str) -> SpecError:
    detail = (
        f"Read as dialect {dialect.id} ({dialect.name}, by {dialect.recognised_by}); "
        f"no agent can be built from it yet, because {dialect.obstacle}."
    )
    mend = "Write `pack`, `agents`, `factors` and `formulas`; examples/packs shows how."
    return SpecError([Problem((), 1, detail, mend, "dialect")], filename=filename, dialect=dialect.id)


def _problems(details: list[ErrorDetails], document: Document) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for error in details[:MAX_PROBLEMS]:
        path = _path(error["loc"])
        key = path[-1] if path and isinstance(path[-1], str) else "this item"
        detail, mend = _REASONS.get(error["type"], ("", error.get("ctx", {}).get("mend", "")))
        if error["type"] == "missing":
            mend = _MENDS.get(str(key), mend)
        if not detail:
            reason = error["msg"].removeprefix("Value error, ").rstrip(".")
            detail = f"`{{key}}`: {reason}."
        problem = Problem(
            path, document.line_of(path), detail.replace("{key}", str(key)[:60]), mend, error["type"].replace("_", "-")
        )
        found.setdefault((path, detail), problem)
    return list(found.values())


def _path(location: tuple[int | str, ...]) -> Path:
    """Pydantic's location without the names it adds for the branches of a union."""
    return tuple(step for step in location if isinstance(step, int) or not (step == "FromInput" or "[" in step))
