"""A POST that comes twice with one key is done once: the same answer, or why there is none."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.inventory.models import ReportingPeriod
from apps.jobs.idempotency import AnswersKept, _key_hash, _lock_number
from apps.jobs.models import Job, KeptAnswer
from apps.tenants.models import ApiKey, Role
from apps.tenants.services import api_key_issue
from greenlang.edges.repeats import Answered, Asked, fingerprint_of, key_of
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.house import GAS, PACK, House

EXECUTE = "/agents/stationary-combustion/executions"


def send(house: House, who: str, path: str, body: object, key: str) -> Any:
    headers = {"authorization": f"Bearer {house.keys[who]}", "idempotency-key": key}
    return Client().post(f"/api/v1{path}", body, content_type="application/json", headers=headers)


def period(name: str) -> dict[str, str]:
    return {"entity": "Alpha", "name": name, "start": f"{name}-01-01", "end": f"{name}-12-31"}


@pytest.mark.parametrize(("path", "counted"), [(EXECUTE, Calculation), ("/periods", ReportingPeriod)])
def test_the_same_request_is_done_once_and_answered_the_same(house: House, path: str, counted: Any) -> None:
    body = {"inputs": GAS} if path == EXECUTE else period("2031")
    key = uuid.uuid4().hex
    with tenant_scope(house.alpha.id):
        before = counted.objects.count()
    first, second = (send(house, "admin@alpha", path, body, key) for _ in range(2))
    with tenant_scope(house.alpha.id):
        assert counted.objects.count() == before + 1
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first["Content-Type"] == second["Content-Type"]
    assert first.get("Location") == second.get("Location")
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")


def test_a_job_is_submitted_once(house: House) -> None:
    key, body = f'"{uuid.uuid4()}"', {"period_id": str(house.period.id)}
    path = "/agents/stationary-combustion/runs"
    first, second = (send(house, "analyst@alpha", path, body, key) for _ in range(2))
    assert first.status_code == second.status_code == 202
    assert first["Location"] == second["Location"]
    with tenant_scope(house.alpha.id):
        assert Job.objects.filter(id=first.json()["id"]).count() == 1


def test_another_body_or_address_with_the_key_is_refused(house: House) -> None:
    key = uuid.uuid4().hex
    assert send(house, "admin@alpha", "/periods", period("2032"), key).status_code == 201
    for path, body in (("/periods", period("2033")), (EXECUTE, {"inputs": GAS})):
        refused = send(house, "admin@alpha", path, body, key)
        assert refused.status_code == 422, path
        assert refused.json()["type"] == "urn:greenlang:problem:idempotency-key-reused"


def test_somebody_elses_same_key_is_another_one(house: House) -> None:
    key = uuid.uuid4().hex
    assert send(house, "admin@alpha", "/periods", period("2034"), key).status_code == 201
    assert send(house, "admin@beta", "/periods", period("2034"), key).status_code == 201
    assert send(house, "analyst@alpha", EXECUTE, {"inputs": GAS}, key).status_code == 201


def test_keys_of_one_name_are_two_senders(house: House) -> None:
    """One is never shown what the other was, a new key's text least of all."""
    twins = [api_key_issue(tenant=house.alpha, name="twin", role=Role.ADMIN) for _ in range(2)]
    key, body = uuid.uuid4().hex, {"name": "made", "role": "analyst"}
    answers = [
        Client().post(
            "/api/v1/keys",
            body,
            content_type="application/json",
            headers={"authorization": f"Bearer {twin}", "idempotency-key": key},
        )
        for twin in twins
    ]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["key"] != answers[1].json()["key"]


def test_the_boundary_of_a_form_is_no_part_of_it_and_of_nothing_else() -> None:
    one, other = (fingerprint_of("/x", f"application/json;boundary={n}", b'{"v": %d}' % n) for n in (50, 70))
    assert one != other


def test_while_the_first_is_being_answered_the_second_is_told_so(house: House) -> None:
    key = uuid.uuid4().hex
    other = connection.copy()
    try:
        with tenant_scope(house.alpha.id):
            who = f"key {ApiKey.objects.get(name='admin').id}"
            number = _lock_number(_key_hash(Asked(key, ""), _Named(who)))
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
            for path, body in (("/periods", period("2035")), (EXECUTE, {"inputs": GAS})):
                waiting = send(house, "admin@alpha", path, body, key)
                assert waiting.status_code == 409
                assert waiting.json()["type"] == "urn:greenlang:problem:request-in-progress"
    finally:
        # Whoever dies at work leaves nothing behind that would have to run out.
        other.close()
    assert send(house, "admin@alpha", "/periods", period("2035"), key).status_code == 201


def test_what_was_refused_changed_nothing_and_may_be_tried_again(house: House) -> None:
    key = uuid.uuid4().hex
    assert send(house, "admin@alpha", "/periods", {"name": "2036"}, key).status_code == 400
    assert send(house, "admin@alpha", EXECUTE, {"inputs": {**GAS, "fuel": "unobtainium"}}, key).status_code == 422
    assert send(house, "admin@alpha", "/periods", period("2036"), key).status_code == 201


def test_an_answer_runs_out_and_goes(house: House) -> None:
    key = uuid.uuid4().hex
    assert send(house, "admin@alpha", "/periods", period("2037"), key).status_code == 201
    with tenant_scope(house.alpha.id):
        KeptAnswer.objects.update(expires_at=timezone.now())
    assert send(house, "admin@alpha", "/periods", period("2038"), key).status_code == 201
    with tenant_scope(house.alpha.id):
        assert KeptAnswer.objects.filter(expires_at__gt=timezone.now()).count() == 1


def test_a_key_made_for_a_machine_can_be_fetched_again_and_is_nowhere_in_the_database(house: House) -> None:
    key = uuid.uuid4().hex
    first, second = (send(house, "admin@alpha", "/keys", {"name": "m", "role": "analyst"}, key) for _ in range(2))
    secret = first.json()["key"].split("_", 3)[3]
    assert second.json()["key"] == first.json()["key"]
    with tenant_scope(house.alpha.id):
        rows = list(KeptAnswer.objects.values())
    assert rows
    assert all(secret.encode() not in bytes(row["body"]) and key not in str(row) for row in rows)


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "\x00", "ключ"])
def test_a_key_that_is_none_is_refused(house: House, key: str) -> None:
    with pytest.raises(InvalidInput):
        key_of(key)
    if key.isascii() and "\x00" not in key:
        assert send(house, "admin@alpha", "/periods", period("2039"), key).status_code == 422


def test_an_answer_of_another_tenant_is_none(house: House) -> None:
    asked, keeper = Asked(uuid.uuid4().hex, "f" * 64), AnswersKept()
    with tenant_scope(house.alpha.id):
        keeper.keep(asked, _Named("somebody"), Answered(201, {}, b"{}"))
        assert keeper.begin(asked, _Named("somebody")) == Answered(201, {}, b"{}")
    with tenant_scope(house.beta.id), transaction.atomic():
        assert keeper.begin(asked, _Named("somebody")) is None


def test_the_same_form_has_the_same_fingerprint_whatever_its_boundary() -> None:
    def form(boundary: str) -> str:
        body = f'--{boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--{boundary}--\r\n'
        return fingerprint_of("/x", f"multipart/form-data; boundary={boundary}", body.encode())

    assert form("abc") == form("xyz123")
    assert fingerprint_of("/x", "application/json", b"{}") != fingerprint_of("/y", "application/json", b"{}")


class _Named:
    """An actor."""

    def __init__(self, pk: str) -> None:
        self.pk = self.name = pk
        self.tenant_id = uuid.uuid4()


def test_a_form_is_read_after_its_fingerprint_was_taken(house: House) -> None:
    headers = {"authorization": f"Bearer {house.keys['admin@alpha']}", "idempotency-key": "a-form"}
    parts = {"pack": SimpleUploadedFile("pack.yaml", PACK.read_bytes())}
    answer = Client().post("/api/v1/specs/explain", parts, headers=headers)
    assert answer.status_code == 200, answer.content
