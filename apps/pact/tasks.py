"""What a worker does for the exchange of footprints."""

import uuid
from collections.abc import Mapping

from celery import shared_task
from django.utils import timezone

from apps.events.webhooks.services import guard
from apps.events.webhooks.transport import Transport
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from apps.pact.models import ReceivedEvent
from apps.pact.selectors import request_get
from apps.pact.sending import answer_send
from greenlang.errors import Unavailable
from greenlang.isolation import tenant_scope

KIND = "pact-answer"


class NotDelivered(Unavailable):
    """The partner did not take the answer; the request says why, and it can be sent again."""

    code = "not-delivered"


def answer_submit(*, request: ReceivedEvent, actor: str) -> Job:
    """Have a worker send the answer of a request to its partner."""
    return job_submit(kind=KIND, task=send_answer, arguments={"request_id": str(request.id)}, created_by=actor)


@shared_task(name="pact.answer", ignore_result=True)
def send_answer(tenant_id: str, job_id: str) -> None:
    """Send an answer, and note what came of it."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        with tenant_scope(tenant):
            request = request_get(uuid.UUID(job.arguments["request_id"]))
            taken, partner = request.delivered_at is not None or request.answer is None, request.partner
        if taken:
            return {"delivered": True}
        answer = answer_send(request, Transport(guard()))
        said = (
            f"{partner or 'The partner'} answered {answer.status}. {answer.detail}" if answer.status else answer.detail
        )
        with tenant_scope(tenant):
            ReceivedEvent.objects.filter(id=request.id).update(
                delivered_at=timezone.now() if answer.accepted else None,
                delivery="" if answer.accepted else said.strip()[:500],
            )
        if not answer.accepted:
            raise NotDelivered(said.strip(), mend="Mend the partner’s addresses or wait, then send the answer again.")
        return {"delivered": True}

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)
