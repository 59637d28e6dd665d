"""Allocation of consumption to contractual instruments, kWh by kWh, down the order of the market-based method.

Every kWh gets one step. Each allocation says which instrument or average answered, and what was passed over on the way
and why. No kWh of an instrument is given out twice, over all consumptions together. The location-based method is
always beside it: subregion, then country, else refused; never a supplier's rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from apps.calculations.accounting.errors import InvalidInstrument, NoGridFactor
from apps.calculations.accounting.scope2.instruments import (
    AVERAGES,
    INSTRUMENT_STEPS,
    Available,
    Consumption,
    FactorHint,
    Instrument,
    Step,
    Unavailable,
    VintageRule,
)
from greenlang.engine import canonical_number, exact_sum

_ZERO = Decimal(0)


class Why(StrEnum):
    """Why something was passed over."""

    NONE_HELD = "none-held"
    WRONG_MARKET = "wrong-market"
    VINTAGE = "vintage-outside"
    NOT_RETIRED = "not-retired"
    CRITERIA = "criteria-not-met"
    SOLD_SEPARATELY = "certificates-sold-separately"
    EXHAUSTED = "exhausted"
    NOT_AVAILABLE = "published-as-not-available"
    ABSENT = "not-published"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A step, or an instrument of it, that did not answer, and why."""

    step: Step
    why: Why
    reason: str
    instrument_id: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """kWh that one step answers.

    Args:
        kwh: how many, above zero.
        step: which answered.
        factor: what to ask the catalogue for; None where the publisher says NA: the kWh have no figure, and no zero.
        instrument_id: of an instrument; also of the contract whose certificates were sold separately.
        passed_over: what did not answer before.
        note: of the published figure.
    """

    kwh: Decimal
    step: Step
    factor: FactorHint | None
    instrument_id: str = ""
    passed_over: tuple[PassedOver, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Electricity:
    """One consumption by both methods; the market-based kWh add up to the consumption exactly.

    Args:
        consumption_id, kwh: what was used.
        location: by the location-based method.
        market: by the market-based method, in the order of the steps; empty for a consumption of zero.
        disclosures: sentences the inventory has to print.
    """

    consumption_id: str
    kwh: Decimal
    location: Allocation
    market: tuple[Allocation, ...]
    disclosures: tuple[str, ...]

    @property
    def without_factor(self) -> Decimal:
        """kWh that have no market-based factor."""
        return exact_sum(part.kwh for part in self.market if part.factor is None)


def allocated(
    consumptions: Iterable[Consumption], instruments: Sequence[Instrument], *, vintage: VintageRule | None = None
) -> tuple[Electricity, ...]:
    """Both methods for consumptions, in their order; earlier ones draw on the instruments first.

    Within a step the oldest vintage goes first, so that none lapses, then by id.

    Raises:
        InvalidInstrument: an instrument or a consumption stands there twice.
        NoGridFactor: no average of the grid at all.
    """
    wanted = tuple(consumptions)
    _check_once("instrument", [instrument.id for instrument in instruments])
    _check_once("consumption", [consumption.id for consumption in wanted])
    ordered = sorted(instruments, key=lambda one: (one.vintage.end, one.vintage.start, one.id))
    left = {one.id: one.kwh for one in ordered}
    return tuple(_Allocating(one, ordered, left, vintage or VintageRule()).done() for one in wanted)


def _words(step: Step) -> str:
    return step.value.replace("-", " ")


def _check_once(what: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidInstrument(f"The {what} {one} is there twice.", where=one, mend="Each counts once.")
        seen.add(one)


@dataclass(slots=True)
class _Allocating:
    """One consumption going down the order."""

    used: Consumption
    instruments: Sequence[Instrument]
    left: dict[str, Decimal | None]
    vintage: VintageRule
    passed: list[PassedOver] = field(default_factory=list)
    parts: list[Allocation] = field(default_factory=list)
    open: Decimal = _ZERO

    def done(self) -> Electricity:
        """Both methods."""
        self.open = self.used.kwh
        for step in INSTRUMENT_STEPS:
            self._instruments(step)
        if self.open:
            self._add(self._grid(self.open, tuple(self.passed)))
        location = self._location()
        disclosures = tuple(dict.fromkeys(self._disclosures()))
        return Electricity(self.used.id, self.used.kwh, location, tuple(self.parts), disclosures)

    def _instruments(self, step: Step) -> None:
        offered = [one for one in self.instruments if one.step is step]
        if not offered:
            self.passed.append(PassedOver(step, Why.NONE_HELD, f"No {_words(step)}."))
        for instrument in offered:
            if not self.open:
                return
            refused = self._refusal(instrument)
            if refused:
                self.passed.append(PassedOver(step, *refused, instrument.id))
            else:
                self._take(instrument)

    def _refusal(self, one: Instrument) -> tuple[Why, str] | None:
        unmet = one.criteria.unmet()
        checks = (
            (one.market != self.used.market, Why.WRONG_MARKET, f"Of {one.market}; used in {self.used.market}."),
            (
                not self.vintage.allows(one.vintage, self.used.period),
                Why.VINTAGE,
                f"Generated from {one.vintage.start} to {one.vintage.end}; "
                f"used from {self.used.period.start} to {self.used.period.end}.",
            ),
            (not one.criteria.retired, Why.NOT_RETIRED, "Not retired on behalf of the reporting entity."),
            (bool(unmet), Why.CRITERIA, f"Not met: {', '.join(unmet)}."),
            (self.left[one.id] == 0, Why.EXHAUSTED, "All of its kWh are allocated."),
        )
        return next(((why, reason) for holds, why, reason in checks if holds), None)

    def _take(self, one: Instrument) -> None:
        """As many of the open kWh as the instrument has left."""
        left = self.left[one.id]
        kwh = self.open if left is None else min(self.open, left)
        if left is not None:
            self.left[one.id] = exact_sum((left, kwh.copy_negate()))
        if not one.certificates_sold_separately:
            self._add(Allocation(kwh, one.step, one.factor, one.id, tuple(self.passed)))
            return
        reason = "Its certificates were sold separately: these kWh take the residual mix."
        sold = PassedOver(one.step, Why.SOLD_SEPARATELY, reason, one.id)
        self._add(self._grid(kwh, (*self.passed, sold), one.id))

    def _add(self, part: Allocation) -> None:
        self.parts.append(part)
        self.open = exact_sum((self.open, part.kwh.copy_negate()))

    def _grid(self, kwh: Decimal, passed: tuple[PassedOver, ...], instrument_id: str = "") -> Allocation:
        """The residual mix, else an average; without a factor where the publisher says NA."""
        for step in (Step.RESIDUAL_MIX, *AVERAGES):
            found = self.used.grid.at(step)
            if isinstance(found, Available):
                return Allocation(kwh, step, found.factor, instrument_id, passed, found.note)
            if isinstance(found, Unavailable):
                passed = (*passed, PassedOver(step, Why.NOT_AVAILABLE, found.reason))
                if step is not Step.RESIDUAL_MIX or not self.used.grid.past_not_available:
                    return Allocation(kwh, step, None, instrument_id, passed, found.reason)
            else:
                passed = (*passed, PassedOver(step, Why.ABSENT, f"No {_words(step)} is published."))
        raise self._no_factor("No residual mix and no average of the grid is published.")

    def _location(self) -> Allocation:
        passed: tuple[PassedOver, ...] = ()
        for step in AVERAGES:
            found = self.used.grid.at(step)
            if isinstance(found, Available):
                return Allocation(self.used.kwh, step, found.factor, "", passed, found.note)
            if isinstance(found, Unavailable):
                # NA blocks the fallback: another place's figure would stand in the place of "not available".
                raise self._no_factor(f"The {_words(step)} is published as not available: {found.reason}")
            passed = (*passed, PassedOver(step, Why.ABSENT, f"No {_words(step)} is published."))
        raise self._no_factor("No average of the grid is published.")

    def _no_factor(self, message: str) -> NoGridFactor:
        mend = "Give the subregion's or the country's average; a figure of another place is never taken."
        return NoGridFactor(message, where=self.used.id, mend=mend)

    def _disclosures(self) -> Iterable[str]:
        for part in self.parts:
            kwh = canonical_number(part.kwh)
            if part.factor is None:
                yield f"{kwh} kWh have no market-based factor ({part.note}); they are not zero."
            elif part.step in AVERAGES:
                yield f"Without a residual mix {kwh} kWh take the {_words(part.step)}, so they may count twice."
            if part.factor is not None and part.note:
                yield f"{_words(part.step).capitalize()}: {part.note}."
