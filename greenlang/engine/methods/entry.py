"""What a method is: a formula the library has, under a name and a version a specification can point to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from greenlang.engine.formula.definition import FactorSlot, FormulaDefinition
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.inputs import InputField

EMISSION_FACTOR = "ef"
"""Name of the emission factor in most methods; where it is measured by the reporter it has a name of its own."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a name of a formula stands for.

    Args:
        unit: unit text.
        words: what it is, as a phrase that follows "is": "the fuel burnt in the period, as energy".
        minimum, maximum: bounds in that unit, included. A quantity of an activity is never below zero; None where
            it may be.
    """

    unit: str
    words: str
    minimum: str | None = "0"
    maximum: str | None = None


def share(words: str) -> Given:
    """A bare number from 0 to 1; "%" is read too."""
    return Given("1", words, maximum="1")


@dataclass(frozen=True, slots=True)
class Method:
    """A formula as data, and what a person needs to know to use it.

    Attributes:
        definition: the formula under the method's own id and version; nothing of it changes once published, a
            correction is a new version.
        inputs: what each input is and its bounds, by name.
        factors: in words what each factor is, by name.
        scope3_category: "1" to "15" of the GHG Protocol's Scope 3 Standard; empty in scopes 1 and 2.
        assumptions: one sentence each.
        fallback: the steps a lookup of the emission factor may take where nothing answers exactly, in their
            order; empty for exactly or not at all.
    """

    definition: FormulaDefinition
    inputs: Mapping[str, Given] = field(default_factory=FrozenMap)
    factors: Mapping[str, str] = field(default_factory=FrozenMap)
    scope3_category: str = ""
    assumptions: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """``stationary-combustion/energy``: the activity, and what of it is measured."""
        return self.definition.id

    @property
    def version(self) -> str:
        """``1``."""
        return self.definition.version

    def formula(self, formula_id: str) -> FormulaDefinition:
        """The method as a formula of an agent, under the agent's own name for it."""
        return replace(self.definition, id=formula_id)

    def input_fields(self) -> tuple[InputField, ...]:
        """The inputs as an agent declares them.

        Here a negative amount is refused, and a share above 1: the formula itself computes with any number,
        for a reversal is the same calculation with the sign turned.
        """
        return tuple(
            InputField(
                name, "quantity", required=True, description=f"{given.words[:1].upper()}{given.words[1:]}.",
                unit=given.unit, minimum=given.minimum, maximum=given.maximum,
            )
            for name, given in self.inputs.items()
        )  # fmt: skip


def published(
    id: str,  # noqa: A002 - the word of the specification
    title: str,
    *,
    scope: str,
    expression: str,
    inputs: Mapping[str, Given],
    per_gas: Mapping[str, Given],
    source: str,
    parameters: Mapping[str, Given] | None = None,
    origin: str = "combustion",
    scope3_category: str = "",
    assumptions: tuple[str, ...] = (),
    fallback: tuple[str, ...] = (),
) -> Method:
    """Version 1 of a method whose result is kg CO2e.

    Args:
        per_gas: the one factor with a value per gas.
        parameters: the factors with one value.
        Others: see `Method` and `FormulaDefinition`.
    """
    factors = {**(parameters or {}), **per_gas}
    definition = FormulaDefinition(
        id=id,
        version="1",
        title=title,
        scope=scope,
        expression=expression,
        inputs={name: given.unit for name, given in inputs.items()},
        factors={name: FactorSlot(given.unit, per_gas=name in per_gas) for name, given in factors.items()},
        output_name="co2e",
        output_unit="kg CO2e",
        source=source,
        origin=origin,
    )
    words = FrozenMap({name: given.words for name, given in factors.items()})
    return Method(definition, FrozenMap(inputs), words, scope3_category, assumptions, fallback)


def simple(
    id: str,  # noqa: A002
    title: str,
    unit: str,
    words: str,
    factor_words: str,
    *,
    scope: str,
    source: str,
    mass: str = "kg",
    origin: str = "combustion",
    scope3_category: str = "",
    assumptions: tuple[str, ...] = (),
    fallback: tuple[str, ...] = (),
) -> Method:
    """Activity times emission factor: ``quantity * ef``, the factor in ``mass`` of the gas per ``unit``."""
    return published(
        id,
        title,
        scope=scope,
        expression="quantity * ef",
        inputs={"quantity": Given(unit, words)},
        per_gas={EMISSION_FACTOR: Given(f"{mass}/{unit}", factor_words)},
        source=source,
        origin=origin,
        scope3_category=scope3_category,
        assumptions=assumptions,
        fallback=fallback,
    )
