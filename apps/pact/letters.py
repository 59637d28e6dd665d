"""When an event is sent to its partner again, and when no more: PACT asks for a growing pause and 72 hours."""

import random
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from apps.events.webhooks.transport import Answer
from apps.pact.models import ReceivedEvent, SentRequest

LONGEST: Final = timedelta(hours=72)
"""From the first attempt of a round to its last."""
FIRST_PAUSE, LONGEST_PAUSE, GROWS = 60.0, 21_600.0, 4.0
"""Seconds before the second attempt and between any two, and how many times as long each pause is as the one before."""
REFUSED: Final = frozenset({400, 405, 409, 410, 411, 413, 415, 422})
"""Answers of a partner that was reached and does not take what it is told: the same again changes nothing."""


def pause_after(attempts: int) -> float:
    """Seconds after so many attempts, give or take a tenth so that not all come back at once."""
    pause: float = FIRST_PAUSE * GROWS ** min(attempts - 1, 20)
    return min(pause, LONGEST_PAUSE) * random.uniform(0.9, 1.1)  # noqa: S311


def letter_begin(letter: ReceivedEvent | SentRequest) -> datetime:
    """Begin a round of attempts: what was put off of an earlier one is not done any more; its name."""
    letter.attempts, letter.sent_since, letter.due_at, letter.delivery = 0, timezone.now(), timezone.now(), ""
    letter.save(update_fields=["attempts", "sent_since", "due_at", "delivery"])
    return letter.sent_since


def letter_note(letter: ReceivedEvent | SentRequest, answer: Answer, said: str) -> float | None:
    """Note what came of an attempt; seconds until the next one, None where there is none."""
    now = timezone.now()
    letter.attempts += 1
    letter.delivery, letter.due_at = said[:500], None
    if answer.accepted:
        letter.delivered_at, letter.delivery = now, ""
    elif letter.partner is not None and letter.partner.base_url and answer.status not in REFUSED:
        pause = max(pause_after(letter.attempts), min(answer.retry_after, LONGEST_PAUSE))
        due = now + timedelta(seconds=pause)
        if due <= (letter.sent_since or now) + LONGEST:
            letter.due_at = due
    letter.save(update_fields=["attempts", "delivery", "due_at", "delivered_at"])
    return (letter.due_at - now).total_seconds() if letter.due_at else None
