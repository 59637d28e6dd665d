"""What an operator does in a day: verbs that ask first, many at once, and every act told in the tenant's audit log."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from apps.evaluation.models import QualityReport
from apps.events.dead_letters import dead_letter_record, replay_register
from apps.events.models import AuditEntry, DeadLetter
from apps.jobs.admin import told
from apps.jobs.models import Job
from apps.tenants.models import ApiKey, Invitation, Tenant
from greenlang.errors import Conflict
from greenlang.isolation import operator_scope, tenant_scope
from tests.admin.test_operators_scope import entered
from tests.house import House


def acts(house: House) -> list[tuple[str, str]]:
    """What operators did in the first tenant, the last first."""
    with tenant_scope(house.alpha.id):
        entries = AuditEntry.objects.filter(actor__startswith="operator ")
        return [(entry.act, entry.subject) for entry in entries]


def choose(client: Client, model: str, action: str, rows: list[Any], **more: str) -> str:
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in rows], **more}
    return client.post(reverse(f"admin:{model}_changelist"), chosen, follow=True).content.decode()


def _replay(letter: DeadLetter) -> str:
    if letter.subject == "bad":
        raise Conflict("It fails again.")
    return "Done."


def test_many_dead_letters_are_done_again_after_a_question_and_what_fails_says_so(house: House) -> None:
    replay_register("of-the-day", _replay)
    with tenant_scope(house.alpha.id):
        letters = [
            dead_letter_record(kind="of-the-day", source="s", subject=subject, payload={}, reason="why", attempts=3)
            for subject in ("good", "bad")
        ]
    client = entered(house, house.alpha)
    asked = choose(client, "events_deadletter", "replay_many", letters)
    assert "2 chosen" in asked
    with tenant_scope(house.alpha.id):
        assert {letter.state for letter in DeadLetter.objects.filter(kind="of-the-day")} == {"waiting"}
    shown = choose(client, "events_deadletter", "replay_many", letters, said="yes", reason="the disk is back")
    assert "1 replayed." in shown
    assert "It fails again." in shown
    assert ("replayed", "dead letter of-the-day good") in acts(house)
    log = reverse("admin:events_auditentry_changelist")
    assert "the disk is back" in client.get(log, {"q": "of-the-day good"}).content.decode()
    assert "the disk is back" not in client.get(log, {"q": "of-the-day better"}).content.decode()
    assert "Say why" in choose(client, "events_deadletter", "dismiss_many", letters[1:], said="yes", reason="")
    choose(client, "events_deadletter", "dismiss_many", letters[1:], said="yes", reason="Not needed")
    with tenant_scope(house.alpha.id):
        states = dict(DeadLetter.objects.filter(kind="of-the-day").values_list("subject", "state"))
    assert states == {"good": "replayed", "bad": "dismissed"}


def test_a_job_is_read_in_words_and_asked_to_stop(house: House) -> None:
    with tenant_scope(house.alpha.id):
        job = Job.objects.create(kind="report", arguments={"period_id": "p"}, total=2, message="Writing")
    client = entered(house, house.alpha)
    shown = client.get(reverse("admin:jobs_job_change", args=[job.pk])).content.decode()
    assert "period id" in shown
    assert '{"' not in shown.split("co-panel")[1]
    cancel = reverse("admin:jobs_job_cancel", args=[job.pk])
    assert "stops before its next step" in client.get(cancel).content.decode()
    client.post(cancel)
    with tenant_scope(house.alpha.id):
        job.refresh_from_db()
    assert job.cancel_requested
    assert ("asked to stop", "Report") in acts(house)


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        ({"a": {"b_c": 1}, "d": None}, [("a b c", "1"), ("d", "–")]),
        ({"rows": list(range(12))}, [("rows", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more")]),
        ({}, []),
    ],
)
def test_documents_are_told_as_names_with_texts(document: Any, lines: list[tuple[str, str]]) -> None:
    assert list(told(document)) == lines


def test_keys_are_revoked_after_a_question(house: House) -> None:
    with tenant_scope(house.alpha.id):
        key = ApiKey.objects.get(name="auditor")
    client = entered(house, house.alpha)
    assert "Keys open nothing" in choose(client, "tenants_apikey", "revoke", [key])
    with tenant_scope(house.alpha.id):
        assert ApiKey.objects.get(pk=key.pk).revoked_at is None
    choose(client, "tenants_apikey", "revoke", [key], said="yes")
    with tenant_scope(house.alpha.id):
        assert ApiKey.objects.get(pk=key.pk).revoked_at is not None
    assert ("revoked the key", "auditor") in acts(house)


def test_quota_and_retention_are_set_in_the_entered_tenant_and_told_on_its_page(house: House) -> None:
    client = entered(house, house.alpha)
    page = reverse("admin:tenants_tenant_change", args=[house.alpha.id])
    client.post(reverse("admin:tenants_quota_add"), {"endpoint": "read", "per_minute": "77", "reason": "Year end"})
    retention = reverse("admin:tenants_tenant_retention", args=[house.alpha.id])
    assert "Say why" in client.post(retention, {"days": "400", "reason": ""}).content.decode()
    shown = client.post(retention, {"days": "400", "reason": "The contract says so"}, follow=True).content.decode()
    told = ("400 days", "this tenant’s own", "77 a minute: Year end", "set a quota", "The contract says so")
    for words in (*told, "operator@platform"):
        assert words in shown, words
    client.post(retention, {"days": "", "reason": "Back"})
    assert "without end" in client.get(page).content.decode()
    other = reverse("admin:tenants_tenant_retention", args=[house.beta.id])
    assert client.post(other, {"days": "1", "reason": "x"}).status_code == 404
    with tenant_scope(house.beta.id):
        house.beta.refresh_from_db()
    assert house.beta.retention_days is None


def test_a_tenant_is_made_with_an_invitation_for_its_first_admin(house: House) -> None:
    client = house.browser("operator")
    make = reverse("admin:tenants_tenant_add")
    given = {"name": "Gamma", "slug": "alpha", "admin": "first@gamma.example"}
    refused = client.post(make, given).content.decode()
    assert "already exists" in refused
    assert "first@gamma.example" in refused
    shown = client.post(make, given | {"slug": "gamma"}, follow=True).content.decode()
    assert "first@gamma.example is invited" in shown
    with operator_scope():
        gamma = Tenant.objects.get(slug="gamma")
    with tenant_scope(gamma.id):
        assert Invitation.objects.get().email == "first@gamma.example"
    assert all("gamma" in letter.to[0] for letter in mail.outbox)


def test_a_period_gives_its_reports_and_prepares_another(house: House) -> None:
    client = entered(house, house.alpha)
    page = reverse("admin:inventory_reportingperiod_change", args=[house.period.id])
    shown = client.get(page).content.decode()
    assert reverse("admin:reports_inventoryreport_file", args=[house.report.id, "snapshot.json"]) in shown
    assert "PDF not written" in shown
    prepare = reverse("admin:inventory_reportingperiod_report", args=[house.period.id])
    assert "frozen as it stands" in client.get(prepare).content.decode()
    answer = client.post(prepare)
    with tenant_scope(house.alpha.id):
        job = Job.objects.filter(kind="report").latest("created_at")
    assert answer["Location"] == reverse("admin:jobs_job_change", args=[job.pk])
    with tenant_scope(house.alpha.id):
        job.cancel()
    assert entered(house, house.beta).post(prepare).status_code == 404


def test_an_agent_shows_how_it_was_measured_and_a_report_its_evidence(house: House) -> None:
    client = entered(house, house.alpha)
    with tenant_scope(house.alpha.id):
        report = QualityReport.objects.get(version=house.version)
    shown = client.get(reverse("admin:agents_agent_change", args=[house.version.agent_id])).content.decode()
    assert "<polyline" in shown
    evidence = reverse("admin:evaluation_qualityreport_change", args=[report.pk])
    assert evidence in shown
    told = client.get(evidence).content.decode()
    assert told.count('data-label="Dimension"') == 12
    file = reverse("console-quality-file", args=[report.pk, "xlsx"])
    assert file in told
    assert client.get(file).content.startswith(b"PK")
    assert client.get(reverse("console-quality-file", args=[report.pk, "docx"])).status_code == 404
    assert entered(house, house.beta).get(file).status_code == 404


def test_a_run_shows_its_partitions(house: House) -> None:
    with tenant_scope(house.alpha.id):
        run = house.version.runs.get()
    client = entered(house, house.alpha)
    shown = client.get(reverse("admin:runtime_run_change", args=[run.pk])).content.decode()
    assert "co-partitions" in shown
    assert f"run__id__exact={run.pk}" in shown
    standing = reverse("admin:runtime_run_standing", args=[run.pk])
    assert client.get(standing).status_code == 200
    assert entered(house, house.beta).get(standing).status_code == 404
