"""``migrate``, as the owner role, and what the product's role may do with the tables made."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    """Django's own command on the ``owner`` alias."""

    def add_arguments(self, parser: CommandParser) -> None:
        """As Django's, with the owner as default."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant first: tables made afterwards carry the grants, and each migration takes back what is too much.

        ``--check`` changes nothing and needs no owner: whoever serves waits by it until its migrations are made.
        """
        if options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with connections[options["database"]].cursor() as cursor:
            for statement in _grants(**settings.DATABASE_ROLES):
                cursor.execute(statement)
        super().handle(*args, **options)


def _grants(owner: str, app: str, service: str) -> list[str]:
    return [
        f'GRANT USAGE ON SCHEMA public TO "{app}", "{service}"',
        f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{app}"',
        f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "{app}"',
    ]
