"""What of a specification was understood: each part with its place and what it means here."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.agents.spec.errors import Path, json_pointer, path_text
from apps.agents.spec.expectations import expectations_of
from apps.agents.spec.model import FactorSpec, FormulaSpec, FromInput, InputSpec, OutputSpec, PackSpec
from apps.agents.spec.plan import KINDS
from apps.agents.spec.preview import preview
from apps.agents.spec.properties import laws_of
from apps.agents.spec.reading import SpecReading


@dataclass(frozen=True, slots=True)
class Understood:
    """A part of a file and what it means here.

    Attributes:
        path, line: where it was written.
        meaning: one line.
        file: name of the file, where it is not the specification itself but its completion.
    """

    path: Path
    line: int
    meaning: str
    file: str = ""

    def as_dict(self) -> dict[str, str]:
        """For commands and endpoints."""
        document = {
            "pointer": json_pointer(self.path),
            "path": path_text(self.path),
            "line": str(self.line),
            "meaning": self.meaning,
        }
        return {**document, "file": self.file} if self.file else document


def understood(reading: SpecReading) -> tuple[Understood, ...]:
    """Every part that has an effect or is shown, in the order of the native form."""
    found = []
    for path, meaning in _parts(reading.spec):
        place = reading.composition.place_of(path)
        found.append(Understood(place.path, place.line, meaning, place.filename))
    return tuple(found)


def _parts(spec: PackSpec) -> Iterator[tuple[Path, str]]:
    pack = spec.pack
    yield ("pack",), f"registered as {spec.agent.id} {pack.version}, called {preview(pack.name)}"
    for index, field in enumerate(spec.agent.inputs):
        yield ("agents", 0, "inputs", index), _input(field)
    for index, output in enumerate(spec.agent.outputs):
        yield ("agents", 0, "outputs", index), _output(output, spec)
    for index, factor in enumerate(spec.factors):
        yield ("factors", index), _factor(factor)
    for index, formula in enumerate(spec.formulas):
        yield ("formulas", index), _formula(formula)
    if spec.provenance.gwp_set:
        yield ("provenance", "gwp_set"), f"gases are weighted by {spec.provenance.gwp_set}"
    for index, golden in enumerate(spec.tests.golden):
        names = ", ".join(each.name for each in expectations_of(golden))
        yield ("tests", "golden", index), f"golden test {preview(golden.name)}, of {names or 'nothing'}"
    for law in laws_of(spec):
        if law.is_tested:
            yield law.path, f"becomes a test: {preview(law.rule)}"
    if spec.tools:
        yield ("tools",), f"{len(spec.tools)} tools, shown and never called: formulas calculate"
    if spec.dependencies:
        yield ("dependencies",), f"{len(spec.dependencies)} dependencies, shown and never installed"


def _input(field: InputSpec) -> str:
    kind = KINDS.get(field.type.lower())
    if kind is None:
        return f"input {field.name}: {preview(field.type)} is no kind of value that is calculated with"
    rules, said = field.validation, [kind, "required" if field.is_required else "optional"]
    if rules.enum:
        said.append(f"one of {len(rules.enum)} values")
    if rules.minimum is not None or rules.maximum is not None:
        low = "" if rules.minimum is None else f"from {rules.minimum}"
        said.append(f"{low} {'' if rules.maximum is None else f'to {rules.maximum}'}".strip())
    if field.unit_from:
        said.append(f"its unit stands in {field.unit_from.input}" if field.unit_from.input else field.unit_from.unit)
    return f"input {field.name}: {', '.join(said)}"


def _output(output: OutputSpec, spec: PackSpec) -> str:
    if output.means:
        return f"output {output.name}: {output.means} of the calculation"
    if any(formula.output.name == output.name for formula in spec.formulas):
        return f"output {output.name}: the result, in {output.unit or spec.formulas[0].output.unit}"
    return f"output {output.name}: declared, and no formula yields it"


def _factor(factor: FactorSpec) -> str:
    if factor.is_pinned:
        figure = factor.figures[0]
        name = factor.id or factor.ref or "a factor"
        return (
            f"factor {preview(name)}: {figure.value} {preview(figure.unit or factor.unit)}, written in the pack itself"
        )
    activity = factor.activity.input if isinstance(factor.activity, FromInput) else factor.activity
    return f"factor {factor.id}: {factor.category} of {preview(activity)}, {factor.edition or 'any edition'}"


def _formula(formula: FormulaSpec) -> str:
    what = formula.method or preview(formula.expression)
    return f"formula {formula.id}: {what}, scope {formula.scope}"
