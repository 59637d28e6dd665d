"""The bench of the search measures two ways that find the same."""

import random
from typing import Any

import pytest

from apps.registry.selectors import agents_able
from apps.tenants.models import Tenant
from benchmarks import registry_search as bench
from greenlang.isolation import tenant_scope

pytestmark = pytest.mark.thorough


@pytest.mark.django_db
def test_both_ways_find_the_same_agents(tenant_a: Tenant) -> None:
    choose = random.Random(bench.SEED)
    with tenant_scope(tenant_a.id):
        bench._fill(bench._descriptors(300, choose))
        found: list[Any] = []
        for wanted in bench._searches(tenant_a.id, choose):
            by_index = [each.version.id for each in agents_able(wanted)]
            assert by_index == [each.version.id for each in bench.unindexed(wanted)]
            found += by_index
    assert found
