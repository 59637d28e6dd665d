"""What is due, leased to a sender, shared out among tenants and their subscriptions."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import psycopg

LEASE_SECONDS = 120
"""Longer than any attempt: what a sender that ended had begun is due again after so long."""
PLACES = 16
"""Deliveries a sender has under way at a time."""
FAIR = 4
"""Of one subscription at a time: a slow receiver does not hold up the tenant's others."""

# A tenant's place n is given while n places are free: the first tenant has half of them at most, the next half of what
# is left, and who has none under way comes first. The recursion walks from subscription to subscription by the index,
# so that a long queue of one of them costs no more than a short one.
_CLAIM = """
WITH RECURSIVE told AS (
    (SELECT tenant_id, subscription_id FROM events_webhookdelivery WHERE state = 'waiting'
        ORDER BY tenant_id, subscription_id LIMIT 1)
    UNION ALL
    SELECT following.tenant_id, following.subscription_id FROM told CROSS JOIN LATERAL (
        SELECT tenant_id, subscription_id FROM events_webhookdelivery
        WHERE state = 'waiting' AND (tenant_id, subscription_id) > (told.tenant_id, told.subscription_id)
        ORDER BY tenant_id, subscription_id LIMIT 1
    ) AS following
), busy AS (
    SELECT tenant_id, subscription_id FROM unnest(%s::uuid[], %s::uuid[]) AS busy(tenant_id, subscription_id)
), placed AS (
    SELECT told.tenant_id, due.id, due.due_at,
        (SELECT count(*) FROM busy WHERE busy.tenant_id = told.tenant_id)
            + row_number() OVER (PARTITION BY told.tenant_id ORDER BY due.due_at, due.id) AS place
    FROM told CROSS JOIN LATERAL (
        SELECT id, due_at FROM events_webhookdelivery AS delivery
        WHERE delivery.tenant_id = told.tenant_id AND delivery.subscription_id = told.subscription_id
            AND state = 'waiting' AND due_at <= statement_timestamp()
        ORDER BY due_at
        LIMIT greatest(0, %s - (SELECT count(*) FROM busy WHERE busy.subscription_id = told.subscription_id))
    ) AS due
), found AS (
    SELECT tenant_id, id, place, row_number() OVER (ORDER BY place, due_at, id) - 1 AS given
    FROM placed ORDER BY place, due_at, id LIMIT %s
)
UPDATE events_webhookdelivery AS due SET attempts = due.attempts + 1,
    due_at = clock_timestamp() + make_interval(secs => %s)
FROM found
WHERE due.tenant_id = found.tenant_id AND due.id = found.id AND found.place <= %s - found.given
    AND due.state = 'waiting' AND due.due_at <= clock_timestamp()
RETURNING due.tenant_id, due.subscription_id, due.id
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that a sender has under way."""

    tenant_id: uuid.UUID
    subscription_id: uuid.UUID
    delivery_id: uuid.UUID


def claim(database: "psycopg.Connection[tuple[object, ...]]", under_way: Collection[Due] = ()) -> list[Due]:
    """Deliveries that are due, leased to the caller with one attempt counted; to be begun at once.

    Args:
        database: of the service role, which sees every tenant's deliveries.
        under_way: what the caller has not ended yet.
    """
    busy = [due.tenant_id for due in under_way], [due.subscription_id for due in under_way]
    free = PLACES - len(under_way)
    rows = database.execute(_CLAIM, [*busy, FAIR, free, LEASE_SECONDS, free]).fetchall()
    return [Due(*(uuid.UUID(str(each)) for each in row)) for row in rows]
