"""What a worker does for the exchange of footprints."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta

from celery import shared_task

from apps.events.webhooks.services import guard
from apps.events.webhooks.transport import Transport
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from apps.pact.letters import letter_begin, letter_note
from apps.pact.models import ReceivedEvent, SentRequest
from apps.pact.selectors import request_get, sent_request_get
from apps.pact.sending import letter_send
from greenlang.errors import NotFound, Unavailable
from greenlang.isolation import tenant_scope

ANSWER, REQUEST = "pact-answer", "pact-request"
_GETS: Mapping[str, Callable[[uuid.UUID], ReceivedEvent | SentRequest]] = {
    ANSWER: request_get,
    REQUEST: sent_request_get,
}


class NotDelivered(Unavailable):
    """The partner did not take the event, which is not tried any more by itself; it says why, and can be sent again."""

    code = "not-delivered"


def letter_submit(*, letter: ReceivedEvent | SentRequest, actor: str) -> Job:
    """Have a worker send an answer or a request to its partner, and try again where it cannot be reached."""
    kind = ANSWER if isinstance(letter, ReceivedEvent) else REQUEST
    return _submit(kind, letter, letter_begin(letter).isoformat(), actor, 0.0)


def _submit(kind: str, letter: ReceivedEvent | SentRequest, since: str, actor: str, seconds: float) -> Job:
    arguments = {"request_id": str(letter.id), "since": since}
    after = timedelta(seconds=seconds)
    return job_submit(kind=kind, task=send_letter, arguments=arguments, created_by=actor, after=after)


@shared_task(name="pact.letter", ignore_result=True)
def send_letter(tenant_id: str, job_id: str) -> None:
    """Make an attempt, and note what came of it; the next one is a job of its own, when it is due."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            letter = _letter_of(job)
            if letter is None:
                return {"delivered": False, "told": "Taken already, or begun afresh."}
            partner = str(letter.partner or "The partner")
        answer = letter_send(letter, Transport(guard()))
        said = f"{partner} answered {answer.status}. {answer.detail}" if answer.status else answer.detail
        with tenant_scope(tenant):
            letter = _letter_of(job)
            if letter is None:
                return {"delivered": answer.accepted, "told": "Begun afresh meanwhile."}
            pause = letter_note(letter, answer, said.strip())
            if pause is not None:
                _submit(job.kind, letter, job.arguments["since"], job.created_by, pause)
        if answer.accepted:
            return {"delivered": True}
        if pause is None:
            raise NotDelivered(said.strip(), mend="Mend the partner’s addresses or wait, then send it again.")
        return {"delivered": False, "told": said.strip(), "again_in_seconds": round(pause)}

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


def _letter_of(job: Job) -> ReceivedEvent | SentRequest | None:
    """What a job sends; None where the partner has it, or where sending has begun afresh since."""
    try:
        letter = _GETS[job.kind](uuid.UUID(job.arguments["request_id"]))
    except NotFound:
        return None
    begun = letter.sent_since.isoformat() if letter.sent_since else ""
    return letter if letter.message and letter.delivered_at is None and begun == job.arguments["since"] else None
