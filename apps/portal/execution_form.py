"""The form of an agent's inputs: made from its declaration, read back as the document the agent takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.portal.forms import error_entries
from apps.portal.presenters.agents import input_field
from greenlang.engine.contract import AgentContract
from greenlang.engine.inputs import InputField
from greenlang.engine.units import Unit, UnitError, parse_unit
from greenlang.engine.units.table import UNITS
from greenlang.errors import GreenLangError

MOST_UNITS = 40
_PARTS = ("value", "unit", "basis")
_BASES = {"HHV": "gross", "LHV": "net"}
_QUALIFIED = re.compile(r"(?P<unit>.+)\((?P<basis>HHV|LHV)\)")


@dataclass
class ExecutionForm:
    """What stands in each field, and what is wrong with it."""

    fields: tuple[InputField, ...]
    units: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, agent: AgentContract | None, document: Mapping[str, Any]) -> "ExecutionForm":
        """An empty form, or one filled with a calculation's inputs."""
        if agent is None:
            return cls((), [])
        return cls(tuple(agent.INPUTS), _units(agent), {name: _typed(value) for name, value in document.items()})

    @classmethod
    def sent(cls, agent: AgentContract, posted: Mapping[str, str]) -> "ExecutionForm":
        """What was typed, kept as it is."""
        form = cls.of(agent, {})
        for one in form.fields:
            if one.kind == "quantity":
                form.values[one.name] = {part: posted.get(f"{one.name}.{part}", "").strip() for part in _PARTS}
            elif one.kind == "boolean":
                form.values[one.name] = posted.get(one.name) == "true"
            else:
                form.values[one.name] = posted.get(one.name, "").strip()
        return form

    def document(self) -> dict[str, Any]:
        """The agent's input document; fields that were left empty are left out."""
        document: dict[str, Any] = {}
        for name, value in self.values.items():
            given = {part: text for part, text in value.items() if text} if isinstance(value, dict) else value
            if given not in ("", {}):
                document[name] = given
        return document

    def take(self, error: GreenLangError) -> list[dict[str, str]]:
        """Put each finding beside its field; the others are handed back."""
        elsewhere = []
        for entry in error_entries(error):
            name = re.split(r"[/.\[]", entry["pointer"].lstrip("/"))[0]
            if any(one.name == name for one in self.fields):
                self.errors.setdefault(name, []).append(f"{entry['detail']} {entry['mend']}".strip())
            else:
                elsewhere.append(entry)
        return elsewhere

    def as_context(self) -> list[dict[str, Any]]:
        """``fields`` in the template."""
        return [
            input_field(one, self.values.get(one.name), self.errors.get(one.name, []), self.units)
            for one in self.fields
        ]


def _units(agent: AgentContract) -> list[str]:
    """Units the agent's formulas are written for, without the heating-value basis, which has a field of its own; then
    those that convert to them.
    """
    texts = [unit for formula in agent.FORMULAS.values() for unit in formula.definition.inputs.values()]
    own = list(dict.fromkeys(_split(str(text))[0] for text in texts))
    dimensions = {found.dimension for text in own if (found := _read(text))}
    others = [symbol for symbol, unit in UNITS.items() if unit.dimension in dimensions and symbol not in own]
    return [*own, *others[:MOST_UNITS]]


def _read(text: str) -> Unit | None:
    try:
        return parse_unit(text)
    except UnitError:
        return None


def _typed(value: object) -> object:
    """A recorded value as it would be typed."""
    if not isinstance(value, dict):
        return value == "true" if value in {"true", "false"} else value
    unit, basis = _split(str(value.get("unit", "")))
    return {"value": value.get("value", ""), "unit": unit, "basis": basis}


def _split(unit: str) -> tuple[str, str]:
    qualified = _QUALIFIED.fullmatch(unit)
    return (qualified["unit"], _BASES[qualified["basis"]]) if qualified else (unit, "")
