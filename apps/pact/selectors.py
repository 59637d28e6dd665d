"""Reading footprints, partners and what came."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from apps.pact.criteria import Criteria
from apps.pact.documents import SPEC_VERSION
from apps.pact.models import FootprintStatus, Partner, ProductFootprint, ReceivedEvent, SentRequest
from apps.tenants.models.roles import Role
from apps.tenants.principal import Principal
from greenlang.errors import NotFound


def partner_of(principal: Principal) -> Partner | None:
    """The partner whose key calls; None of anybody else."""
    if principal.key_id is None:
        return None
    found: Partner | None = Partner.objects.filter(key_id=principal.key_id).first()
    return found


def footprints_seen(principal: Principal) -> "QuerySet[ProductFootprint]":
    """Those that a caller may see: a partner what is shared with it, everybody else all of the organisation's."""
    rows = ProductFootprint.objects.all()
    if principal.role != Role.PARTNER:
        return rows
    partner = partner_of(principal)
    return rows.filter(Q(is_shared=True) | Q(shares__partner=partner)).distinct() if partner else rows.none()


def footprints_matching(rows: "QuerySet[ProductFootprint]", criteria: Criteria) -> "QuerySet[ProductFootprint]":
    """Those among rows that meet criteria."""
    for column in ("product_ids", "company_ids", "geographies", "classifications"):
        if values := getattr(criteria, column):
            rows = rows.filter(**{f"{column}__overlap": list(values)})
    if criteria.status:
        rows = rows.filter(status__in=[each for each in FootprintStatus.values if each.casefold() in criteria.status])
    if criteria.valid_on is not None:
        rows = rows.filter(valid_from__lte=criteria.valid_on, valid_to__gte=criteria.valid_on)
    if criteria.valid_after is not None:
        rows = rows.filter(valid_from__gt=criteria.valid_after)
    if criteria.valid_before is not None:
        rows = rows.filter(valid_to__lt=criteria.valid_before)
    return rows


def footprint_get(footprint_id: uuid.UUID | str, rows: "QuerySet[ProductFootprint] | None" = None) -> ProductFootprint:
    """A footprint of the present tenant, among the rows that may be seen.

    Raises:
        NotFound: there is none.
    """
    found = (ProductFootprint.objects.all() if rows is None else rows).filter(id=footprint_id).first()
    if found is None:
        raise NotFound("There is no such footprint.", where="footprint_id")
    return found


def partner_get(partner_id: uuid.UUID) -> Partner:
    """A partner of the present tenant. Raises `NotFound`."""
    found: Partner | None = Partner.objects.filter(id=partner_id).first()
    if found is None:
        raise NotFound("There is no such partner.", where="partner_id")
    return found


def sent_request_get(sent_id: uuid.UUID) -> SentRequest:
    """A request of ours. Raises `NotFound`."""
    rows = SentRequest.objects.select_related("partner", "answer")
    found: SentRequest | None = rows.filter(id=sent_id).first()
    if found is None:
        raise NotFound("There is no such request.", where="sent_id")
    return found


def event_get(event_id: uuid.UUID) -> ReceivedEvent:
    """An event that came. Raises `NotFound`."""
    found: ReceivedEvent | None = ReceivedEvent.objects.filter(id=event_id).first()
    if found is None:
        raise NotFound("There is no such event.", where="received_id")
    return found


def request_get(request_id: uuid.UUID) -> ReceivedEvent:
    """A request for footprints. Raises `NotFound`."""
    found: ReceivedEvent | None = ReceivedEvent.objects.filter(id=request_id).exclude(state=None).first()
    if found is None:
        raise NotFound("There is no such request.", where="request_id")
    return found


_PRECEDING = """
WITH RECURSIVE chain AS (
    SELECT id AS latest, replaces_id AS id, 1 AS place FROM pact_productfootprint
        WHERE id = ANY(%s) AND replaces_id IS NOT NULL
    UNION ALL
    SELECT chain.latest, before.replaces_id, chain.place + 1
        FROM chain JOIN pact_productfootprint AS before USING (id) WHERE before.replaces_id IS NOT NULL
)
SELECT latest, id FROM chain ORDER BY latest, place
"""


def preceding_of(footprints: Iterable[ProductFootprint]) -> dict[uuid.UUID, list[str]]:
    """Ids of the versions before each, the latest first; asked once for all of them, and not where none has any."""
    found: dict[uuid.UUID, list[str]] = {}
    if later := [each.id for each in footprints if each.replaces_id]:
        with connection.cursor() as cursor:
            cursor.execute(_PRECEDING, [later])
            for latest, before in cursor.fetchall():
                found.setdefault(latest, []).append(str(before))
    return found


def footprint_documents(footprints: Iterable[ProductFootprint]) -> list[dict[str, Any]]:
    """As PACT's data model has them."""
    rows = list(footprints)
    preceding = preceding_of(rows)
    return [_document(each, preceding.get(each.id, [])) for each in rows]


def footprint_document(footprint: ProductFootprint) -> dict[str, Any]:
    """As PACT's data model has it."""
    return footprint_documents([footprint])[0]


def _document(footprint: ProductFootprint, preceding: list[str]) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": str(footprint.id),
        "specVersion": SPEC_VERSION,
        "created": footprint.created_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "status": footprint.status,
    }
    return given | ({"precedingPfIds": preceding} if preceding else {}) | dict(footprint.document)
