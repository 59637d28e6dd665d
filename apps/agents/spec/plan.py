"""What a specification means for the engine: input fields, formula definitions, factor selectors, a binding.

Generated agents contain the same three things as literals. Validation and test generation need them before
any code exists, so they are built here from the model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from apps.agents.spec.bounds import Bounds, bounds_of
from apps.agents.spec.methods import check_slots, method_of
from apps.agents.spec.model import FactorSpec, FormulaSpec, FromInput, InputSpec, PackSpec, UnitSource
from greenlang.engine import (
    Binding,
    CompiledFormula,
    FactorComponent,
    FactorRequest,
    FactorSlot,
    FormulaDefinition,
    FormulaError,
    InputField,
    InvalidInput,
    NumberUnit,
    PinnedFactor,
    Unit,
    applicable,
    canonical_number,
    choose_formula,
    compile_formula,
    formula_inputs,
    gas_name,
    inputs_document,
    meaning_of,
    names_used,
    parse_unit,
    read_inputs,
    sha256_of,
    with_units,
)
from greenlang.engine.inputs import Kind, as_text

KINDS: Mapping[str, Kind] = {
    "string": "string", "str": "string", "text": "string",
    "quantity": "quantity",
    "float": "number", "number": "number", "decimal": "number",
    "integer": "integer", "int": "integer",
    "boolean": "boolean", "bool": "boolean",
    "date": "date",
}  # fmt: skip
"""Input types of the wild by kind of the engine; others (objects, arrays, class names) have none."""

NUMERIC = ("quantity", "number", "integer")

GWP_SETS: Mapping[str, str] = {
    name: short
    for short in ("AR4", "AR5", "AR6")
    for name in (short, f"{short}GWP100", f"IPCC_{short}", f"ipcc-gwp-{short.lower()}")
}


@dataclass(frozen=True)
class CalculationPlan:
    """A specification made executable, without any generated code.

    Attributes:
        fields: the agent's inputs.
        formulas: compiled, by id.
        factors: selectors and pinned values, by id.
        gwp_set: "AR4", "AR5" or "AR6".
        units: where the units of bare numbers stand.
        names: by formula id, the pack's name for a name of the formula, where they differ.
        when: by formula id, the values of inputs with which it applies, as text.
        outputs: what each further output shows, by its name.
    """

    fields: tuple[InputField, ...]
    formulas: Mapping[str, CompiledFormula]
    factors: Mapping[str, FactorSpec]
    gwp_set: str
    units: tuple[NumberUnit, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    when: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)

    def bind(self, document: Mapping[str, object]) -> Binding:
        """Validate a document and bind it to the formula its values and units choose. Raises ``InvalidInput``."""
        values = read_inputs(self.fields, document)
        measured = with_units(values, self.units)
        formula = choose_formula(applicable(self.formulas, self.when, values), measured, self.names)
        definition = formula.definition
        own = self.names.get(definition.id, {})
        return Binding(
            formula_id=definition.id,
            inputs=formula_inputs(formula, measured, own),
            factors={slot: factor_of(self.factors[own.get(slot, slot)], values, slot) for slot in definition.factors},
            documents=inputs_document(values),
            taken={name: own[name] for name in definition.inputs if name in own},
        )

    def named(self, formula_id: str, name: str) -> str:
        """The pack's name for an input or factor of a formula."""
        return self.names.get(formula_id, {}).get(name, name)

    @property
    def slots(self) -> dict[str, str]:
        """The formulas' name for each factor of the pack that a formula uses, by the pack's own."""
        return {
            self.named(id_, slot): slot for id_, formula in self.formulas.items() for slot in formula.definition.factors
        }

    @property
    def scopes(self) -> str:
        """The scopes of its formulas: ``1``, or ``1, 2``."""
        return ", ".join(sorted({formula.definition.scope for formula in self.formulas.values()}))

    def input_unit(self, formula: CompiledFormula, name: str) -> Unit | None:
        """The unit in which a formula takes an input of the pack; None where it does not take it."""
        own = self.names.get(formula.definition.id, {})
        return next((unit for said, unit in formula.input_units.items() if own.get(said, said) == name), None)


def plan_of(spec: PackSpec) -> CalculationPlan:
    """The plan of a specification that ``validate_spec`` finds no error in; raises the first one otherwise."""
    factors = {factor.id: factor for factor in spec.factors if factor.id}
    definitions = [formula_definition(formula, factors) for formula in spec.formulas]
    fields = tuple(input_field(field, spec.formulas) for field in spec.agent.inputs)
    return CalculationPlan(
        fields=fields,
        formulas={definition.id: compile_formula(definition) for definition in definitions},
        factors=factors,
        gwp_set=gwp_set_name(spec.provenance.gwp_set),
        units=tuple(number_unit(field) for field in spec.agent.inputs if field.unit_from),
        names={formula.id: dict(formula.names) for formula in spec.formulas if formula.names},
        when={formula.id: conditions_of(formula, fields) for formula in spec.formulas if formula.when},
        outputs={output.name: output.means for output in spec.agent.outputs if output.means},
    )


def number_unit(field: InputSpec) -> NumberUnit:
    """Where the unit of a bare number stands. Raises ``UnitError`` for a unit that cannot be read."""
    said = field.unit_from or UnitSource()
    return NumberUnit(number=field.name, said_in=said.input, units=said.units)


def conditions_of(formula: FormulaSpec, fields: Sequence[InputField]) -> dict[str, tuple[str, ...]]:
    """The values with which a formula applies, each as the input itself writes it.

    Raises ``InvalidInput`` for a value that the input refuses; an input that does not exist is passed over.
    """
    kinds = {field.name: field for field in fields}
    return {
        name: tuple(as_text(kinds[name].read(_said(text, kinds[name]))) for text in texts)
        for name, texts in formula.when.items()
        if name in kinds
    }


def _said(text: str, field: InputField) -> object:
    return text == "true" if field.kind == "boolean" and text in ("true", "false") else text


def gwp_set_name(text: str) -> str:
    """The short name of a GWP set: ``AR5GWP100`` is AR5. Raises ``InvalidInput``."""
    if text in GWP_SETS:
        return GWP_SETS[text]
    detail = f"There is no GWP set {text[:40]!r}." if text else "The GWP set is not said."
    raise InvalidInput(detail, where="provenance.gwp_set", mend="Say AR4GWP100, AR5GWP100 or AR6GWP100.")


def input_field(field: InputSpec, formulas: Sequence[FormulaSpec] = ()) -> InputField:
    """An input as the engine declares it, with the bounds its methods set where the specification sets none.

    Raises ``InvalidInput`` for a type, bound, unit or pattern it has not.
    """
    kind = KINDS.get(field.type.lower())
    if kind is None:
        mend = f"Use one of {', '.join(sorted(set(KINDS.values())))}."
        raise InvalidInput(f"{field.type[:40]!r} is no type of input that can be calculated with.", mend=mend)
    rules = field.validation
    bounds = bounds_of(field, formulas) if kind in NUMERIC else Bounds(rules.minimum, rules.maximum, field.unit)
    return InputField(
        name=field.name,
        kind=kind,
        required=field.is_required,
        description=field.description,
        unit=bounds.unit if kind == "quantity" else field.unit,
        choices=tuple(as_choice(choice) for choice in rules.enum),
        minimum=bounds.minimum,
        maximum=bounds.maximum,
        pattern=rules.pattern,
        default=plain(field.default, as_written=kind == "string"),
    )


def formula_definition(formula: FormulaSpec, factors: Mapping[str, FactorSpec]) -> FormulaDefinition:
    """A formula as the engine defines it: its method's, or with a slot for each factor its expression names.

    Raises:
        FormulaError: the expression cannot be read, or a text of it is missing.
        InvalidInput: a factor of the method is not among *factors*.
    """
    if formula.method:
        used_method = method_of(formula.method)
        check_slots(used_method, factors, formula.names)
        output = formula.output
        return replace(used_method.formula(formula.id), output_name=output.name, output_unit=output.unit)
    inputs = formula.inputs
    slots = {name: formula.named(name) for name in names_used(formula.expression) if name not in inputs}
    used = {name: factor for name, factor in slots.items() if factor in factors}
    return FormulaDefinition(
        id=formula.id,
        version=formula.version,
        title=formula.title or formula.id,
        scope=formula.scope,
        expression=formula.expression,
        inputs=dict(formula.inputs),
        factors={
            name: FactorSlot(unit=factors[factor].unit, per_gas=not factors[factor].parameter)
            for name, factor in used.items()
        },
        output_name=formula.output.name,
        output_unit=formula.output.unit,
        source=formula.source,
        origin=formula.origin,
    )


def own_names(formula: FormulaSpec) -> frozenset[str]:
    """The pack's names of what the expression names; none where it cannot be read."""
    return frozenset(formula.named(name) for name in _names(formula))


def slots_of(formula: FormulaSpec) -> tuple[str, ...]:
    """The formula's own names of its factors; none where it cannot be read."""
    return tuple(name for name in _names(formula) if name not in formula.inputs)


def _names(formula: FormulaSpec) -> tuple[str, ...]:
    try:
        return names_used(formula.expression)
    except FormulaError:
        return ()


def factor_of(factor: FactorSpec, values: Mapping[str, object], slot: str) -> FactorRequest | PinnedFactor:
    """The request for a selected factor with the given inputs, or the pinned factor itself, for a formula's slot."""
    if factor.is_pinned:
        return pinned_factor(factor, slot)
    return FactorRequest(
        slot=slot,
        category=factor.category,
        activity=_selected(factor.activity, values),
        region=_selected(factor.region, values),
        unit=factor.unit,
        gases=tuple(gas_name(gas) for gas in factor.named_gases),
        source=factor.source,
        edition=factor.edition,
        basis=factor.basis,
        fallback=factor.fallback,
    )


def pinned_factor(factor: FactorSpec, slot: str = "") -> PinnedFactor:
    """A factor whose figures stand in the specification, each with a content id of its own; for a formula's slot."""
    components = []
    for figure in factor.figures:
        gas = factor.id if factor.parameter else gas_name(figure.gas)
        unit = figure.unit or factor.unit
        content = {
            "gas": gas,
            "value": canonical_number(figure.value),
            "unit": parse_unit(unit).text,
            "source": factor.source,
            "citation": factor.citation,
        }
        ef_cid = "ef_" + sha256_of(content).removeprefix("sha256:")[:16]
        components.append(FactorComponent(gas=gas, ef_cid=ef_cid, value=figure.value, unit=unit))
    return PinnedFactor(
        slot=slot or factor.id, components=tuple(components), source=factor.source, citation=factor.citation
    )


def golden_document(given: Mapping[str, object], fields: tuple[InputField, ...]) -> dict[str, object]:
    """The input of a golden test as a document: numbers as text, so that nothing of them is lost."""
    texts = {field.name for field in fields if field.kind == "string"}
    return {name: plain(value, as_written=name in texts) for name, value in given.items()}


def plain(value: object, *, as_written: bool = False) -> object:
    """A value of the file in JSON's types, numbers as text (canonical unless ``as_written``)."""
    if isinstance(value, Decimal):
        return str(value) if as_written else canonical_number(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def as_choice(choice: object) -> str:
    """A value of an ``enum`` as the engine compares it."""
    return str(choice).lower() if isinstance(choice, bool) else str(plain(choice))


def _selected(selector: FromInput | str, values: Mapping[str, object]) -> str:
    if not isinstance(selector, FromInput):
        return selector
    if selector.means:
        return meaning_of(values, selector.input, selector.means)
    return str(values[selector.input])
