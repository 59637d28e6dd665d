"""``PackSpec``: what a pack.yaml says, in one immutable model.

The native form is the factory form (``pack`` and ``agents``) with two additions that make it executable:
``factors`` (where each emission factor comes from) and ``formulas`` (what is done with it).
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from apps.agents.spec.fields import (
    PUBLISHED,
    Choices,
    Gases,
    Json,
    Number,
    OptionalText,
    SpecModel,
    Text,
    as_dependencies,
    as_list,
    as_map,
    at_least_one,
    named,
)
from apps.agents.spec.methods import NAMES, check_agreement, written_out
from greenlang.engine import FURTHER_OUTPUTS


class Author(SpecModel):
    """Who wrote the pack; a plain text is the name."""

    name: OptionalText = ""
    email: OptionalText = ""
    organization: OptionalText = ""


class License(SpecModel):
    """The pack's licence; a plain text is the name (an SPDX identifier where there is one)."""

    name: OptionalText = ""
    url: OptionalText = ""


class Dependency(SpecModel):
    """Something the pack says it needs; shown, never installed."""

    name: Text
    version: OptionalText = ""


class PackIdentity(SpecModel):
    """``pack:``, the name and version under which the agent is registered."""

    id: Text
    name: Text
    version: Text
    description: OptionalText = ""
    author: Annotated[Author, BeforeValidator(named)] = Author()
    license: Annotated[License, BeforeValidator(named)] = License()
    category: OptionalText = ""
    priority: OptionalText = ""
    deadline: OptionalText = ""
    tags: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = ()


class InputValidation(SpecModel):
    """Bounds on an input; ``minimum`` and ``maximum`` are in the input's own unit."""

    minimum: Number | None = None
    maximum: Number | None = None
    enum: Annotated[tuple[Json, ...], BeforeValidator(as_list)] = ()
    pattern: OptionalText = ""
    format: OptionalText = ""
    properties: Json = None
    items: Json = None


class UnitSource(SpecModel):
    """Where the unit of an input that is a bare number stands.

    Either in another input (``input`` with ``means``: what each of its spellings is in a unit of ours), or nowhere
    because it is always the same (``unit``). A spelling that ``means`` has not is refused when a document uses it.
    """

    input: OptionalText = ""
    means: Annotated[Mapping[str, Text], BeforeValidator(as_map)] = Field(default_factory=dict)
    unit: OptionalText = ""

    @property
    def units(self) -> Mapping[str, str]:
        """Unit by spelling; the one that is always meant under the empty text."""
        return self.means if self.input else {"": self.unit}


class InputSpec(SpecModel):
    """One input of an agent. ``required`` unsaid means required, unless there is a default.

    ``unit_from`` makes a bare number a quantity.
    """

    name: Text
    type: Text
    required: bool | None = None
    default: Json = None
    description: OptionalText = ""
    unit: OptionalText = ""
    unit_from: UnitSource | None = None
    validation: Annotated[InputValidation, BeforeValidator(as_map)] = InputValidation()

    @property
    def is_required(self) -> bool:
        """Whether a document without this input is refused."""
        return self.default is None if self.required is None else self.required


class OutputSpec(SpecModel):
    """One output of an agent; ``unit`` is the unit of the result ("kg CO2e").

    ``means`` makes it a further output, read from the provenance of the result ("factor.source", "formula.scope").
    """

    name: Text
    type: OptionalText = ""
    unit: OptionalText = ""
    means: Annotated[OptionalText, Field(json_schema_extra={"examples": list(FURTHER_OUTPUTS)})] = ""
    description: OptionalText = ""


class AgentSpec(SpecModel):
    """One agent of the pack."""

    id: Text
    name: Text
    type: Text
    description: OptionalText = ""
    inputs: Annotated[tuple[InputSpec, ...], BeforeValidator(as_list)] = ()
    outputs: Annotated[tuple[OutputSpec, ...], BeforeValidator(as_list)] = ()
    tools: Annotated[tuple[Json, ...], BeforeValidator(as_list)] = ()


class FromInput(SpecModel):
    """A selector that takes its value from an input of the document.

    ``means`` says what each value of the input is called in the catalogue; one that it has not is refused when a
    document uses it. Without it the value is taken as it is.
    """

    input: Text
    means: Annotated[Mapping[str, Text], BeforeValidator(as_map)] = Field(default_factory=dict)


class PinnedValue(SpecModel):
    """One figure of a pinned factor; ``unit`` overrides the factor's unit (g beside kg)."""

    value: Number
    gas: OptionalText = ""
    unit: OptionalText = ""


Selector = FromInput | Text


class FactorSpec(SpecModel):
    """Where one factor of the formulas comes from.

    Either selected from the catalogue (``category``, ``activity``, ``region``) or pinned (``value`` or
    ``values`` with ``source``). ``unit`` is the unit the formula is written for; per gas unless
    ``parameter`` is true (a heat content, a density). ``gases: published`` takes whichever the publication gives:
    the parts of a blend, a residual mix that is CO2 here and CO2e there. ``fallback`` names the steps that may follow
    where the catalogue has no exact answer ("country"); unsaid, there is none.
    """

    id: OptionalText = ""
    unit: OptionalText = ""
    category: OptionalText = ""
    edition: OptionalText = ""
    source: OptionalText = ""
    activity: Selector = ""
    region: Selector = ""
    basis: OptionalText = ""
    gases: Gases = ()
    fallback: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = ()
    parameter: bool = False
    value: Number | None = None
    values: Annotated[tuple[PinnedValue, ...], BeforeValidator(as_list)] = ()
    citation: OptionalText = ""
    license: OptionalText = ""
    description: OptionalText = ""
    ref: OptionalText = ""

    @property
    def takes_any_gas(self) -> bool:
        """Whether the gases are those the publication gives."""
        return self.gases == (PUBLISHED,)

    @property
    def named_gases(self) -> tuple[str, ...]:
        """The gases asked for by name; empty where any is taken."""
        return () if self.takes_any_gas else self.gases

    @property
    def is_pinned(self) -> bool:
        """Whether the figures stand in the specification itself."""
        return self.value is not None or bool(self.values)

    @property
    def figures(self) -> tuple[PinnedValue, ...]:
        """The pinned figures, whichever way they are written."""
        return self.values or (() if self.value is None else (PinnedValue(value=self.value),))


class FormulaOutput(SpecModel):
    """What a formula yields: ``kg CO2e`` (all gases) or ``kg CO2``."""

    name: Text
    unit: Text


WRITTEN_OUT = ["expression", "inputs", "output", "scope"]


def _one_of_two(schema: dict[str, Any]) -> None:
    """A formula in the JSON Schema: written out, or by the name of a method that says the rest."""
    schema["required"] = ["id"]
    schema["oneOf"] = [
        {"required": WRITTEN_OUT, "not": {"required": ["method"]}},
        {"required": ["method"], "not": {"required": ["expression"]}},
    ]


class FormulaSpec(SpecModel):
    """One way to calculate; which of several applies is decided by ``when`` and by the units of the inputs.

    Either an ``expression`` with its inputs, output and scope, or a ``method`` of the library
    ("stationary-combustion/energy", "stationary-combustion/energy@1"). What a method says may be left out and is
    filled in; what is said beside it must agree, except the output: its name may be another, and its unit one of
    the same kind. ``with`` gives the pack's own name of an input or factor for the formula's, where they differ.
    ``when`` limits the formula to certain values of inputs, compared as text.
    """

    model_config = ConfigDict(json_schema_extra=_one_of_two)

    id: Text
    expression: Text
    inputs: Mapping[str, Text]
    output: FormulaOutput
    scope: Text
    method: Annotated[OptionalText, Field(json_schema_extra={"examples": list(NAMES)})] = ""
    version: Text = "1"
    title: OptionalText = ""
    source: OptionalText = ""
    origin: OptionalText = "combustion"
    description: OptionalText = ""
    names: Annotated[Mapping[str, Text], BeforeValidator(as_map)] = Field(default_factory=dict, alias="with")
    when: Annotated[Mapping[str, Choices], BeforeValidator(as_map)] = Field(default_factory=dict)

    def named(self, name: str) -> str:
        """The pack's name of an input or factor of the formula."""
        return self.names.get(name, name)

    @property
    def own_inputs(self) -> dict[str, str]:
        """Unit text by the pack's name of each input."""
        return {self.named(name): unit for name, unit in self.inputs.items()}

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, value: object) -> object:
        return written_out(value)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.method:
            check_agreement(self)
        return self


class ProvenanceSpec(SpecModel):
    """How results are recorded; ``gwp_set`` names the warming potentials used unless a caller says another."""

    gwp_set: OptionalText = ""
    pin_ef: bool | None = None
    ef_version: OptionalText = ""
    enable_audit: bool | None = None
    retention_days: Number | None = None
    record: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = ()


class GoldenTest(SpecModel):
    """An input and what must come out, worked by hand or taken from a publication."""

    name: Text
    description: OptionalText = ""
    input: Mapping[str, Json] = Field(default_factory=dict)
    expect: Mapping[str, Json] = Field(default_factory=dict)
    tolerance: Json = None
    gwp_set: OptionalText = ""


class PropertyRule(SpecModel):
    """A law the results must obey, in pseudo-code."""

    name: Text
    rule: Text
    description: OptionalText = ""
    iterations: Number | None = None


class Contradicted(SpecModel):
    """A figure of a golden test that the published factors or their units contradict, accepted by a person.

    ``golden`` is the test, ``output`` the expectation meant where it is not that of the formulas' output.
    ``expected`` is what the test expects, ``calculated`` what comes out (rounded to as many decimals as are written);
    ``refused`` stands in its place where the input cannot be calculated, and says why.
    """

    golden: Text
    reason: Text
    output: OptionalText = ""
    expected: OptionalText = ""
    calculated: OptionalText = ""
    refused: OptionalText = ""


class TestsSpec(SpecModel):
    """``tests:``, golden cases, those of them that are contradicted, and properties."""

    __test__ = False

    golden: Annotated[tuple[GoldenTest, ...], BeforeValidator(as_list)] = ()
    contradicted: Annotated[tuple[Contradicted, ...], BeforeValidator(as_list)] = ()
    properties: Annotated[tuple[PropertyRule, ...], BeforeValidator(as_list)] = ()


class ToolSpec(SpecModel):
    """A tool the pack describes; shown, never called: the formulas calculate."""

    id: OptionalText = ""
    name: OptionalText = ""
    type: OptionalText = ""
    description: OptionalText = ""


class ValidationRule(SpecModel):
    """A condition the publisher wants kept, in pseudo-code."""

    id: OptionalText = ""
    description: OptionalText = ""
    condition: OptionalText = ""
    severity: OptionalText = ""


class ValidationSpec(SpecModel):
    """``validation:``, rules over inputs and outputs."""

    rules: Annotated[tuple[ValidationRule, ...], BeforeValidator(as_list)] = ()


class DeploymentSpec(SpecModel):
    """``deployment:``, read by the deployers; its maps keep the publisher's own shape."""

    kubernetes: Json = None
    monitoring: Json = None


class PackSpec(SpecModel):
    """A pack.yaml of the native form or of the factory dialect, as it was written."""

    pack: PackIdentity
    agents: Annotated[tuple[AgentSpec, ...], AfterValidator(at_least_one), Field(json_schema_extra={"minItems": 1})]
    factors: Annotated[tuple[FactorSpec, ...], BeforeValidator(as_list)] = ()
    formulas: Annotated[tuple[FormulaSpec, ...], BeforeValidator(as_list)] = ()
    provenance: Annotated[ProvenanceSpec, BeforeValidator(as_map)] = ProvenanceSpec()
    tests: Annotated[TestsSpec, BeforeValidator(as_map)] = TestsSpec()
    tools: Annotated[tuple[ToolSpec, ...], BeforeValidator(as_list)] = ()
    validation: Annotated[ValidationSpec, BeforeValidator(as_map)] = ValidationSpec()
    deployment: Annotated[DeploymentSpec, BeforeValidator(as_map)] = DeploymentSpec()
    dependencies: Annotated[tuple[Dependency, ...], BeforeValidator(as_dependencies)] = ()
    schema_version: OptionalText = ""

    @property
    def agent(self) -> AgentSpec:
        """The agent that is built: the first (a pack with several is refused by ``validate_spec``)."""
        return self.agents[0]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of pack.yaml, as committed in ``pack.schema.json``."""
    schema = PackSpec.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "GreenLang pack.yaml", **schema}
