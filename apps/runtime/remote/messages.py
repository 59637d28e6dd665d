"""What is asked and what is answered, as JSON without a float."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from greenlang.edges.bodies import read_exact_json
from greenlang.errors import Conflict, Gone, GreenLangError, InvalidInput, NotFound, Refused, Unavailable

TOPIC = "requests.execution"


class RemoteRefusal(GreenLangError):
    """The worker met something nobody foresaw."""

    code = "remote-refusal"


_FAMILIES = (NotFound, Conflict, Gone, Refused, InvalidInput, Unavailable)


@dataclass(frozen=True, slots=True)
class ExecutionRequest:
    """One execution that is asked for.

    Attributes:
        correlation_id: of request and reply; asked again with the same one, the same calculation answers.
        agent_id: also with a version or an alias behind an @.
        inputs: the document the agent takes.
        on: a day of the activity, as ISO text; empty: none.
        deadline: after which nobody waits, and it is not begun.
    """

    correlation_id: uuid.UUID
    tenant_id: uuid.UUID
    agent_id: str
    version: str
    inputs: Mapping[str, Any]
    gwp_set: str
    on: str
    actor: str
    deadline: datetime

    def write(self) -> bytes:
        """As it travels."""
        return exact_json({field.name: _plain(getattr(self, field.name)) for field in fields(self)}).encode()

    @classmethod
    def read(cls, raw: bytes) -> "ExecutionRequest":
        """As it came.

        Raises:
            InvalidInput: it is no request.
        """
        document = read_exact_json(raw, where="request")
        try:
            words = {name: str(document[name]) for name in ("agent_id", "version", "gwp_set", "on", "actor")}
            return cls(
                correlation_id=uuid.UUID(document["correlation_id"]),
                tenant_id=uuid.UUID(document["tenant_id"]),
                inputs=dict(document["inputs"]),
                deadline=datetime.fromisoformat(document["deadline"]),
                **words,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidInput(f"This is no request: {type(error).__name__}: {error}.", where="request") from error

    @property
    def expired(self) -> bool:
        """Whether nobody waits for it any more."""
        return datetime.now(UTC) > self.deadline


def exact_json(value: object) -> str:
    """JSON in which a decimal keeps its digits."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(str(name))}:{exact_json(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(exact_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def answer_text(record: Mapping[str, Any]) -> str:
    """The reply to a request that was done: its provenance record."""
    return exact_json({"result": record})


def refusal_text(error: GreenLangError) -> str:
    """The reply to a request that was refused."""
    return exact_json({"error": {**error.as_dict(), "status": error.status}})


def answer_read(raw: bytes) -> dict[str, Any]:
    """The provenance record of a reply.

    Raises:
        GreenLangError: the worker's own refusal, of its own kind.
    """
    document = read_exact_json(raw, where="reply")
    if "error" in document:
        raise _refusal(document["error"])
    return dict(document["result"])


def _refusal(document: Mapping[str, Any]) -> GreenLangError:
    """Of its own kind; where that is built in a way of its own, or unknown here, of its family."""
    family = next((cls for cls in _FAMILIES if cls.status == document["status"]), RemoteRefusal)
    kind = next((cls for cls in _kinds(GreenLangError) if cls.code == document["code"]), family)
    return kind(document["message"], where=document["where"], mend=document["mend"], errors=list(document["errors"]))


def _kinds(root: type[GreenLangError]) -> Iterator[type[GreenLangError]]:
    """Every kind of error that is built like the root."""
    if root.__init__ is GreenLangError.__init__:
        yield root
    for kind in root.__subclasses__():
        yield from _kinds(kind)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
