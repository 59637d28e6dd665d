"""Sagas: steps that each commit by themselves, undone in reverse order when a later one fails.

Where a saga stands is read from its log, so that another process goes on where one has ended: a step that was done is
not done again, one that had begun is, and a compensation that had begun is finished.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from apps.events.models import SagaEntry, Topic
from apps.events.services import event_record
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope


class What(StrEnum):
    """What a line of the log says of a step, or of the saga."""

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"
    COMPLETED = "completed"
    COMPENSATED = "compensated"


ENDS = (What.COMPLETED, What.COMPENSATED)


class Line(Protocol):
    """A line of a log."""

    @property
    def step(self) -> str: ...

    @property
    def what(self) -> str: ...

    @property
    def detail(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a saga stands.

    Attributes:
        done: the steps that were done and not undone, in their order, with their details.
        open: the step that had begun and not ended; empty where there is none.
        reason: why it is being compensated; empty where it is not.
        ended: COMPLETED, COMPENSATED or empty.
    """

    done: Mapping[str, Mapping[str, object]]
    open: str = ""
    reason: str = ""
    ended: str = ""


def standing(lines: Sequence[Line]) -> Standing:
    """What a log, oldest line first, leads to. Pure."""
    done: dict[str, Mapping[str, object]] = {}
    opened, reason, ended = "", "", ""
    for line in lines:
        if line.what == What.BEGUN:
            opened = line.step
        elif line.what == What.DONE:
            done[line.step], opened = line.detail, ""
        elif line.what == What.FAILED:
            reason = str(line.detail.get("reason", "failed"))
        elif line.what == What.UNDONE:
            done.pop(line.step, None)
            opened = "" if opened == line.step else opened
        elif line.what in ENDS:
            ended = line.what
    return Standing(done, opened, reason, ended)


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        do: does it, in transactions of its own; safe to do again. Answers what a compensation will need.
        undo: takes it back; safe to do again, and where nothing was done.
    """

    name: str
    do: Callable[[], Mapping[str, object]]
    undo: Callable[[], None] | None = None


@dataclass
class Saga:
    """One saga of one tenant, written down as it goes.

    Args:
        saga_id: what it is known by; the same one goes on where another process has ended.
    """

    tenant_id: uuid.UUID
    saga_id: uuid.UUID
    name: str
    steps: Sequence[Step]
    log: "SagaLog" = field(init=False)

    def __post_init__(self) -> None:
        self.log = SagaLog(self.tenant_id, self.saga_id, self.name)

    def run(self) -> None:
        """Every step that is not done, or every compensation that is not; a saga that has ended does nothing.

        Raises:
            SagaCompensated: an earlier process had failed at a step; everything is undone.
            Exception: the step's own; everything is undone.
        """
        found = self.log.standing()
        if found.ended:
            return
        if found.reason:
            self._compensate(found)
            raise SagaCompensated(found.reason, where=self.name)
        for step in self.steps:
            if step.name not in found.done:
                self._do(step)
        self.log.write("", What.COMPLETED)

    def _do(self, step: Step) -> None:
        self.log.write(step.name, What.BEGUN)
        try:
            detail = step.do()
        except Exception as error:
            reason = str(error) if isinstance(error, GreenLangError) else f"{type(error).__name__}: {error}"
            self.log.write(step.name, What.FAILED, {"reason": reason[:1000]})
            self._compensate(self.log.standing())
            raise
        self.log.write(step.name, What.DONE, detail)

    def _compensate(self, found: Standing) -> None:
        """Undo what was done and what had begun, last first."""
        for step in reversed(self.steps):
            if step.name in found.done or step.name == found.open:
                self.log.write(step.name, What.UNDOING)
                if step.undo is not None:
                    step.undo()
                self.log.write(step.name, What.UNDONE)
        self.log.write("", What.COMPENSATED, {"reason": found.reason})


class SagaCompensated(GreenLangError):
    """A step had failed, and what was done before it has been taken back."""

    code = "saga-compensated"
    status = 409


@dataclass(frozen=True, slots=True)
class SagaLog:
    """One saga's log, and the events that tell of it."""

    tenant_id: uuid.UUID
    saga_id: uuid.UUID
    saga: str

    def standing(self) -> Standing:
        """Where it stands."""
        with tenant_scope(self.tenant_id):
            return standing(list(SagaEntry.objects.filter(saga_id=self.saga_id)))

    def write(self, step: str, what: What, detail: Mapping[str, object] | None = None) -> None:
        """One line, and its event on the topic ``platform``."""
        with tenant_scope(self.tenant_id):
            SagaEntry.objects.create(
                saga_id=self.saga_id, saga=self.saga, step=step, what=what, detail=dict(detail or {})
            )
            event_record(
                topic=Topic.PLATFORM,
                event=f"saga.{what}",
                aggregate_type="saga",
                aggregate_id=str(self.saga_id),
                payload={"saga": self.saga, "step": step, **(detail or {})},
            )
