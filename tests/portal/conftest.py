"""A tenant with one of everything."""

from collections.abc import Iterator

import pytest

from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.isolation import operator_scope
from tests.database import TestDatabase
from tests.portal.rows import World, world_make


@pytest.fixture(scope="module")
def world(django_db_setup: TestDatabase, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """One of everything in tenant A, committed once a module; what a test changes of it is rolled back."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            yield world_make(tenant_create(slug="alpha", name="Alpha"))
        finally:
            django_db_setup.restore()


@pytest.fixture
def tenant_a(request: pytest.FixtureRequest, db: None) -> Tenant:
    """Tenant A: the world's own for a test of the world, else one in which nothing is."""
    if "world" in request.fixturenames:
        made: World = request.getfixturevalue("world")
        return made.tenant
    taken = tenant_is_known("alpha")
    return tenant_create(slug="alpha-alone" if taken else "alpha", name="Alpha")


def tenant_is_known(slug: str) -> bool:
    """Whether the module's world stands in the database."""
    with operator_scope():
        return Tenant.objects.filter(slug=slug).exists()
