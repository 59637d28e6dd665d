"""Totals and uncertainty of a period, over the calculations that count; rows are taken as they come and not kept."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from apps.calculations.accounting.errors import InvalidUncertainty, MixedGwpSets
from apps.calculations.accounting.scopes import scope_of
from apps.calculations.accounting.totals import AccountedLine, Scope, consolidated
from apps.calculations.accounting.uncertainty import (
    FactorPart,
    GroupedLines,
    UncertainLine,
    grouped,
    propagated,
    simulated,
)
from apps.calculations.catalogue.editions import AS_PUBLISHED
from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import latest_for_period
from greenlang.engine import canonical_number, exact_sum
from greenlang.engine.records import result_document
from greenlang.errors import InvalidInput, NotFound

MOST_DRAWS = 1_000_000
MOST_CELLS = 200_000_000
"""Draws times factors: some seconds of drawing; beyond that the request would be a job."""
LARGEST = Decimal("1e100")
"""kg CO2e that binary floats still square."""


@dataclass(frozen=True, slots=True)
class Uncertainties:
    """What is known of the errors, half of each 95 % range in percent; None: not known, and never zero.

    Args:
        activity, factor: of whatever is not named.
        by_activity: by calculation, bare hex.
        by_factor: by content id.
        market_based: scope 2 by the market-based method; by default by the location-based one.
        draws, seed: of the simulation; None: none is made.
    """

    activity: Decimal | None = None
    factor: Decimal | None = None
    by_activity: Mapping[str, Decimal | None] = field(default_factory=dict)
    by_factor: Mapping[str, Decimal | None] = field(default_factory=dict)
    market_based: bool = False
    draws: int | None = None
    seed: int = 1


def counting_rows(period_id: uuid.UUID) -> tuple[str, Iterator[Calculation]]:
    """The GWP set of a period's inventory, and the calculations that count, in the ledger's order.

    Raises:
        NotFound: nothing was calculated for this period here.
        MixedGwpSets: while they are taken, where one was calculated with another set than the first.
    """
    rows = latest_for_period(period_id)
    first = next(rows, None)
    known = first or Calculation.objects.filter(period_id=period_id).first()
    if known is None:
        mend = "Name a period that something was calculated for."
        raise NotFound("Nothing has been calculated for this period.", where="/period_id", mend=mend)
    return known.gwp_set, _of_one_set(known.gwp_set, first, rows)


def _of_one_set(gwp_set: str, first: Calculation | None, rows: Iterator[Calculation]) -> Iterator[Calculation]:
    if first is None:
        return
    yield first
    for row in rows:
        if row.gwp_set != gwp_set:
            message = f"{row} was calculated with {row.gwp_set}, the inventory with {gwp_set}."
            raise MixedGwpSets(message, where=str(row), mend=f"Calculate it anew with {gwp_set}.")
        yield row


def is_in_total(scope: Scope, *, market_based: bool) -> bool:
    """Whether a line is in the total; the two methods of Scope 2 measure the same electricity."""
    return scope != ("2-location" if market_based else "2-market")


def accounted_line(row: Calculation) -> AccountedLine:
    """The line of a calculation, from its recipe and record alone."""
    recipe = row.recipe.content
    result, biogenic = canonical_number(row.result), canonical_number(row.co2_biogenic)
    document: Any = result_document(recipe, row.mass_list, result=result, co2_biogenic=biogenic)
    basis = recipe["resolved"][recipe["emission_factor"]["slot"]].get("gwp_basis", "")
    return AccountedLine.of_document(
        str(row),
        scope_of(recipe),
        document["outcome"],
        gwp_set=recipe["gwp"]["id"],
        gwp_basis="" if basis == AS_PUBLISHED else basis,
    )


def period_totals(period_id: uuid.UUID) -> dict[str, object]:
    """Totals by scope and gas, with what cannot be split by gas. Raises as `counting_rows`."""
    gwp_set, rows = counting_rows(period_id)
    totals = consolidated(map(accounted_line, rows), gwp_set=gwp_set)
    embedded = totals.embedded.values()
    not_separable = {
        "lines": str(sum(found.lines for found in embedded)),
        "co2e": canonical_number(exact_sum(found.co2e for found in embedded)),
    }
    return totals.as_document() | {"not_separable": not_separable}


def period_uncertainty(period_id: uuid.UUID, known: Uncertainties) -> dict[str, object]:
    """The uncertainty of a period's total, by error propagation and, where draws are given, by simulation.

    Lines that share a factor are fully correlated. Nothing of it is written.

    Raises:
        NotFound, MixedGwpSets: as `counting_rows`.
        InvalidInput: an uncertainty is given for a calculation or factor that is not in the total.
        InvalidUncertainty: there is nothing to simulate, or too much.
    """
    gwp_set, rows = counting_rows(period_id)
    lines = _UncertainLines(known)
    groups = grouped(lines.of(rows))
    lines.check_named()
    document: dict[str, object] = {
        "gwp_set": gwp_set,
        "scope2": "market-based" if known.market_based else "location-based",
        "approach_1": propagated(groups).as_document(),
        "monte_carlo": None,
        "notes": lines.notes(),
    }
    if known.draws is not None:
        _check_size(groups, known.draws)
        document["monte_carlo"] = simulated(groups, seed=known.seed, draws=known.draws).as_document()
    return document


def _check_size(groups: GroupedLines, draws: int) -> None:
    factors = len(groups.emissions)
    if draws * factors > MOST_CELLS:
        message = f"{draws} draws of {factors} factors take too long for an answer."
        raise InvalidUncertainty(message, where="/draws", mend=f"Draw at most {MOST_CELLS // factors} times.")
    if any(emissions.copy_abs() > LARGEST for emissions in groups.emissions.values()):
        mend = "Approach 1 is exact at any size; leave the simulation out."
        raise InvalidUncertainty("The emissions are too large to be simulated.", where="/simulate", mend=mend)


@dataclass
class _UncertainLines:
    """Makes lines of rows, and remembers of what was named only what was met."""

    known: Uncertainties
    activities: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)
    with_parameters: int = 0
    other_method: int = 0

    def of(self, rows: Iterator[Calculation]) -> Iterator[UncertainLine]:
        """The lines that are in the total."""
        for row in rows:
            recipe = row.recipe.content
            if not is_in_total(scope_of(recipe), market_based=self.known.market_based):
                self.other_method += 1
                continue
            self.with_parameters += bool(recipe["parameters"])
            yield UncertainLine(row.id.hex, tuple(self._parts(row)), self._of_activity(row.id.hex))

    def _of_activity(self, name: str) -> Decimal | None:
        if name not in self.known.by_activity:
            return self.known.activity
        self.activities.add(name)
        return self.known.by_activity[name]

    def _parts(self, row: Calculation) -> Iterator[FactorPart]:
        for gas in row.gases:
            emissions = Decimal(gas["co2e"])
            # A factor that is written in the pack itself has no content id, and is one with its own recipe only.
            name = gas["ef_cid"] or f"{row.recipe.hash}/{gas['gas']}"
            self.factors.add(name)
            if emissions:
                yield FactorPart(name, emissions, self.known.by_factor.get(name, self.known.factor))

    def check_named(self) -> None:
        """Refuse uncertainties of what is not there: a slip of the pen would count as not given."""
        for member, named, met in (
            ("by_activity", self.known.by_activity, self.activities),
            ("by_factor", self.known.by_factor, self.factors),
        ):
            missing = sorted(set(named) - met)
            if missing:
                message = f"{missing[0][:80]} is not in this period's total, of {len(missing)} that are not."
                mend = "Name calculations that count and emission factors they used; GET /calculations lists them."
                raise InvalidInput(message, where=f"/{member}/{missing[0][:80]}", mend=mend)

    def notes(self) -> list[str]:
        """What is in no figure."""
        notes = ["Draws and percentages are a report beside the ledger: nothing of them is stored or hashed."]
        if self.with_parameters:
            notes.append(
                f"{self.with_parameters} lines use parameters (heat contents, losses) whose own error is not included."
            )
        if self.other_method:
            notes.append(f"{self.other_method} lines by the other method of scope 2 are not in this total.")
        return notes


def activity_year(row: Calculation) -> int | None:
    """The year an activity begins in, as its source says; None where it does not."""
    text = str(json.loads(row.source).get("start", ""))[:4]
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
