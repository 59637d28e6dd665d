"""The names a rule may speak of: the inputs a document has, and what a result has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from apps.agents.spec.model import OutputSpec, PackSpec
from apps.agents.spec.plan import KINDS
from apps.agents.spec.properties.errors import NotUnderstood
from apps.agents.spec.properties.syntax import Reference, Side
from greenlang.engine import FURTHER_OUTPUTS, NUMERIC_OUTPUTS, UnknownGas, gas_name

ValueKind: TypeAlias = Literal["number", "text", "truth", "date", "other"]

BIOGENIC = "co2_biogenic"

_OF_INPUT: Mapping[str, ValueKind] = {
    "quantity": "number", "number": "number", "integer": "number",
    "string": "text", "boolean": "truth", "date": "date",
}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """Kinds by name.

    Attributes:
        inputs: a quantity is a number: in the unit its input declares, and where that declares none as it is given.
        outputs: the declared output, the mass of each gas in kg, and what is shown of the provenance.
        open_gases: whether gases are those the publications give, so that any gas may be spoken of.
        declared: outputs the specification declares and no formula yields.
    """

    inputs: Mapping[str, ValueKind]
    outputs: Mapping[str, ValueKind]
    open_gases: bool = False
    declared: frozenset[str] = frozenset()

    def resolved(self, reference: Reference) -> tuple[Reference, ValueKind]:
        """The reference with its side, and its kind. Raises `NotUnderstood`."""
        sides: tuple[Side, ...] = (reference.side,) if reference.side else ("input", "output")
        found = [(side, kind) for side in sides if (kind := self._kind(side, reference.name)) is not None]
        if len(found) > 1:
            raise NotUnderstood(
                f"{reference.name!r} is an input and an output.",
                mend=f"Write inputs.{reference.name} or outputs.{reference.name}.",
            )
        if not found:
            raise self._unknown(reference)
        side, kind = found[0]
        if kind == "other":
            raise NotUnderstood(f"{reference.text!r} is neither a number nor a text, a truth value or a date.")
        return Reference(side, reference.name), kind

    def _kind(self, side: Side, name: str) -> ValueKind | None:
        if side == "input":
            return self.inputs.get(name)
        return self.outputs.get(name) or ("number" if self.open_gases and _is_gas(name) else None)

    def _unknown(self, reference: Reference) -> NotUnderstood:
        name = reference.text[:60]
        if reference.side != "input" and reference.name in self.declared:
            return NotUnderstood(f"No formula yields {name!r}.", mend=f"Results have {', '.join(self.outputs)}.")
        if reference.side == "input":
            return NotUnderstood(
                f"There is no input {reference.name[:60]!r}.", mend=f"Inputs: {', '.join(self.inputs)}."
            )
        if reference.side == "output":
            return NotUnderstood(f"No formula yields {name!r}.", mend=f"Results have {', '.join(self.outputs)}.")
        mend = f"Inputs: {', '.join(self.inputs)}. Results have {', '.join(self.outputs)}."
        return NotUnderstood(f"{name!r} is neither an input nor a result.", mend=mend)


def vocabulary_of(spec: PackSpec) -> Vocabulary:
    """What rules of this specification may speak of."""
    outputs: dict[str, ValueKind] = {}
    if spec.formulas:
        outputs[spec.formulas[0].output.name] = "number"
    outputs |= dict.fromkeys(sorted(_gases(spec)), "number")
    outputs |= {each.name: "number" if each.means in NUMERIC_OUTPUTS else "text" for each in _further(spec)}
    return Vocabulary(
        inputs={field.name: _OF_INPUT.get(KINDS.get(field.type.lower(), ""), "other") for field in spec.agent.inputs},
        outputs=outputs,
        open_gases=any(factor.takes_any_gas for factor in spec.factors),
        declared=frozenset(output.name for output in spec.agent.outputs),
    )


def _further(spec: PackSpec) -> list[OutputSpec]:
    """Outputs that are read from the provenance of a result."""
    return [output for output in spec.agent.outputs if output.means in FURTHER_OUTPUTS]


def _gases(spec: PackSpec) -> set[str]:
    named = [gas for factor in spec.factors for gas in factor.named_gases]
    named += [figure.gas for factor in spec.factors for figure in factor.values if figure.gas]
    return {gas_name(gas).lower() for gas in named if _is_gas(gas)} | {BIOGENIC}


def _is_gas(name: str) -> bool:
    try:
        gas_name(name)
    except UnknownGas:
        return False
    return True
