"""Electricity bought: for each region the average of its grid, by the edition published last."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.agents.completion.catalogue_view import Catalogue, EditionSaid
from apps.agents.completion.draft import Draft, Factor, Formula, FromInput
from apps.agents.completion.regions import region_named
from apps.agents.completion.roles import Roles, choices_of, values_of
from apps.agents.spec.model import PackSpec
from greenlang.engine import FactorRequest
from greenlang.errors import GreenLangError

CATEGORY, ACTIVITY, METHOD, UNIT = (
    "purchased-electricity",
    "electricity",
    "purchased-electricity/location-based",
    "kg/kWh",
)


@dataclass(frozen=True)
class Electricity:
    """Drafts the formulas of bought electricity.

    Attributes:
        spellings: what the fuel input calls electricity; none where the pack is about electricity only.
    """

    draft: Draft
    roles: Roles
    catalogue: Catalogue
    spellings: tuple[str, ...]

    def add(self, spec: PackSpec) -> None:
        """A formula for each edition, with the regions it serves."""
        unit = next((meant.spelling for meant in self.draft.units if "power" in meant.measures), None)
        if unit is None:
            self.draft.leave("electricity", "the pack has no kWh or MWh for it")
            return
        if self.roles.region is None:
            self.draft.leave("electricity", "the pack has no region, and grids differ by it")
            return
        served: dict[str, dict[str, str]] = {}
        titles: dict[str, EditionSaid] = {}
        for spelling in values_of(self.roles.region, spec):
            edition = self._edition(spelling)
            if edition is not None:
                served.setdefault(edition.slug, {})[spelling] = region_named(spelling)
                titles[edition.slug] = edition
        for slug, regions in served.items():
            self._formula(titles[slug], regions, unit, several=len(served) > 1)

    def _edition(self, spelling: str) -> EditionSaid | None:
        """The latest edition whose factor for a region is found; none is said with the reason."""
        region, what = region_named(spelling), f"electricity in {spelling}"
        slugs = {offer.edition for offer in self.catalogue.view.offers(CATEGORY) if offer.region == region}
        editions = [edition for edition in self.catalogue.view.editions() if edition.slug in slugs]
        if not editions:
            parts = sorted(
                {
                    offer.region
                    for offer in self.catalogue.view.offers(CATEGORY)
                    if offer.region.startswith(f"{region}-")
                }
            )
            why = "the catalogue has no average of its grid"
            if region and parts:
                why += f", only of {', '.join(parts[:4])}{' and more' if len(parts) > 4 else ''}"
            self.draft.leave(what, why)
            return None
        for edition in sorted(editions, key=lambda found: (found.published, found.slug), reverse=True):
            try:
                self.catalogue.lookup(FactorRequest("ef", CATEGORY, ACTIVITY, region, UNIT, edition=edition.slug))
            except GreenLangError as error:
                self.draft.leave(what, error.message.rstrip("."))
            else:
                self.draft.unserved = [left for left in self.draft.unserved if left.what != what]
                return edition
        return None

    def _formula(self, edition: EditionSaid, regions: dict[str, str], unit: str, *, several: bool) -> None:
        assert self.roles.region is not None  # noqa: S101 - `add` has looked
        tag = edition.slug.replace("-", "_").replace(".", "_")
        wanted = Factor(
            id=f"ef_{tag}" if several or self.draft.factors else "ef",
            category=CATEGORY,
            edition=edition.slug,
            unit=UNIT,
            activity=ACTIVITY,
            region=FromInput(self.roles.region.name, dict(regions)),
            gases=("published",),
            why=list(_why(edition)),
        )
        factor = self.draft.factor(wanted, tag)
        limits = dict(self._limits())
        names = {"quantity": self.draft.amount, "ef": factor}
        when = {**limits, **({self.roles.region.name: tuple(regions)} if several else {})}
        sample = {name: values[0] for name, values in limits.items()} | {self.roles.region.name: next(iter(regions))}
        if self.draft.unit_input:
            sample[self.draft.unit_input] = unit
        self.draft.formulas.append(
            Formula(
                id=f"grid_{tag}" if several else "grid",
                method=METHOD,
                names={name: meant for name, meant in names.items() if name != meant},
                when=when,
                sample=sample,
            )
        )

    def _limits(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What else must be so: the fuel is electricity, the scope 2, the method location-based."""
        if self.roles.fuel and self.spellings:
            yield self.roles.fuel.name, self.spellings
        if self.roles.scope and "2" in choices_of(self.roles.scope):
            yield self.roles.scope.name, ("2",)
        if self.roles.scope2_method:
            yield self.roles.scope2_method.name, ("location",)


def _why(edition: EditionSaid) -> Iterator[str]:
    yield f"{edition.title}: of the editions that have these regions the one published last."
    if edition.note:
        yield edition.note
