"""A transaction that must end soon, even where the process in it is stopped and never goes on."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from greenlang.isolation import tenant_scope


@contextmanager
def brief_scope(tenant_id: uuid.UUID) -> Iterator[None]:
    """A tenant's scope whose locks others can count on: the server itself ends it when it stands still for as long as
    a lease lasts, idle or in a statement.
    """
    with tenant_scope(tenant_id):
        milliseconds = str(settings.BATCH_LEASE_SECONDS * 1000)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('idle_in_transaction_session_timeout', %s, true), "
                "set_config('statement_timeout', %s, true)",
                [milliseconds, milliseconds],
            )
        yield
