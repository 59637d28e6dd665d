"""What a scope shows and hides."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from apps.inventory.models import Entity, Site
from apps.tenants.models import ApiKey, Membership, Role, Tenant, User
from apps.tenants.selectors import memberships_of, tenants_all
from apps.tenants.services import member_add
from greenlang.isolation import NoTenantScope, current_tenant, tenant_scope

pytestmark = pytest.mark.django_db


def entity_in(tenant: Tenant, name: str) -> Entity:
    with tenant_scope(tenant.id):
        return Entity.objects.create(name=name)


def test_without_a_tenant_nothing_is_seen(tenant_a: Tenant) -> None:
    entity_in(tenant_a, "Alpha Works")
    assert Entity.objects.count() == 0
    assert Tenant.objects.count() == 0


def test_a_tenant_sees_its_own_rows_and_no_others(tenant_a: Tenant, tenant_b: Tenant) -> None:
    entity_in(tenant_a, "Alpha Works")
    secret = entity_in(tenant_b, "Beta Works")
    with tenant_scope(tenant_a.id):
        assert [entity.name for entity in Entity.objects.all()] == ["Alpha Works"]
        assert not Entity.objects.filter(id=secret.id).exists()
        assert Entity.objects.filter(id=secret.id).update(name="taken") == 0
        assert Entity.objects.filter(id=secret.id).delete()[0] == 0
        assert list(Tenant.objects.all()) == [tenant_a]


def test_a_row_for_another_tenant_cannot_be_written(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Entity.objects.create(name="smuggled", tenant_id=tenant_b.id)


def test_a_row_cannot_refer_to_another_tenants_row(tenant_a: Tenant, tenant_b: Tenant) -> None:
    foreign = entity_in(tenant_b, "Beta Works")
    with tenant_scope(tenant_a.id), pytest.raises(DatabaseError, match="foreign key"), transaction.atomic():
        Site.objects.create(entity_id=foreign.id, name="stolen")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_same_id_in_two_tenants_is_no_oracle(tenant_a: Tenant, tenant_b: Tenant) -> None:
    foreign = entity_in(tenant_b, "Beta Works")
    with tenant_scope(tenant_a.id):
        own = Entity.objects.create(id=foreign.id, name="Alpha Works")
        assert Entity.objects.get(id=foreign.id).name == own.name


def test_writing_outside_a_scope_is_a_clear_error() -> None:
    with pytest.raises(NoTenantScope, match="No tenant scope"):
        Entity.objects.create(name="nobody's")


def test_the_outer_scope_comes_back_after_an_inner_one(tenant_a: Tenant, tenant_b: Tenant) -> None:
    entity_in(tenant_a, "Alpha Works")
    entity_in(tenant_b, "Beta Works")
    with tenant_scope(tenant_a.id):
        with tenant_scope(tenant_b.id):
            assert Entity.objects.get().name == "Beta Works"
        assert Entity.objects.get().name == "Alpha Works"
    assert current_tenant() is None
    assert Entity.objects.count() == 0


def test_the_outer_scope_comes_back_after_an_inner_one_failed(tenant_a: Tenant, tenant_b: Tenant) -> None:
    entity_in(tenant_a, "Alpha Works")
    with tenant_scope(tenant_a.id):
        with pytest.raises(ValueError, match="inner"), tenant_scope(tenant_b.id):
            Entity.objects.create(name="rolled back")
            raise ValueError("inner")
        assert Entity.objects.get().name == "Alpha Works"
    with tenant_scope(tenant_b.id):
        assert Entity.objects.count() == 0


def test_a_user_sees_own_memberships_before_a_tenant_is_chosen_and_nobody_elses(
    tenant_a: Tenant, tenant_b: Tenant
) -> None:
    analyst = User.objects.create_user("analyst@alpha.example", "a long enough phrase")
    outsider = User.objects.create_user("outsider@beta.example", "a long enough phrase")
    member_add(tenant=tenant_a, user=analyst, role=Role.ANALYST)
    member_add(tenant=tenant_b, user=outsider, role=Role.ADMIN)
    assert [(tenant.slug, role) for tenant, role in memberships_of(analyst)] == [("alpha", "analyst")]
    assert Membership.objects.count() == 0


def test_operators_list_tenants_and_see_nothing_in_them(tenant_a: Tenant, tenant_b: Tenant) -> None:
    entity_in(tenant_a, "Alpha Works")
    assert {tenant.slug for tenant in tenants_all()} == {"alpha", "beta"}
    assert Entity.objects.count() == 0


def test_a_key_is_kept_as_a_hash_and_opens_only_with_its_secret(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        key, text = ApiKey.issue(name="meter", role=Role.ANALYST)
        secret = text.split("_", 3)[3]
        assert text.startswith(f"glk_{tenant_a.id.hex}_")
        assert secret not in key.digest
        assert key.opens_with(secret)
        assert not key.opens_with(secret + "x")
        key.revoke()
        assert not key.opens_with(secret)


def test_an_unknown_tenant_id_shows_nothing() -> None:
    with tenant_scope(uuid.uuid4()):
        assert Tenant.objects.count() == 0
