"""What texts of a document mean: units of bare numbers, names of the catalogue, values a formula is limited to."""

from collections.abc import Iterator, Mapping

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import FormulaSpec, FromInput, InputSpec, PackSpec, UnitSource
from apps.agents.spec.plan import KINDS, as_choice, conditions_of, input_field, own_names
from greenlang.engine import Unit, parse_unit
from greenlang.errors import GreenLangError

NUMBERS = ("number", "integer")


def check_meanings(spec: PackSpec) -> Iterator[Finding]:
    """Units of numbers can be read and fit a formula; what has a meaning can be given; what has none is told."""
    for index, field in enumerate(spec.agent.inputs):
        if field.unit_from is not None:
            path: Path = ("agents", 0, "inputs", index, "unit_from")
            yield from _unit_source(path, field, field.unit_from, spec)
    for index, formula in enumerate(spec.formulas):
        yield from _conditions(("formulas", index, "when"), formula, spec)
    yield from _refused_choices(spec)


def check_selector(path: Path, selector: FromInput, spec: PackSpec) -> Iterator[Finding]:
    """The input a selector names is given in every document, as a text, and each value of ``means`` can be given."""
    kinds = ("string", "integer") if selector.means else ("string",)
    yield from _chosen_by((*path, "input"), selector.input, kinds, spec)
    yield from _meanings(path, selector.input, selector.means, spec)


def overlap(one: FormulaSpec, other: FormulaSpec) -> bool:
    """Whether a document can meet the conditions of both formulas."""
    shared = one.when.keys() & other.when.keys()
    return all(set(one.when[name]) & set(other.when[name]) for name in shared)


def _unit_source(path: Path, field: InputSpec, said: UnitSource, spec: PackSpec) -> Iterator[Finding]:
    kind = KINDS.get(field.type.lower())
    if kind not in NUMBERS:
        detail = f"The input {field.name!r} is a {field.type[:40]}; only a bare number has its unit elsewhere."
        yield Finding("error", path, detail, "Make it a float, or leave `unit_from` out.", "unit-from")
        return
    if bool(said.input) == bool(said.unit) or bool(said.input) != bool(said.means):
        detail = "The unit stands either in an input, whose spellings have a meaning, or is always the same."
        mend = "Write `{input: unit, means: {m3: m3(15C)}}` or `{unit: kWh}`."
        yield Finding("error", path, detail, mend, "unit-from")
        return
    if said.input:
        yield from _chosen_by((*path, "input"), said.input, ("string",), spec)
        yield from _meanings(path, said.input, said.means, spec)
    for spelling, text in said.units.items():
        place: Path = (*path, "means", spelling) if said.input else (*path, "unit")
        yield from _fitting_unit(place, field, text, spec)


def _fitting_unit(path: Path, field: InputSpec, text: str, spec: PackSpec) -> Iterator[Finding]:
    """A unit that can be read, and in which one of the formulas takes the number."""
    try:
        unit = parse_unit(text)
    except GreenLangError as error:
        yield Finding("error", path, error.message, error.mend, error.code)
        return
    wanted = [formula.own_inputs[field.name] for formula in spec.formulas if field.name in formula.own_inputs]
    if wanted and not any(_fits(unit, each) for each in wanted):
        listed = " or ".join(dict.fromkeys(wanted))
        detail = f"No formula takes {field.name} in {unit.text}."
        yield Finding("error", path, detail, f"Formulas take it in {listed}.", "unit-fits-nothing")


def _fits(unit: Unit, text: str) -> bool:
    try:
        return unit.is_commensurable(parse_unit(text))
    except GreenLangError:
        return True  # told of at the formula


def _conditions(path: Path, formula: FormulaSpec, spec: PackSpec) -> Iterator[Finding]:
    declared = {field.name: field for field in spec.agent.inputs}
    for name, texts in formula.when.items():
        place = (*path, name)
        yield from _chosen_by(place, name, ("string", *NUMBERS, "boolean", "date"), spec)
        if not texts:
            yield Finding("error", place, "It names no value.", "Write those with which it applies.", "when")
        if name not in declared or KINDS.get(declared[name].type.lower()) is None:
            continue
        for index, text in enumerate(texts):
            try:
                conditions_of(formula.model_copy(update={"when": {name: (text,)}}), [input_field(declared[name])])
            except GreenLangError as error:
                detail = f"The input {name!r} never is {text[:40]!r}: {error.message}"
                yield Finding("error", (*place, index), detail, error.mend, "when")


def _chosen_by(path: Path, name: str, kinds: tuple[str, ...], spec: PackSpec) -> Iterator[Finding]:
    """An input that decides something is declared, of a kind that can, and never left out."""
    declared = {field.name: field for field in spec.agent.inputs}
    field = declared.get(name)
    if field is None:
        mend = f"Inputs are {', '.join(declared)}."
        yield Finding("error", path, f"There is no input {name[:60]!r}.", mend, "unknown-input")
    elif KINDS.get(field.type.lower()) not in kinds:
        detail = f"The input {field.name!r} is no text." if "number" not in kinds else f"{name!r} cannot be compared."
        yield Finding("error", path, detail, "Use a text input.", "selector-kind")
    elif not field.is_required and field.default is None:
        mend = "Make the input required, or give it a default."
        yield Finding("error", path, f"The input {field.name!r} may be left out.", mend, "selector-optional")


def _meanings(path: Path, name: str, means: Mapping[str, str], spec: PackSpec) -> Iterator[Finding]:
    """Each spelling can be given, and means something."""
    choices = _choices(spec).get(name, ())
    for spelling, meaning in means.items():
        place = (*path, "means", spelling)
        if choices and spelling not in choices:
            mend = f"It accepts {', '.join(choices[:20])}."
            yield Finding("error", place, f"The input {name!r} never is {spelling[:40]!r}.", mend, "meaning")
        if not meaning:
            yield Finding("error", place, "It means nothing.", "Say what it is, or leave it out.", "meaning")


def _refused_choices(spec: PackSpec) -> Iterator[Finding]:
    """Choices of an input with which every formula refuses a document: right to refuse, and worth knowing."""
    for index, field in enumerate(spec.agent.inputs):
        choices = _choices(spec).get(field.name, ())
        refused = [text for text in choices if not is_served(field.name, text, spec)]
        if spec.formulas and refused:
            path: Path = ("agents", 0, "inputs", index, "validation", "enum")
            detail = f"Documents with {field.name} {', '.join(refused)} are refused: no formula says how."
            yield Finding("warning", path, detail, "Say what they mean, if they can be calculated.", "refused-choice")


def is_served(name: str, text: str, spec: PackSpec) -> bool:
    """Whether some formula, with its conditions, factors and units, accepts a choice of an input."""
    return any(_serves(formula, name, text, spec) for formula in spec.formulas)


def _serves(formula: FormulaSpec, name: str, text: str, spec: PackSpec) -> bool:
    """Whether nothing of the formula, its conditions, factors and units, refuses the value."""
    slots = own_names(formula)
    selectors = [
        selector
        for factor in spec.factors
        if factor.id in slots
        for selector in (factor.activity, factor.region)
        if isinstance(selector, FromInput) and selector.means and selector.input == name
    ]
    units = [
        field.unit_from
        for field in spec.agent.inputs
        if field.unit_from and field.unit_from.input == name and field.name in formula.own_inputs
    ]
    return (
        text in formula.when.get(name, (text,))
        and all(text in selector.means for selector in selectors)
        and all(text in said.means for said in units)
    )


def _choices(spec: PackSpec) -> dict[str, tuple[str, ...]]:
    return {
        field.name: tuple(as_choice(choice) for choice in field.validation.enum)
        for field in spec.agent.inputs
        if field.validation.enum
    }
