"""What tests commit is gone afterwards, whatever it was."""

import pytest

from tests.database import State, TestDatabase, superuser_connection

CHANGES = {
    "rows": "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('left', '', now())",
    "a row of before": "UPDATE django_content_type SET model = 'another' WHERE id = 1",
    "a table": "CREATE TABLE left_behind (id int)",
    "a trigger": "ALTER TABLE tenants_membership DISABLE TRIGGER ALL",
    "a sequence": "SELECT nextval((SELECT oid::regclass FROM pg_class WHERE relkind = 'S' ORDER BY relname LIMIT 1))",
}


def state(database: TestDatabase) -> State:
    with superuser_connection(database.name) as connection:
        return State.of(connection)


def counts(found: State) -> dict[str, int]:
    return {name: count for name, (count, _) in found.tables.items()}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_committed_is_gone(django_db_setup: TestDatabase, statement: str) -> None:
    django_db_setup.restore()
    before = state(django_db_setup)
    with superuser_connection(django_db_setup.name) as connection:
        connection.execute(statement)
    assert state(django_db_setup) != before
    django_db_setup.restore()
    after = state(django_db_setup)
    assert (counts(after), after.sequences) == (counts(before), before.sequences)
    assert {name: told[0] for name, told in after.schema.items()} == {n: told[0] for n, told in before.schema.items()}
    with superuser_connection(django_db_setup.name) as connection:
        off = connection.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'").fetchone()
        another = connection.execute("SELECT count(*) FROM django_content_type WHERE model = 'another'").fetchone()
    assert (off, another) == ((0,), (0,))
