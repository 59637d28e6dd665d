"""An execution in another process: asked once, done once, answered under its correlation id."""

import json
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.models import Calculation
from apps.calculations.selectors.verification import ledger_verify
from apps.events.bus.interface import Delivery
from apps.events.dead_letters import dead_letter_replay
from apps.events.models import DeadLetter, InboxEntry
from apps.runtime.errors import NotAccepting, WorkerEnded
from apps.runtime.remote import answering
from apps.runtime.remote.answering import Answerer, answer
from apps.runtime.remote.asking import NoReply, execute_remotely, reply_key
from apps.runtime.remote.messages import (
    TOPIC,
    ExecutionRequest,
    RemoteRefusal,
    answer_read,
    exact_json,
    refusal_text,
)
from apps.runtime.services.lifecycle import version_verb
from greenlang.edges.bodies import read_exact_json
from greenlang.errors import GreenLangError, InvalidInput, NotFound, Unavailable
from greenlang.isolation import tenant_scope
from tests.caching.private_redis import PrivateRedis
from tests.house import GAS, House


@pytest.fixture
def redis(settings: Any) -> Iterator[PrivateRedis]:
    server = PrivateRedis(Path(tempfile.mkdtemp(prefix="gl-redis-")))
    server.start()
    settings.REDIS_URL = server.url
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def answering_there(members: int = 1) -> Iterator[None]:
    """Workers, each in a thread."""
    stop = threading.Event()

    def run(number: int) -> None:
        try:
            Answerer(f"member-{number}", stop, claim_after=0.5).run()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(members)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def asked(house: House, **changes: Any) -> ExecutionRequest:
    request = ExecutionRequest(
        correlation_id=uuid.uuid4(),
        tenant_id=house.alpha.id,
        agent_id="stationary-combustion",
        version="",
        inputs=GAS,
        gwp_set="",
        on="",
        actor="asker",
        deadline=datetime.now(UTC) + timedelta(minutes=1),
    )
    return replace(request, **changes)


def delivery(request: ExecutionRequest, *, again: bool = False) -> Delivery:
    return Delivery(TOPIC, request.write(), "1-0", again)


def reply_of(redis: PrivateRedis, request: ExecutionRequest) -> dict[str, Any]:
    raw: Any = redis.client.lpop(reply_key(request.correlation_id))
    return answer_read(raw)


def calculations(house: House) -> int:
    with tenant_scope(house.alpha.id):
        return Calculation.objects.count()


def call(house: House, **more: Any) -> dict[str, Any]:
    words = {"tenant_id": house.alpha.id, "agent_id": "stationary-combustion", "inputs": GAS, "actor": "asker"}
    return execute_remotely(**{"seconds": 30.0, **words, **more})


def test_what_is_asked_is_calculated_there_and_proved_as_ever(house: House, redis: PrivateRedis) -> None:
    with answering_there(2):
        record = call(house)
        others = [call(house)["calculation_id"] for _ in range(3)]
    assert (record["result"], record["result_unit"]) == ("2655.725", "kg CO2e")
    assert len({record["calculation_id"], *others}) == 4
    with tenant_scope(house.alpha.id):
        assert ledger_verify().holds


def test_asked_again_with_its_correlation_id_the_same_calculation_answers(house: House, redis: PrivateRedis) -> None:
    before, correlation = calculations(house), uuid.uuid4()
    with answering_there():
        first, second = (call(house, correlation_id=correlation) for _ in range(2))
    assert first == second
    assert calculations(house) == before + 1


def test_a_worker_that_ends_before_its_reply_has_calculated_once(house: House, redis: PrivateRedis) -> None:
    request, before = asked(house), calculations(house)
    broken: Any = None
    with pytest.raises(AttributeError):
        answer(delivery(request), broken)
    assert calculations(house) == before + 1
    answer(delivery(request, again=True), redis.client)
    assert reply_of(redis, request)["result"] == "2655.725"
    assert calculations(house) == before + 1


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"agent_id": "nobody"}, NotFound, "nobody"),
        ({"inputs": {**GAS, "fuel": "unobtainium"}}, InvalidInput, "unobtainium"),
        ({"on": "yesterday"}, InvalidInput, "yesterday"),
        ({"version": "9.9.9"}, NotFound, "9.9.9"),
    ],
)
def test_a_refusal_arrives_as_what_it_is(
    house: House, redis: PrivateRedis, changes: dict[str, Any], kind: type[GreenLangError], words: str
) -> None:
    before = calculations(house)
    with answering_there(), pytest.raises(kind, match=words):
        call(house, **changes)
    assert calculations(house) == before


def test_a_paused_agent_refuses_there_too_and_is_asked_again_when_it_is_resumed(
    house: House, redis: PrivateRedis
) -> None:
    correlation = uuid.uuid4()
    with answering_there():
        with tenant_scope(house.alpha.id):
            version_verb(version=house.version, verb="pause", actor="test", reason="a meter")
        with pytest.raises(NotAccepting, match="paused"):
            call(house, correlation_id=correlation)
        with tenant_scope(house.alpha.id):
            version_verb(version=house.version, verb="resume", actor="test")
        assert call(house, correlation_id=correlation)["result"] == "2655.725"


def test_an_agent_of_another_tenant_is_unknown_there(house: House, redis: PrivateRedis) -> None:
    with answering_there(), pytest.raises(NotFound):
        call(house, tenant_id=house.beta.id)


def test_where_nobody_answers_the_wait_ends_and_names_the_correlation_id(house: House, redis: PrivateRedis) -> None:
    correlation, before = uuid.uuid4(), calculations(house)
    with pytest.raises(NoReply) as told:
        call(house, correlation_id=correlation, seconds=0.2)
    assert told.value.where == str(correlation)
    # Nobody waits any more: whoever comes to it does not begin.
    with answering_there():
        assert call(house)["result"] == "2655.725"
    assert calculations(house) == before + 1
    redis.stop()
    with pytest.raises(Unavailable, match="Redis"):
        call(house, seconds=0.2)


def test_a_request_that_ends_its_worker_each_time_is_a_dead_letter_and_can_be_done_again(
    house: House, redis: PrivateRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(house)

    def deadly(**words: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(answering, "execute", deadly)
        for again in (False, True, True):
            with pytest.raises(SystemExit):
                answer(delivery(request, again=again), redis.client)
        answer(delivery(request, again=True), redis.client)
    with pytest.raises(WorkerEnded, match="ended 3 times"):
        reply_of(redis, request)
    before = calculations(house)
    with tenant_scope(house.alpha.id):
        letter = DeadLetter.objects.get(kind="remote-execution")
        assert "Calculated" in dead_letter_replay(letter=letter, actor="operator").outcome
    assert calculations(house) == before + 1


def test_what_nobody_foresaw_is_answered_too(
    house: House, redis: PrivateRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**words: Any) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(answering, "execute", broken)
    request = asked(house)
    answer(delivery(request), redis.client)
    with pytest.raises(RemoteRefusal, match="ZeroDivisionError"):
        reply_of(redis, request)
    with tenant_scope(house.alpha.id):
        assert not InboxEntry.objects.filter(message_id=request.correlation_id, seen_at__isnull=False).exists()


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b'{"correlation_id": "x"}'])
def test_what_is_no_request_is_passed_over(raw: bytes) -> None:
    nobody: Any = None
    answer(Delivery(TOPIC, raw, "1-0", False), nobody)
    with pytest.raises(InvalidInput):
        ExecutionRequest.read(raw)


DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=6)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=20,
)


@given(DOCUMENTS)
def test_a_document_arrives_as_it_was_sent(document: object) -> None:
    assert read_exact_json(exact_json({"x": document}).encode())["x"] == document


def test_a_decimal_keeps_its_digits() -> None:
    text = exact_json({"value": Decimal("1234567890.12345678901234567890")})
    assert read_exact_json(text.encode())["value"] == Decimal("1234567890.12345678901234567890")


def test_every_kind_of_refusal_is_told_apart() -> None:
    makers: list[Callable[..., GreenLangError]] = [NotFound, InvalidInput, NotAccepting, RemoteRefusal]
    for make in makers:
        with pytest.raises(GreenLangError) as told:
            answer_read(refusal_text(make("no", where="here", mend="so")).encode())
        assert (type(told.value), told.value.where, told.value.mend) == (make, "here", "so")


def test_the_command_line_asks_a_worker_too(house: House, redis: PrivateRedis, tmp_path: Path) -> None:
    file = tmp_path / "gas.json"
    file.write_text(json.dumps(GAS))
    told = StringIO()
    with answering_there():
        call_command(
            "run_agent", "stationary-combustion", "--input", str(file), "--tenant", "alpha", "--remote", stdout=told
        )
    assert "2655.725 kg CO2e" in told.getvalue()
