"""What comes from partners, and what people answer."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.pact.asking import answer_take
from apps.pact.events import CREATED, FULFILLED, REJECTED, Event, event_read
from apps.pact.models import FootprintShare, FootprintStatus, ProductFootprint, ReceivedEvent, RequestState
from apps.pact.selectors import footprint_documents, footprints_matching, footprints_seen, partner_of
from apps.tenants.principal import Principal
from greenlang.errors import Conflict, InvalidInput

ANSWERED_ITSELF = "GreenLang, as set for this partner"
MOST_ANSWERED = 100
CODES = ("NotFound", "AccessDenied", "BadRequest", "NotImplemented")
"""Why a request can be rejected."""
_ANSWERS = {RequestState.FULFILLED: FULFILLED, RequestState.REJECTED: REJECTED}


class AlreadyAnswered(Conflict):
    """Somebody has answered the request."""

    code = "already-answered"


@transaction.atomic
def event_receive(*, document: object, principal: Principal) -> ReceivedEvent:
    """Keep an event; the same one again changes nothing.

    A request waits for a person, unless its partner's are answered at once: with what was shared with it and meets
    them, else with why there is nothing.

    Raises:
        InvalidInput: it is no event of PACT.
    """
    event = event_read(document)
    partner = partner_of(principal)
    try:
        with transaction.atomic():
            kept = ReceivedEvent.objects.create(
                kind=event.kind,
                caller=principal.pk,
                caller_name=principal.name,
                partner=partner,
                event_id=event.id,
                source=event.source,
                data=dict(event.data),
                state=RequestState.WAITING if event.kind == CREATED else None,
            )
    except IntegrityError:
        return ReceivedEvent.objects.get(caller=principal.pk, source=event.source, event_id=event.id)
    if event.answers and partner is not None:
        answer_take(event=event, kept=kept)
    if event.kind == CREATED and partner is not None and partner.answers_itself:
        return _answer_at_once(kept, event, principal)
    return kept


def _answer_at_once(kept: ReceivedEvent, event: Event, principal: Principal) -> ReceivedEvent:
    rows = footprints_matching(footprints_seen(principal), event.criteria).order_by("-created_at", "-id")
    if not event.criteria.status:
        rows = rows.filter(status=FootprintStatus.ACTIVE)
    found = list(rows[: MOST_ANSWERED + 1])
    if not found:
        message = "No footprint that is shared with you meets this request."
        return request_reject(request=kept, code="NotFound", message=message, actor=ANSWERED_ITSELF)
    if len(found) > MOST_ANSWERED:
        message = f"More than {MOST_ANSWERED} footprints meet this request: narrow it, or read them at /3/footprints."
        return request_reject(request=kept, code="BadRequest", message=message, actor=ANSWERED_ITSELF)
    return request_fulfil(request=kept, footprints=found, actor=ANSWERED_ITSELF)


@transaction.atomic
def request_fulfil(*, request: ReceivedEvent, footprints: Sequence[ProductFootprint], actor: str) -> ReceivedEvent:
    """Answer a request with footprints, which the partner may see from then on; the answer is to be sent.

    Raises:
        InvalidInput: no footprint, or too many.
        AlreadyAnswered: nothing was changed.
    """
    held = _waiting(request)
    if not 0 < len(footprints) <= MOST_ANSWERED:
        raise InvalidInput("An answer has footprints.", where="/footprint_ids", mend=f"1 to {MOST_ANSWERED}.")
    if held.partner is not None:
        FootprintShare.objects.bulk_create(
            (FootprintShare(footprint=footprint, partner=held.partner) for footprint in footprints),
            ignore_conflicts=True,
        )
    data = {"requestEventId": held.event_id, "pfs": footprint_documents(footprints)}
    return _answered(held, RequestState.FULFILLED, data, actor, f"with {len(footprints)} footprints")


@transaction.atomic
def request_reject(*, request: ReceivedEvent, code: str, message: str, actor: str) -> ReceivedEvent:
    """Answer a request with why it is not fulfilled; the answer is to be sent.

    Raises:
        InvalidInput: no such code, or no reason.
        AlreadyAnswered: nothing was changed.
    """
    held = _waiting(request)
    if code not in CODES:
        raise InvalidInput("There is no such code.", where="/code", mend=f"One of {', '.join(CODES)}.")
    told = " ".join(message.split())[:500]
    if not told:
        raise InvalidInput("The partner is told why.", where="/message", mend="Say it in a sentence.")
    data = {"requestEventId": held.event_id, "error": {"code": code, "message": told}}
    return _answered(held, RequestState.REJECTED, data, actor, told)


def _waiting(request: ReceivedEvent) -> ReceivedEvent:
    held = ReceivedEvent.objects.select_for_update(of=("self",)).select_related("partner").get(id=request.id)
    if held.state != RequestState.WAITING:
        raise AlreadyAnswered(f"It was answered by {held.answered_by}.", where="request_id")
    return held


def _answered(
    held: ReceivedEvent, state: RequestState, data: Mapping[str, Any], actor: str, detail: str
) -> ReceivedEvent:
    held.state, held.answered_by, held.answered_at = state, actor[:200], timezone.now()
    held.answer = {
        "type": _ANSWERS[state],
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": f"{settings.PUBLIC_URL}/3/events",
        "time": held.answered_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "data": dict(data),
    }
    held.save(update_fields=["state", "answered_by", "answered_at", "answer"])
    subject = f"the request of {held.partner.name if held.partner else held.caller_name}"
    audit_record(kind=AuditKind.DATA, act=state.value, actor=actor, subject=subject, detail=detail)
    return held
