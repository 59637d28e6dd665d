"""Inputs: each of a kind the engine knows, with bounds, choices and a default that hold together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import FormulaSpec, InputSpec, PackSpec
from apps.agents.spec.plan import input_field
from greenlang.errors import GreenLangError

NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
MAX_NAME = 64


def check_inputs(spec: PackSpec) -> Iterator[Finding]:
    """Names are plain and unique, types known, defaults valid."""
    counts = Counter(field.name for field in spec.agent.inputs)
    if not spec.agent.inputs:
        yield Finding("error", ("agents", 0, "inputs"), "The agent has no inputs.", "Declare them.", "no-inputs")
    for index, field in enumerate(spec.agent.inputs):
        path: Path = ("agents", 0, "inputs", index)
        yield from plain_name((*path, "name"), field.name)
        if counts[field.name] > 1:
            yield Finding("error", (*path, "name"), f"Two inputs are named {field.name!r}.", "Rename one.", "duplicate")
        yield from _declaration(path, field, spec.formulas)


def plain_name(path: Path, name: str) -> Iterator[Finding]:
    """A name that can stand in a formula."""
    if len(name) > MAX_NAME or not NAME.fullmatch(name):
        mend = "Begin with a letter; use ASCII letters, digits and single underscores."
        yield Finding("error", path, f"{name[:MAX_NAME]!r} is not a name.", mend, "name")


def _declaration(path: Path, field: InputSpec, formulas: Sequence[FormulaSpec]) -> Iterator[Finding]:
    try:
        declared = input_field(field, formulas)
    except GreenLangError as error:
        yield Finding("error", path, error.message, error.mend, error.code)
        return
    if declared.default is None:
        return
    try:
        declared.read(declared.default)
    except GreenLangError as error:
        detail = f"The default is not accepted by the input itself: {error.message}"
        yield Finding("error", (*path, "default"), detail, error.mend, "default")
    if field.required:
        yield Finding(
            "warning", (*path, "required"), "It is required and has a default.", "Leave one of them out.", "default"
        )
