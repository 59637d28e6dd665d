"""What a specification shows of its domain: texts by weight, methods, categories, references, units, scopes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from apps.agents.domains.taxonomy import family_of
from apps.agents.domains.words import phrases_in
from apps.agents.spec.model import AgentSpec, FactorSpec, PackSpec

NAME_POINTS = 8
FORMULA_POINTS = 5
FIELD_POINTS = 4
DESCRIPTION_POINTS = 2

Text = tuple[int, str, str]
"""Points of a word in it, the place, the text."""


@dataclass
class Evidence:
    """Signs before they are weighed.

    Attributes:
        words: by phrase of the taxonomy, the most it counts and where.
        methods: formulas by family of the method they name.
        categories: selected factors by category of the catalogue.
        references: factors by the category segment of their ``ef://source/category/item/year``.
        units: texts of units with the first place of each.
        types: types of the agents.
        scopes: of the formulas.
    """

    words: dict[str, tuple[int, str]] = field(default_factory=dict)
    methods: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    references: Counter[str] = field(default_factory=Counter)
    units: dict[str, str] = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()


def evidence_of(spec: PackSpec) -> Evidence:
    """All of a specification, whatever its order."""
    found = Evidence(
        words=words_of(_texts(spec)),
        methods=Counter(family_of(formula.method) for formula in spec.formulas if formula.method),
        categories=Counter(factor.category for factor in spec.factors if factor.category and not factor.is_pinned),
        references=Counter(segment for factor in spec.factors if (segment := reference_category(factor))),
        types=frozenset(agent.type for agent in spec.agents),
        scopes=frozenset(formula.scope for formula in spec.formulas),
    )
    for unit, place in _units(spec):
        if unit:
            found.units.setdefault(unit, place)
    return found


def reference_category(factor: FactorSpec) -> str:
    """``stationary-combustion`` of ``ef://epa/stationary-combustion/natural-gas/2024``; empty without one."""
    scheme, _, rest = factor.ref.partition("://")
    segments = rest.split("/")
    return segments[1].strip() if scheme == "ef" and len(segments) > 1 else ""


def words_of(texts: Iterable[Text]) -> dict[str, tuple[int, str]]:
    """The taxonomy's phrases found, each with the most it counts and where; of equal places the first."""
    found: dict[str, tuple[int, str]] = {}
    for points, place, text in texts:
        for phrase in phrases_in(text):
            if phrase not in found or points > found[phrase][0]:
                found[phrase] = (points, place)
    return found


def _texts(spec: PackSpec) -> Iterator[Text]:
    yield NAME_POINTS, "pack.name", spec.pack.name
    yield NAME_POINTS, "pack.id", spec.pack.id
    yield NAME_POINTS, "pack.category", spec.pack.category
    yield FIELD_POINTS, "pack.tags", " . ".join(spec.pack.tags)
    yield DESCRIPTION_POINTS, "pack.description", spec.pack.description
    for index, agent in enumerate(spec.agents):
        yield from _agent_texts(agent, f"agents[{index}]")
    for index, factor in enumerate(spec.factors):
        yield FORMULA_POINTS, f"factors[{index}].ref", factor.ref
    for index, formula in enumerate(spec.formulas):
        yield FORMULA_POINTS, f"formulas[{index}].title", f"{formula.id} . {formula.title}"
        yield DESCRIPTION_POINTS, f"formulas[{index}].source", formula.source
    for index, tool in enumerate(spec.tools):
        yield DESCRIPTION_POINTS, f"tools[{index}]", f"{tool.id} . {tool.name} . {tool.description}"


def _agent_texts(agent: AgentSpec, place: str) -> Iterator[Text]:
    yield NAME_POINTS, f"{place}.name", agent.name
    yield NAME_POINTS, f"{place}.id", agent.id
    yield DESCRIPTION_POINTS, f"{place}.description", agent.description
    for number, given in enumerate(agent.inputs):
        yield FIELD_POINTS, f"{place}.inputs[{number}].name", given.name
        yield DESCRIPTION_POINTS, f"{place}.inputs[{number}].description", given.description
        choices = " . ".join(str(choice) for choice in given.validation.enum)
        yield FIELD_POINTS, f"{place}.inputs[{number}].validation.enum", choices
    for number, output in enumerate(agent.outputs):
        yield FIELD_POINTS, f"{place}.outputs[{number}].name", output.name
        yield DESCRIPTION_POINTS, f"{place}.outputs[{number}].description", output.description


def _units(spec: PackSpec) -> Iterator[tuple[str, str]]:
    for index, formula in enumerate(spec.formulas):
        for name, unit in formula.inputs.items():
            yield unit, f"formulas[{index}].inputs.{name}"
    for index, factor in enumerate(spec.factors):
        yield factor.unit, f"factors[{index}].unit"
    for index, agent in enumerate(spec.agents):
        for number, given in enumerate(agent.inputs):
            yield given.unit, f"agents[{index}].inputs[{number}].unit"
