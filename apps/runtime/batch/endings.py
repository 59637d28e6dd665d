"""How work under guard ends: what a process of its own does first, and what its answer, or its silence, means."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

from apps.inventory.errors import PeriodLocked
from apps.jobs.services import Cancelled, WorkFailed
from apps.runtime.batch.guard import Ended, How, Limits, Mark
from apps.runtime.batch.suspects import AT_FAULT, KILLED
from apps.runtime.errors import LeaseLost, NotAccepting, PoisonRow
from greenlang.errors import Gone, GreenLangError

log = logging.getLogger(__name__)
Ending: TypeAlias = Mapping[str, Any]
"""``{"how": "done" | "lost" | "held" | "gone" | "cancelled" | "row" | "interrupted" | "failed", "error", "row"}``"""
Done = TypeVar("Done")
# Of a locked period as of a retired agent: another attempt would end the same way.
_HOW = {LeaseLost: "lost", NotAccepting: "held", Gone: "gone", PeriodLocked: "gone", Cancelled: "cancelled"}


class RowAtFault(Exception):
    """Calculating a row ended in something that no agent may do."""

    def __init__(self, row: str, reason: str) -> None:
        super().__init__(reason)
        self.row, self.reason = row, reason


def limits() -> Limits:
    """What a process may take, by the settings."""
    return Limits(settings.BATCH_PARTITION_SECONDS, settings.BATCH_ROW_SECONDS, settings.BATCH_ROW_MEMORY_BYTES)


class Alone:
    """Work in the process that was forked for it."""

    def __init__(self, work: Callable[[bytes, Mark], Ending]) -> None:
        self.work = work
        # Of the parent: collected as garbage, they would be closed for both.
        self.inherited: list[object] | None = None

    def __call__(self, question: bytes, mark: Mark) -> bytes:
        """Do it once; how it ended, as JSON."""
        if self.inherited is None:
            self.inherited = [connections[alias] for alias in connections]
            for alias in list(connections):
                del connections[alias]
        return json.dumps(self.work(question, mark)).encode()


def rows_tried(
    rows: Iterable[tuple[str, Callable[[], Done]]], dead: Mapping[str, str], mark: Mark, *, mend: str
) -> Iterator[Done | GreenLangError]:
    """What each row comes to, or why it is refused; the mark says at which one the work stands.

    Args:
        rows: name of a row and what calculates it.
        dead: rows that are not calculated any more, and why.
        mend: what becomes of those.

    Raises:
        RowAtFault: a row's calculation ended in something no agent may do.
    """
    for place, (row, calculate) in enumerate(rows):
        mark.at(place)
        found: Done | GreenLangError
        try:
            if row in dead:
                raise PoisonRow(dead[row], mend=mend)
            found = calculate()
        except GreenLangError as error:
            found = error
        except (OperationalError, InterfaceError, KeyboardInterrupt):
            raise
        except BaseException as error:
            # SystemExit and MemoryError too: whatever it is, the row and not the worker is asked about it.
            raise RowAtFault(row, f"{type(error).__name__}: {error}"[:500]) from error
        yield found


def ending_of(error: Exception) -> Ending:
    """What an error means for the work."""
    if isinstance(error, RowAtFault):
        return {"how": "row", "row": error.row, "weight": AT_FAULT, "error": {"message": error.reason}}
    if isinstance(error, OperationalError | InterfaceError):
        return {"how": "interrupted", "error": {"message": f"The database went away: {str(error).splitlines()[0]}."}}
    if isinstance(error, GreenLangError):
        return {"how": _HOW.get(type(error), "failed"), "error": error.as_dict()}
    log.error("an attempt failed", exc_info=error)
    unforeseen = WorkFailed(f"Unforeseen: {type(error).__name__}: {error}", mend="The worker's log has the details.")
    return {"how": "failed", "error": unforeseen.as_dict()}


def ending_heard(ended: Ended, row_at: Callable[[int], str]) -> Ending:
    """What a process answered; where it gave no answer, the row it was at is asked about it, if it was at one.

    Args:
        row_at: the name of the row at a place.
    """
    reason = f"The process that calculated it ended: {ended.how.value} (status {ended.status})."
    if ended.how is How.ANSWERED:
        answer: Ending = json.loads(ended.answer)
        return answer
    if ended.how is How.CALLED_BACK:
        return {"how": "lost"}
    if ended.how is How.LATE:
        late = WorkFailed(f"It took longer than {settings.BATCH_PARTITION_SECONDS} seconds.")
        return {"how": "failed", "error": late.as_dict()}
    if ended.place < 0:
        return {"how": "interrupted", "error": {"message": reason}}
    weight = KILLED if ended.how is How.KILLED else AT_FAULT
    return {"how": "row", "row": row_at(ended.place), "weight": weight, "error": {"message": reason}}
