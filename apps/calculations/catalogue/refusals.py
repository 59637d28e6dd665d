"""Why a request is refused: one error for each way in which no published factor, or no single one, answers."""

from collections.abc import Mapping, Sequence
from datetime import date

from apps.calculations.catalogue.bundles import Bundle, Candidate, differences, per
from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.catalogue.errors import FactorAmbiguous, FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.fallback import PRIVATE
from apps.calculations.catalogue.nearest import nearest_names, slug
from greenlang.engine.contract import FactorRequest
from greenlang.engine.units import Unit

_USES = {
    FactorUse.REFERENCE: "is published for reference only and serves no inventory",
    FactorUse.COMPONENT: "is a component of another factor and never a factor by itself",
}


class Refusals:
    """The errors of one search; ``steps`` grows while it narrows."""

    def __init__(self, request: FactorRequest, steps: Sequence[str]) -> None:
        self.request = request
        self.steps = steps

    def where(self, aspect: str = "") -> str:
        """The place in the request: "factors.ef.region"."""
        return ".".join(part for part in ("factors", self.request.slot, aspect) if part)

    def unknown(self, aspect: str, wanted: str, names: Mapping[str, Sequence[str]]) -> FactorNotFound:
        """A name that is not there, with the nearest that are."""
        nearest = nearest_names(wanted, names)
        told = [f"{key} ({names[key][0]})" if _says_more(key, names[key]) else key for key in nearest]
        scope = f" within {self.steps[-1]}" if self.steps else " in the catalogue"
        message = f"There is no {aspect} {wanted[:80]!r}{scope}."
        mend = f"Nearest: {'; '.join(told)}." if told else self._none_at_all()
        return self._not_found(aspect, message, mend=mend, nearest=nearest)

    def _none_at_all(self) -> str:
        if PRIVATE in (self.request.source.strip().casefold(), self.request.edition):
            return "Your organisation has no approved factor of its own; propose one, or leave “private” out."
        return "The catalogue is empty; import its editions first."

    def not_for_inventories(self, candidate: Candidate) -> FactorNotFound:
        """A figure that is published, and for something else."""
        row = candidate.row
        why = f" ({row.notes})" if row.notes else ""
        message = f"{row.activity} in {row.region}, {row.category}, {_USES.get(row.use, 'serves no inventory')}{why}."
        return self._not_found("use", message, mend="Request a factor of another category.")

    def superseded(self, candidates: Sequence[Candidate]) -> FactorNotFound:
        """Nothing is left but tables that a later edition replaces."""
        told = dict.fromkeys(f"{c.edition.slug} by {c.edition.superseded_by(c.row.table)}" for c in candidates)
        row = candidates[0].row
        message = f"{row.activity} in {row.region} is published in superseded tables only: {'; '.join(told)}."
        editions = tuple(dict.fromkeys(c.edition.slug for c in candidates))
        mend = f"Name the edition to use it all the same: {' or '.join(editions)}."
        return self._not_found("edition", message, mend=mend, nearest=editions)

    def not_applicable(self, candidates: Sequence[Candidate], on: date) -> FactorNotFound:
        """No edition of it applies on the day."""
        notes = "; ".join(dict.fromkeys(f"{c.edition.slug} {c.applicability}" for c in candidates))
        error = self._not_found("date", f"No edition of this factor applies on {on}: {notes}.")
        # Without the day: what is passed over on one day of a stretch is passed over alike on all of it.
        error.errors[0]["detail"] = f"No edition of this factor applies on the day: {notes}."
        return error

    def not_available(self, member: Candidate) -> FactorNotAvailable:
        """The publisher prints it as not available."""
        row, edition = member.row, member.edition
        what = f"{row.gas or 'this figure'} of {row.activity} in {row.region}"
        message = f"{edition.source}, {edition.edition}, {row.table} prints {what} as not available (NA)."
        mend = "No other figure is put in its place; choose another edition or give a factor with its source."
        return FactorNotAvailable(message, where=self.where("gases"), mend=mend, steps=self.steps)

    def gas_missing(self, bundles: Sequence[Bundle], unit: Unit | None) -> FactorNotFound:
        """It is not published with these gases together."""
        suitable = [bundle for bundle in bundles if _convertible(bundle, unit)] or bundles
        having = "; ".join(dict.fromkeys(", ".join(b.gases) or "no gas" for b in suitable))
        wanted = ", ".join(self.request.gases)
        message = f"{_what(bundles)} is not published with {wanted} together."
        return self._not_found("gases", message, mend=f"Published are: {having}.", nearest=suitable[0].gases)

    def unit_missing(self, bundles: Sequence[Bundle], unit: Unit | None) -> FactorNotFound:
        """It is published in other units."""
        units = tuple(dict.fromkeys(per(bundle) for bundle in bundles))
        message = f"{_what(bundles)} is not published in anything convertible to {self.request.unit}."
        advice = next((told for bundle in bundles if (told := bundle.nearly_fits(unit))), "")
        mend = f"Published are: {', '.join(units)}. {advice}".strip()
        return self._not_found("unit", message, mend=mend, nearest=units)

    def ambiguous(self, bundles: Sequence[Bundle]) -> FactorAmbiguous:
        """Several answer; says what tells them apart."""
        apart = differences(bundles)
        mend = " ".join(f"Say the {aspect}: {' or '.join(values)}." for aspect, values in apart.items())
        message = f"{len(bundles)} published factors answer for {_what(bundles)}."
        errors = [
            {"pointer": aspect, "detail": " or ".join(values), "code": FactorAmbiguous.code}
            for aspect, values in apart.items()
        ]
        return FactorAmbiguous(message, where=self.where(), mend=mend, errors=errors)

    def _not_found(self, aspect: str, message: str, *, mend: str = "", nearest: Sequence[str] = ()) -> FactorNotFound:
        finding = {"pointer": aspect, "detail": message, "code": FactorNotFound.code}
        return FactorNotFound(
            message, where=self.where(aspect), mend=mend, errors=[finding], nearest=nearest, steps=self.steps
        )


def aspect_of(error: FactorNotFound) -> str:
    """What of the request nothing answers to: "region", "unit"; empty where the error names none."""
    return error.errors[0]["pointer"] if error.errors else ""


def reason_of(error: FactorNotFound) -> str:
    """Why a step was passed over; equal wherever the same editions apply."""
    return error.errors[0]["detail"] if error.errors else error.message


def _what(bundles: Sequence[Bundle]) -> str:
    row = bundles[0].first.row
    return f"{row.activity} in {row.region}"


def _says_more(key: str, names: Sequence[str]) -> bool:
    return bool(names) and slug(names[0]) != slug(key)


def _convertible(bundle: Bundle, unit: Unit | None) -> bool:
    return unit is None or all(bundle.fits(unit, gas) for gas in bundle.members)
