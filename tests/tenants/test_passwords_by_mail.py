"""A new password by e-mail: the link works once, tells nobody who has an account, and ends what was open."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client

from apps.tenants import tasks
from apps.tenants.letters import RESETS_AN_HOUR
from apps.tenants.models import Tenant, User
from apps.tenants.tokens import TokenRefused, tokens_issue, tokens_refresh
from tests.portal.people import PASSWORD, member_make
from tests.tenants.letters import link_of_last

pytestmark = pytest.mark.django_db
ANOTHER = "another long phrase"


@pytest.fixture(autouse=True)
def worker() -> Iterator[None]:
    """E-mails leave at once."""
    with patch.object(tasks.password_mail, "delay", tasks.password_mail.run):
        yield


@pytest.fixture
def ada(tenant_a: Tenant) -> User:
    return member_make(tenant_a, "admin")


def test_the_answer_is_the_same_for_whoever_has_no_account(ada: User) -> None:
    there, nowhere = (Client().post("/password", {"email": email}) for email in (ada.email, "x" + ada.email))
    assert there.status_code == nowhere.status_code == 200
    assert there.content.replace(ada.email.encode(), b"") == nowhere.content.replace(b"x" + ada.email.encode(), b"")
    assert [letter.to for letter in mail.outbox] == [[ada.email]]


def signed_in(user: User, password: str) -> int:
    return Client().post("/sign-in", {"username": user.email, "password": password}).status_code


def test_the_link_sets_a_password_once_and_ends_every_sign_in(ada: User, tenant_a: Tenant) -> None:
    before = Client()
    before.post("/sign-in", {"username": ada.email, "password": PASSWORD})
    tokens = tokens_issue(user=ada, tenant_id=tenant_a.id)
    assert [signed_in(ada, "guess") for _ in range(10)][-1] == 429
    Client().post("/password", {"email": ada.email.upper()})
    link, client = link_of_last(ada.email), Client()
    form = client.get(link)["Location"]
    assert link.rsplit("/", 1)[1] not in form
    typed = {"new_password1": ANOTHER, "new_password2": ANOTHER}
    assert client.post(form, {**typed, "new_password2": "other"}).status_code == 422
    assert client.post(form, typed)["Location"] == "/sign-in"
    ada.refresh_from_db()
    assert ada.check_password(ANOTHER)
    assert before.get("/data").status_code == 302
    assert signed_in(ada, ANOTHER) == 302, "the lock ends where the link was followed"
    with pytest.raises(TokenRefused):
        tokens_refresh(tokens.refresh)
    assert "This link does not work" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("password", ["short", "123456789012", "admin@alpha.example"])
def test_a_weak_password_is_refused(ada: User, password: str) -> None:
    Client().post("/password", {"email": ada.email})
    client = Client()
    form = client.get(link_of_last(ada.email))["Location"]
    assert client.post(form, {"new_password1": password, "new_password2": password}).status_code == 422


def test_an_account_that_is_off_gets_no_link(ada: User) -> None:
    User.objects.update(is_active=False)
    Client().post("/password", {"email": ada.email})
    assert mail.outbox == []


def test_asking_is_limited(ada: User, settings: object) -> None:
    settings.SIGN_INS_A_MINUTE = 2  # type: ignore[attr-defined]
    client = Client(REMOTE_ADDR="203.0.113.40")
    answers = [client.post("/password", {"email": ada.email}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert len(mail.outbox) <= 4


def test_nobody_is_flooded_with_letters(ada: User) -> None:
    for number in range(RESETS_AN_HOUR + 2):
        Client(REMOTE_ADDR=f"203.0.113.{number}").post("/password", {"email": ada.email})
    assert len(mail.outbox) == RESETS_AN_HOUR
