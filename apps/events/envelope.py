"""Events as they travel: CloudEvents 1.0, structured JSON. Imports no framework."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from greenlang.errors import InvalidInput

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

    @property
    def key(self) -> str:
        """The aggregate, unique among tenants: events of one key keep their order."""
        return f"{self.tenant_id}:{self.aggregate_type}:{self.aggregate_id}"


class BadEnvelope(InvalidInput):
    """What came over the bus is no event as this version of the product reads it."""

    code = "bad-envelope"


@dataclass(frozen=True, slots=True)
class Event:
    """An event as a consumer reads it; numbers in ``data`` are integers and decimals, never floats."""

    id: uuid.UUID
    type: str
    topic: str
    tenant_id: uuid.UUID
    aggregate_type: str
    aggregate_id: str
    sequence: int
    recorded_at: datetime
    data: Mapping[str, Any]
    raw: bytes

    @classmethod
    def read(cls, topic: str, raw: bytes) -> "Event":
        """An envelope taken apart.

        Raises:
            BadEnvelope: naming the attribute that is missing or another than expected.
        """
        document = _attributes(topic, raw)
        schema = f"urn:greenlang:event:{document['type']}:{SCHEMA_VERSION}"
        if (document["specversion"], document["dataschema"]) != (SPEC_VERSION, schema):
            said = f"{document['specversion']}, {document['dataschema']}"
            raise BadEnvelope(
                f"The event is written as {said[:200]}.", where="dataschema", mend=f"{SPEC_VERSION}, {schema} is read."
            )
        found = {name: _attribute(name, reader, document[name]) for name, reader in _READERS.items()}
        return cls(
            id=found["id"],
            type=str(document["type"]),
            topic=topic,
            tenant_id=found["tenantid"],
            aggregate_type=str(document["source"]).removeprefix("/greenlang/"),
            aggregate_id=str(document["subject"]),
            sequence=found["sequence"],
            recorded_at=found["time"],
            data=found["data"],
            raw=raw,
        )


_NEEDED = ("specversion", "id", "source", "type", "subject", "time", "tenantid", "sequence", "dataschema", "data")
_READERS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "id": (uuid.UUID, "a UUID"),
    "tenantid": (uuid.UUID, "a UUID"),
    "sequence": (int, "a whole number"),
    "time": (datetime.fromisoformat, "a time such as 2026-01-31T12:00:00Z"),
    "data": (dict, "a JSON object"),
}


def _attributes(topic: str, raw: bytes) -> dict[str, Any]:
    """The JSON object, with every attribute that is needed."""
    try:
        document = json.loads(raw, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        said = "nothing" if not raw else f"no JSON ({str(error)[:200]})"
        raise BadEnvelope(f"What came is {said}.", where=topic) from error
    if not isinstance(document, dict):
        raise BadEnvelope("What came is JSON and no object.", where=topic)
    missing = [name for name in _NEEDED if name not in document]
    if missing:
        raise BadEnvelope(f"What came is no event: it has no {', no '.join(missing)}.", where=topic)
    return document


def _attribute(name: str, reader: tuple[Callable[[Any], Any], str], value: object) -> Any:
    read, wanted = reader
    try:
        return read(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadEnvelope(f"The event's {name} is “{str(value)[:100]}”, and not {wanted}.", where=name) from error


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
