"""Whoever serves sees, as the role it serves as, whether the tables are as it knows them; and changes nothing."""

import pytest
from django.core.management import call_command
from django.db import connection

from tests.database import TestDatabase, superuser_connection


def test_the_products_own_role_sees_whether_migrations_are_made(committed: TestDatabase) -> None:
    call_command("migrate", check_unapplied=True, database="default", verbosity=0)
    newest = "SELECT max(name) FROM django_migrations WHERE app = 'runtime'"
    with superuser_connection(committed.name) as owner:
        owner.execute(f"DELETE FROM django_migrations WHERE app = 'runtime' AND name = ({newest})")  # noqa: S608
        left = owner.execute(newest).fetchone()
    with pytest.raises(SystemExit):
        call_command("migrate", check_unapplied=True, database="default", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(newest)
        assert cursor.fetchone() == left
