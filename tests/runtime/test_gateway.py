"""The gateway as a server runs it: answers as Django's door gives them, and nothing that was taken back is obeyed."""

import gzip
import io
import json
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.events.models import OutboxEvent
from apps.factory.services import version_command
from apps.runtime.gateway import committing, pipeline
from apps.runtime.gateway.doors import Gateway, takes_gzip
from apps.runtime.gateway.groups import Groups
from apps.runtime.models import Execution
from apps.tenants.models import ApiKey, Role, User
from apps.tenants.quotas import quota_set
from apps.tenants.services import api_key_issue, member_add
from greenlang.caching.process import process_cache
from greenlang.caching.rate_limiter import RateLimiter
from greenlang.caching.redis_tier import connect
from greenlang.edges.bodies import read_exact_json
from greenlang.isolation import tenant_scope
from greenlang.one_trip import one_trip
from greenlang.wsgi import application
from tests.database import superuser_connection
from tests.house import GAS, PASSWORD, House

PATH = "/api/v1/agents/stationary-combustion/executions"
SAME = ("result", "gases", "inputs", "input_hash", "result_hash", "formula", "emission_factor", "outputs", "source")


class Served:
    """An answer of the WSGI application."""

    def __init__(self, path: str, key: str, body: object, **more: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_AUTHORIZATION": f"Bearer {key}",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": io.BytesIO(data),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
        self.content = b"".join(application(environ | more, self._start))

    def _start(self, status: str, headers: list[tuple[str, str]], info: Any = None) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)

    def json(self) -> Any:
        """The document."""
        return json.loads(self.content)


PLENTY = 600_000
"""Executions a minute: an idle machine makes more than a hundred of these tests' requests in a second."""


@pytest.fixture(autouse=True, scope="module")
def plenty(house: House) -> None:
    quota_set(tenant_id=house.alpha.id, endpoint="executions", per_minute=PLENTY, actor="test")


def execute(house: House, who: str = "analyst@alpha", body: object = None, **more: str) -> Served:
    return Served(PATH, house.keys[who], {"inputs": GAS} if body is None else body, **more)


def records(house: House) -> tuple[int, int, int]:
    with tenant_scope(house.alpha.id):
        told = OutboxEvent.objects.filter(type="exec.completed", aggregate_type="execution").count()
        return Calculation.objects.count(), Execution.objects.count(), told


def test_both_doors_answer_the_same_and_the_ledger_keeps_what_was_answered(house: House) -> None:
    before = records(house)
    served, routed = execute(house), house.api("analyst@alpha").post(PATH.removeprefix("/api/v1"), {"inputs": GAS})
    assert records(house) == tuple(count + 2 for count in before)
    assert (served.status, routed.status_code) == (201, 201)
    first, second = served.json(), routed.json()
    assert list(first) == list(second)
    assert [first[name] for name in SAME] == [second[name] for name in SAME]
    first.pop("outputs")
    kept = house.api("auditor@alpha").get(served.headers["Location"].removeprefix("/api/v1")).json()
    assert kept == first
    assert list(kept) == list(first)
    with tenant_scope(house.alpha.id):
        told = OutboxEvent.objects.get(payload__calculation_id=first["calculation_id"])
    assert (told.payload["sequence"], told.payload["chain_hash"]) == (first["sequence"], first["chain_hash"])
    assert house.api("auditor@alpha").get("/ledger/verification").json()["holds"] is True


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'{"inputs": {}}', b'{"inputs": NaN}', b'{"input": {}}', b'{"inputs": {}, "on": "soon"}',
        b" " * 2**20 + b"x",
    ],
)  # fmt: skip
def test_both_doors_refuse_the_same(house: House, body: bytes) -> None:
    served = execute(house, body=body)
    routed = house.api("analyst@alpha").post(PATH.removeprefix("/api/v1"), body)
    assert (served.status, served.json()) == (routed.status_code, routed.json())
    assert served.headers["Content-Type"] == routed["Content-Type"] == "application/problem+json"


def test_an_answer_carries_what_middleware_adds_to_others(house: House) -> None:
    served, page = execute(house).headers, house.api("analyst@alpha").get("/calculations")
    for name in ("Cache-Control", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"):
        assert served[name] == page[name], name
    assert "default-src 'none'" in served["Content-Security-Policy"]
    assert served["RateLimit"].startswith('"executions";r=')
    assert {"auth", "calculate", "finalize"} <= {part.partition(";")[0] for part in served["Server-Timing"].split(", ")}


def test_an_answer_is_compressed_for_whoever_takes_that(house: House) -> None:
    served = execute(house, HTTP_ACCEPT_ENCODING="gzip, br")
    assert served.headers["Content-Encoding"] == "gzip"
    assert len(served.content) == int(served.headers["Content-Length"])
    assert json.loads(gzip.decompress(served.content))["result"] == "2655.725"


def test_what_is_not_an_execution_goes_to_django(house: House) -> None:
    assert Served("/api/v1/nothing", house.keys["analyst@alpha"], {}).status == 404
    assert execute(house, HTTP_HOST="elsewhere.example").status == 400
    assert execute(house, REQUEST_METHOD="PUT").status == 405


@pytest.mark.parametrize(
    ("key", "status"), [("", 401), ("glk_x_y_z", 401), ("nonsense", 401), ("\xff", 401)],
)  # fmt: skip
def test_whoever_is_nobody_hears_that(house: House, key: str, status: int) -> None:
    served = Served(PATH, key, {"inputs": GAS})
    assert served.status == status
    assert "Bearer" in served.headers["WWW-Authenticate"]


def test_roles_and_tenants_reach_as_far_as_elsewhere(house: House) -> None:
    assert execute(house, "auditor@alpha").status == 403
    assert execute(house, "admin@beta").status == 404


def test_a_revoked_key_executes_nothing_though_the_process_remembers_it(house: House) -> None:
    with tenant_scope(house.alpha.id):
        key, text = ApiKey.issue(name="brief", role=Role.ANALYST)
    assert Served(PATH, text, {"inputs": GAS}).status == 201
    # As another process would: nothing of this one's memory is dropped.
    with tenant_scope(house.alpha.id):
        ApiKey.objects.get(id=key.id).revoke()
    before = records(house)
    assert Served(PATH, text, {"inputs": {"fuel": "x"}}).status == 401
    assert Served(PATH, text, {"inputs": GAS}).status == 401
    assert records(house) == before


def test_a_token_executes_until_its_role_its_account_or_its_sign_in_ends(house: House) -> None:
    person = User.objects.create_user("brief@alpha.example", PASSWORD)
    member_add(tenant=house.alpha, user=person, role=Role.ANALYST)

    def sign_in() -> str:
        body = {"email": person.email, "password": PASSWORD}
        return str(Client().post("/api/v1/auth/token", body, content_type="application/json").json()["access"])

    token = sign_in()
    assert Served(PATH, token, {"inputs": GAS}).status == 201
    member_add(tenant=house.alpha, user=person, role=Role.AUDITOR)
    assert Served(PATH, token, {"inputs": GAS}).status == 403
    member_add(tenant=house.alpha, user=person, role=Role.ANALYST)
    assert Served(PATH, token, {"inputs": GAS}).status == 201
    User.objects.filter(id=person.id).update(is_active=False)
    assert Served(PATH, token, {"inputs": GAS}).status == 401
    User.objects.filter(id=person.id).update(is_active=True)
    assert (
        Client().post("/api/v1/auth/token/revoke", {"token": token}, content_type="application/json").status_code == 204
    )
    assert Served(PATH, token, {"inputs": GAS}).status == 401


def test_a_version_that_was_paused_elsewhere_answers_so_at_once(house: House) -> None:
    assert execute(house).status == 201
    remembered = dict(process_cache().memory._entries)
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="pause", actor="test", reason="meter")
    # As in another process that has not heard of it yet.
    process_cache().memory._entries.update(remembered)
    before = records(house)
    try:
        refused = execute(house)
        assert refused.status == 409
        assert "paused (meter)" in refused.json()["detail"]
        assert records(house) == before
    finally:
        with tenant_scope(house.alpha.id):
            version_command(version=house.version, verb="resume", actor="test")
    assert execute(house).status == 201


def test_a_connection_that_broke_is_replaced_and_nothing_is_doubled(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert execute(house).status == 201
    before = records(house)
    connection.connection.close()
    assert execute(house).status == 201
    assert records(house) == tuple(count + 1 for count in before)

    once = one_trip
    lost: list[Any] = []

    def answer_lost(tenant_id: uuid.UUID, statements: Any) -> Any:
        rows = once(tenant_id, statements)
        if rows[0] and not lost:
            lost.append(rows[0])
            raise psycopg.OperationalError("the answer was lost")
        return rows

    monkeypatch.setattr(committing, "one_trip", answer_lost)
    served = execute(house)
    assert (served.status, served.json()["sequence"]) == (201, str(lost[0][0]))
    assert records(house) == tuple(count + 2 for count in before)


def test_the_server_plans_the_commit_once_for_many(house: House) -> None:
    """Planning it takes as long as doing it, and the framework's connections prepare nothing unless they are told."""
    for _ in range(2):
        assert execute(house).status == 201
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%calculations_ledgerhead%'")
        assert cursor.fetchone() == (1,)


def test_without_redis_it_is_executed_all_the_same(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = connect("redis://127.0.0.1:1/0")
    monkeypatch.setattr("apps.tenants.quotas._limiter", RateLimiter(nowhere))
    monkeypatch.setattr(process_cache().shared, "client", nowhere)
    process_cache().forget()
    try:
        before = records(house)
        assert [execute(house).status for _ in range(3)] == [201, 201, 201]
        assert house.api("analyst@alpha").get("/agents").status_code == 200
        assert records(house) == tuple(count + 3 for count in before)
    finally:
        process_cache().shared.breaker.succeeded()


def test_beyond_the_quota_nothing_is_executed(house: House) -> None:
    quota_set(tenant_id=house.alpha.id, endpoint="executions", per_minute=1, actor="test")
    try:
        served = [execute(house) for _ in range(3)]
        refused = [each for each in served if each.status == 429]
        assert refused
        assert refused[0].json()["status"] == 429
        assert int(refused[0].headers["Retry-After"]) <= 60
    finally:
        quota_set(tenant_id=house.alpha.id, endpoint="executions", per_minute=PLENTY, actor="test")


def test_what_comes_at_the_same_time_is_committed_together_and_each_hears_its_own() -> None:
    entered, go_on = threading.Event(), threading.Event()
    groups: list[list[int]] = []

    def work(_: uuid.UUID, group: Sequence[int]) -> list[int]:
        groups.append(list(group))
        entered.set()
        go_on.wait(10)
        return [-each for each in group]

    together: Groups[int, int] = Groups(work)
    tenant = uuid.uuid4()
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(together.do, tenant, 1)
        assert entered.wait(10)
        others = [pool.submit(together.do, tenant, number) for number in range(2, 8)]
        while len(together._queues[tenant]) < 6:
            time.sleep(0.001)
        go_on.set()
        assert [each.result(10) for each in (first, *others)] == [-number for number in range(1, 8)]
    assert groups[0] == [1]
    assert sorted(groups[1]) == [2, 3, 4, 5, 6, 7]
    assert together._queues == {}


def test_a_group_that_fails_says_so_to_each_and_the_next_goes_on() -> None:
    def work(_: uuid.UUID, group: Sequence[int]) -> list[int]:
        if 0 in group:
            raise ValueError("no zero")
        return list(group)

    together: Groups[int, int] = Groups(work)
    with pytest.raises(ValueError, match="no zero"):
        together.do(uuid.UUID(int=1), 0)
    assert together.do(uuid.UUID(int=1), 5) == 5


def test_many_at_once_stand_one_after_the_other_in_a_chain_that_holds(house: House) -> None:
    def one(number: int) -> int:
        try:
            quantity = {"value": str(number + 1), "unit": "mmBtu", "basis": "gross"}
            return execute(house, body={"inputs": {**GAS, "quantity": quantity}}).status
        finally:
            connection.close()

    before = records(house)
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(one, range(36))) == [201] * 36
    assert records(house) == tuple(count + 36 for count in before)
    assert house.api("auditor@alpha").get("/ledger/verification").json()["holds"] is True


def test_with_a_key_it_is_committed_with_others_and_answered_again_to_the_byte(house: House) -> None:
    def one(number: int) -> bytes:
        try:
            served = execute(house, HTTP_IDEMPOTENCY_KEY=f"many-{number}")
            assert served.status == 201, served.content
            return served.content
        finally:
            connection.close()

    before = records(house)
    with ThreadPoolExecutor(6) as pool:
        first = list(pool.map(one, range(24)))
        assert list(pool.map(one, range(24))) == first
    assert records(house) == tuple(count + 24 for count in before)
    assert sorted(json.loads(answer)["sequence"] for answer in first) == sorted(
        str(sequence) for sequence in _sequences(house)[-24:]
    )


def test_of_many_with_one_key_at_once_one_is_done_and_the_others_hear_of_it(house: House) -> None:
    def one(_: int) -> Served:
        try:
            return execute(house, HTTP_IDEMPOTENCY_KEY="the same")
        finally:
            connection.close()

    before = records(house)
    with ThreadPoolExecutor(6) as pool:
        served = list(pool.map(one, range(12)))
    assert records(house) == tuple(count + 1 for count in before)
    done = {each.content for each in served if each.status == 201}
    assert len(done) == 1
    waiting = [each for each in served if each.status != 201]
    assert all(each.json()["type"] == "urn:greenlang:problem:request-in-progress" for each in waiting)
    assert execute(house, HTTP_IDEMPOTENCY_KEY="the same").content in done


def test_a_claim_that_went_with_its_connection_doubles_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another came first although this one held the key: it is answered what the other was."""
    commit = committing.commit
    other: list[bytes] = []

    def overtaken(*given: Any) -> Any:
        monkeypatch.setattr(pipeline, "commit", commit)
        other.append(execute(house, HTTP_IDEMPOTENCY_KEY="overtaken").content)
        return commit(*given)

    before = records(house)
    monkeypatch.setattr(pipeline, "commit", overtaken)
    served = execute(house, HTTP_IDEMPOTENCY_KEY="overtaken")
    assert (served.status, served.content) == (201, other[0])
    assert served.headers["Idempotency-Replayed"] == "true"
    assert records(house) == tuple(count + 1 for count in before)


def test_a_connection_that_had_gone_is_replaced_for_a_key_too(house: House) -> None:
    assert execute(house, HTTP_IDEMPOTENCY_KEY="before it went").status == 201
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with superuser_connection("postgres") as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert execute(house, HTTP_IDEMPOTENCY_KEY="after it went").status == 201


def test_a_key_is_given_back_whatever_became_of_the_request(house: House) -> None:
    assert execute(house, HTTP_IDEMPOTENCY_KEY="given back").status == 201
    assert execute(house, body={"inputs": {}}, HTTP_IDEMPOTENCY_KEY="refused").status == 422
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


def _sequences(house: House) -> list[int]:
    with tenant_scope(house.alpha.id):
        return sorted(Calculation.objects.values_list("sequence", flat=True))


@pytest.mark.parametrize("key", ["", " ", "\xe9"])
def test_a_key_that_is_none_is_refused_and_not_passed_over(house: House, key: str) -> None:
    before = records(house)
    assert execute(house, HTTP_IDEMPOTENCY_KEY=key).status == 422
    assert records(house) == before


def test_who_was_revoked_is_not_answered_what_was_answered_before(house: House) -> None:
    text = api_key_issue(tenant=house.alpha, name="short-lived", role=Role.ANALYST)
    house.keys["short-lived"] = text
    assert execute(house, "short-lived", HTTP_IDEMPOTENCY_KEY="once").status == 201
    with tenant_scope(house.alpha.id):
        ApiKey.objects.filter(name="short-lived").update(revoked_at=timezone.now())
    assert execute(house, "short-lived", HTTP_IDEMPOTENCY_KEY="once").status == 401
    assert execute(house, "short-lived", body=b"[").status == 401


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, 411, "Content-Length"),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415, "Content-Encoding"),
    ],
)
@pytest.mark.parametrize("path", [PATH, "/api/v1/auth/token"])
def test_a_body_that_cannot_be_read_as_it_comes_is_not_taken_for_none(
    house: House, path: str, more: dict[str, str], status: int, says: str
) -> None:
    served = Served(path, house.keys["analyst@alpha"], {"inputs": GAS}, **more)
    assert served.status == status
    assert served.headers["Content-Type"] == "application/problem+json"
    assert says in served.json()["detail"]


@pytest.mark.parametrize("number", ["1e9999999999999999999", "-1E-9999999999999999999"])
def test_a_number_beyond_all_numbers_is_refused(house: House, number: str) -> None:
    body = b'{"inputs": {"quantity": {"value": %s}}}' % number.encode()
    assert execute(house, body=body).status == 400
    assert Served("/api/v1/auth/token", "", number.encode()).status == 400


@pytest.mark.parametrize(
    "body", [rb'{"inputs": {"\u0000": 1}}', rb'{"inputs": {}, "version": "\u0000"}', rb'{"inputs": [["a\u0000"]]}']
)
def test_a_text_with_nul_is_refused(house: House, body: bytes) -> None:
    served = execute(house, body=body)
    assert (served.status, "U+0000" in served.json()["detail"]) == (400, True)


def test_what_only_looks_like_nul_is_a_text() -> None:
    assert read_exact_json(rb'["\\u0000"]') == ["\\u0000"]


@pytest.mark.parametrize("day", ["20250101", "2025-W01-1", "2025-1-1"])
def test_a_day_is_written_as_the_message_says(house: House, day: str) -> None:
    assert execute(house, body={"inputs": GAS, "on": day}).status == 422


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br", False),
        ("", False),
    ],
)
def test_an_answer_is_compressed_only_for_who_takes_it(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


@pytest.mark.parametrize(
    ("more", "lean"),
    [
        ({"HTTP_X_FORWARDED_PROTO": "https"}, True),
        ({"HTTP_X_FORWARDED_PROTO": "https, http"}, True),
        ({"HTTP_X_FORWARDED_PROTO": "http", "wsgi.url_scheme": "https"}, False),
        ({"wsgi.url_scheme": "https"}, True),
        ({}, False),
    ],
)
def test_in_production_too_executions_go_past_the_framework_where_they_come_over_tls(
    more: dict[str, str], lean: bool
) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        gateway = Gateway(application, {})
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": PATH, "HTTP_HOST": "localhost", "wsgi.url_scheme": "http"}
    assert (gateway._reference(environ | more) is not None) is lean


def test_a_retired_agent_is_gone(house: House) -> None:
    assert execute(house).status == 201
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="pause", actor="test", reason="replaced")
        version_command(version=house.version, verb="retire", actor="test", reason="replaced")
    refused = execute(house)
    assert refused.status == 410
    assert refused.json()["type"] == "urn:greenlang:problem:gone"
    assert "retired (replaced)" in refused.json()["detail"]
