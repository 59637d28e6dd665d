"""Events between those who have footprints and those who want them: CloudEvents 1.0 in PACT's four kinds. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from apps.pact.criteria import Criteria, criteria_of
from apps.pact.documents import moment_of, plain_numbers
from greenlang.errors import InvalidInput

_PREFIX: Final = "org.wbcsd.pact.ProductFootprint."
CREATED: Final = f"{_PREFIX}RequestCreatedEvent.3"
FULFILLED: Final = f"{_PREFIX}RequestFulfilledEvent.3"
REJECTED: Final = f"{_PREFIX}RequestRejectedEvent.3"
PUBLISHED: Final = f"{_PREFIX}PublishedEvent.3"
KINDS: Final = (CREATED, FULFILLED, REJECTED, PUBLISHED)
SHORT: Final = {CREATED: "requested", FULFILLED: "fulfilled", REJECTED: "rejected", PUBLISHED: "published"}
"""The kinds, each in a word."""
LONGEST_ID: Final = 200
LONGEST_TEXT: Final = 2000
MOST_FOOTPRINTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """An event that came, of which everything that counts was read.

    Args:
        id, source: name it, together, for whoever sent it.
        criteria, comment: of a request.
        answers: the id of the request that it answers; empty of others.
        data: as it came.
    """

    kind: str
    id: str
    source: str
    data: Mapping[str, Any]
    criteria: Criteria = field(default_factory=Criteria)
    comment: str = ""
    answers: str = ""


def event_read(document: object) -> Event:
    """An event as it came.

    Raises:
        InvalidInput: it is none of the four kinds, or lacks what its kind has to say.
    """
    if not isinstance(document, Mapping):
        raise InvalidInput("An event is a JSON object.", where="/")
    if document.get("specversion") != "1.0":
        raise InvalidInput("Events are CloudEvents of version 1.0.", where="/specversion")
    kind = document.get("type")
    if kind not in KINDS:
        raise InvalidInput("There is no such kind of event.", where="/type", mend=f"There are: {', '.join(KINDS)}.")
    id_, source = _named(document, "id"), _named(document, "source")
    _happened(document.get("time"))
    data = document.get("data")
    if not isinstance(data, Mapping):
        raise InvalidInput("An event has data, which is a JSON object.", where="/data")
    try:
        data = plain_numbers(data)
    except ValueError as error:
        raise InvalidInput(f"A number of the event cannot be kept as it came: {error}.", where="/data") from None
    return _READERS[kind](Event(kind, id_, source, data))


def _named(document: Mapping[str, Any], name: str) -> str:
    text = document.get(name)
    longest = LONGEST_ID if name == "id" else LONGEST_TEXT
    if not isinstance(text, str) or not 0 < len(text.encode()) <= longest:
        raise InvalidInput(f"An event says its {name}.", where=f"/{name}", mend="A text that is not empty.")
    return text


def _happened(time: object) -> None:
    """PACT has every event say when it was, which CloudEvents leaves open."""
    try:
        if not isinstance(time, str):
            raise ValueError
        moment_of(time)
    except ValueError:
        mend = "Write it like 2025-12-31T00:00:00Z."
        raise InvalidInput("An event says at what time it was.", where="/time", mend=mend) from None


def _request(event: Event) -> Event:
    given = {
        name: value if isinstance(value, list) else [value] for name, value in event.data.items() if name != "comment"
    }
    criteria = criteria_of(given, where="/data")
    if criteria.is_empty:
        mend = "Say which product, company, geography, classification or time is meant."
        raise InvalidInput("A request says what it looks for.", where="/data", mend=mend)
    comment = event.data.get("comment", "")
    if not isinstance(comment, str) or len(comment) > LONGEST_TEXT:
        raise InvalidInput("A comment is a text.", where="/data/comment", mend=f"At most {LONGEST_TEXT} characters.")
    return Event(event.kind, event.id, event.source, event.data, criteria, comment)


def _fulfilled(event: Event) -> Event:
    footprints = event.data.get("pfs")
    if not isinstance(footprints, list) or not 0 < len(footprints) <= MOST_FOOTPRINTS:
        raise InvalidInput("An answer has footprints.", where="/data/pfs", mend=f"1 to {MOST_FOOTPRINTS}.")
    for place, footprint in enumerate(footprints):
        if not isinstance(footprint, Mapping) or not isinstance(footprint.get("pcf"), Mapping):
            raise InvalidInput("This is no footprint.", where=f"/data/pfs/{place}")
        _uuid(footprint.get("id"), f"/data/pfs/{place}/id")
    return Event(event.kind, event.id, event.source, event.data, answers=_answered(event))


def _rejected(event: Event) -> Event:
    error = event.data.get("error")
    if not isinstance(error, Mapping) or not all(isinstance(error.get(name), str) for name in ("code", "message")):
        raise InvalidInput("A rejection says why: code and message.", where="/data/error")
    return Event(event.kind, event.id, event.source, event.data, answers=_answered(event))


def _published(event: Event) -> Event:
    ids = event.data.get("pfIds")
    if not isinstance(ids, list) or not 0 < len(ids) <= MOST_FOOTPRINTS:
        raise InvalidInput("It names no footprint.", where="/data/pfIds", mend=f"1 to {MOST_FOOTPRINTS} ids.")
    for place, id_ in enumerate(ids):
        _uuid(id_, f"/data/pfIds/{place}")
    return event


def _answered(event: Event) -> str:
    text = event.data.get("requestEventId")
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_ID:
        raise InvalidInput("An answer names the request.", where="/data/requestEventId")
    return text


def _uuid(text: object, where: str) -> None:
    try:
        if not isinstance(text, str) or str(uuid.UUID(text)) != text.lower():
            raise ValueError
    except ValueError:
        raise InvalidInput("The id of a footprint is a UUID.", where=where) from None


_READERS = {CREATED: _request, FULFILLED: _fulfilled, REJECTED: _rejected, PUBLISHED: _published}
