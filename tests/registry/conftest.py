"""Two tenants with people and keys, and two versions of one agent in the first."""

from collections.abc import Iterator

import pytest

from apps.agents.models import AgentVersion
from apps.tenants.models import User
from apps.tenants.models.roles import MEMBER_ROLES
from apps.tenants.services import api_key_issue, member_add, tenant_create
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.house import PACK, PASSWORD, House
from tests.portal.rows import agent_make

LATER = PACK.read_bytes().replace(b"version: 1.0.0", b"version: 1.1.0").replace(b"Fuel burnt, as energy", b"Fuel used")


@pytest.fixture(scope="module")
def catalogue(django_db_setup: TestDatabase, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    """A house of two tenants with version 1.0.0 of an agent; what evaluation found of it is made up."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            yield _furnished()
        finally:
            django_db_setup.restore()


@pytest.fixture(scope="module")
def later(catalogue: House) -> AgentVersion:
    """Version 1.1.0 of the same agent."""
    with tenant_scope(catalogue.alpha.id):
        return agent_make(catalogue.alpha, LATER)


def _furnished() -> House:
    made = House(tenant_create(slug="alpha", name="Alpha"), tenant_create(slug="beta", name="Beta"))
    for tenant in (made.alpha, made.beta):
        for role in MEMBER_ROLES:
            who = f"{role.value}@{tenant.slug}"
            made.people[who] = User.objects.create_user(f"{role.value}@{tenant.slug}.example", PASSWORD)
            member_add(tenant=tenant, user=made.people[who], role=role)
            made.keys[who] = api_key_issue(tenant=tenant, name=role.value, role=role)
    with tenant_scope(made.alpha.id):
        made.version = agent_make(made.alpha)
    return made
