"""Keys and webhooks in the portal: secrets are shown once, acts are noted, other tenants' are unknown."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditEntry, AuditKind, WebhookDelivery, WebhookSubscription
from apps.events.webhooks.services import webhook_subscribe
from apps.reports.models import DataExport
from apps.tenants.models import ApiKey, Role, Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db
URL = "https://93.184.215.14:8443/hook"
QUERIES = {
    "/settings/keys": 23,
    "/settings/webhooks": 22,
    "/settings/audit": 22,
    "/settings/security": 25,
    "/settings/data": 29,
}


def acts(tenant: Tenant) -> list[tuple[str, str]]:
    with tenant_scope(tenant.id):
        return list(AuditEntry.objects.values_list("act", "subject"))


def test_a_key_is_shown_once_works_and_is_revoked(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    page = client.post("/settings/keys", {"name": "meter", "role": "analyst"}).content.decode()
    text = re.search(r'id="made-text">(glk_[^<]+)<', page)
    assert text is not None
    headers = {"authorization": f"Bearer {text[1]}"}
    assert Client().get("/api/v1/quotas", headers=headers).status_code == 200
    page = client.get("/settings/keys").content.decode()
    assert "meter" in page
    assert text[1] not in page
    with tenant_scope(tenant_a.id):
        key = ApiKey.objects.get()
    assert client.post(f"/settings/keys/{key.id}/revoke").status_code == 302
    assert Client().get("/api/v1/quotas", headers=headers).status_code == 401
    assert acts(tenant_a) == [("revoked the key", "meter"), ("made the key", "meter")]


def test_a_key_without_a_name_is_not_made(tenant_a: Tenant) -> None:
    assert signed_in(tenant_a, "admin").post("/settings/keys", {"name": "", "role": "boss"}).status_code == 422
    with tenant_scope(tenant_a.id):
        assert not ApiKey.objects.exists()


def test_a_webhook_is_added_paused_resumed_given_another_secret_and_removed(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    for url in ("http://example.com/", "https://10.0.0.1/", "nonsense"):
        answer = client.post("/settings/webhooks", {"url": url, "types": ["agent.*"]})
        assert answer.status_code == 422
        assert f'value="{url}"' in answer.content.decode()
        assert re.search(r'value="agent\.\*" checked', answer.content.decode())
    page = client.post("/settings/webhooks", {"url": URL, "types": ["agent.*"]}).content.decode()
    first = re.search(r'id="made-text">(whsec_[^<]+)<', page)
    assert first is not None
    with tenant_scope(tenant_a.id):
        made = WebhookSubscription.objects.get()
        WebhookDelivery.objects.create(
            subscription=made, event_id=made.id, event_type="agent.started", body="{}", detail="connection refused"
        )
    page = client.get(f"/settings/webhooks/{made.id}").content.decode()
    assert "connection refused" in page
    assert first[1] not in page
    assert "Off" in client.post(f"/settings/webhooks/{made.id}/pause", follow=True).content.decode()
    assert "Delivers" in client.post(f"/settings/webhooks/{made.id}/resume", follow=True).content.decode()
    assert "whsec_" in client.post(f"/settings/webhooks/{made.id}/rotate").content.decode()
    assert client.post(f"/settings/webhooks/{made.id}/explode").status_code == 404
    client.post(f"/settings/webhooks/{made.id}/remove")
    assert client.get(f"/settings/webhooks/{made.id}").status_code == 404
    assert [act for act, _ in acts(tenant_a)] == [
        "removed the webhook", "changed the secret of the webhook", "resumed the webhook", "paused the webhook",
        "made the webhook",
    ]  # fmt: skip


def test_many_rows_cost_no_more_questions_than_few(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    client.get("/settings/keys")
    counts: list[dict[str, int]] = []
    for _ in range(2):
        with tenant_scope(tenant_a.id):
            for number in range(4):
                key, _text = ApiKey.issue(name=f"key {number}", role=Role.ANALYST)
                hook, _secret = webhook_subscribe(url=f"{URL}/{number}/{key.id}", actor="Ada")
                WebhookDelivery.objects.create(
                    subscription=hook, event_id=key.id, event_type="agent.started", body="{}"
                )
                DataExport.objects.create(asked_by="Ada", finished_at=timezone.now())
        counts.append({})
        for address in QUERIES:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts[-1][address] = len(asked)
    assert counts == [QUERIES, QUERIES]


def test_another_tenants_keys_and_webhooks_are_unknown(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        key, _ = ApiKey.issue(name="theirs", role=Role.ADMIN)
        hook, _ = webhook_subscribe(url=URL, actor="Ada")
    client = signed_in(tenant_b, "admin")
    for address in (f"keys/{key.id}/revoke", f"webhooks/{hook.id}/pause", f"webhooks/{hook.id}/remove"):
        unknown = address.replace(str(key.id), str(tenant_b.id)).replace(str(hook.id), str(tenant_b.id))
        theirs, nothing = client.post(f"/settings/{address}"), client.post(f"/settings/{unknown}")
        assert theirs.status_code == nothing.status_code == 404
        assert theirs.content == nothing.content
    assert client.get(f"/settings/webhooks/{hook.id}").status_code == 404
    for page in ("keys", "webhooks", "audit", "audit.csv"):
        told = b"".join(client.get(f"/settings/{page}")).decode()
        assert "theirs" not in told
        assert URL not in told


def test_the_log_is_read_page_by_page_each_entry_once(tenant_a: Tenant) -> None:
    client, now = signed_in(tenant_a, "auditor"), timezone.now()
    with tenant_scope(tenant_a.id):
        for number in range(120):
            kind = AuditKind.KEY if number % 2 else AuditKind.DATA
            entry = audit_record(kind=kind, act="uploaded", actor="Ada", subject=f"file-{number:03}")
            assert entry.at >= now - timedelta(seconds=1)
    seen, address = [], "/settings/audit"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"file-\d{3}", page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"file-{number:03}" for number in reversed(range(120))]
    with patch("apps.events.audit_pages.SHARE", 7):
        lines = b"".join(client.get("/settings/audit.csv")).decode("utf-8-sig").splitlines()
    assert [line.split(",")[4] for line in lines[1:]] == seen, "the file is written in shares, each entry once"
    keys = client.get("/settings/audit?kind=key&before=nonsense").content.decode()
    assert "file-119" in keys
    assert "file-118" not in keys


def test_the_log_as_a_file_has_no_formulas(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        audit_record(kind=AuditKind.DATA, act="uploaded", actor="=cmd()", subject="a.csv")
    lines = b"".join(signed_in(tenant_a, "auditor").get("/settings/audit.csv")).decode("utf-8-sig").splitlines()
    assert lines[0] == "at,about,who,did,what,detail"
    assert lines[1].endswith("Data,'=cmd(),uploaded,a.csv,")
