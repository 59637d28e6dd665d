"""Asking partners for footprints."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.pact.criteria import criteria_of
from apps.pact.events import CREATED, FULFILLED, Event
from apps.pact.models import Partner, ReceivedEvent, RequestState, SentRequest
from greenlang.errors import InvalidInput


@transaction.atomic
def footprints_ask(*, partner: Partner, criteria: Mapping[str, Any], comment: str = "", actor: str) -> SentRequest:
    """A request for a partner's footprints, which is to be sent.

    Args:
        criteria: by PACT's names, lists of texts or texts (see `criteria_of`).

    Raises:
        InvalidInput: no criterion, one that cannot be read, or a partner without an address.
    """
    given = {name: value if isinstance(value, list) else [value] for name, value in criteria.items()}
    if criteria_of(given, where="/criteria").is_empty:
        mend = "Say which product, company, geography, classification or time is meant."
        raise InvalidInput("A request says what it looks for.", where="/criteria", mend=mend)
    if not partner.base_url:
        mend = "PATCH /api/v1/partners/{id} with its base_url first."
        raise InvalidInput("No address of this partner is known.", where="/partner_id", mend=mend)
    id_, now = uuid.uuid4(), timezone.now()
    event = {
        "type": CREATED,
        "specversion": "1.0",
        "id": str(id_),
        "source": f"{settings.PUBLIC_URL}/3/events",
        "time": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "data": {**criteria, **({"comment": comment} if comment else {})},
    }
    kept = SentRequest.objects.create(id=id_, partner=partner, event=event, asked_by=actor[:200])
    asked = ", ".join(criteria)
    audit_record(kind=AuditKind.DATA, act="asked for footprints of", actor=actor, subject=partner.name, detail=asked)
    return kept


def answer_take(*, event: Event, kept: ReceivedEvent) -> SentRequest | None:
    """The request that an event answers, answered by it where it is the first; None where nothing was asked so.

    Nobody answers for another partner: what that one was asked stays as it is.
    """
    try:
        id_ = uuid.UUID(event.answers)
    except ValueError:
        return None
    rows = SentRequest.objects.select_for_update(of=("self",))
    found: SentRequest | None = rows.filter(id=id_, partner=kept.partner).first()
    if found is not None and found.answer_id is None:
        found.answer = kept
        found.state = RequestState.FULFILLED if event.kind == FULFILLED else RequestState.REJECTED
        # Who has answered has taken it, whatever came back from there when it was told.
        found.delivered_at, found.delivery, found.due_at = found.delivered_at or timezone.now(), "", None
        found.save(update_fields=["answer", "state", "delivered_at", "delivery", "due_at"])
        subject = f"a request to {found.partner}"
        audit_record(kind=AuditKind.DATA, act=found.state, actor=kept.caller_name, subject=subject)
    return found
