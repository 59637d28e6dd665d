"""A period's electricity shared out: what each consumption takes of which instrument, its kilograms, what to print."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.calculations.accounting.proration import Interval
from apps.calculations.accounting.rationals import rounded
from apps.calculations.accounting.scope2 import (
    Allocation,
    Available,
    Consumption,
    Electricity,
    FactorHint,
    GridFactors,
    Instrument,
    PassedOver,
    Step,
    Unavailable,
    VintageRule,
    Why,
    allocated,
)
from apps.calculations.accounting.scope2.instruments import AVERAGES, INSTRUMENT_STEPS
from apps.inventory.instruments.markets import market_of, market_words
from greenlang.engine.numbers import canonical_number, exact_product, exact_sum, round_output

MOST_PASSED_OVER = 6
"""Reasons kept of one part; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Used:
    """Electricity of one row of activity data, with the location-based line of the ledger.

    ``refused`` says why it cannot be shared out, in words; its ``kwh`` are 0 then.
    """

    id: str
    calculation_id: str
    site: str
    region: str
    start: date
    end: date
    kwh: Decimal
    location_kg: Decimal
    location_factor: str
    factor_region: str
    refused: str = ""

    @property
    def market(self) -> str:
        """Where claims on it are made."""
        return market_of(self.factor_region or self.region)


@dataclass(frozen=True, slots=True)
class Residual:
    """What is published as residual mix at a place and time: a rate, or that there is none; None: nothing is."""

    published: Available | Unavailable | None
    rate: Decimal | None = None
    """kg CO2e per kWh."""
    ef_cid: str = ""


@dataclass(frozen=True)
class Shared:
    """One consumption, shared out."""

    used: Used
    parts: tuple[dict[str, Any], ...]
    market_kg: Decimal
    without_factor: Decimal
    taken: Mapping[str, Decimal]
    """kWh by instrument."""


@dataclass
class Sharing:
    """How a period is shared out.

    Args:
        residual: what is published for a region on a day.
        conveyed: kg CO2e of so many kWh of an instrument, by its id.
    """

    residual: Callable[[str, date], Residual]
    conveyed: Callable[[str, Decimal], Decimal]
    vintage: VintageRule = field(default_factory=VintageRule)
    past_not_available: bool = False

    def of(self, uses: Sequence[Used], instruments: Sequence[Instrument]) -> Iterator[Shared]:
        """Each consumption in its order; earlier ones draw on the instruments first.

        The allocation is made one by one with the instruments that can serve, so that it stays linear in the
        consumptions; it is the same as of all at once.
        """
        offered = _Offered(instruments, self.vintage)
        for used in uses:
            if used.refused:
                yield Shared(used, (), Decimal(0), Decimal(0), {})
                continue
            interval = Interval(used.start, used.end)
            consumption = Consumption(used.id, used.market, interval, used.kwh, self._grid(used))
            [found] = allocated([consumption], offered.to(consumption), vintage=self.vintage)
            shared = self._shared(used, found, offered.used_up())
            offered.take(shared.taken)
            yield shared

    def _grid(self, used: Used) -> GridFactors:
        """The average of the grid is the one of the location-based line, so that both methods rest on the same."""
        average = Available(FactorHint("purchased-electricity", "electricity", used.factor_region))
        regional = "-" in used.factor_region
        return GridFactors(
            residual_mix=self.residual(used.factor_region or used.region, used.start).published,
            regional=average if regional else None,
            national=None if regional else average,
            past_not_available=self.past_not_available,
        )

    def _shared(self, used: Used, found: Electricity, used_up: Sequence[Instrument]) -> Shared:
        kilograms = [self._kg(used, part) for part in found.market]
        taken: dict[str, Decimal] = defaultdict(Decimal)
        for part in found.market:
            if part.instrument_id:
                taken[part.instrument_id] = exact_sum((taken[part.instrument_id], part.kwh))
        parts = tuple(self._document(used, part, kg, used_up) for part, kg in zip(found.market, kilograms, strict=True))
        known = exact_sum(kg for kg in kilograms if kg is not None)
        return Shared(used, parts, known, found.without_factor, dict(taken))

    def _kg(self, used: Used, part: Allocation) -> Decimal | None:
        """kg CO2e of a part; None where it has no factor."""
        if part.factor is None:
            return None
        if part.step in INSTRUMENT_STEPS:
            return self.conveyed(part.instrument_id, part.kwh)
        if part.step in AVERAGES:
            return rounded(Fraction(used.location_kg) * Fraction(part.kwh) / Fraction(used.kwh))
        rate = self.residual(used.factor_region or used.region, used.start).rate
        return None if rate is None else round_output(exact_product(part.kwh, rate))

    def _document(
        self, used: Used, part: Allocation, kg: Decimal | None, used_up: Sequence[Instrument]
    ) -> dict[str, Any]:
        factor = ""
        if part.step in AVERAGES:
            factor = used.location_factor
        elif part.step is Step.RESIDUAL_MIX and part.factor is not None:
            factor = self.residual(used.factor_region or used.region, used.start).ef_cid
        exhausted = [
            PassedOver(each.step, Why.EXHAUSTED, "All of its kWh are allocated.", each.id)
            for each in used_up
            if _PLACES[each.step] <= _PLACES[part.step] and each.id != part.instrument_id
        ]
        passed = [
            {"step": each.step.value, "why": each.why.value, "reason": each.reason, "instrument": each.instrument_id}
            for each in (*exhausted, *part.passed_over)
            if each.why is not Why.NONE_HELD or each.step not in {other.step for other in exhausted}
        ]
        return {
            "kwh": canonical_number(part.kwh),
            "step": part.step.value,
            "instrument": part.instrument_id,
            "factor": factor,
            "kg": None if kg is None else canonical_number(kg),
            "note": part.note,
            "passed_over": passed[-MOST_PASSED_OVER:],
            "passed_over_more": max(0, len(passed) - MOST_PASSED_OVER),
        }


_PLACES = {step: place for place, step in enumerate(Step)}


class _Offered:
    """What is left of the instruments, consumption by consumption."""

    def __init__(self, instruments: Sequence[Instrument], vintage: VintageRule) -> None:
        order = sorted(instruments, key=lambda one: (one.vintage.end, one.vintage.start, one.id))
        self._instruments = sorted(order, key=lambda one: _PLACES[one.step])
        self._left = {one.id: one.kwh for one in order}
        self._used_up: dict[str, Instrument] = {}
        self._vintage = vintage

    def to(self, consumption: Consumption) -> list[Instrument]:
        """Those that serve a consumption, as far as it needs them, and a few that do not, with their reasons."""
        serving: list[Instrument] = []
        others: list[Instrument] = []
        needed = consumption.kwh
        for one in self._instruments:
            if one.id in self._used_up:
                continue
            if not self._serves(one, consumption):
                others = [*others, one] if len(others) < MOST_PASSED_OVER else others
                continue
            left = self._left[one.id]
            if needed > 0:
                serving.append(replace(one, kwh=left))
                needed = Decimal(0) if left is None else exact_sum((needed, left.copy_negate()))
        return [*serving, *others]

    def _serves(self, one: Instrument, consumption: Consumption) -> bool:
        usable = one.criteria.retired and not one.criteria.unmet()
        return usable and one.market == consumption.market and self._vintage.allows(one.vintage, consumption.period)

    def take(self, taken: Mapping[str, Decimal]) -> None:
        """So many kWh are given out."""
        for name, kwh in taken.items():
            left = self._left[name]
            if left is not None:
                self._left[name] = exact_sum((left, kwh.copy_negate()))
                if not self._left[name]:
                    self._used_up[name] = next(one for one in self._instruments if one.id == name)

    def used_up(self) -> list[Instrument]:
        """Some of those that have nothing left, the last first."""
        return list(self._used_up.values())[: -MOST_PASSED_OVER - 1 : -1]


@dataclass
class Totals:
    """Consumptions added up, exactly."""

    lines: int = 0
    refused: int = 0
    kwh: Decimal = Decimal(0)
    location_kg: Decimal = Decimal(0)
    market_kg: Decimal = Decimal(0)
    without_factor: Decimal = Decimal(0)
    by_step: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """kWh that have a factor, and their kg CO2e."""
    by_instrument: dict[str, Decimal] = field(default_factory=dict)
    notes: dict[tuple[str, str, bool], Decimal] = field(default_factory=dict)
    """kWh by step, note of the publisher, and whether there is a figure."""

    def add(self, shared: Shared) -> None:
        """Count one."""
        used = shared.used
        self.location_kg = exact_sum((self.location_kg, used.location_kg))
        if used.refused:
            self.refused += 1
            return
        self.lines += 1
        self.kwh = exact_sum((self.kwh, used.kwh))
        self.market_kg = exact_sum((self.market_kg, shared.market_kg))
        self.without_factor = exact_sum((self.without_factor, shared.without_factor))
        for name, kwh in shared.taken.items():
            self.by_instrument[name] = exact_sum((self.by_instrument.get(name, Decimal(0)), kwh))
        for part in shared.parts:
            self._part(part)

    def _part(self, part: Mapping[str, Any]) -> None:
        kwh = Decimal(part["kwh"])
        if part["kg"] is not None:
            before = self.by_step.get(part["step"], (Decimal(0), Decimal(0)))
            self.by_step[part["step"]] = exact_sum((before[0], kwh)), exact_sum((before[1], Decimal(part["kg"])))
        key = part["step"], part["note"], part["kg"] is not None
        self.notes[key] = exact_sum((self.notes.get(key, Decimal(0)), kwh))

    @property
    def disclosures(self) -> list[str]:
        """Sentences that the inventory has to print, over all consumptions together."""
        return list(self._disclosures())

    def _disclosures(self) -> Iterator[str]:
        for (step, note, has_figure), kwh in sorted(self.notes.items()):
            words = step.replace("-", " ")
            if not has_figure:
                yield f"{shown(kwh)} kWh have no market-based factor ({note or words}); they are not zero."
                continue
            if Step(step) in AVERAGES:
                yield f"Without a residual mix {shown(kwh)} kWh take the {words}, so they may count twice."
            if note:
                yield f"{words.capitalize()}, {shown(kwh)} kWh: {note}."
        if self.refused:
            yield f"{self.refused:,} lines of scope 2 are not measured in energy and are left out of the board."

    def as_document(self) -> dict[str, Any]:
        """In JSON's types."""
        return {
            "lines": self.lines,
            "refused": self.refused,
            "kwh": canonical_number(self.kwh),
            "location_kg": canonical_number(self.location_kg),
            "market_kg": canonical_number(self.market_kg),
            "without_factor_kwh": canonical_number(self.without_factor),
            "by_step": {
                name: {"kwh": canonical_number(kwh), "kg": canonical_number(kg)}
                for name, (kwh, kg) in self.by_step.items()
            },
            "by_instrument": {name: canonical_number(kwh) for name, kwh in self.by_instrument.items()},
            "disclosures": self.disclosures,
        }


def shown(kwh: Decimal) -> str:
    """ "1,250.5"."""
    return f"{kwh:,f}"


def unusable(
    instrument: Instrument, *, markets: Iterable[str], period: Interval, vintage: VintageRule, left: Decimal | None
) -> list[str]:
    """Why no consumption of a period can take of an instrument; empty where one may.

    Args:
        markets: in which electricity was used.
        left: kWh that other boards have left; None: it has no bound.
    """
    where = sorted(set(markets))
    reasons = []
    if where and instrument.market not in where:
        used = ", ".join(map(market_words, where))
        reasons.append(f"Of {market_words(instrument.market)}; used in {used}.")
    if not vintage.allows(instrument.vintage, period):
        reasons.append(f"Generated from {instrument.vintage.start} to {instrument.vintage.end}, outside the period.")
    if not instrument.criteria.retired:
        reasons.append("Not retired on behalf of the reporting company.")
    if unmet := instrument.criteria.unmet():
        reasons.append(f"Not attested: {', '.join(name.replace('_', ' ') for name in unmet)}.")
    if left is not None and left <= 0:
        reasons.append("All of its kWh are allocated by other boards.")
    return reasons
