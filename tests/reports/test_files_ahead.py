"""Files written when a run ends are a report's own where nothing changed, and nobody's where anything did."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from apps.inventory.models import ReportingPeriod
from apps.inventory.services import activity_upload
from apps.inventory.services.organisation import boundary_set, entity_save
from apps.reports import writer
from apps.reports.ahead import report_prepare_ahead
from apps.reports.formats.progress import tell
from apps.reports.formats.registry import Format, Written
from apps.reports.models import FileAhead, InventoryReport
from apps.reports.services import report_freeze, report_write
from apps.reports.shapes import InventorySnapshot
from apps.reports.writer import writer_hash
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_context, tenant_scope
from tests.inventory.inventories import Inventory, inventory_make, line_make, rows

pytestmark = pytest.mark.django_db
LIGHT = tuple(
    Format(extension, "text/plain", extension, "", lambda snapshot: Written(snapshot["snapshot_hash"].encode()), True)
    for extension in ("pdf", "xlsx")
)


def never(snapshot: InventorySnapshot) -> Written:
    raise AssertionError("it was written ahead")


@pytest.fixture(autouse=True)
def light() -> Any:
    """Files that cost nothing and say of which snapshot they are."""
    with patch("apps.reports.ahead.KEPT", LIGHT), patch("apps.reports.services.KEPT", LIGHT):
        yield


def made_ahead(tenant: Tenant) -> Inventory:
    with tenant_scope(tenant.id):
        made = inventory_make(tenant)
    with tenant_context(tenant.id):
        assert report_prepare_ahead(tenant_id=tenant.id, period_id=made.period.id) == len(LIGHT)
        assert report_prepare_ahead(tenant_id=tenant.id, period_id=made.period.id) == 0
    return made


def frozen(made: Inventory) -> InventoryReport:
    return report_freeze(period=ReportingPeriod.objects.select_related("entity").get(id=made.period.id))


def test_a_report_of_the_same_state_has_its_files_at_once(tenant_a: Tenant) -> None:
    made = made_ahead(tenant_a)
    with tenant_scope(tenant_a.id):
        report = frozen(made)
        assert {file.extension for file in report.files.all()} == {each.extension for each in LIGHT}
        with patch("apps.reports.services.file_written", never):
            files = report_write(report)
        assert {bytes(file.content or b"") for file in files} == {report.snapshot_hash.encode()}
        assert not FileAhead.objects.exists()
        again = frozen(made)
        assert not again.files.exists()


def further_line(made: Inventory) -> None:
    upload = activity_upload(period=made.period, filename="more.csv", data=rows("9", month=3), uploaded_by="test")
    line_make(upload.activities.get())


def further_data(made: Inventory) -> None:
    activity_upload(period=made.period, filename="more.csv", data=rows("9", month=3), uploaded_by="test")


def other_boundary(made: Inventory) -> None:
    entity_save(name="Mill", parent=made.period.entity, equity_share="50", country="DE")
    boundary_set(company=made.period.entity, approach="equity-share", base_period_id=None, recalculation_threshold=5)


def other_name(made: Inventory) -> None:
    type(made.period.entity).objects.filter(id=made.period.entity_id).update(name="Renamed")


@pytest.mark.parametrize("change", [further_line, further_data, other_boundary, other_name])
def test_whatever_changed_nothing_that_was_written_before_is_served(
    tenant_a: Tenant, change: Callable[[Inventory], None]
) -> None:
    made = made_ahead(tenant_a)
    with tenant_scope(tenant_a.id):
        change(made)
        report = frozen(made)
        assert not report.files.exists()
        assert {bytes(file.content or b"") for file in report_write(report)} == {report.snapshot_hash.encode()}
        assert not FileAhead.objects.exists()


def test_of_a_period_without_lines_and_of_one_of_somebody_else_nothing_is_written(
    tenant_a: Tenant, tenant_b: Tenant
) -> None:
    made = made_ahead(tenant_a)
    assert report_prepare_ahead(tenant_id=tenant_b.id, period_id=made.period.id) == 0
    with tenant_scope(tenant_b.id):
        assert not FileAhead.objects.exists()


def test_what_an_earlier_release_wrote_is_written_again(tenant_a: Tenant) -> None:
    made = made_ahead(tenant_a)
    with tenant_scope(tenant_a.id):
        FileAhead.objects.update(writer="sha256:" + "0" * 64)
    with tenant_context(tenant_a.id):
        assert report_prepare_ahead(tenant_id=tenant_a.id, period_id=made.period.id) == len(LIGHT)
    with tenant_scope(tenant_a.id):
        FileAhead.objects.update(writer="")
        report = frozen(made)
        assert not report.files.exists()
        assert not FileAhead.objects.exists()


def test_of_two_that_write_ahead_at_once_the_second_takes_the_place_of_the_first(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)

    def meanwhile(snapshot: InventorySnapshot) -> Written:
        with patch("apps.reports.ahead.KEPT", LIGHT):
            assert report_prepare_ahead(tenant_id=tenant_a.id, period_id=made.period.id) == len(LIGHT)
        return Written(b"second")

    late = Format("pdf", "application/pdf", "PDF", "", meanwhile, is_kept=True)
    with tenant_context(tenant_a.id), patch("apps.reports.ahead.KEPT", (late,)):
        assert report_prepare_ahead(tenant_id=tenant_a.id, period_id=made.period.id) == 1
    with tenant_scope(tenant_a.id):
        (file,) = FileAhead.objects.all()
        assert bytes(file.content or b"") == b"second"


def test_the_writer_is_another_where_a_taxonomy_was_supplied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = writer_hash()
    assert writer_hash() == before
    (tmp_path / "taxonomy.zip").write_bytes(b"")
    monkeypatch.setenv("GREENLANG_TAXONOMY_PACKAGES", str(tmp_path))
    assert writer_hash() != before


def test_the_writer_is_another_where_a_template_or_a_module_is(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {name for name, _ in writer._files()}
    assert {"apps/reports/formats/pdf.py", "templates/reports/inventory.css", "greenlang/engine/numbers.py"} <= named
    before = writer._shipped.__wrapped__()
    monkeypatch.setattr(writer, "_versions", lambda: iter([["weasyprint", "0"]]))
    assert writer._shipped.__wrapped__() != before
    files = list(writer._files())
    monkeypatch.undo()
    monkeypatch.setattr(writer, "_files", lambda: iter(files[1:]))
    assert writer._shipped.__wrapped__() != before


def test_how_far_a_file_is_is_told_while_it_is_written(tenant_a: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(snapshot: InventorySnapshot) -> Written:
        tell("page 1")
        tell("page 2")
        return Written(b"")

    monkeypatch.setattr("apps.reports.formats.progress.SECONDS", 0.0)
    told: list[tuple[int, int, str]] = []
    slowly = (Format("pdf", "", "PDF", "", slow, is_kept=True),)
    # Undone within what the fixture patches: the other way round its formats would stay.
    with tenant_scope(tenant_a.id), patch("apps.reports.services.KEPT", slowly):
        report = frozen(inventory_make(tenant_a))
        report_write(report, told=lambda *named: told.append(named))
    assert told == [(0, 1, "PDF"), (0, 1, "PDF, page 1"), (0, 1, "PDF, page 2")]
    tell("nobody listens")
