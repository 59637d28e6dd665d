"""The impact of a change on each line; lines come and go one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from apps.calculations.accounting.impact.effects import ORDER, Effect, Effects, decomposed
from apps.calculations.accounting.impact.states import LineState
from greenlang.engine import GreenLangError, canonical_number

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """A line before and after; one of the two is None where it exists in the other only.

    Args:
        id: of the line (of its activity: the same before and after).
        scope: "1", "2-location", "2-market" or "3".
        before, after: its two states.
    """

    id: str
    scope: str
    before: LineState | None
    after: LineState | None

    @property
    def factor_id(self) -> str:
        """Content id of the earlier state's emission factor (of the later where there is no earlier)."""
        state = self.before or self.after
        return state.emission_factor.components[0].ef_cid if state else ""


@dataclass(frozen=True, slots=True)
class LineImpact:
    """What the change does to a line.

    Args:
        id, scope, factor_id: of the line.
        before, after: kg CO2e.
        effects: of the difference, exact.
        not_rebased: why the GWP effect is 0 although the set changed; empty where it does not apply.
        refused: why the line could not be calculated after the change. It has no later state then: ``after`` repeats
            ``before``, and sums show it apart.
    """

    id: str
    scope: str
    factor_id: str
    before: Decimal
    after: Decimal
    effects: Effects
    not_rebased: str = ""
    refused: str = ""

    def as_document(self) -> dict[str, object]:
        """In canonical JSON's types; the two reasons only where they are, ``after`` null of a refused line."""
        document: dict[str, object] = {
            "id": self.id,
            "scope": self.scope,
            "factor_id": self.factor_id,
            "before": canonical_number(self.before),
            "after": None if self.refused else canonical_number(self.after),
            "effects": self.effects.as_document(),
        }
        reasons = {"not_rebased": self.not_rebased, "refused": self.refused}
        return document | {name: reason for name, reason in reasons.items() if reason}


def impacts(lines: Iterable[ImpactLine]) -> Iterator[LineImpact]:
    """The impact on each line, as they come; a line that cannot be calculated anew is refused with its reason.

    Raises what evaluating the earlier state raises: what was calculated once can be calculated again.
    """
    for line in lines:
        known = _ZERO if line.before is None else line.before.co2e
        try:
            yield impact_of(line)
        except GreenLangError as error:
            yield LineImpact(line.id, line.scope, line.factor_id, known, known, Effects(), refused=str(error))


def impact_of(line: ImpactLine) -> LineImpact:
    """The impact on one line; the effects add up to the difference exactly. Raises what evaluating raises."""
    before, after = line.before, line.after
    names = (line.id, line.scope, line.factor_id)
    if before is None or after is None:
        old, new = before.co2e if before else _ZERO, after.co2e if after else _ZERO
        return LineImpact(*names, old, new, Effects(structure=new if after else old.copy_negate()))
    not_rebased = _not_rebased(before, after)
    effects = decomposed(partial(_between, before, after, not not_rebased))
    return LineImpact(*names, before.co2e, after.co2e, effects, not_rebased)


def _between(before: LineState, after: LineState, rebased: bool, effects: frozenset[Effect]) -> Decimal | None:
    """kg CO2e with these things exchanged, the two states themselves exactly as they are."""
    if not effects or effects == frozenset(ORDER):
        return after.co2e if effects else before.co2e
    if not rebased:
        effects -= {Effect.GWP}
    try:
        return before.exchanged(after, effects).co2e
    except GreenLangError:
        return None


def _not_rebased(before: LineState, after: LineState) -> str:
    """Why the lines' potentials could not be exchanged: a CO2e-only factor does not say which gases it is of."""
    if before.gwp.values == after.gwp.values or after.separable:
        return ""
    factor = after.emission_factor
    basis = factor.gwp_basis or "potentials that are not stated"
    name = factor.activity or factor.components[0].ef_cid or "The factor"
    return f"{name} is published as CO2e only, with {basis} in it: it cannot be re-based to {after.gwp.id}."
