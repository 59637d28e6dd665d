"""What a formula is: an expression, the units of its inputs and factors, its output and its source."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.parser import parse_expression
from greenlang.engine.formula.render import render
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.gases import ORIGINS
from greenlang.engine.units import parse_unit

SCOPES = ("1", "2", "3")


@dataclass(frozen=True)
class FactorSlot:
    """Where a factor enters a formula.

    Args:
        unit: "kg/mmBtu(HHV)" for an emission factor, "mmBtu(HHV)/scf" for a parameter; a factor may come in
            any unit of the same kind.
        per_gas: whether the factor has one value per gas; the unit's mass is then the mass of that gas.
    """

    unit: str
    per_gas: bool

    def as_document(self) -> dict[str, object]:
        """``{"unit", "per_gas"}``, the unit's text canonical."""
        return {"unit": parse_unit(self.unit).text, "per_gas": self.per_gas}


@dataclass(frozen=True)
class FormulaDefinition:
    """A formula as it is written down.

    Args:
        id, version: name and version of the formula in records.
        title: one line.
        scope: "1", "2" or "3".
        expression: in the formula language; computes the mass of one gas from the inputs and factors.
        inputs: unit text by input name.
        factors: slot by factor name; exactly one is per gas.
        output_name: name of the result.
        output_unit: "kg CO2e", or the mass of one gas, "kg CO2"; kg, g or t.
        source: standard and equation, "40 CFR 98.33 Eq. C-1b".
        origin: "combustion", "process", "fugitive" or "biogenic"; decides methane's GWP where a set has two.
    """

    id: str
    version: str
    title: str
    scope: str
    expression: str
    inputs: Mapping[str, str]
    factors: Mapping[str, FactorSlot]
    output_name: str
    output_unit: str
    source: str
    origin: str = "combustion"

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", FrozenMap(self.inputs))
        object.__setattr__(self, "factors", FrozenMap(self.factors))
        for name in ("id", "version", "title", "output_name", "source"):
            if not isinstance(getattr(self, name), str) or (name != "source" and not getattr(self, name)):
                raise FormulaError(f"The {name} is missing.", where=f"formula {self.id}", mend="Give it as text.")
        if self.scope not in SCOPES:
            mend = f"Say one of {', '.join(SCOPES)}."
            raise FormulaError(f"{self.scope!r} is no scope.", where=f"formula {self.id}", mend=mend)
        if self.origin not in ORIGINS:
            mend = f"Say one of {', '.join(ORIGINS)}."
            raise FormulaError(f"{self.origin!r} is no origin.", where=f"formula {self.id}", mend=mend)

    def as_document(self) -> dict[str, object]:
        """Canonical: normalised expression, canonical unit texts. Raises what reading them raises."""
        document: dict[str, object] = {name: getattr(self, name) for name in _TEXTS}
        document["expression"] = render(parse_expression(self.expression))
        document["inputs"] = {name: parse_unit(unit).text for name, unit in self.inputs.items()}
        document["factors"] = {name: slot.as_document() for name, slot in self.factors.items()}
        document["output_unit"] = parse_unit(self.output_unit).text
        return document

    @property
    def formula_hash(self) -> str:
        """``sha256:…`` of the canonical document: equal for definitions that mean the same."""
        return sha256_of(self.as_document())


_TEXTS = tuple(f.name for f in fields(FormulaDefinition) if f.name not in {"inputs", "factors"})
