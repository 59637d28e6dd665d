"""Fuel burnt in place: for each region the national publisher, for each measure its method and factors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from apps.agents.completion.catalogue_view import Catalogue
from apps.agents.completion.draft import Draft, Factor, Formula, FromInput
from apps.agents.completion.fuels import ELECTRICITY, FUELS, fuel_named, undecided
from apps.agents.completion.publishers import publishers_named
from apps.agents.completion.regions import region_named
from apps.agents.completion.roles import Roles, choices_of, values_of
from apps.agents.completion.routes import BY_PUBLISHER, GASES, IPCC_DEFAULTS, Route, Slot, Way, route_of
from apps.agents.spec.model import PackSpec
from greenlang.engine import FactorRequest
from greenlang.errors import GreenLangError


@dataclass(frozen=True)
class Served:
    """A route with the spellings of the regions it serves; none where there is no region input or it has no effect."""

    route: Route
    edition: str
    spellings: tuple[str, ...]


def fuels_of(spec: PackSpec, roles: Roles, draft: Draft) -> dict[str, str]:
    """The fuel by its spelling; what is no sure fuel is left, with the reason."""
    named: dict[str, str] = {}
    for spelling in values_of(roles.fuel, spec) if roles.fuel else ():
        fuel = fuel_named(spelling)
        if fuel:
            named[spelling] = fuel
            continue
        why = undecided(spelling) or "it is not known here as a fuel"
        draft.leave(f"{roles.fuel.name if roles.fuel else 'fuel'} {spelling}", why)
    return named


def routes_for(spec: PackSpec, roles: Roles, catalogue: Catalogue, draft: Draft) -> list[Served]:
    """The publishers that serve the pack's regions; what has none is left, with the reason."""
    named = publishers_named(spec, catalogue)
    spellings = values_of(roles.region, spec) if roles.region else ()
    if named == [IPCC_DEFAULTS.publisher]:
        draft.notes.append("The pack names the IPCC as its source: its defaults are chosen, the same for every region.")
        return list(_served(IPCC_DEFAULTS, (), catalogue))
    if roles.region is None:
        known = [BY_PUBLISHER[publisher] for publisher in named if publisher in BY_PUBLISHER]
        if len(known) != 1:
            draft.leave("fuels", "the pack names neither a region nor one publisher whose factors are meant")
            return []
        draft.notes.append(f"The pack has no region; its source is {known[0].publisher}, for {known[0].region}.")
        return list(_served(known[0], (), catalogue))
    by_route: dict[str, list[str]] = {}
    for spelling in spellings:
        route = route_of(region_named(spelling))
        if route is None:
            draft.leave(f"fuels in {spelling}", "the catalogue has no national factors for fuels burnt there")
        else:
            by_route.setdefault(route.publisher, []).append(spelling)
    return [
        served
        for publisher, regions in by_route.items()
        for served in _served(BY_PUBLISHER[publisher], tuple(regions), catalogue)
    ]


def _served(route: Route, spellings: tuple[str, ...], catalogue: Catalogue) -> Iterator[Served]:
    edition = catalogue.latest(route.publisher)
    if edition is not None:
        yield Served(route, edition.slug, spellings)


@dataclass(frozen=True)
class Combustion:
    """Drafts the formulas of fuels.

    Attributes:
        fuels: by spelling; one under the empty spelling where the pack is about one fuel only.
        several: whether another formula could take the same units, so that regions must be told apart.
    """

    draft: Draft
    roles: Roles
    catalogue: Catalogue
    fuels: Mapping[str, str]
    several: bool

    def add(self, served: Served) -> None:
        """A formula for every measure that the pack has a unit of, with the fuels that have figures for it."""
        for note in served.route.notes:
            self.draft.notes.append(f"{served.edition}: {note}")
        for measure, way in served.route.ways.items():
            spelling = next((meant.spelling for meant in self.draft.units if measure in meant.measures), None)
            if spelling is None:
                continue
            fuels = {text: fuel for text, fuel in self.fuels.items() if self._has(served, way, text, fuel)}
            if fuels:
                self._formula(served, measure, way, fuels, spelling)

    def _has(self, served: Served, way: Way, spelling: str, fuel: str) -> bool:
        """Whether the catalogue has every factor of a way for a fuel."""
        if fuel == ELECTRICITY or FUELS[fuel].state not in way.states:
            return False
        activity = FUELS[fuel].activities.get(served.route.publisher)
        if activity is None:
            self.draft.leave(f"{spelling or fuel} by {served.edition}", "the publisher has no factor of that fuel")
            return False
        try:
            for slot in way.slots:
                self.catalogue.lookup(self._request(served, slot, activity))
        except GreenLangError as error:
            self.draft.leave(f"{spelling or fuel} by {way.method}", error.message.rstrip("."))
            return False
        return True

    def _request(self, served: Served, slot: Slot, activity: str) -> FactorRequest:
        return FactorRequest(
            slot=slot.name,
            category=slot.category,
            activity=activity + slot.suffix,
            region=served.route.region,
            unit=slot.unit,
            gases=() if slot.is_parameter else GASES,
            edition=self._edition(served, slot),
        )

    def _edition(self, served: Served, slot: Slot) -> str:
        found = self.catalogue.latest(slot.edition) if slot.edition else None
        return found.slug if found else served.edition

    def _formula(self, served: Served, measure: str, way: Way, fuels: Mapping[str, str], unit: str) -> None:
        names = {"quantity": self.draft.amount}
        for slot in way.slots:
            names[slot.name] = self.draft.factor(self._factor(served, slot, fuels), served.route.tag)
        when: dict[str, tuple[str, ...]] = {}
        if self.roles.fuel:
            when[self.roles.fuel.name] = tuple(fuels)
        if self.roles.region and served.spellings and self.several:
            when[self.roles.region.name] = served.spellings
        if self.roles.scope and "1" in choices_of(self.roles.scope):
            when[self.roles.scope.name] = ("1",)
        formula = Formula(
            id=f"{measure}_{served.route.tag}" if self.several else f"by_{measure}",
            method=way.method,
            names={name: meant for name, meant in names.items() if name != meant},
            when=when,
            sample=self._sample(served, next(iter(fuels)), unit),
        )
        self.draft.formulas.append(formula)

    def _sample(self, served: Served, fuel: str, unit: str) -> dict[str, str]:
        sample: dict[str, str] = {}
        if self.roles.fuel:
            sample[self.roles.fuel.name] = fuel
        if self.draft.unit_input:
            sample[self.draft.unit_input] = unit
        if self.roles.region and served.spellings:
            sample[self.roles.region.name] = served.spellings[0]
        if self.roles.scope and "1" in choices_of(self.roles.scope):
            sample[self.roles.scope.name] = "1"
        return sample

    def _factor(self, served: Served, slot: Slot, fuels: Mapping[str, str]) -> Factor:
        activities = {
            spelling: FUELS[fuel].activities[served.route.publisher] + slot.suffix for spelling, fuel in fuels.items()
        }
        region: FromInput | str = served.route.region
        if self.roles.region and served.spellings:
            region = FromInput(self.roles.region.name, dict.fromkeys(served.spellings, served.route.region))
        return Factor(
            id=slot.name,
            category=slot.category,
            edition=self._edition(served, slot),
            unit=slot.unit,
            activity=self._activity(slot, fuels, activities),
            region=region,
            gases=() if slot.is_parameter else GASES,
            why=[] if slot.is_parameter else [self._why(served)],
        )

    def _activity(self, slot: Slot, fuels: Mapping[str, str], activities: dict[str, str]) -> FromInput | str:
        if self.roles.fuel is None:
            return next(iter(activities.values()))
        words = {spelling: _words(fuel) for spelling, fuel in fuels.items()}
        return FromInput(self.roles.fuel.name, activities, {} if slot.is_parameter else words)

    def _why(self, served: Served) -> str:
        known = {edition.slug: edition for edition in self.catalogue.view.editions()}
        return f"{known[served.edition].title}: the latest edition of the publisher chosen for {served.route.region}."


def _words(fuel: str) -> str:
    found = FUELS[fuel]
    return f"{found.title}, {found.note}" if found.note else found.title
