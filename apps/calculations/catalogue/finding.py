"""Finds the factor a request asks for: exactly, or by the steps the caller allowed, and tells each step.

Which rows there are is handed in (`Shelf`): the database's, or a list in a test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Edition
from apps.calculations.catalogue.errors import FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.fallback import AS_ASKED, Origin, Place, Step, country_of, steps_of
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.catalogue.other_editions import other_edition
from apps.calculations.catalogue.overrides import OwnFactor, overridden
from apps.calculations.catalogue.refusals import aspect_of, reason_of
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import FactorComponent, ResolvedFactor

MATCHED, PASSED_OVER, NOT_ALLOWED = "matched", "passed over", "not allowed"
_NAMED = frozenset({"category", "source", "edition", "activity", "region"})
"""Aspects that name something; where there is none, the nearest names are told."""
_PASSABLE = _NAMED | {"date"}
"""What a further step may be tried for. A unit, a basis or gases that do not fit are mistakes of the request."""


class Shelf(Protocol):
    """The rows a search reads."""

    def published(self, request: FactorRequest) -> Sequence[Candidate]:
        """The published rows of exactly this category, activity (by slug, else by printed name) and region."""
        ...

    def own(self, request: FactorRequest) -> Sequence[OwnFactor]:
        """The tenant's approved factors of the same."""
        ...

    def names(self, request: FactorRequest, origin: Origin) -> Sequence[Candidate]:
        """For a refusal: one row of every name in the category, or of every category where there is none such."""
        ...

    def edition(self, slug: str) -> Edition | None:
        """The edition of this name."""
        ...

    def overrides(self, ef_cids: Sequence[str]) -> Mapping[str, OwnFactor]:
        """The tenant's approved factors that stand in for published ones, by the id of the published one."""
        ...


@dataclass(frozen=True, slots=True)
class TracedStep:
    """What came of one step: "matched", "passed over" or "not allowed", and why."""

    step: str
    outcome: str
    reason: str

    def as_document(self) -> dict[str, str]:
        """``{"step", "outcome", "reason"}``."""
        return {"step": self.step, "outcome": self.outcome, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a request and the way to it."""

    factor: ResolvedFactor
    trace: tuple[TracedStep, ...]


def find_factor(request: FactorRequest, shelf: Shelf, *, on: date | None = None) -> Found:
    """The factor that answers, the first step of the method's order that has one.

    Raises:
        FactorNotFound: none of the allowed steps has it; tells the nearest names of what was asked.
        FactorNotAvailable: a step's figure is published as not available; no further one is tried.
        FactorAmbiguous: several answer one step.
        UnknownFallback: a step is allowed that the method does not have.
    """
    trace: list[TracedStep] = []
    for index, step in enumerate(steps_of(request)):
        name = step.name if index else AS_ASKED
        if index and step.name not in request.fallback:
            trace.append(TracedStep(name, NOT_ALLOWED, "the request does not allow it"))
            continue
        try:
            factor = _tried(step, request, shelf, on, is_first=index == 0)
        except FactorNotAvailable:
            raise
        except FactorNotFound as error:
            if aspect_of(error) not in _PASSABLE:
                raise
            trace.append(TracedStep(name, PASSED_OVER, reason_of(error)))
            continue
        trace.append(TracedStep(name, MATCHED, step.title if index else "exactly as asked"))
        return Found(_told(factor, trace) if index else factor, tuple(trace))
    raise _refusal(request, shelf, on, trace)


def _tried(step: Step, request: FactorRequest, shelf: Shelf, on: date | None, *, is_first: bool) -> ResolvedFactor:
    """The answer of one step. A step that finds no row at all says so without reading the names there are."""
    requests = (request,) if is_first else step.of(request)
    asked = requests[0]
    if step.place is Place.COUNTRY and country_of(request.region) == request.region.strip():
        raise _nothing(asked, f"{request.region[:40]} is a country already.")
    if step.origin is Origin.PRIVATE:
        return _own(asked, shelf, on)
    asked, rows = next(((each, found) for each in requests if (found := shelf.published(each))), (asked, ()))
    if step.other_edition:
        meant = shelf.edition(request.edition) if request.edition else None
        rows, on = other_edition(rows, meant=meant, on=None if request.edition else on), None
    if not rows:
        raise _nothing(asked, f"Nothing is published for {_what(asked)}.")
    factor = match_factor(rows, asked, on=on)
    overrides = shelf.overrides([figure.ef_cid for figure in _figures(factor)])
    return overridden(factor, overrides, wanted=request.gases, on=on)


def _own(asked: FactorRequest, shelf: Shelf, on: date | None) -> ResolvedFactor:
    own = {factor.candidate.ef_cid: factor for factor in shelf.own(asked)}
    if not own:
        raise _nothing(asked, f"The organisation has no approved factor for {_what(asked)}.")
    limited = [each.candidate for each in own.values() if not each.candidate.applies_on(on)]
    if on is None and limited:
        own = {cid: each for cid, each in own.items() if each.candidate not in limited}
        if not own:
            times = "; ".join(f"{each.ef_cid} {each.applicability}" for each in limited)
            raise _nothing(asked, f"The organisation's own factors end, and no day is given: {times}.")
    factor = match_factor([each.candidate for each in own.values()], asked, on=on)
    told = dict.fromkeys(own[component.ef_cid].approval for component in _figures(factor))
    return replace(factor, steps=(*factor.steps, *told))


def _figures(factor: ResolvedFactor) -> list[FactorComponent]:
    total = factor.published_total
    return [*factor.components, *([total] if total else [])]


def _told(factor: ResolvedFactor, trace: Sequence[TracedStep]) -> ResolvedFactor:
    """The answer of a further step says so first."""
    *before, last = trace
    told = [f"step {last.step}: {last.reason}", *(f"{step.step} {step.outcome}: {step.reason}" for step in before)]
    return replace(factor, steps=(*told, *factor.steps))


def _what(request: FactorRequest) -> str:
    return f"{request.activity[:80]} in {request.region[:40]} ({request.category[:80]})"


def _nothing(request: FactorRequest, message: str) -> FactorNotFound:
    finding = {"pointer": "region", "detail": message, "code": FactorNotFound.code}
    return FactorNotFound(message, errors=[finding])


def _refusal(request: FactorRequest, shelf: Shelf, on: date | None, trace: Sequence[TracedStep]) -> FactorNotFound:
    """The refusal of what was asked, with the nearest names and what the allowed steps came to."""
    origin = steps_of(request)[0].origin
    error = _refused(request, shelf, on, origin)
    tried = [step for step in trace[1:] if step.outcome == PASSED_OVER]
    if tried:
        told = " ".join(f"{step.step}: {step.reason}" for step in tried)
        error.mend = f"{error.mend} Allowed steps found nothing either. {told}".strip()
    if request.fallback:
        error.steps = (*error.steps, *(f"{step.step} {step.outcome}: {step.reason}" for step in trace))
    return error


def _refused(request: FactorRequest, shelf: Shelf, on: date | None, origin: Origin) -> FactorNotFound:
    rows = [each.candidate for each in shelf.own(request)] if origin is Origin.PRIVATE else shelf.published(request)
    for among in (rows, shelf.names(request, origin)) if rows else (shelf.names(request, origin),):
        try:
            match_factor(among, request, on=on)
        except FactorNotFound as error:
            if (aspect_of(error) in _NAMED) == (among is not rows):
                return error
    return _nothing(request, f"Nothing is published for {_what(request)}.")
