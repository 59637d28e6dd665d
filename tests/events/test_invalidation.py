"""A change reaches every process; who changes sees their own rows at once, and nobody else's uncommitted ones."""

import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from apps.events.models import Topic
from apps.events.services import event_record, platform_event_record
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.caching.invalidation import CATALOGUE, NIL_TENANT, agent_tag, registry_tag, tags_of, tenant_tag
from greenlang.caching.transactions import changing
from greenlang.isolation import tenant_scope
from tests.database import superuser_connection
from tests.embedded.processes import said
from tests.events.surroundings import Surroundings

Keep = Callable[["subprocess.Popen[str]"], "subprocess.Popen[str]"]

READER = """
import sys, time, uuid
import django
django.setup()
from apps.tenants.models import Tenant
from greenlang.caching.invalidation import tenant_tag
from greenlang.caching.process import process_cache
from greenlang.caching.tiers import Kind
from greenlang.isolation import tenant_scope

tenant_id, kind = uuid.UUID(sys.argv[1]), Kind("name", lambda name: name, str)

def name_in_the_database():
    with tenant_scope(tenant_id):
        return Tenant.objects.get(id=tenant_id).name

def name():
    return process_cache().get(
        kind, tenant_id, key=lambda: f"name:{tenant_id}", load=name_in_the_database, tags=(tenant_tag(tenant_id),)
    )

last = ""
for _ in range(6000):
    found = name()
    if found != last:
        print(found, process_cache().live, flush=True)
        last = found
    time.sleep(0.01)
"""


def rename(surroundings: Surroundings, tenant: Tenant, name: str) -> None:
    """As a command does that changes a tenant's configuration, in a process without a cache of its own."""
    with superuser_connection(surroundings.database.name) as superuser, superuser.transaction():
        superuser.execute("UPDATE tenants_tenant SET name = %s WHERE id = %s", [name, tenant.id])
        superuser.execute(
            "INSERT INTO events_outboxevent (id, tenant_id, topic, type, aggregate_type, aggregate_id, payload,"
            " recorded_at) VALUES (gen_random_uuid(), %s, 'platform', 'tenant.updated', 'tenant', %s, '{}', now())",
            [tenant.id, str(tenant.id)],
        )


def test_a_change_reaches_two_processes_within_a_second(surroundings: Surroundings, processes: Keep) -> None:
    tenant = tenant_create(slug="alpha", name="Alpha")
    processes(surroundings.start_relay())
    readers = [processes(surroundings.start("-c", READER, str(tenant.id), output=subprocess.PIPE)) for _ in range(2)]
    assert [said(reader) for reader in readers] == ["Alpha True"] * 2
    for name in ("Beta", "Gamma", "Delta"):
        began = time.monotonic()
        rename(surroundings, tenant, name)
        assert [said(reader) for reader in readers] == [f"{name} True"] * 2
        assert time.monotonic() - began < 1


@pytest.mark.thorough
def test_after_redis_was_away_nothing_old_is_served(surroundings: Surroundings, processes: Keep) -> None:
    tenant = tenant_create(slug="alpha", name="Alpha")
    processes(surroundings.start_relay())
    reader = processes(surroundings.start("-c", READER, str(tenant.id), output=subprocess.PIPE))
    assert said(reader) == "Alpha True"
    surroundings.redis.stop()
    rename(surroundings, tenant, "Beta")
    # Nobody can tell the process; it serves nothing from memory that may be old.
    assert said(reader) == "Beta False"
    surroundings.redis.start()
    rename(surroundings, tenant, "Gamma")
    assert said(reader).startswith("Gamma ")
    time.sleep(1)
    rename(surroundings, tenant, "Delta")
    assert said(reader) == "Delta True"


@pytest.mark.parametrize(
    ("topic", "event", "tenant", "tags"),
    [
        ("platform", "ef.updated", NIL_TENANT, (CATALOGUE,)),
        ("platform", "ef.updated", "t1", (tenant_tag("t1"),)),
        ("platform", "tenant.updated", "t1", (tenant_tag("t1"),)),
        ("agent.lifecycle", "agent.deployed", "t1", (agent_tag("t1", "boiler"), registry_tag("t1"))),
        ("agent.lifecycle", "agent.retired", "t1", (agent_tag("t1", "boiler"), registry_tag("t1"))),
        ("platform", "ef.proposed", "t1", ()),
        ("agent.execution", "exec.completed", "t1", ()),
    ],
)
def test_which_events_make_what_old(topic: str, event: str, tenant: Any, tags: tuple[str, ...]) -> None:
    assert tags_of(topic, event, tenant=tenant, data={"agent_id": "boiler"}) == tags


@pytest.mark.django_db
def test_only_the_transaction_that_changes_something_is_told_so(tenant_a: Tenant) -> None:
    tag = tenant_tag(tenant_a.id)
    with tenant_scope(tenant_a.id):
        assert not changing((tag,))
        event_record(
            topic=Topic.PLATFORM, event="ef.updated", aggregate_type="private_factor", aggregate_id="x", payload={}
        )
        assert changing((CATALOGUE, tag))
        assert not changing((CATALOGUE,))


@pytest.mark.django_db
def test_what_is_rolled_back_changes_nothing() -> None:
    with transaction.atomic():
        platform_event_record(event="ef.updated", aggregate_type="edition", aggregate_id="x", payload={})
        assert changing((CATALOGUE,))
        transaction.set_rollback(True)
    assert not changing((CATALOGUE,))
