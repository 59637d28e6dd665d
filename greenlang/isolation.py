"""Tenant isolation: the scope a transaction works in, and the migration operation that makes a table obey it.

PostgreSQL row-level security is enabled *and forced* on every table with a ``tenant_id``. Migrations run as
the owner role (database alias ``owner``); the product serves as a role that owns nothing and cannot bypass
(alias ``default``). The tenant is set with ``SET LOCAL`` semantics inside a transaction, here and nowhere else:
with no tenant set nothing is seen.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from greenlang.errors import Refused

_tenant: ContextVar[uuid.UUID | None] = ContextVar("greenlang_tenant", default=None)

TENANT_SETTING = "app.tenant_id"
USER_SETTING = "app.user_id"
OPERATOR_SETTING = "app.operator"

# Init-plan form: the subselect is evaluated once a statement, not once a row.
CURRENT_TENANT_SQL = f"(SELECT nullif(current_setting('{TENANT_SETTING}', true), '')::uuid)"
CURRENT_USER_SQL = f"(SELECT nullif(current_setting('{USER_SETTING}', true), '')::uuid)"
OPERATOR_SQL = f"(SELECT current_setting('{OPERATOR_SETTING}', true) = 'on')"


class NoTenantScope(Refused):
    """Tenant data was about to be written with no tenant scope open: a mistake of the program."""

    code = "no-tenant-scope"


def current_tenant() -> uuid.UUID | None:
    """The tenant this context works in, or None outside any scope."""
    return _tenant.get()


def current_tenant_id() -> uuid.UUID:
    """The tenant this context works in.

    Raises:
        NoTenantScope: outside any scope.
    """
    tenant_id = _tenant.get()
    if tenant_id is None:
        raise NoTenantScope("No tenant scope is open.", mend="Open one with isolation.tenant_scope(tenant_id).")
    return tenant_id


def _set_local(name: str, value: str) -> str:
    """Set a transaction-local setting and return what it was before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [name, name, value])
        return str(cursor.fetchone()[0])


@contextmanager
def _local_setting(name: str, value: str) -> Iterator[None]:
    """A setting for the duration of the block, inside a transaction; the previous value comes back.

    ``SET LOCAL`` outlives a released savepoint, so a nested block must put the old value back itself; where the
    block raises, the rollback does it.
    """
    with transaction.atomic():
        before = _set_local(name, value)
        yield
        if not transaction.get_rollback():
            _set_local(name, before)


@contextmanager
def tenant_scope(tenant_id: uuid.UUID) -> Iterator[None]:
    """Everything in the block happens in one transaction and sees this tenant's rows only."""
    token = _tenant.set(tenant_id)
    try:
        with _local_setting(TENANT_SETTING, str(tenant_id)):
            yield
    finally:
        _tenant.reset(token)


@contextmanager
def tenant_context(tenant_id: uuid.UUID) -> Iterator[None]:
    """The block works for this tenant and opens a scope, which alone shows rows, where it needs one."""
    token = _tenant.set(tenant_id)
    try:
        yield
    finally:
        _tenant.reset(token)


@contextmanager
def user_scope(user_id: uuid.UUID) -> Iterator[None]:
    """Before a tenant is known: a user's own memberships (and their tenants) are visible."""
    with _local_setting(USER_SETTING, str(user_id)):
        yield


@contextmanager
def operator_scope() -> Iterator[None]:
    """The list of tenants is visible; nothing of what is in them."""
    with _local_setting(OPERATOR_SETTING, "on"):
        yield


class TenantScopedModel(models.Model):
    """A row that belongs to one tenant. Its table goes through `IsolateTenantTable` in a migration."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant_id = models.UUIDField(default=current_tenant_id, editable=False)

    class Meta:
        abstract = True


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A reference between two tenant tables.

    Its constraint in the database is (tenant_id, column) → (tenant_id, id), made by `IsolateTenantTable`: foreign
    key checks bypass row-level security, so a bare one would tell whether an id of another tenant exists.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


class IsolateTenantTable(Operation):
    """Make a table obey the tenant scope: composite keys, forced row-level security, grants.

    Args:
        model: name of the model in this migration's app.
        append_only: the product's roles may neither update nor delete (the ledger).
        readable_when: SQL that makes a row readable besides its tenant being set (own memberships).
        service: the service role may see and update every tenant's rows (outbox, jobs).
        tenant_column: the column that holds the tenant (``id`` for the table of tenants).
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        model: str,
        *,
        append_only: bool = False,
        readable_when: str = "",
        service: bool = False,
        tenant_column: str = "tenant_id",
    ) -> None:
        self.model = model
        self.append_only = append_only
        self.readable_when = readable_when
        self.service = service
        self.tenant_column = tenant_column

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing of Django's state changes: keys and policies are the database's."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Run the statements."""
        model = to_state.apps.get_model(app_label, self.model)
        for statement in self._statements(model):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Let the table go; its policies and constraints go with it when it is dropped."""
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        schema_editor.execute(f'DROP POLICY IF EXISTS tenant_isolation ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        """One line for ``showmigrations`` and the log."""
        return f"Isolate the rows of {self.model} by tenant"

    @property
    def migration_name_fragment(self) -> str:
        """Part of an automatic migration's name."""
        return f"isolate_{self.model.lower()}"

    def _statements(self, model: type[models.Model]) -> Iterator[str]:
        yield from self._keys(model)
        table = model._meta.db_table
        own = f"{self.tenant_column} = {CURRENT_TENANT_SQL}"
        readable = f"{own} OR {self.readable_when}" if self.readable_when else own
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
        yield f'CREATE POLICY tenant_isolation ON "{table}" USING ({own}) WITH CHECK ({own})'
        if self.readable_when:
            yield f'CREATE POLICY readable ON "{table}" FOR SELECT USING ({readable})'
        app, service = settings.DATABASE_ROLES["app"], settings.DATABASE_ROLES["service"]
        if self.append_only:
            yield f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM PUBLIC, "{app}", "{service}"'
        if self.service:
            yield f'GRANT SELECT, UPDATE ON "{table}" TO "{service}"'
            yield f'CREATE POLICY service ON "{table}" TO "{service}" USING (true) WITH CHECK (true)'

    def _keys(self, model: type[models.Model]) -> Iterator[str]:
        table = model._meta.db_table
        if self.tenant_column != "tenant_id" or model._meta.pk is None:
            return
        if model._meta.pk.column != "tenant_id":
            yield f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey" CASCADE'
            yield f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (tenant_id, id)'
        for field in model._meta.concrete_fields:
            if isinstance(field, TenantForeignKey):
                target = field.related_model._meta.db_table
                yield (
                    f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_tenant_fk" '
                    f'FOREIGN KEY (tenant_id, "{field.column}") REFERENCES "{target}" (tenant_id, id) '
                    "DEFERRABLE INITIALLY DEFERRED"
                )


class OwnerMigrates:
    """Database router: tables are made through the ``owner`` alias, everything else goes through ``default``."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Only the owner role may change the schema."""
        return db == "owner"

    def allow_relation(self, one: object, other: object, **hints: object) -> bool:
        """Both aliases are the same database."""
        return True
