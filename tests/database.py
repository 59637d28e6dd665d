"""A worker's own copy of the migrated database, and how it gets back to that state."""

from dataclasses import dataclass, field

import psycopg
from psycopg import sql

TEMPLATE = "greenlang"
MOST_ROWS = 20_000
"""Rows that are taken away one by one; where more were written, a new copy is made."""

# Whatever a statement changes of the schema or of a table leaves a younger row, or another number of them.
_CATALOGUES = ("class", "attribute", "proc", "trigger", "policy", "constraint", "index", "namespace", "inherits")
_SCHEMA = " UNION ALL ".join(
    f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM pg_{name}"  # noqa: S608 - names from above
    for name in _CATALOGUES
)
_TABLES = "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_SEQUENCES = "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value FROM pg_sequences"

Told = dict[str, tuple[int, int | None]]
"""By name: how many rows there are, and the transaction that wrote the youngest."""


@dataclass(frozen=True)
class State:
    """What a database holds, told by what no change leaves as it was."""

    schema: Told
    tables: Told
    sequences: dict[str, int | None]

    @classmethod
    def of(cls, connection: "psycopg.Connection[tuple[object, ...]]") -> "State":
        """As it is now."""
        names = [str(name) for (name,) in connection.execute(_TABLES).fetchall()]
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, count(*), max(xmin::text::bigint) FROM {}").format(name, sql.SQL(name))
            for name in names
        )
        return cls(
            _told(connection.execute(_SCHEMA).fetchall()),
            _told(connection.execute(asked).fetchall()),
            dict(connection.execute(_SEQUENCES).fetchall()),  # type: ignore[arg-type]
        )


def _told(rows: list[tuple[object, ...]]) -> Told:
    return {str(name): (count, youngest) for name, count, youngest in rows}  # type: ignore[misc]


@dataclass
class TestDatabase:
    """This worker's own copy of the migrated database."""

    __test__ = False

    name: str
    _state: State | None = field(default=None, repr=False)

    def recreate(self) -> None:
        """Make it anew: the migrated state with the catalogue."""
        self._leave()
        with superuser_connection("postgres") as connection:
            name = sql.Identifier(self.name)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER greenlang_owner").format(name, sql.Identifier(TEMPLATE))
            )
        with superuser_connection(self.name) as connection:
            self._state = State.of(connection)

    def restore(self) -> None:
        """Bring it back to the migrated state: rows that came go; where more was changed, it is made anew."""
        self._leave()
        with superuser_connection(self.name) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            restored = self._state is not None and _rows_removed(connection, self._state)
        if not restored:
            self.recreate()

    def drop(self) -> None:
        """For good."""
        self._leave()
        with superuser_connection("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))

    def _leave(self) -> None:
        """Nothing of this process is connected to it, and what is cached of it is forgotten."""
        from django.db import connections

        from greenlang.caching.process import process_cache

        connections.close_all()
        process_cache().flush()


def _rows_removed(connection: "psycopg.Connection[tuple[object, ...]]", before: State) -> bool:
    """Take away the rows of tables that were empty; whether everything is then as it was."""
    now = State.of(connection)
    changed = [name for name, told in now.tables.items() if told != before.tables.get(name)]
    came = sum(now.tables[name][0] for name in changed)
    if now.schema != before.schema or came > MOST_ROWS or any(before.tables[name][0] for name in changed):
        return False
    # Neither triggers nor foreign keys are asked: the ledger refuses to be emptied.
    connection.execute("SET session_replication_role = replica")
    for name in changed:
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.SQL(name)))
    for name, value in before.sequences.items():
        if now.sequences[name] != value:
            connection.execute("SELECT setval(%s::regclass, %s, %s)", [name, value or 1, value is not None])
    return True


def superuser_connection(database: str) -> "psycopg.Connection[tuple[object, ...]]":
    """Past every policy: what an intruder with the whole database could do."""
    from django.conf import settings

    from greenlang.embedded import postgres

    return psycopg.connect(postgres.dsn(settings.DATA, "postgres", database), autocommit=True)
