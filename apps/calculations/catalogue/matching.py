"""Chooses the one published factor that answers a request, exactly, or says why there is none.

Nothing is guessed and nothing is put in another's place: an unknown activity or region, a figure printed as
not available, another basis or another unit are refused with the nearest that exists.
"""

from collections.abc import Callable, Sequence
from datetime import date

from apps.calculations.catalogue.bundles import Bundle, Candidate, bundles_of, chosen_gases, differences, per
from apps.calculations.catalogue.editions import Edition
from apps.calculations.catalogue.errors import FactorAmbiguous, FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.nearest import nearest_names, slug
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import FactorComponent, ResolvedFactor
from greenlang.engine.gases import CO2, CO2_BIOGENIC
from greenlang.engine.units import Unit, basis_name, parse_unit


def match_factor(candidates: Sequence[Candidate], request: FactorRequest, *, on: date | None = None) -> ResolvedFactor:
    """The factor that answers, with how it was found.

    Args:
        candidates: the rows to choose from, of any editions and categories.
        request: names exactly what is wanted; an empty unit, source, edition or basis leaves it open.
            Activities are read by slug or published name, in any case; nothing else is guessed.
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
    search.by_date(on)
    search.by_basis()
    bundle, gases = search.by_unit_and_gases()
    return search.resolved(bundle, gases)


class _Search:
    """Narrows the candidates step by step and remembers how."""

    def __init__(self, request: FactorRequest, candidates: Sequence[Candidate]) -> None:
        self.request = request
        self.left = list(candidates)
        self.steps: list[str] = []

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
        activity, region = slug(self.request.activity), self.request.region.strip().casefold()
        printed = " ".join(self.request.activity.split()).casefold()
        self._keep(
            "activity",
            self.request.activity,
            lambda c: c.row.activity == activity or c.row.activity_name.casefold() == printed,
            _activity,
        )
        self._keep("region", self.request.region, lambda c: c.row.region.casefold() == region, _region)

    def by_date(self, on: date | None) -> None:
        """Applicability on a day."""
        if on is None:
            return
        before = self.left
        self.left = [c for c in before if c.applies_on(on)]
        if not self.left:
            notes = "; ".join(dict.fromkeys(f"{c.edition.slug} {c.applicability}" for c in before))
            raise self._not_found("date", f"No edition of this factor applies on {on}: {notes}.")
        self.steps.append(f"applicable on {on}")

    def by_basis(self) -> None:
        """Gross or net heating value, where it is said."""
        if self.request.basis:
            basis = basis_name(self.request.basis)
            self._keep("basis", self.request.basis, lambda c: c.row.basis == basis, _basis)

    def by_unit_and_gases(self) -> tuple[Bundle, tuple[str, ...]]:
        """The one bundle that has the gases in a convertible unit, and which of its gases serve."""
        unit = parse_unit(self.request.unit, where=self._where("unit")) if self.request.unit else None
        every = bundles_of(self.left)
        complete = [(b, gases) for b in every if (gases := chosen_gases(b, self.request.gases)) is not None]
        if not complete:
            raise self._gas_missing(every, unit)
        fitting = [(bundle, gases) for bundle, gases in complete if bundle.fits(unit, gases)]
        if not fitting:
            raise self._unit_missing([bundle for bundle, _ in complete], unit)
        if len(fitting) > 1:
            raise self._ambiguous([bundle for bundle, _ in fitting])
        return fitting[0]

    def resolved(self, bundle: Bundle, gases: tuple[str, ...]) -> ResolvedFactor:
        """The answer; figures printed as not available are refused here."""
        first = bundle.first
        self._explain(bundle, gases)
        components = []
        for gas in gases:
            member = bundle.members[gas]
            if member.row.value is None:
                raise self._not_available(member)
            name = gas or member.row.category  # a parameter is named after what it is
            components.append(FactorComponent(name, member.ef_cid, member.row.value, member.row.unit))
        return ResolvedFactor(
            components=tuple(components),
            source=first.edition.source,
            edition=first.edition.slug,
            region=first.row.region,
            activity=first.row.activity,
            citation=first.edition.cite(first.row.table),
            licence=first.edition.licence,
            basis=first.row.basis,
            data_year=first.edition.data_year,
            table=first.row.table,
            steps=tuple(self.steps),
        )

    def _keep(
        self,
        aspect: str,
        wanted: str,
        fits: Callable[[Candidate], bool],
        name: Callable[[Candidate], tuple[str, ...]],
    ) -> None:
        kept = [candidate for candidate in self.left if fits(candidate)]
        if not kept:
            raise self._unknown(aspect, wanted, {key: names for key, *names in map(name, self.left)})
        self.left = kept
        found = name(kept[0])[0]
        as_asked = "" if found == wanted else f", read from {wanted!r}"
        self.steps.append(f"{aspect} {found or 'none'}{as_asked}")

    def _unknown(self, aspect: str, wanted: str, names: dict[str, list[str]]) -> FactorNotFound:
        nearest = nearest_names(wanted, names)
        told = [f"{key} ({names[key][0]})" if _says_more(key, names[key]) else key for key in nearest]
        scope = f" within {self.steps[-1]}" if self.steps else " in the catalogue"
        message = f"There is no {aspect} {wanted[:80]!r}{scope}."
        mend = f"Nearest: {'; '.join(told)}." if told else "The catalogue is empty; import its editions first."
        return self._not_found(aspect, message, mend=mend, nearest=nearest)

    def _not_found(self, aspect: str, message: str, *, mend: str = "", nearest: Sequence[str] = ()) -> FactorNotFound:
        finding = {"pointer": aspect, "detail": message, "code": FactorNotFound.code}
        return FactorNotFound(
            message, where=self._where(aspect), mend=mend, errors=[finding], nearest=nearest, steps=self.steps
        )

    def _not_available(self, member: Candidate) -> FactorNotAvailable:
        row, edition = member.row, member.edition
        what = f"{row.gas or 'this figure'} of {row.activity} in {row.region}"
        message = f"{edition.source}, {edition.edition}, {row.table} prints {what} as not available (NA)."
        mend = "No other figure is put in its place; choose another edition or give a factor with its source."
        return FactorNotAvailable(message, where=self._where("gases"), mend=mend, steps=self.steps)

    def _gas_missing(self, bundles: Sequence[Bundle], unit: Unit | None) -> FactorNotFound:
        suitable = [bundle for bundle in bundles if bundle.fits(unit, bundle.gases)] or bundles
        having = "; ".join(dict.fromkeys(", ".join(b.gases) or "no gas" for b in suitable))
        row = self.left[0].row
        wanted = ", ".join(self.request.gases)
        message = f"{row.activity} in {row.region} is not published with {wanted} together."
        return self._not_found("gases", message, mend=f"Published are: {having}.", nearest=suitable[0].gases)

    def _unit_missing(self, bundles: Sequence[Bundle], unit: Unit | None) -> FactorNotFound:
        units = tuple(dict.fromkeys(per(bundle) for bundle in bundles))
        row = self.left[0].row
        what = f"{row.activity} in {row.region}"
        message = f"{what} is not published in anything convertible to {self.request.unit}."
        advice = next((told for bundle in bundles if (told := bundle.nearly_fits(unit))), "")
        mend = f"Published are: {', '.join(units)}. {advice}".strip()
        return self._not_found("unit", message, mend=mend, nearest=units)

    def _ambiguous(self, bundles: Sequence[Bundle]) -> FactorAmbiguous:
        apart = differences(bundles)
        row = self.left[0].row
        mend = " ".join(f"Say the {aspect}: {' or '.join(values)}." for aspect, values in apart.items())
        message = f"{len(bundles)} published factors answer for {row.activity} in {row.region}."
        errors = [
            {"pointer": aspect, "detail": " or ".join(values), "code": FactorAmbiguous.code}
            for aspect, values in apart.items()
        ]
        return FactorAmbiguous(message, where=self._where(), mend=mend, errors=errors)

    def _explain(self, bundle: Bundle, gases: tuple[str, ...]) -> None:
        first = bundle.first
        if not self.request.edition:
            self.steps.append(f"edition {first.edition.slug}, the only one that answers")
        if first.row.basis and not self.request.basis:
            self.steps.append(f"basis {first.row.basis}, as published")
        route = f", route {first.row.route}" if first.row.route else ""
        self.steps.append(f"unit {per(bundle)}{route}")
        if gases != ("",):
            self.steps.append(f"gases {', '.join(gases)}")
        if CO2_BIOGENIC in gases and CO2 in self.request.gases:
            self.steps.append("CO2 of this fuel is published as biogenic: reported apart, outside the scopes")
        notes = dict.fromkeys(note for gas in gases for note in bundle.members[gas].row.notes.split("; ") if note)
        if notes:
            self.steps.append(f"note: {'; '.join(notes)}")

    def _where(self, aspect: str = "") -> str:
        return ".".join(part for part in ("factors", self.request.slot, aspect) if part)


def _is_from(edition: Edition, source: str) -> bool:
    names = (edition.publisher, edition.title, edition.source, edition.slug, *edition.known_as)
    return " ".join(source.split()).casefold() in {name.casefold() for name in names}


def _says_more(key: str, names: Sequence[str]) -> bool:
    return bool(names) and slug(names[0]) != slug(key)


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
