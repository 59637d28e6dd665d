"""Events as they travel: CloudEvents 1.0, structured JSON. Imports no framework."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

SPEC_VERSION = "1.0"
SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A row of the outbox as the relay reads it; ``payload`` is the JSON text, untouched."""

    id: uuid.UUID
    tenant_id: uuid.UUID
    position: int
    topic: str
    type: str
    aggregate_type: str
    aggregate_id: str
    payload: str
    recorded_at: datetime


def envelope(row: OutboxRow) -> bytes:
    """The event as JSON.

    ``id`` is the same each time the event is published: who has seen it skips it. ``subject`` is the aggregate,
    within which events keep their order; ``sequence`` is the place in the outbox. The payload's text is taken over
    as it is: no number in it passes through a float.
    """
    attributes = {
        "id": str(row.id),
        "source": f"/greenlang/{row.aggregate_type}",
        "specversion": SPEC_VERSION,
        "type": row.type,
        "time": row.recorded_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "subject": row.aggregate_id,
        "tenantid": str(row.tenant_id),
        "sequence": str(row.position),
        "datacontenttype": "application/json",
        "dataschema": f"urn:greenlang:event:{row.type}:{SCHEMA_VERSION}",
    }
    head = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"data":{row.payload}}}'.encode()
