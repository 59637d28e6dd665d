"""The verify page says whether a hash is that of a signed-off report, to anybody, and nothing else."""

import re

import pytest
from django.test import Client

from apps.portal.views import verify
from apps.reports.models import SignedHash
from apps.reports.signing_off import report_finish
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import inventory_make, signed
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db
UNKNOWN = "0" * 64


def bare(digest: str) -> str:
    return digest.partition(":")[2]


def test_a_signed_report_matches_for_anybody_and_its_draft_does_not(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        inventory = inventory_make(tenant_a)
        final = report_finish(signed(inventory))
    assert final.snapshot["verify_at"], "the code's address is frozen with the figures"
    path = f"/verify/{bare(final.snapshot_hash)}"
    anonymous = Client().get(path)
    assert anonymous.status_code == 200
    page = anonymous.content.decode()
    assert "The hash matches" in page
    for told in (tenant_a.name, final.entity_name, final.period_name, str(final.id), final.prepared_by):
        assert told not in page
    assert signed_in(tenant_b, "analyst").get(path).content == anonymous.content
    draft = Client().get(f"/verify/{bare(inventory.report.snapshot_hash)}")
    assert draft.status_code == 404
    assert draft.content == Client().get(f"/verify/{UNKNOWN}").content


@pytest.mark.parametrize(
    "digest", ["x", "0" * 63, "0" * 65, "G" * 64, "sha256:" + UNKNOWN, "..%2f..", "a/b", "%00", "<script>", "é" * 64]
)
def test_whatever_does_not_match_gets_one_answer(digest: str, tenant_a: Tenant) -> None:
    unknown, other = Client().get(f"/verify/{UNKNOWN}"), Client().get(f"/verify/{digest}")
    assert (other.status_code, other.content) == (unknown.status_code, unknown.content) == (404, unknown.content)
    assert b"No match" in other.content


def test_it_makes_no_session_and_is_not_kept() -> None:
    SignedHash.objects.create(digest=UNKNOWN)
    answer = Client().get(f"/verify/{UNKNOWN}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert Client().post(f"/verify/{UNKNOWN}").status_code == 405


def test_who_tries_many_waits(tenant_a: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "LOOKS_A_MINUTE", 2)
    answers = [Client(REMOTE_ADDR="192.0.2.77").get(f"/verify/{UNKNOWN}") for _ in range(5)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert re.fullmatch(r"\d+", refused[0]["Retry-After"])
    assert Client(REMOTE_ADDR="192.0.2.78").get(f"/verify/{UNKNOWN}").status_code == 404


def test_the_table_holds_hashes_alone() -> None:
    assert [field.name for field in SignedHash._meta.get_fields()] == ["digest"]
