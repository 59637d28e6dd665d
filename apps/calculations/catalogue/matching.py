"""Chooses the one published factor that answers a request, exactly, or says why there is none.

Nothing is guessed and nothing is put in another's place: an unknown activity or region, a figure printed as
not available, another basis or another unit are refused with the nearest that exists.
"""

from collections.abc import Callable, Sequence
from datetime import date

from apps.calculations.catalogue.bundles import Candidate, Choice, bundles_of, chosen
from apps.calculations.catalogue.editions import Edition, FactorUse
from apps.calculations.catalogue.fallback import PRIVATE
from apps.calculations.catalogue.nearest import slug
from apps.calculations.catalogue.refusals import Refusals
from apps.calculations.catalogue.resolving import explanation, resolved_factor
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.units import basis_name, parse_unit


def match_factor(candidates: Sequence[Candidate], request: FactorRequest, *, on: date | None = None) -> ResolvedFactor:
    """The factor that answers, with how it was found.

    Args:
        candidates: the rows to choose from, of any editions and categories.
        request: names exactly what is wanted; an empty unit, source, edition or basis leaves it open.
            Activities are read by slug or, where there is none, by published name, in any case; nothing else
            is guessed. What it allows as ``fallback`` is not looked at here.
        on: a day of the activity; the factor must be applicable on it. None: not looked at.

    Raises:
        FactorNotFound: nothing answers; ``nearest`` holds what comes closest.
        FactorNotAvailable: the publisher prints it as not available.
        FactorAmbiguous: several answer; the mend says what to name.
        UnitError, UnknownGas: the request itself cannot be read.
    """
    search = _Search(request, candidates)
    search.by_source()
    search.by_place()
    search.by_use()
    search.by_date(on)
    search.by_basis()
    choice = search.by_unit_and_gases()
    for member in choice.members:
        if member.row.value is None:
            raise search.refuse.not_available(member)
    return resolved_factor(choice, (*search.steps, *explanation(choice, request, on=on)))


def names_edition(edition: Edition, request: FactorRequest) -> bool:
    """Whether a request asks for this very edition."""
    return edition.slug in (request.edition, request.source.strip().casefold())


class _Search:
    """Narrows the candidates step by step and remembers how."""

    def __init__(self, request: FactorRequest, candidates: Sequence[Candidate]) -> None:
        self.request = request
        self.left = list(candidates)
        self.steps: list[str] = []
        self.refuse = Refusals(request, self.steps)

    def by_source(self) -> None:
        """Category, then publisher and edition where they are named."""
        request = self.request
        self._keep("category", request.category, lambda c: c.row.category == request.category, _category)
        if request.source:
            self._keep("source", request.source, lambda c: _is_from(c.edition, request.source), _source)
        if request.edition:
            self._keep("edition", request.edition, lambda c: c.edition.slug == request.edition, _edition)

    def by_place(self) -> None:
        """Activity, then region."""
        region = self.request.region.strip().casefold()
        fits = self._activity_test([c for c in self.left if c.row.region.casefold() == region])
        self._keep("activity", self.request.activity, fits, _activity)
        self._keep("region", self.request.region, lambda c: c.row.region.casefold() == region, _region)

    def by_use(self) -> None:
        """Figures for inventories, of tables that no later edition replaces unless their edition is named."""
        serving = [c for c in self.left if c.row.use is FactorUse.INVENTORY]
        if not serving:
            raise self.refuse.not_for_inventories(self.left[0])
        self.left = [c for c in serving if names_edition(c.edition, self.request) or not _replaced_by(c)]
        old = [c for c in serving if c not in self.left]
        if not self.left:
            raise self.refuse.superseded(old)
        self.steps.extend(
            dict.fromkeys(f"{c.edition.slug}, {c.row.table}, is superseded by {_replaced_by(c)}" for c in old)
        )

    def by_date(self, on: date | None) -> None:
        """Applicability on a day. A published edition that is named is meant, whatever the day; the answer says so."""
        if on is None:
            return
        before = self.left
        self.left = [c for c in before if c.applies_on(on)]
        if self.left:
            return
        if self.request.edition in {"", PRIVATE}:
            raise self.refuse.not_applicable(before, on)
        self.left = before
        # No day in the words: every day of a stretch has the same answer.
        self.steps.append("the edition is named: used although the activity lies outside its applicability")

    def by_basis(self) -> None:
        """Gross or net heating value, where it is said."""
        if self.request.basis:
            basis = basis_name(self.request.basis)
            self._keep("basis", self.request.basis, lambda c: c.row.basis == basis, _basis)

    def by_unit_and_gases(self) -> Choice:
        """The figures of the one bundle that has the gases in a convertible unit."""
        unit = parse_unit(self.request.unit, where=self.refuse.where("unit")) if self.request.unit else None
        every = bundles_of(self.left)
        complete = [choice for bundle in every if (choice := chosen(bundle, self.request.gases)) is not None]
        if not complete:
            raise self.refuse.gas_missing(every, unit)
        fitting = [choice for choice in complete if choice.fits(unit)]
        if not fitting:
            raise self.refuse.unit_missing([choice.bundle for choice in complete], unit)
        if len(fitting) > 1 and unit is not None:
            # Printed per kilometre and per mile, the one that the request says is meant.
            per_same = [
                choice for choice in fitting if choice.bundle.first.row.denominator == denominator_of(unit.text)
            ]
            fitting = per_same or fitting
        if len(fitting) > 1:
            raise self.refuse.ambiguous([choice.bundle for choice in fitting])
        return fitting[0]

    def _activity_test(self, there: Sequence[Candidate]) -> Callable[[Candidate], bool]:
        """An activity is meant by its slug; by its printed name where no slug of the region is so."""
        activity, printed = slug(self.request.activity), printed_name(self.request.activity)

        def by_slug(candidate: Candidate) -> bool:
            return candidate.row.activity == activity

        def by_name(candidate: Candidate) -> bool:
            return printed_name(candidate.row.activity_name) == printed

        if any(map(by_slug, there)):
            return by_slug
        return by_name if any(map(by_name, there)) else lambda candidate: by_slug(candidate) or by_name(candidate)

    def _keep(
        self,
        aspect: str,
        wanted: str,
        fits: Callable[[Candidate], bool],
        name: Callable[[Candidate], tuple[str, ...]],
    ) -> None:
        kept = [candidate for candidate in self.left if fits(candidate)]
        if not kept:
            raise self.refuse.unknown(aspect, wanted, {key: names for key, *names in map(name, self.left)})
        self.left = kept
        found = name(kept[0])[0]
        as_asked = "" if found == wanted else f", read from {wanted!r}"
        self.steps.append(f"{aspect} {found or 'none'}{as_asked}")


def denominator_of(unit: str) -> str:
    """What a unit is per, as its text says it: "mmBtu(HHV)"."""
    return unit.partition("/")[2]


def printed_name(text: str) -> str:
    """A published name as names are compared: one blank between words, in any case."""
    return " ".join(text.split()).casefold()


def _is_from(edition: Edition, source: str) -> bool:
    names = (edition.publisher, edition.title, edition.source, edition.slug, *edition.known_as)
    return printed_name(source) in {name.casefold() for name in names}


def _replaced_by(candidate: Candidate) -> str:
    return candidate.edition.superseded_by(candidate.row.table)


def _category(candidate: Candidate) -> tuple[str, ...]:
    return (candidate.row.category,)


def _source(candidate: Candidate) -> tuple[str, ...]:
    return candidate.edition.source, *candidate.edition.known_as


def _edition(candidate: Candidate) -> tuple[str, ...]:
    return candidate.edition.slug, f"{candidate.edition.title}, {candidate.edition.edition}"


def _activity(candidate: Candidate) -> tuple[str, ...]:
    return candidate.row.activity, candidate.row.activity_name, candidate.row.group


def _region(candidate: Candidate) -> tuple[str, ...]:
    return candidate.row.region, candidate.row.region_name


def _basis(candidate: Candidate) -> tuple[str, ...]:
    return (candidate.row.basis,)
