"""Where a period stands between open and signed off."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from apps.inventory.models import ReportingPeriod, SignOffStep
from apps.inventory.signing_off.errors import OutOfTurn

Kind = SignOffStep.Kind


class PeriodState(StrEnum):
    """Open: its numbers may change. Submitted: they wait for an approver. Signed: they are locked."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SIGNED = "signed"


STATE_AFTER = {
    Kind.SUBMITTED: PeriodState.SUBMITTED,
    Kind.WITHDRAWN: PeriodState.OPEN,
    Kind.RETURNED: PeriodState.OPEN,
    Kind.SIGNED: PeriodState.SIGNED,
    Kind.REOPENED: PeriodState.OPEN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A period's state, its round, and every step that led there, oldest first."""

    period: ReportingPeriod
    steps: Sequence[SignOffStep]

    @property
    def last(self) -> SignOffStep | None:
        """The step the state comes from; None before the first."""
        return self.steps[-1] if self.steps else None

    @property
    def state(self) -> PeriodState:
        """What the last step made of it."""
        return STATE_AFTER[Kind(self.last.kind)] if self.last else PeriodState.OPEN

    @property
    def round(self) -> int:
        """From 1 on."""
        return self.last.round if self.last else 1

    @property
    def signed(self) -> list[SignOffStep]:
        """The rounds that were signed off, oldest first."""
        return [step for step in self.steps if step.kind == Kind.SIGNED]

    @property
    def reopened(self) -> SignOffStep | None:
        """Why the present round is restated; None in the first."""
        found = [step for step in self.steps if step.kind == Kind.REOPENED and step.round == self.round]
        return found[-1] if found else None

    def require(self, *states: PeriodState) -> None:
        """Go on only in one of these states.

        Raises:
            OutOfTurn: naming the one it is in.
        """
        if self.state in states:
            return
        who = f" by {self.last.actor}" if self.last else ""
        told = {
            PeriodState.OPEN: ("is open", "Submit it first."),
            PeriodState.SUBMITTED: (f"was submitted{who} and waits", "An approver signs it off or returns it."),
            PeriodState.SIGNED: (f"was signed off{who}", "Restate it first."),
        }
        message, mend = told[self.state]
        raise OutOfTurn(f"{self.period.name} {message}.", where="period", mend=mend)


def standing_of(period: ReportingPeriod) -> Standing:
    """Where a period stands; one query."""
    return Standing(period, list(SignOffStep.objects.filter(period=period).order_by("position")))


def standing_held(period: ReportingPeriod) -> Standing:
    """The same, and nobody else takes a step, or changes what the numbers stand on, until the transaction ends."""
    held = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("entity").get(id=period.id)
    return standing_of(held)
