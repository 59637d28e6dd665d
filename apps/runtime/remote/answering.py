"""Answering: a member of the group that executes what is asked, through the ordinary service, once a request."""

import logging
import threading
from dataclasses import dataclass, field

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from apps.calculations.selectors.ledger import calculation_get, calculation_record
from apps.calculations.sources import Source
from apps.events.bus.interface import BusDown, Delivery
from apps.events.bus.redis_streams import RedisSubscription
from apps.events.dead_letters import dead_letter_record
from apps.events.inbox import begin_attempt, mark_seen
from apps.events.models import DeadLetter, InboxEntry
from apps.runtime.errors import WorkerEnded
from apps.runtime.remote.asking import reply_key
from apps.runtime.remote.messages import TOPIC, ExecutionRequest, RemoteRefusal, answer_text, refusal_text
from apps.runtime.selectors import version_accepting
from apps.runtime.services.execution import execute
from greenlang.caching.redis_tier import connect
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)

GROUP = "remote-execution"
KIND = "remote-execution"
ATTEMPTS = 3
REPLY_SECONDS = 60
"""How long a reply lies ready; who asks again after that is answered anew, with the same calculation."""
TAKE = 8
WAIT_SECONDS = 0.5


@dataclass
class Answerer:
    """Executes until it is told to stop; any number may work side by side.

    Args:
        member: its name in the group, unique.
    """

    member: str
    stop: threading.Event = field(default_factory=threading.Event)
    claim_after: float = 30.0

    def run(self) -> None:
        """Work until ``stop`` is set; a database or Redis that is away is waited for."""
        while not self.stop.is_set():
            try:
                self._work()
            except (BusDown, redis.RedisError, DatabaseError, InterfaceError, OSError) as error:
                log.warning("remote execution waits: %s: %s", type(error).__name__, error)
            except Exception:
                log.exception("remote execution begins anew")
            connection.close()
            self.stop.wait(0.5)

    def _work(self) -> None:
        requests = RedisSubscription(settings.REDIS_URL, GROUP, [TOPIC], self.member, claim_after=self.claim_after)
        try:
            with connect(settings.REDIS_URL, timeout=5.0) as replies:
                while not self.stop.is_set():
                    for delivery in requests.take(TAKE, WAIT_SECONDS):
                        answer(delivery, replies)
                        requests.done([delivery])
        finally:
            requests.close()


def answer(delivery: Delivery, replies: redis.Redis) -> None:
    """Do one request and put its reply where it is waited for."""
    try:
        request = ExecutionRequest.read(delivery.raw)
    except InvalidInput as error:
        log.warning("a request could not be read: %s", error)
        return
    if request.expired:
        log.info("request %s came too late", request.correlation_id)
        return
    reply = _reply(request, again=delivery.again)
    pipeline = replies.pipeline(transaction=True)
    key = reply_key(request.correlation_id)
    pipeline.rpush(key, reply)
    pipeline.expire(key, REPLY_SECONDS)
    pipeline.execute()


def _reply(request: ExecutionRequest, *, again: bool) -> str:
    try:
        if again:
            _refuse_deadly(request)
        with tenant_scope(request.tenant_id):
            return answer_text(execute_once(request))
    except GreenLangError as error:
        return refusal_text(error)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        log.exception("request %s failed", request.correlation_id)
        return refusal_text(RemoteRefusal(f"Unforeseen: {type(error).__name__}: {error}", where=request.agent_id))


def execute_once(request: ExecutionRequest) -> dict[str, object]:
    """The record of a request's calculation: made now, or the one it has made before.

    Raises:
        GreenLangError: the execution's own; nothing was kept.
    """
    note = InboxEntry.objects.filter(group=GROUP, message_id=request.correlation_id)
    if not mark_seen(GROUP, request.correlation_id):
        done = note.get().result or {}
        return calculation_record(calculation_get(str(done.get("calculation_id", ""))))
    row = execute(
        version=version_accepting(request.agent_id, request.version),
        document=request.inputs,
        actor=request.actor,
        gwp_set=request.gwp_set,
        source=Source.on(request.on, where="on"),
    )
    note.update(result={"calculation_id": str(row)})
    return calculation_record(row)


def _refuse_deadly(request: ExecutionRequest) -> None:
    """A request that has ended its worker time after time is begun no more.

    Raises:
        WorkerEnded
    """
    with tenant_scope(request.tenant_id):
        attempt = begin_attempt(GROUP, request.correlation_id, first=2)
    if attempt <= ATTEMPTS:
        return
    error = WorkerEnded(f"The worker ended {ATTEMPTS} times at this request.", where=request.agent_id)
    with tenant_scope(request.tenant_id):
        dead_letter_record(
            kind=KIND,
            source=request.agent_id,
            subject=str(request.correlation_id),
            payload={"request": request.write().decode()},
            reason=error.message,
            attempts=ATTEMPTS,
        )
    raise error


def request_again(letter: DeadLetter) -> str:
    """A dead letter's request, executed once more in this process; nobody waits for its reply.

    Raises:
        GreenLangError: the execution's own.
    """
    record = execute_once(ExecutionRequest.read(letter.payload["request"].encode()))
    return f"Calculated: {record['calculation_id']}"
