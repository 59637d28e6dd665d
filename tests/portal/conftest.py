"""A tenant with one of everything."""

import pytest

from apps.tenants.models import Tenant
from tests.portal.rows import World, world_make


@pytest.fixture
def world(tenant_a: Tenant) -> World:
    """One of everything in tenant A."""
    return world_make(tenant_a)
