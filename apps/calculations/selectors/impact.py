"""Edition impact: a period as it would be with other editions or another GWP set; the past is not touched."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from apps.calculations.accounting.impact import Effects, ImpactLine, ImpactReport, LineImpact, impacts, line_state
from apps.calculations.models import Calculation, FactorEdition
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.selectors.ledger import latest_for_period
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.errors import GreenLangError, InvalidInput, NotFound


@dataclass(frozen=True)
class Change:
    """What is exchanged. Quantities and methods stay as they are: a change has no activity and no method effect.

    Args:
        editions: slug of the edition that was used → slug of the one to use instead.
        gwp_set: name of the set to use instead; empty: each line keeps its own.
    """

    editions: Mapping[str, str] = field(default_factory=dict)
    gwp_set: str = ""


def period_impact(period_id: uuid.UUID, change: Change) -> tuple[ImpactReport, Iterator[LineImpact]]:
    """The calculations that count in a period, made again under a change.

    Returns:
        The report, which is complete once the lines were taken, and the lines one by one. Lines that cannot be
        calculated under the change are shown apart in the sums.

    Raises:
        InvalidInput: nothing would change.
        NotFound: the period has no calculations here, or there is no such edition.
        UnknownGwpSet: there is no such set.
    """
    again = CalculatedAgain.under(change)
    if not Calculation.objects.filter(period_id=period_id).exists():
        raise NotFound("Nothing has been calculated for this period.", where="/period_id")
    report = ImpactReport()
    return report, report.passing(again.lines(latest_for_period(period_id)))


def _check_editions(editions: Mapping[str, str]) -> None:
    known = set(FactorEdition.objects.values_list("slug", flat=True))
    for slug in (*editions, *editions.values()):
        if slug not in known:
            near = ", ".join(get_close_matches(slug, known, n=3)) or ", ".join(sorted(known))
            message = f"There is no edition {slug[:80]!r}."
            raise NotFound(message, where="/editions", mend=f"Nearest: {near}.")


@dataclass
class CalculatedAgain:
    """Makes lines anew, in as many parts as they come; every factor is looked up once."""

    change: Change
    gwp: GwpSet | None
    found: dict[FactorRequest, ResolvedFactor | GreenLangError] = field(default_factory=dict)

    @classmethod
    def under(cls, change: Change) -> "CalculatedAgain":
        """Under a change that changes something.

        Raises:
            InvalidInput: nothing would change.
            NotFound: there is no such edition.
            UnknownGwpSet: there is no such set.
        """
        if not change.editions and not change.gwp_set:
            mend = "Name an edition to exchange, or a GWP set."
            raise InvalidInput("Nothing is to be changed.", where="/editions", mend=mend)
        _check_editions(change.editions)
        return cls(change, gwp_set(change.gwp_set) if change.gwp_set else None)

    def lines(self, rows: Iterable[Calculation]) -> Iterator[LineImpact]:
        """What the change does to each of some lines; one that cannot be made anew is refused with its reason."""
        for row in rows:
            try:
                line = self._line(row)
            except GreenLangError as error:
                lead = row.recipe.content["emission_factor"]["ef_cid"]
                known = Decimal(row.co2e)
                yield LineImpact(str(row), row.scope, lead, known, known, Effects(), refused=str(error))
            else:
                yield from impacts([line])

    def _line(self, row: Calculation) -> ImpactLine:
        recipe = row.recipe.content
        before = line_state(recipe, json.loads(row.inputs), gwp_set(row.gwp_set))
        factors = {slot: self._factor(factor, recipe["requests"].get(slot)) for slot, factor in before.factors.items()}
        return ImpactLine(str(row), row.scope, before, replace(before, factors=factors, gwp=self.gwp or before.gwp))

    def _factor(self, factor: ResolvedFactor, request: Mapping[str, Any] | None) -> ResolvedFactor:
        other = self.change.editions.get(factor.edition)
        if other is None or request is None:
            return factor
        asked = replace(FactorRequest.from_document(request), edition=other, source="")
        if asked not in self.found:
            try:
                self.found[asked] = factor_lookup(asked)
            except GreenLangError as error:
                self.found[asked] = error
        answer = self.found[asked]
        if isinstance(answer, GreenLangError):
            raise answer
        return answer
