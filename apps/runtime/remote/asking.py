"""Asking: put a request on the stream and wait for the reply that carries its correlation id."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from django.conf import settings

from apps.runtime.remote.messages import TOPIC, ExecutionRequest, answer_read
from greenlang.caching.invalidation import stream_name
from greenlang.caching.redis_tier import connect
from greenlang.errors import Unavailable

LONGEST_QUEUE = 10_000
"""Requests that wait or are done; by far more than anybody waits for."""


class NoReply(Unavailable):
    """No worker answered in time; the request may be done all the same."""

    code = "no-reply"
    status = 504
    title = "No reply in time"


def reply_key(correlation_id: uuid.UUID) -> str:
    """Where the reply to a request is put."""
    return f"reply:{correlation_id}"


def execute_remotely(
    *,
    tenant_id: uuid.UUID,
    agent_id: str,
    inputs: Mapping[str, Any],
    actor: str,
    version: str = "",
    gwp_set: str = "",
    on: str = "",
    correlation_id: uuid.UUID | None = None,
    seconds: float = 10.0,
) -> dict[str, Any]:
    """The provenance record of an execution in a worker; outside any transaction, for it waits.

    Args:
        correlation_id: of an earlier call whose reply did not come: what it had done answers again.
        seconds: to wait for.

    Raises:
        NoReply: none came; ask again with the same correlation id, which is in ``where``.
        Unavailable: Redis does not answer; nothing was asked.
        GreenLangError: the worker's own refusal.
    """
    correlation = correlation_id or uuid.uuid4()
    deadline = datetime.now(UTC) + timedelta(seconds=seconds)
    request = ExecutionRequest(correlation, tenant_id, agent_id, version, inputs, gwp_set, on, actor, deadline)
    try:
        with connect(settings.REDIS_URL, timeout=seconds + 5) as client:
            client.xadd(stream_name(TOPIC), {"event": request.write()}, maxlen=LONGEST_QUEUE, approximate=True)
            reply: Any = client.blpop([reply_key(correlation)], timeout=seconds)
    except (redis.RedisError, OSError) as error:
        raise Unavailable(f"Redis does not answer: {error}.", where="REDIS_URL", mend="Start it again.") from error
    if reply is None:
        raise NoReply(
            f"No worker answered within {seconds:g} seconds.",
            where=str(correlation),
            mend="Ask again with this correlation id; see that a process “consume” is running.",
        )
    return answer_read(reply[1])
