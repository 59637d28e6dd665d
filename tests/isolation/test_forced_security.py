"""The database's own catalogue, walked: no tenant table without forced row-level security."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db

TENANT_TABLES = """
SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
  AND (c.relname = 'tenants_tenant'
       OR EXISTS (SELECT 1 FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped))
ORDER BY c.relname
"""


def query(statement: str, *parameters: Any) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def tenant_tables() -> list[tuple[object, ...]]:
    return query(TENANT_TABLES)


def test_every_tenant_model_is_among_the_tables_walked() -> None:
    walked = {name for _, name, _, _ in tenant_tables()}
    modelled = {m._meta.db_table for m in apps.get_models() if any(f.name == "tenant_id" for f in m._meta.fields)}
    assert modelled
    assert modelled <= walked


def test_row_level_security_is_enabled_and_forced_on_every_tenant_table() -> None:
    unprotected = [name for _, name, enabled, forced in tenant_tables() if not (enabled and forced)]
    assert unprotected == []


def test_every_policy_reads_the_tenant_once_a_statement() -> None:
    for oid, name, _, _ in tenant_tables():
        policies = query(
            "SELECT pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) FROM pg_policy "
            "WHERE polrelid = %s AND polname = 'tenant_isolation'",
            oid,
        )
        assert len(policies) == 1, name
        for expression in policies[0]:
            assert "( SELECT" in str(expression), name
            assert "app.tenant_id" in str(expression), name


def test_every_unique_index_of_a_tenant_table_holds_the_tenant() -> None:
    for oid, name, _, _ in tenant_tables():
        if name == "tenants_tenant":
            continue
        for index, columns in query(
            "SELECT i.indexrelid::regclass::text, array_agg(a.attname::text) FROM pg_index i "
            "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey::int[]) "
            "WHERE i.indrelid = %s AND i.indisunique GROUP BY 1",
            oid,
        ):
            assert "tenant_id" in columns, f"{name}: {index}"  # type: ignore[operator]


def test_every_foreign_key_between_tenant_tables_holds_the_tenant() -> None:
    tables = {oid for oid, name, _, _ in tenant_tables() if name != "tenants_tenant"}
    keys = query(
        "SELECT c.conname, c.confrelid, array_agg(a.attname::text) FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey) "
        "WHERE c.contype = 'f' AND c.conrelid = ANY(%s) GROUP BY 1, 2",
        list(tables),
    )
    between = [(name, columns) for name, target, columns in keys if target in tables]
    assert len(between) >= 10
    assert [name for name, columns in between if "tenant_id" not in columns] == []  # type: ignore[operator]


def test_the_role_the_product_serves_as_owns_nothing_and_cannot_bypass() -> None:
    role = settings.DATABASE_ROLES["app"]
    assert query("SELECT current_user")[0][0] == role
    assert query(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", role
    ) == [(False, False, False, False)]
    assert query(
        "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = %s)", role
    ) == [(0,)]
    assert query(
        "SELECT count(*) FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = %s)", role
    ) == [(0,)]


@pytest.mark.parametrize(
    "table", ["calculations_calculation", "agents_lifecycleevent", "registry_agentpack", "evaluation_qualityreport"]
)
def test_the_database_refuses_to_change_what_is_append_only(table: str) -> None:
    for role in (settings.DATABASE_ROLES["app"], settings.DATABASE_ROLES["service"]):
        for privilege in ("UPDATE", "DELETE", "TRUNCATE"):
            assert query("SELECT has_table_privilege(%s, %s, %s)", role, table, privilege) == [(False,)], (
                role,
                privilege,
            )


def test_no_view_or_function_walks_around_the_policies() -> None:
    assert (
        query(
            "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = 'public' AND prosecdef"
        )
        == []
    )
    assert (
        query(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND relkind IN ('v', 'm')"
        )
        == []
    )
