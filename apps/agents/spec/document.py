"""YAML text to plain values, bounded before anything is built.

The text is read event by event, so depth, number of nodes and aliases are refused at the event that
exceeds them and nothing a document says can construct an object. Numbers become exact ``Decimal``; words
YAML 1.1 would turn into booleans, dates or base-60 numbers (``NO``, ``2024-01-01``, ``12:30``) stay text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from apps.agents.spec.errors import Path, Problem, SpecError
from greenlang.engine.numbers import parse_number
from greenlang.errors import InvalidInput

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
MAX_ALIASES = 100
MAX_SCALAR = 65_536

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip

Scalar: TypeAlias = "str | Decimal | bool | None"
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"


@dataclass(frozen=True)
class Document:
    """A parsed file: its root mapping, and the line of every key and item (kept per container)."""

    root: dict[str, Value]
    lines: dict[int, dict[str | int, int]] = field(repr=False)

    def line_of(self, path: Path) -> int:
        """Line of the deepest part of *path* that exists in the file; 1 for the root."""
        line, container = 1, self.root
        for step in path:
            known = self.lines.get(id(container), {})
            if step not in known:
                return line
            line = known[step]
            container = container[step]  # type: ignore[index, assignment]
        return line


class _Mapping:
    """A mapping being filled; ``key`` is the key the next value belongs to."""

    def __init__(self) -> None:
        self.container: dict[str, Value] = {}
        self.lines: dict[str | int, int] = {}
        self.key: str | None = None

    def step(self) -> Path:
        return () if self.key is None else (self.key,)

    def place(self, value: Value, line: int) -> None:
        if self.key is not None:
            self.container[self.key] = value
        self.key = None


class _Sequence:
    """A sequence being filled."""

    def __init__(self) -> None:
        self.container: list[Value] = []
        self.lines: dict[str | int, int] = {}

    def step(self) -> Path:
        return (len(self.container),)

    def place(self, value: Value, line: int) -> None:
        self.lines[len(self.container)] = line
        self.container.append(value)


@dataclass
class _Open:
    """A container being filled and what is known of it at its end."""

    node: _Mapping | _Sequence
    anchor: str | None
    line: int
    nodes_before: int
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Value
    nodes: int
    height: int


def parse_document(data: bytes, *, filename: str = "pack.yaml") -> Document:
    """Read one YAML mapping.

    Raises:
        SpecError: too large, not UTF-8, not YAML, more than one document, not a mapping, duplicate keys,
            tags, ``$ref``, ``${...}``, NaN or infinity, too deep, too many nodes or aliases.
    """
    return _Reader(_decode(data, filename), filename).read()


def _decode(data: bytes, filename: str) -> str:
    def refuse(offset: int, detail: str, mend: str, code: str) -> SpecError:
        line = data.count(b"\n", 0, offset) + 1
        return SpecError([Problem((), line, detail, mend, code)], filename=filename)

    if len(data) > MAX_BYTES:
        raise refuse(0, f"The file has {len(data)} bytes.", f"At most {MAX_BYTES} are read.", "too-large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(error.start, "The file is not UTF-8.", "Save it as UTF-8.", "not-utf8") from None
    control = _CONTROL.search(text)
    if control:
        offset = len(text[: control.start()].encode())
        raise refuse(
            offset, f"A control character (U+{ord(control[0]):04X}) is not allowed.", "Remove it.", "control-character"
        )
    if not text.strip():
        raise refuse(0, "The file is empty.", "A pack needs `pack:` and `agents:`.", "empty")
    return text


class _Reader:
    """Builds values from parser events with a stack, so nesting costs no recursion."""

    def __init__(self, text: str, filename: str) -> None:
        self.text = text
        self.filename = filename
        self.stack: list[_Open] = []
        self.lines: dict[int, dict[str | int, int]] = {}
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0
        self.aliases = 0
        self.documents = 0
        self.root: Value = None

    def read(self) -> Document:
        """The whole document, or the first problem met."""
        taken: dict[type, Callable[[Any, int], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in self._events():
            take = taken.get(type(event))
            if take is not None:
                take(event, event.start_mark.line + 1 if event.start_mark else 0)
        if not isinstance(self.root, dict):
            raise self._refuse(1, "The file is not a mapping of keys.", "A pack starts with `pack:`.", "not-a-mapping")
        return Document(self.root, self.lines)

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = ", ".join(part for part in (error.context, error.problem) if part)
            raise self._refuse(
                mark.line + 1 if mark else 0,
                f"This is not YAML: {reason}.",
                "Check indentation, quotes and brackets on this line and the one above.",
                "not-yaml",
            ) from None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            raise self._refuse(0, f"This is not YAML: {str(error)[:200]}.", "", "not-yaml") from None

    def _path(self) -> Path:
        return tuple(step for opened in self.stack for step in opened.node.step())

    def _refuse(self, line: int, detail: str, mend: str, code: str) -> SpecError:
        return SpecError([Problem(self._path(), line, detail, mend, code)], filename=self.filename)

    def _document(self, _event: yaml.Event, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refuse(line, "The file holds more than one document.", "Keep one; remove `---`.", "documents")

    def _count(self, nodes: int, line: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise self._refuse(
                line,
                f"The document has more than {MAX_NODES} nodes (aliases count expanded).",
                "Split it.",
                "too-many-nodes",
            )

    def _tagged(self, tag: str, line: int) -> SpecError:
        return self._refuse(line, f"The tag {tag[:60]!r} is not allowed.", "Write the plain value.", "tag")

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._count(1, line)
        if event.tag is not None:
            raise self._tagged(event.tag, line)
        text: str = event.value
        if len(text) > MAX_SCALAR:
            raise self._refuse(
                line, f"A text of {len(text)} characters is too long.", f"At most {MAX_SCALAR}.", "too-long"
            )
        if "${" in text:
            raise self._refuse(
                line, "`${...}` is not filled in from the environment.", "Write the value itself.", "interpolation"
            )
        if event.style == '"' and _CONTROL.search(text):
            raise self._refuse(line, "An escaped control character is not allowed.", "Remove it.", "control-character")
        mapping = self._awaiting_key()
        if mapping:
            self._key(mapping, text, event.style or "", line)
            return
        value = text if event.style else self._resolve(text, line)
        self._place(value, line, event.anchor, nodes=1, height=1)

    def _awaiting_key(self) -> _Mapping | None:
        """The innermost container, when it is a mapping and the next node is a key of it."""
        node = self.stack[-1].node if self.stack else None
        return node if isinstance(node, _Mapping) and node.key is None else None

    def _key(self, mapping: _Mapping, text: str, style: str, line: int) -> None:
        mapping.key = text
        if text in mapping.container:
            raise self._refuse(
                line,
                f"The key {text[:60]!r} is given twice (first on line {mapping.lines[text]}).",
                "Keep one of them.",
                "duplicate-key",
            )
        if text == "$ref":
            raise self._refuse(line, "`$ref` is not followed.", "Write the content here.", "ref")
        if text == "<<" and not style:
            raise self._refuse(line, "Merge keys (`<<`) are not read.", "Write the keys out.", "merge-key")
        mapping.lines[text] = line

    def _resolve(self, text: str, line: int) -> Scalar:
        if text in _WORDS:
            return _WORDS[text]
        if _NUMBER.fullmatch(text):
            try:
                return parse_number(text)
            except InvalidInput as error:
                raise self._refuse(line, error.message, "Put quotes around it if it is text.", "number") from None
        if _NOT_A_NUMBER.fullmatch(text):
            raise self._refuse(
                line, f"{text} is not a number that can be used.", "Write a finite number.", "not-finite"
            )
        return text

    def _open(self, event: "yaml.MappingStartEvent | yaml.SequenceStartEvent", line: int) -> None:
        if event.tag is not None:
            raise self._tagged(event.tag, line)
        if self._awaiting_key():
            raise self._refuse(line, "A key must be a plain text.", "Put quotes around it if it is text.", "key")
        before = self.nodes
        self._count(1, line)
        if len(self.stack) >= MAX_DEPTH:
            raise self._refuse(line, f"Nested deeper than {MAX_DEPTH} levels.", "Flatten it.", "too-deep")
        node = _Mapping() if isinstance(event, yaml.MappingStartEvent) else _Sequence()
        self.lines[id(node.container)] = node.lines
        self.stack.append(_Open(node, event.anchor, line, before))

    def _close(self, _event: yaml.Event, _line: int) -> None:
        closed = self.stack.pop()
        nodes = self.nodes - closed.nodes_before
        self._place(closed.node.container, closed.line, closed.anchor, nodes=nodes, height=closed.height)

    def _alias(self, event: yaml.AliasEvent, line: int) -> None:
        self.aliases += 1
        name = event.anchor or ""
        known = self.anchors.get(name)
        if self._awaiting_key():
            raise self._refuse(line, "An alias cannot be a key.", "Write the key out.", "key")
        if known is None:
            raise self._refuse(
                line, f"The alias *{name[:60]} refers to itself or to nothing.", "Write the value out.", "alias"
            )
        if self.aliases > MAX_ALIASES:
            raise self._refuse(line, f"More than {MAX_ALIASES} aliases.", "Write the values out.", "too-many-aliases")
        if len(self.stack) + known.height > MAX_DEPTH:
            raise self._refuse(line, f"Nested deeper than {MAX_DEPTH} levels by an alias.", "Flatten it.", "too-deep")
        self._count(known.nodes, line)
        self._place(known.value, line, None, nodes=known.nodes, height=known.height)

    def _place(self, value: Value, line: int, anchor: str | None, *, nodes: int, height: int) -> None:
        if anchor:
            self.anchors[anchor] = _Anchored(value, nodes, height)
        if not self.stack:
            self.root = value
            return
        opened = self.stack[-1]
        opened.height = max(opened.height, height + 1)
        opened.node.place(value, line)
