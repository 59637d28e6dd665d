"""The page of the methods: grouped, searched, each as mathematics and in words, and what is refused."""

import re

import pytest

from apps.portal.headers import CONTENT_SECURITY_POLICY
from apps.tenants.models import Tenant
from greenlang.engine import METHODS
from tests.portal.people import ROLES, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads_it_under_the_policy_of_all_pages(tenant_a: Tenant, role: str) -> None:
    client = signed_in(tenant_a, role)
    for address in ("/methods", "/methods/refrigerants/screening", "/methods?q=fuel&scope=1"):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Security-Policy"]) == (200, CONTENT_SECURITY_POLICY)
        page = answer.content.decode()
        assert " style=" not in page
        assert not re.search(r"<script(?! src=)", page)
        assert 'aria-current="page"' in page


def test_all_methods_are_listed_in_groups_with_what_is_not_served(tenant_a: Tenant) -> None:
    context = signed_in(tenant_a, "auditor").get("/methods").context
    assert {row["id"] for group in context["groups"] for row in group["methods"]} == {name for name, _ in METHODS}
    assert context["groups"][0]["title"] == "Stationary combustion"
    assert context["groups"][-1]["title"] == "Category 15, Investments"
    assert len({group["anchor"] for group in context["groups"]}) == len(context["groups"])
    assert len(context["refusals"]) >= 15


def test_methods_are_found_and_each_filter_can_be_removed(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    context = client.get("/methods?q=treatment&scope=3&category=5").context
    assert {row["id"] for group in context["groups"] for row in group["methods"]} == {
        "waste/type-and-treatment",
        "waste/wastewater",
    }
    assert [refusal["category"] for refusal in context["refusals"]] == ["Category 5, Waste generated in operations"]
    assert {chip["label"] for chip in context["chips"]} == {"Search", "Scope", "Category"}
    assert not client.get("/methods?scope=1").context["refusals"]
    assert "No method has all of these" in client.get("/methods?q=unobtainium").content.decode()


def test_a_method_is_shown_with_its_mathematics_words_bounds_and_steps(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    page = client.get("/methods/purchased-electricity/market-based").content.decode()
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML">' in page
    steps = [
        step["name"] for step in client.get("/methods/purchased-electricity/market-based").context["method"]["fallback"]
    ]
    assert steps == ["contract", "supplier", "residual-mix", "regional-average", "national-average"]
    assert "method: purchased-electricity/market-based@1" in page
    balance = client.get("/methods/refrigerants/mass-balance").context["method"]
    accepted = {given["name"]: given["bounds"] for given in balance["inputs"]}
    assert (accepted["purchases"], accepted["capacity_increase"]) == ("0 or more", "any, below zero too")
    screening = client.get("/methods/refrigerants/screening").context["method"]
    assert {given["bounds"] for given in screening["inputs"]} == {"0 or more", "0 to 1"}


@pytest.mark.parametrize(
    "address", ["/methods/teleport", "/methods/waste/wastewater?version=9", "/methods/%00", "/methods/a/b/c/d"]
)
def test_an_unknown_method_is_not_found(tenant_a: Tenant, address: str) -> None:
    assert signed_in(tenant_a, "auditor").get(address).status_code == 404


def test_nothing_of_what_was_asked_becomes_markup(tenant_a: Tenant) -> None:
    page = signed_in(tenant_a, "auditor").get("/methods?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
