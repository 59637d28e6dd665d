"""A completion being drafted: factors, formulas and tests, each with the reason why it is so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.agents.completion.units import UnitMeaning


@dataclass
class FromInput:
    """A selector that takes its value from an input.

    Attributes:
        means: the catalogue's name by the input's spelling.
        why: what a spelling is taken for, where there is something to say.
    """

    input: str
    means: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


@dataclass
class Factor:
    """One factor to be selected; no gases where it is a parameter."""

    id: str
    category: str
    edition: str
    unit: str
    activity: FromInput | str
    region: FromInput | str
    gases: tuple[str, ...] = ()
    why: list[str] = field(default_factory=list)

    @property
    def what(self) -> tuple[object, ...]:
        """Equal for factors that differ in the activities they name only."""
        region = tuple(self.region.means.items()) if isinstance(self.region, FromInput) else self.region
        return self.category, self.edition, self.unit, region, self.gases


@dataclass
class Formula:
    """One method applied.

    Attributes:
        names: the pack's name by the method's, where they differ.
        when: values of inputs it is limited to.
        sample: an input that reaches it, without the amount.
    """

    id: str
    method: str
    names: dict[str, str]
    when: dict[str, tuple[str, ...]]
    sample: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProposedGolden:
    """A test of a formula that none of the pack's own reaches; its figure is calculated, for a person to check."""

    name: str
    description: str
    input: Mapping[str, object]
    expected: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A golden test whose figure is another by the published factors, or that cannot be calculated."""

    golden: str
    output: str
    expected: str
    calculated: str
    refused: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """The fields that say something."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Unserved:
    """Something the pack names that nothing is proposed for, and why."""

    what: str
    why: str


@dataclass
class Draft:
    """What is proposed so far.

    Attributes:
        amount: name of the input that is the amount; its unit stands in ``unit_input`` or is ``fixed_unit``.
        result: name and unit of the result.
        further: meaning by the name of a further output.
    """

    agent_id: str
    amount: str
    result: str
    result_unit: str
    result_is_declared: bool
    unit_input: str = ""
    fixed_unit: str = ""
    units: list[UnitMeaning] = field(default_factory=list)
    further: dict[str, str] = field(default_factory=dict)
    gwp_set: str = ""
    factors: dict[str, Factor] = field(default_factory=dict)
    formulas: list[Formula] = field(default_factory=list)
    golden: list[ProposedGolden] = field(default_factory=list)
    contradicted: list[Contradiction] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unserved: list[Unserved] = field(default_factory=list)

    def factor(self, wanted: Factor, tag: str) -> str:
        """Add a factor, or its activities to one that is the same but for them; its id."""
        for id_ in (wanted.id, f"{wanted.id}_{tag}", *(f"{wanted.id}_{tag}_{n}" for n in range(2, 100))):
            known = self.factors.get(id_)
            if known is None:
                wanted.id = id_
                self.factors[id_] = wanted
                return id_
            if known.what == wanted.what and _joined(known, wanted):
                return id_
        raise AssertionError("a pack has fewer factors than that")

    def leave(self, what: str, why: str) -> None:
        """Say once that nothing is proposed for something."""
        if all(left.what != what for left in self.unserved):
            self.unserved.append(Unserved(what, why))


def _joined(known: Factor, wanted: Factor) -> bool:
    """Whether the activities could be added: both are taken from an input, or they are the same."""
    if isinstance(known.activity, FromInput) and isinstance(wanted.activity, FromInput):
        known.activity.means.update(wanted.activity.means)
        known.activity.why.update(wanted.activity.why)
        return True
    return known.activity == wanted.activity
