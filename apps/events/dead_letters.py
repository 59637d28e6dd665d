"""Dead letters: written after the last attempt, inspected, and done again by whoever knows their kind.

A room that writes letters of a kind registers, when Django is ready, what does such work again:

    replay_register("batch-row", row_again)
"""

from collections.abc import Callable, Mapping

from django.db import transaction

from apps.events.models.dead_letters import DeadLetter, DeadLetterState
from greenlang.errors import Conflict, GreenLangError, InvalidInput

Replay = Callable[[DeadLetter], str]
"""Does a letter's work again in the caller's transaction and tenant scope; answers in a few words what came of it."""

_replays: dict[str, Replay] = {}


class NothingReplays(Conflict):
    """Nobody knows how to do letters of this kind again."""

    code = "no-replay"


def replay_register(kind: str, replay: Replay) -> None:
    """Say what does letters of a kind again; once a kind and process.

    Raises:
        ValueError: another function is registered for the kind.
    """
    if _replays.setdefault(kind, replay) is not replay:
        raise ValueError(f"{kind} has a replay already")


def replayable(kind: str) -> bool:
    """Whether somebody knows how to do letters of this kind again."""
    return kind in _replays


def dead_letter_record(
    *, kind: str, source: str, subject: str, payload: Mapping[str, object], reason: str, attempts: int
) -> DeadLetter:
    """Keep work that failed for the last time, in the present tenant and the caller's transaction.

    Recording the same again (kind, source, subject) while it waits changes that letter: a process that ends between
    recording and noting that it has may record again.
    """
    letter, _ = DeadLetter.objects.update_or_create(
        kind=kind,
        source=source[:200],
        subject=subject[:200],
        state=DeadLetterState.WAITING,
        defaults={"payload": dict(payload), "reason": reason, "attempts": attempts},
    )
    return letter


def dead_letter_replay(*, letter: DeadLetter, actor: str) -> DeadLetter:
    """Do a letter's work again. Where it fails again, the letter waits on, with the new reason and one more attempt.

    Raises:
        NothingReplays: no room registered its kind.
        AnsweredLetter: it waits no longer.
        GreenLangError: the work's own; nothing of it was kept.
    """
    replay = _replays.get(letter.kind)
    if replay is None:
        raise NothingReplays(f"Nothing here does “{letter.kind}” again.", where="kind", mend="Dismiss it instead.")
    try:
        with transaction.atomic():
            letter.answer(DeadLetterState.REPLAYED, actor=actor, outcome="")
            letter.outcome = replay(letter)[:500]
            letter.save(update_fields=["outcome"])
    except GreenLangError as error:
        _failed_again(letter, str(error))
        raise
    return letter


def _failed_again(letter: DeadLetter, reason: str) -> None:
    letter.refresh_from_db()
    if letter.state == DeadLetterState.WAITING:
        letter.attempts, letter.reason = letter.attempts + 1, reason
        letter.save(update_fields=["attempts", "reason"])


@transaction.atomic
def dead_letter_dismiss(*, letter: DeadLetter, actor: str, reason: str) -> DeadLetter:
    """Let it be, for a reason.

    Raises:
        InvalidInput: no reason.
        AnsweredLetter: it waits no longer.
    """
    if not reason.strip():
        raise InvalidInput("Say why.", where="reason", mend="One sentence that an auditor will understand.")
    letter.answer(DeadLetterState.DISMISSED, actor=actor, outcome=reason)
    return letter
