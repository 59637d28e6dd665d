"""The demonstration's accounts: one for each role in two organisations, and never in production."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory, override_settings

from apps.tenants.models.roles import MEMBER_ROLES
from apps.tenants.selectors import memberships_of, tenants_all
from apps.tenants.services import demo_accounts_create, refuse_demo_accounts
from greenlang.errors import Refused

pytestmark = pytest.mark.django_db


def test_two_organisations_with_a_user_of_each_role_and_an_operator() -> None:
    sign_ins = demo_accounts_create("a demonstration phrase")
    assert {(s.tenant, s.role) for s in sign_ins} == {
        (tenant, role.value) for tenant in ("acme", "borealis") for role in MEMBER_ROLES
    } | {("", "platform operator")}
    assert {tenant.slug for tenant in tenants_all()} == {"acme", "borealis"}
    for sign_in in sign_ins:
        user = authenticate(RequestFactory().post("/sign-in"), email=sign_in.email, password=sign_in.password)
        assert user is not None
        places = [(tenant.slug, role) for tenant, role in memberships_of(user)]
        assert places == ([(sign_in.tenant, sign_in.role)] if sign_in.tenant else [])
        assert user.is_staff is (sign_in.tenant == "")


def test_making_them_again_changes_nothing_but_a_new_password() -> None:
    demo_accounts_create("a demonstration phrase")
    again = demo_accounts_create("another demonstration phrase")
    assert len(tenants_all()) == 2
    assert (
        authenticate(RequestFactory().post("/sign-in"), email=again[0].email, password="a demonstration phrase") is None
    )
    assert (
        authenticate(RequestFactory().post("/sign-in"), email=again[0].email, password="another demonstration phrase")
        is not None
    )


def test_production_makes_none_and_does_not_serve_beside_them() -> None:
    demo_accounts_create("a demonstration phrase")
    refuse_demo_accounts()
    with override_settings(PRODUCTION=True):
        with pytest.raises(Refused, match="not made in production"):
            demo_accounts_create("a demonstration phrase")
        with pytest.raises(Refused, match=r"operator@demo\.greenlang\.example"):
            refuse_demo_accounts()
