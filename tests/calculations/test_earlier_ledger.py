"""A data directory of before the first release is refused in one sentence, with what to do."""

from importlib import import_module

import pytest
from django.db import connections

from apps.tenants.services import tenant_create
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope
from tests.calculations.records import append
from tests.database import TestDatabase

LEDGER = import_module("apps.calculations.migrations.0004_ledger")


def refuse() -> None:
    with connections["owner"].schema_editor() as editor:
        LEDGER.refuse_to_lose_records(None, editor)
        editor.execute(f'ALTER TABLE "{LEDGER.EARLIER}" FORCE ROW LEVEL SECURITY')


def test_records_of_an_earlier_form_are_not_dropped_in_silence(committed: TestDatabase) -> None:
    refuse()  # there is nothing to lose yet
    tenant = tenant_create(slug="alpha", name="Alpha")
    with tenant_scope(tenant.id):
        append("5")
    with pytest.raises(Conflict, match="holds 1 calculations") as refused:
        refuse()
    assert "GREENLANG_DATA" in refused.value.mend
