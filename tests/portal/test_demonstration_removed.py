"""The demonstration goes by an admin's word, and with it what could sign in."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.calculations.services.demonstration import demonstration_may_go
from apps.tenants.models import User
from apps.tenants.selectors import tenants_all
from apps.tenants.services import demo_accounts_create, tenant_create
from greenlang.embedded.paths import DataDirectory
from tests.portal.people import signed_in


def test_it_goes_with_its_accounts_and_nothing_else(committed: Any, settings: Any, tmp_path: Path) -> None:
    settings.DATA = DataDirectory(tmp_path)
    settings.CHECKPOINTS = tmp_path / "checkpoints"
    accounts = demo_accounts_create("a demonstration phrase")
    own = tenant_create(slug="own", name="Own")
    client = signed_in(own, "admin")
    assert "Acme Manufacturing (demo)" in client.get("/settings/data").content.decode()
    client.post("/settings/data/demonstration", {"confirmation": "yes"})
    assert len(tenants_all()) == 3
    demo = Client()
    demo.force_login(User.objects.get(email="admin@acme.demo.greenlang.example"))
    assert demo.get("/data").status_code == 200
    client.post("/settings/data/demonstration", {"confirmation": "Demonstration"})
    assert [tenant.slug for tenant in tenants_all()] == ["own"]
    assert settings.DATA.demonstration_removed.exists()
    typed = {"username": accounts[0].email, "password": "a demonstration phrase"}
    assert Client().post("/sign-in", typed).status_code == 422
    assert demo.get("/data").status_code == 302
    assert "removed the demonstration" in client.get("/settings/audit").content.decode()
    assert not demonstration_may_go(by_demo_tenant=False)


@pytest.mark.django_db
def test_in_production_it_is_no_other_organisations_to_remove(settings: Any) -> None:
    settings.PRODUCTION = True
    tenant_create(slug="acme", name="Acme (demo)", is_demo=True)
    assert not demonstration_may_go(by_demo_tenant=False)
    assert demonstration_may_go(by_demo_tenant=True)
