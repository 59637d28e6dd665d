"""The security page: what somebody does about their own sign-in, and what an organisation asks of its admins."""

import re
import threading
from typing import Any

import pyotp
import pytest
from django.test import Client

from apps.events.models import AuditEntry
from apps.tenants import sessions
from apps.tenants.models import BrowserSession, Role, Tenant, TokenFamily, User
from apps.tenants.second_factor import second_factor_is_on
from apps.tenants.services import member_add
from apps.tenants.tokens import tokens_issue
from greenlang.isolation import tenant_scope
from tests.portal.people import PASSWORD, member_make

pytestmark = pytest.mark.django_db
ANOTHER = "another long phrase"
STEP = 60_000_000


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device's step stands still."""
    monkeypatch.setattr("apps.tenants.second_factor.time", lambda: STEP * 30)


def browser_of(user: User, client: str = "Mozilla/5.0 (X11; Linux) Firefox/140.0", **more: Any) -> Client:
    """A browser in which somebody signed in by the form."""
    browser = Client(HTTP_USER_AGENT=client, **more)
    answer = browser.post("/sign-in", {"username": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def acts(tenant: Tenant) -> list[str]:
    with tenant_scope(tenant.id):
        return list(AuditEntry.objects.filter(kind="sign-in").values_list("act", flat=True))


def test_the_second_step_is_set_up_by_a_picture_a_first_code_and_codes_shown_once(tenant_a: Tenant) -> None:
    user = member_make(tenant_a, "analyst")
    browser = browser_of(user)
    assert browser.post("/settings/security/second-step", {"password": "guess"}).status_code == 422
    page = browser.post("/settings/security/second-step", {"password": PASSWORD}).content.decode()
    assert "<svg" in page
    assert " style=" not in page
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret is not None
    assert browser.post("/settings/security/second-step/confirm", {"code": "12"}).status_code == 422
    code = pyotp.TOTP(secret[1]).generate_otp(STEP)
    page = browser.post("/settings/security/second-step/confirm", {"code": code}).content.decode()
    assert len(re.findall(r"<li><code>[A-Z2-9]{4}-", page)) == 10
    page = browser.get("/settings/security").content.decode()
    assert "10 recovery codes left" in page
    assert secret[1] not in page
    page = browser.post("/settings/security/second-step/codes", {"password": PASSWORD}).content.decode()
    assert len(re.findall(r"<li><code>[A-Z2-9]{4}-", page)) == 10
    assert browser.post("/settings/security/second-step/off", {"password": ANOTHER}).status_code == 422
    assert second_factor_is_on(user)
    browser.post("/settings/security/second-step/off", {"password": PASSWORD})
    assert not second_factor_is_on(user)
    assert acts(tenant_a) == [
        "turned two-step sign-in off", "made new recovery codes", "turned two-step sign-in on"
    ]  # fmt: skip


def test_another_password_keeps_this_sign_in_and_ends_the_others(tenant_a: Tenant) -> None:
    user = member_make(tenant_a, "analyst")
    here, there = browser_of(user), browser_of(user)
    tokens_issue(user=user, tenant_id=tenant_a.id)
    typed = {"old_password": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    for wrong in ({"old_password": "guess"}, {"password2": "other"}, {"password1": "short", "password2": "short"}):
        assert here.post("/settings/security/password", {**typed, **wrong}).status_code == 422
    assert there.get("/data").status_code == 200
    before = here.cookies["sessionid"].value
    assert here.post("/settings/security/password", typed).status_code == 302
    assert here.cookies["sessionid"].value != before
    assert here.get("/data").status_code == 200
    assert there.get("/data").status_code == 302
    with tenant_scope(tenant_a.id):
        assert not TokenFamily.objects.filter(revoked_at=None).exists()


def test_sign_ins_are_listed_and_end_one_by_one_or_all_others_at_once(tenant_a: Tenant) -> None:
    user = member_make(tenant_a, "analyst")
    here = browser_of(user)
    phone = browser_of(user, "Mozilla/5.0 (iPhone) Safari/605.1", REMOTE_ADDR="203.0.113.8")
    tokens_issue(user=user, tenant_id=tenant_a.id)
    page = here.get("/settings/security").content.decode()
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert "203.0.113.8" in page
    assert "API, with a token" in page
    ends = re.findall(r'action="(/settings/security/(?:browsers|tokens)/[^"]+)"', page)
    assert len(ends) == 2
    here.post(ends[0])
    assert phone.get("/data").status_code == 302
    browser_of(user)
    here.post("/settings/security/elsewhere")
    assert BrowserSession.objects.filter(user=user).count() == 1
    with tenant_scope(tenant_a.id):
        assert not TokenFamily.objects.filter(revoked_at=None).exists()
    assert here.get("/data").status_code == 200


def test_nobody_ends_somebody_elses_sign_in(tenant_a: Tenant) -> None:
    ada, eve = member_make(tenant_a, "admin"), member_make(tenant_a, "analyst")
    hers, mine = browser_of(ada), browser_of(eve)
    key = BrowserSession.objects.get(user=ada).session_key
    mine.post(f"/settings/security/browsers/{key}/end")
    assert hers.get("/data").status_code == 200


def test_what_is_kept_of_a_session_is_no_key_to_it(tenant_a: Tenant) -> None:
    browser = browser_of(member_make(tenant_a, "analyst"))
    kept = BrowserSession.objects.get().session_key
    assert kept != browser.cookies["sessionid"].value
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/data").status_code == 302


def test_a_session_ends_unused_and_when_it_is_too_old(tenant_a: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from django.utils import timezone

    browser, now = browser_of(member_make(tenant_a, "analyst")), timezone.now()
    for hours in range(7, 7 * 24, 7):
        monkeypatch.setattr("django.utils.timezone.now", lambda hours=hours: now + timedelta(hours=hours))
        assert browser.get("/data").status_code == 200, "it was used every seven hours"
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=7, minutes=1))
    assert browser.get("/data").status_code == 302
    idle = browser_of(member_make(tenant_a, "admin"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=7, hours=8, minutes=2))
    assert idle.get("/data").status_code == 302
    standing = browser_of(member_make(tenant_a, "operator"))
    ended = BrowserSession.objects.filter(expire_date__lt=timezone.now()).count()
    monkeypatch.setattr(sessions, "BATCH", 1)
    assert ended
    assert sessions.sessions_purge(threading.Event()) == ended
    assert standing.get("/data").status_code == 200


def test_an_organisation_asks_its_admins_for_the_second_step(tenant_a: Tenant, tenant_b: Tenant) -> None:
    ada = member_make(tenant_a, "admin")
    browser = browser_of(ada)
    page = browser.post("/settings/security/second-step/admins", {"wanted": "1"}, follow=True).content.decode()
    assert "Turn two-step sign-in on for yourself first" in page
    with tenant_scope(tenant_a.id):
        Tenant.objects.filter(id=tenant_a.id).update(admins_need_second_factor=True)
    assert browser.get("/data")["Location"] == "/settings/security"
    browser.post("/settings/security/second-step/admins", {"wanted": ""})
    assert browser.get("/data").status_code == 302, "who owes it cannot do away with it"
    assert "asks its admins for two-step sign-in" in browser.get("/settings/security").content.decode()
    assert browser_of(member_make(tenant_a, "analyst")).get("/data").status_code == 200
    body = {"email": ada.email, "password": PASSWORD}
    assert Client().post("/api/v1/auth/token", body, content_type="application/json").status_code == 403
    eve = member_make(tenant_b, "analyst")
    member_add(tenant=tenant_b, user=eve, role=Role.ADMIN)
    assert browser_of(eve).get("/data").status_code == 200, "no other organisation's admins"
