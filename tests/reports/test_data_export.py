"""The export of all data: every table but what is named with a reason, exact, hashed, of one tenant."""

import csv
import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from apps.inventory.models import ActivityData, Site
from apps.jobs.models import Job
from apps.reports.data_export.archive import Archive
from apps.reports.data_export.rows import as_cell, as_line, plain
from apps.reports.data_export.services import (
    data_export_ask,
    data_export_chunks,
    data_export_get,
    data_export_write,
)
from apps.reports.data_export.tables import LEFT_OUT_TABLES, SECRETS, exported_tables, left_out
from apps.reports.models import DataExport, DataExportPart
from apps.tenants.models import Role, Tenant, User
from apps.tenants.services import api_key_issue, tenant_create
from greenlang.errors import Conflict, NotFound
from greenlang.isolation import TenantScopedModel, tenant_scope
from tests.portal.people import member_make
from tests.portal.rows import world_make


def test_every_table_of_a_tenant_is_exported_or_named_with_a_reason() -> None:
    scoped = {one._meta.db_table for one in apps.get_models() if issubclass(one, TenantScopedModel)}
    exported = {table.name for table in exported_tables()}
    assert exported | set(LEFT_OUT_TABLES) == scoped
    assert exported & set(LEFT_OUT_TABLES) == set()


def test_no_secret_is_among_the_columns_and_each_is_named() -> None:
    for table in exported_tables():
        assert not SECRETS & set(table.columns), table.name
    named = {one["what"] for one in left_out()}
    assert {"tenants_apikey.digest", "events_webhooksubscription.secret", "tenants_tokenfamily.auth_hash"} <= named
    assert all(one["why"] for one in left_out())


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.10"),
        (Decimal("123456789012345678901234567.8"), "123456789012345678901234567.8"),
        (0.1, "0.1"),
        (True, True),
        (7, 7),
        (None, None),
        (date(2025, 1, 31), "2025-01-31"),
        (datetime(2025, 1, 31, 12, tzinfo=UTC), "2025-01-31T12:00:00+00:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (memoryview(b"ab"), "YWI="),
        ({"a": [Decimal("1.5")]}, {"a": ["1.5"]}),
    ],
)
def test_values_keep_every_digit(value: object, told: object) -> None:
    assert plain(value) == told
    assert json.loads(as_line({"x": plain(value)})) == {"x": told}


@pytest.mark.parametrize("value", [object(), {1}])
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        plain(value)


@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n")), st.integers()), max_size=4)
)
def test_what_is_written_is_read_again(rows: list[tuple[str, int]]) -> None:
    out = io.BytesIO()
    archive = Archive(out)
    written = [{"text": text, "number": number} for text, number in rows]
    assert archive.table("t", ("text", "number"), written, io.BytesIO()) == len(rows)
    manifest = archive.close({})
    with zipfile.ZipFile(out) as file:
        assert [json.loads(line) for line in file.read("tables/t.jsonl").splitlines() if line] == written
        read = list(csv.DictReader(io.StringIO(file.read("tables/t.csv").decode(), newline="")))
        assert read == [{"text": as_cell(row["text"]), "number": as_cell(row["number"])} for row in written]
        for entry in manifest["files"]:
            content = file.read(entry["path"])
            assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


TASK: Any = SimpleNamespace(name="reports.data_export", delay=lambda *named: None)


@dataclass(frozen=True)
class Taken:
    """An export as it was downloaded, and whose it is."""

    alpha: Tenant
    beta: Tenant
    export_id: uuid.UUID
    file: zipfile.ZipFile


@pytest.fixture(scope="module")
def taken(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Taken]:
    """Of alpha, beside which there is beta; committed, as the export reads in a transaction of its own."""
    with django_db_blocker.unblock():
        try:
            alpha, beta = tenant_create(slug="alpha", name="Alpha"), tenant_create(slug="beta", name="Beta")
            world_make(alpha)
            secret = api_key_issue(tenant=alpha, name="for the export", role=Role.ANALYST)
            for tenant in (alpha, beta):
                member_make(tenant, "admin")
            with tenant_scope(alpha.id):
                export = data_export_ask(asked_by="Ada", task=TASK)
            told = Mock()
            data_export_write(tenant_id=alpha.id, export_id=export.id, told=told)
            assert told.call_count == len(list(exported_tables())) + 1
            content = b"".join(data_export_chunks(tenant_id=alpha.id, export_id=export.id))
            with tenant_scope(alpha.id):
                found = data_export_get(export.id)
            assert (found.size, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())
            assert secret.rpartition("_")[2].encode() not in content
            yield Taken(alpha, beta, export.id, zipfile.ZipFile(io.BytesIO(content)))
        finally:
            django_db_setup.restore()


def browser(tenant: Tenant) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"admin@{tenant.slug}.example"))
    return client


def lines(file: zipfile.ZipFile, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read(f"tables/{table}.jsonl").splitlines()]


def test_all_of_the_tenant_is_in_it_and_nothing_of_another(taken: Taken) -> None:
    with tenant_scope(taken.alpha.id):
        sites, rows = Site.objects.count(), list(ActivityData.objects.values_list("quantity", flat=True))
    told = lines(taken.file, "inventory_activitydata")
    assert sorted(Decimal(str(row["quantity"])) for row in told) == sorted(Decimal(str(row)) for row in rows)
    assert len(lines(taken.file, "inventory_site")) == sites
    assert lines(taken.file, "calculations_calculation")
    everything = b"".join(taken.file.read(name) for name in taken.file.namelist())
    assert str(taken.beta.id).encode() not in everything
    assert b"beta.example" not in everything
    assert User.objects.get(email="admin@alpha.example").password.encode() not in everything


def test_the_manifest_names_every_file_with_its_hash_and_what_is_left_out(taken: Taken) -> None:
    manifest = json.loads(taken.file.read("manifest.json"))
    assert {entry["path"] for entry in manifest["files"]} | {"manifest.json"} == set(taken.file.namelist())
    for entry in manifest["files"]:
        assert hashlib.sha256(taken.file.read(entry["path"])).hexdigest() == entry["sha256"]
    assert manifest["left_out"] == left_out()
    assert manifest["asked_by"] == "Ada"


def test_an_uploaded_file_is_in_it_byte_by_byte(taken: Taken) -> None:
    staged = next(row for row in lines(taken.file, "inventory_stagedfile") if row["filename"] == "gas.csv")
    content = taken.file.read(str(staged["content"]))
    assert hashlib.sha256(content).hexdigest() == staged["sha256"]


def test_another_tenants_export_is_unknown(taken: Taken) -> None:
    own, other = browser(taken.alpha), browser(taken.beta)
    theirs = other.get(f"/settings/data/exports/{taken.export_id}")
    nothing = other.get(f"/settings/data/exports/{taken.beta.id}")
    assert theirs.status_code == nothing.status_code == 404
    assert theirs.content == nothing.content
    sent = own.get(f"/settings/data/exports/{taken.export_id}")
    assert b"".join(sent.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert "rows in" in own.get("/settings/data").content.decode()
    with tenant_scope(taken.beta.id):
        assert not DataExportPart.objects.exists()


@pytest.mark.django_db
def test_one_at_a_time_and_one_that_failed_keeps_nobody_from_asking(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        first = data_export_ask(asked_by="Ada", task=TASK)
        with pytest.raises(Conflict):
            data_export_ask(asked_by="Ada", task=TASK)
        Job.objects.filter(id=str(first.job_id)).update(state="failed")
        again = data_export_ask(asked_by="Ada", task=TASK)
        assert list(DataExport.objects.all()) == [again]
        with pytest.raises(NotFound):
            data_export_get(again.id)
