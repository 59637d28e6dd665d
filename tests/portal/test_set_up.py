"""The guided set-up: open until there is an organisation, to whoever holds the token or operates the platform."""

import json
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client

from apps.inventory.models import Entity, ReportingPeriod
from apps.tenants import tasks
from apps.tenants.models import Invitation, Membership, Tenant, User
from apps.tenants.services import tenant_create
from apps.tenants.set_up import set_up_token_is, set_up_token_make, slug_of
from greenlang.embedded.paths import DataDirectory
from greenlang.errors import InvalidInput
from greenlang.isolation import operator_scope, tenant_scope
from tests.portal.people import PASSWORD, user_make

pytestmark = pytest.mark.django_db
TYPED = {
    "organisation": "Müller & Söhne",
    "slug": "",
    "name": "Ada",
    "email": "Ada@Mueller.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
PERIOD = {
    "company": "Müller GmbH",
    "approach": "financial-control",
    "country": "de",
    "period": "2025",
    "start": "2025-01-01",
    "end": "2025-12-31",
}


@pytest.fixture
def token(settings: Any, tmp_path: Path) -> str:
    settings.DATA = DataDirectory(tmp_path)
    return set_up_token_make()


@pytest.fixture
def nothing_sent() -> Any:
    with patch.object(tasks.invitation_mail, "delay") as delay:
        yield delay


def tenants() -> list[Tenant]:
    with operator_scope():
        return list(Tenant.objects.all())


def test_from_the_token_to_the_portals_home_as_its_admin(
    token: str, nothing_sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    tenant_create(slug="acme", name="Acme (demo)", is_demo=True)
    client = Client()
    assert "Set up your organisation" in client.get("/set-up").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/set-up", {**TYPED, "token": token})["Location"] == "/set-up/inventory"
    assert 'value="Müller &amp; Söhne"' in client.get("/set-up/inventory").content.decode()
    assert client.post("/set-up/inventory", PERIOD)["Location"] == "/set-up/people"
    assert client.get("/set-up/people").status_code == 200
    emails = "eve@mueller.example, bob@mueller.example\nEve@mueller.example"
    assert client.post("/set-up/people", {"emails": "x", "role": "analyst"}).status_code == 422
    assert client.post("/set-up/people", {"emails": emails, "role": "analyst"}).status_code == 422
    sent = {"emails": "eve@mueller.example, bob@mueller.example", "role": "analyst"}
    assert client.post("/set-up/people", sent)["Location"] == "/"
    page = client.get("/").content.decode()
    assert "Müller &amp; Söhne" in page
    assert "2025" in page
    made = next(tenant for tenant in tenants() if not tenant.is_demo)
    assert made.slug == "muller-sohne"
    with tenant_scope(made.id):
        assert Membership.objects.get(user__email="ada@mueller.example").role == "admin"
        assert Entity.objects.get().consolidation_approach == "financial-control"
        assert Entity.objects.get().country == "DE"
        assert ReportingPeriod.objects.get().name == "2025"
        assert Invitation.objects.count() == 2
    assert not set_up_token_is(token), "the token opens nothing any more"
    closed, nowhere = client.get("/set-up"), client.get("/nowhere")
    assert (closed.status_code, closed.content) == (404, nowhere.content)


@pytest.mark.parametrize("guess", ["", "guess", "\x00"])
def test_without_the_token_nothing_is_made_and_what_was_typed_stays(token: str, guess: str) -> None:
    answer = Client().post("/set-up", {**TYPED, "token": guess})
    assert answer.status_code == 422
    assert "Ada@Mueller.example" in answer.content.decode() or "ada@mueller.example" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert tenants() == []
    assert not User.objects.exists()


def test_where_no_token_was_made_none_is_right(settings: Any, tmp_path: Path) -> None:
    settings.DATA = DataDirectory(tmp_path)
    assert not set_up_token_is("")
    assert not set_up_token_is("anything")


def test_guessing_the_token_is_limited(token: str, settings: Any) -> None:
    settings.SIGN_INS_A_MINUTE = 2
    client = Client(REMOTE_ADDR="203.0.113.90")
    pages = [client.post("/set-up", {**TYPED, "token": "guess"}).content.decode() for _ in range(6)]
    assert "Too many attempts" in pages[-1]


def test_an_operator_needs_no_token_and_becomes_the_admin(token: str) -> None:
    client = Client()
    client.force_login(user_make("operator@platform.example", is_staff=True))
    assert "Set-up token" not in client.get("/set-up").content.decode()
    assert client.post("/set-up", {"organisation": "Own", "slug": "own"})["Location"] == "/set-up/inventory"
    assert client.get("/data").status_code == 200


def test_an_address_with_an_account_is_not_taken_over(token: str) -> None:
    user_make("ada@mueller.example")
    answer = Client().post("/set-up", {**TYPED, "token": token})
    assert "Sign in with it" in answer.content.decode()
    assert tenants() == []


def test_a_period_that_ends_before_it_begins_is_told_at_its_field(token: str) -> None:
    client = Client()
    client.post("/set-up", {**TYPED, "token": token})
    answer = client.post("/set-up/inventory", {**PERIOD, "end": "2024-12-31"})
    assert answer.status_code == 422
    assert "The period ends before it starts" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "slug"), [("Acme", "acme"), ("  Müller & Söhne ", "muller-sohne"), ("A" * 99, "a" * 60), ("3M", "3m")]
)
def test_a_short_name_is_made_of_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_name_without_latin_letters_needs_a_short_one() -> None:
    with pytest.raises(InvalidInput, match="Give a short name"):
        slug_of("株式会社")


def test_one_command_makes_an_organisation_and_a_link_for_its_admin(nothing_sent: Any, settings: Any) -> None:
    told = StringIO()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with (
        patch("greenlang.management.base.EmbeddedServices.attach_or_start"),
        patch("greenlang.management.base.prepare_database"),
    ):
        call_command(
            "create_tenant", "--slug", "own", "--name", "Own", "--admin", "ada@own.example", "--json", stdout=told
        )
    document = json.loads(told.getvalue())
    client = Client()
    path = "/invitations/" + document["link"].rsplit("/", 1)[1]
    joined = client.post(path, {"name": "Ada", "password1": PASSWORD, "password2": PASSWORD})
    assert joined["Location"] == "/"
    assert "Admin, Own" in client.get("/").content.decode()
