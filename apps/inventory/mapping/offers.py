"""What running agents can take, as plain values: who runs them hands it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from greenlang.engine.frozen import FrozenMap


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a factor's activity or region is taken from.

    Args:
        input: the agent's input that says it; empty: it is always ``fixed``.
        fixed: the one value; of an input, the value that holds where it is left out.
        means: what each value of the input is called in the catalogue; empty: the same.
    """

    input: str = ""
    fixed: str = ""
    means: Mapping[str, str] = field(default_factory=FrozenMap)

    def spellings(self, name: str) -> tuple[str, ...]:
        """The values of the input that mean a name of the catalogue."""
        if not self.means:
            return (name,)
        return tuple(said for said, meant in self.means.items() if meant == name)


@dataclass(frozen=True, slots=True)
class Slot:
    """The factor of emissions that an agent looks up, and for quantities in which units.

    Args:
        category, edition: as in the catalogue; an empty edition is any.
        says: what further inputs must say for it, as name and value.
    """

    category: str
    edition: str
    activity: Chosen
    region: Chosen
    units: tuple[str, ...]
    says: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AgentOffer:
    """A running agent that takes rows of activity data.

    Args:
        agent: its slug.
        name: as people know it.
        scope: of its formulas, "1" or "1, 2".
        inputs: names of all its inputs but the quantity.
        slots: its factors of emissions.
    """

    agent: str
    name: str
    version: str
    scope: str
    inputs: frozenset[str]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class PublishedActivity:
    """An activity of the catalogue in one edition, and the regions it is published for: code to name.

    ``gases``: those it has figures of; ``carbon``: whether other activities of its category have any of CO2.
    """

    category: str
    edition: str
    edition_title: str
    year: int
    activity: str
    name: str
    regions: Mapping[str, str]
    gases: frozenset[str] = frozenset()
    carbon: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a row can be: an activity that an agent has a factor for.

    Args:
        value: what the agent's input of the activity must say; empty where it is always the same.
    """

    offer: AgentOffer
    slot: Slot
    published: PublishedActivity
    value: str

    @property
    def key(self) -> str:
        """Names it within the offers of a moment."""
        published, said = self.published, ",".join(self.values.values())
        return "|".join((self.offer.agent, published.category, published.edition, published.activity, said))

    @property
    def values(self) -> dict[str, str]:
        """What is said to the agent, the region apart."""
        activity = {self.slot.activity.input: self.value} if self.slot.activity.input else {}
        return dict(self.slot.says) | activity

    @property
    def lacks_carbon(self) -> bool:
        """Whether it leaves CO2 out that its like have: figures of CH4 and N2O alone, for instance."""
        published = self.published
        return bool(published.gases) and published.carbon and not any(gas.startswith("CO2") for gas in published.gases)

    @property
    def words(self) -> str:
        """What it is called, in the catalogue and by the agent."""
        said = (self.published.name, self.published.activity, *self.values.values())
        return " ".join(said).replace("-", " ").replace("_", " ")


def options_of(offers: tuple[AgentOffer, ...], published: tuple[PublishedActivity, ...]) -> tuple[Option, ...]:
    """Every activity of the catalogue that one of the agents can be asked for."""
    by_category: dict[str, list[PublishedActivity]] = {}
    for each in published:
        by_category.setdefault(each.category, []).append(each)
    return tuple(
        Option(offer, slot, each, value)
        for offer in offers
        for slot in offer.slots
        for each in by_category.get(slot.category, ())
        if slot.edition in ("", each.edition)
        for value in _values(slot.activity, each.activity)
    )


def _values(chosen: Chosen, activity: str) -> tuple[str, ...]:
    if chosen.input:
        return chosen.spellings(activity)
    return ("",) if chosen.fixed == activity else ()
