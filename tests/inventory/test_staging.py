"""From a sent file to kept rows: once, accounted for, handed back, evidenced, taken back."""

from datetime import date
from functools import partial

import pytest

from apps.inventory.errors import PeriodLocked
from apps.inventory.models import (
    ActivityData,
    ActivityUpload,
    ColumnMapping,
    EstimationChange,
    RejectedRow,
    ReportingPeriod,
    StagedFile,
)
from apps.inventory.readers.files import sheets_of
from apps.inventory.readers.handed_back import as_xlsx
from apps.inventory.readers.plans import Plan
from apps.inventory.selectors import evidence_of_activity, rejected_waiting
from apps.inventory.services import activity_upload, period_open
from apps.inventory.services.evidence import evidence_attach, evidence_remove
from apps.inventory.services.handing_back import upload_hand_back
from apps.inventory.services.settling import rejected_reopen, rejected_settle
from apps.inventory.services.staging import file_stage, staged_choose, staged_ready, staged_rows, staged_take
from apps.inventory.services.taking import KIND, file_work
from apps.jobs.models import Job
from apps.jobs.services import Cancelled
from apps.runtime.services.withdrawals import rows_mark, upload_take_back
from apps.tenants.models import Tenant
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope

pytestmark = pytest.mark.django_db

METERS = """Facility;From;To;Fuel;Consumption (kWh);Heating value;Invoice
Lyon;01.01.2025;31.01.2025;natural-gas;12.345,5;gross;A-1
Lyon;01.02.2025;28.02.2025;natural-gas;ten;gross;=A-2
Lyon;01.01.2025;31.01.2025;natural-gas;12.345,5;gross;A-1
""".encode("utf-16")


def period(tenant: Tenant) -> ReportingPeriod:
    return period_open(entity_name=tenant.name, name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))


def sent(tenant: Tenant, data: bytes = METERS) -> StagedFile:
    return file_stage(period=period(tenant), filename="C:\\mine\\meters.csv", data=data, inputs=["fuel"])


def taken(staged: StagedFile) -> ActivityUpload:
    staged_ready(staged)
    return staged_take(staged_id=staged.id, rows=staged_rows(staged), taken_by="somebody")


def account(upload: ActivityUpload) -> tuple[int, int, int, int]:
    return upload.rows_in, upload.accepted, upload.rejected, upload.duplicate


def test_a_file_is_taken_once_handed_back_and_mended(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        staged = sent(tenant_a)
        upload = taken(staged)
        assert upload.filename == "meters.csv"
        assert account(upload) == (3, 1, 1, 1)
        assert account(taken(staged)) == (3, 1, 1, 1), "a second go answers with the first"
        row = ActivityData.objects.get()
        assert (row.quantity, row.unit, row.basis, row.start) == ("12345.5", "kWh", "gross", date(2025, 1, 1))
        doubled = RejectedRow.objects.get(is_duplicate=True)
        assert (doubled.row, doubled.reason) == (4, "Says the same as row 2 of this file.")

        back = upload_hand_back(upload=upload, only=False)
        text = back.content.decode("utf-16")
        assert back.filename == "meters to mend.csv"
        assert "'=A-2" in text, "nothing we write is a formula"
        assert "Row 3: Consumption (kWh): “ten” is not a number" in text
        again = taken(sent(tenant_a, text.replace("ten;", "10;").encode("utf-16")))
        assert account(again) == (3, 1, 0, 2), "only what is new counts"
        assert ActivityData.objects.get(quantity="10").reference == "=A-2"
        assert (
            RejectedRow.objects.get(upload=again, row=2).reason
            == "Says the same as row 2 of meters.csv, which is here already."
        )
        assert RejectedRow.objects.get(upload=upload, row=3).settled_reason == "Mended in meters.csv."
        assert rejected_waiting(upload.period) == 0
        upload_take_back(upload=again, reason="Wrong file", actor="somebody")
        assert rejected_waiting(upload.period) == 1, "what it brought is away again"


def test_a_rejected_row_is_settled_by_its_message_by_the_same_file_again_or_by_a_person(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        upload = taken(sent(tenant_a))
        back = upload_hand_back(upload=upload, only=True)
        other = file_stage(period=upload.period, filename="gas.csv", data=METERS, inputs=["fuel"])
        assert taken(other).rejected == 1
        mended = back.content.decode("utf-16").replace(";ten;", ";10;").encode("utf-16")
        first = file_stage(period=upload.period, filename=back.filename, data=mended, inputs=["fuel"])
        assert account(taken(first)) == (1, 1, 0, 0)
        assert [row.upload.filename for row in RejectedRow.objects.exclude(settled_at=None)] == ["meters.csv"]
        whole = METERS.decode("utf-16").replace(";ten;", ";11;").encode("utf-16")
        # Its rows stand in meters.csv first, so nothing says that this is gas.csv again.
        taken(file_stage(period=upload.period, filename="gas.csv", data=whole, inputs=["fuel"]))
        assert rejected_waiting(upload.period) == 1
        row = RejectedRow.objects.get(upload__filename="gas.csv", is_duplicate=False, settled_at=None)
        with pytest.raises(InvalidInput, match="reason"):
            rejected_settle(upload=row.upload, row_ids=[row.id], reason=" ", actor="somebody")
        assert rejected_settle(upload=row.upload, row_ids=[row.id], reason="A subtotal", actor="somebody") == 1
        assert rejected_waiting(upload.period) == 0
        assert rejected_reopen(upload=row.upload, row_ids=None, actor="somebody") == 1
        assert rejected_waiting(upload.period) == 1


def test_what_was_said_of_columns_is_remembered_for_the_same_headings(tenant_a: Tenant) -> None:
    data = b"Place,Day,kWh used\nLyon,2025-03-01,12\n"
    with tenant_scope(tenant_a.id):
        staged = sent(tenant_a, data)
        with pytest.raises(InvalidInput) as refused:
            staged_ready(staged)
        assert {each["pointer"] for each in refused.value.errors} >= {"quantity", "constant-site", "constant-unit"}
        plan = Plan.from_document(staged.plan)
        columns = [[c.means, c.name, c.decimal] for c in plan.columns]
        columns[0], columns[2] = ["site", "", ""], ["quantity", "", ""]
        said = Plan.from_document(staged.plan | {"columns": columns, "constants": {"unit": "kWh", "region": "US"}})
        staged = staged_choose(staged=staged, sheet="", plan=said, agent="")
        assert account(taken(staged)) == (1, 1, 0, 0)
        assert ActivityData.objects.get().attributes == {"region": "US"}
        other = sent(tenant_a, b"PLACE,day,KWH  used\nLyon,2025-03-02,13\n")
        assert Plan.from_document(other.plan).constants == {"unit": "kWh", "region": "US"}
        assert account(taken(other)) == (1, 1, 0, 0)
        assert ColumnMapping.objects.count() == 1


def test_a_worker_takes_a_file_and_tells_how_far_it_is_and_can_be_stopped(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        staged = sent(tenant_a)
        named = {"staged_id": str(staged.id)}
        job = Job.objects.create(kind=KIND, arguments=named, total=3, cancel_requested=True)
        StagedFile.objects.filter(id=staged.id).update(job_id=job.id)
    with pytest.raises(Cancelled):
        file_work(job, tenant_a.id)
    with tenant_scope(tenant_a.id):
        staged.refresh_from_db()
        assert staged.job_id is None
        assert not ActivityData.objects.exists()
        Job.objects.filter(id=job.id).update(cancel_requested=False)
    first, second = file_work(job, tenant_a.id), file_work(job, tenant_a.id)
    assert first == second
    assert (first["rows_in"], first["accepted"], job.done) == (3, 1, 3)


def test_evidence_stands_behind_rows_or_behind_all_of_a_file(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        upload = taken(sent(tenant_a))
        row = ActivityData.objects.get()
        own = evidence_attach(
            upload=upload, activity_ids=[row.id], filename="../bill.pdf", content=b"%PDF bill", added_by=""
        )
        again = evidence_attach(
            upload=upload, activity_ids=[row.id], filename="b.pdf", content=b"%PDF bill", added_by=""
        )
        shared = evidence_attach(upload=upload, activity_ids=[], filename="list.png", content=b"png", added_by="")
        assert own.id == again.id
        assert [each.filename for each in evidence_of_activity(row.id)] == ["bill.pdf", "list.png"]
        evidence_remove(evidence=shared)
        assert [each.filename for each in evidence_of_activity(row.id)] == ["bill.pdf"]
        for content in (b"", b"x" * (10 * 1024 * 1024 + 1)):
            with pytest.raises(InvalidInput):
                evidence_attach(upload=upload, activity_ids=[], filename="x", content=content, added_by="")


def test_rows_that_were_not_calculated_are_marked_and_taken_back_with_a_reason(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        upload = taken(sent(tenant_a))
        row = ActivityData.objects.get()
        evidence_attach(upload=upload, activity_ids=[row.id], filename="b.pdf", content=b"%PDF", added_by="")
        mark = partial(rows_mark, upload=upload, activity_ids=[row.id], actor="somebody")
        with pytest.raises(InvalidInput, match="reason"):
            mark(is_estimated=True, reason=" ")
        assert mark(is_estimated=True, reason="Meter was broken") == 1
        assert mark(is_estimated=True, reason="Meter was broken") == 0
        assert EstimationChange.objects.get().reason == "Meter was broken"
        assert ActivityData.objects.get().is_estimated
        with pytest.raises(InvalidInput, match="reason"):
            upload_take_back(upload=upload, reason="", actor="somebody")
        upload_take_back(upload=upload, reason="Wrong year", actor="somebody")
        assert not ActivityData.objects.exists()
        with pytest.raises(Conflict):
            upload_take_back(upload=upload, reason="Wrong year", actor="somebody")
        assert account(taken(sent(tenant_a))) == (3, 1, 1, 1), "what was taken back is no duplicate"


def test_a_locked_period_takes_nothing_in_and_gives_nothing_back(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        staged = sent(tenant_a)
        rows = staged_rows(staged)
        upload = taken(staged)
        other = sent(tenant_a)
        ReportingPeriod.objects.update(locked_at="2026-01-01T00:00:00Z")
        for change in (
            lambda: sent(tenant_a),
            lambda: staged_take(staged_id=other.id, rows=rows),
            lambda: upload_take_back(upload=upload, reason="x", actor=""),
            lambda: evidence_attach(upload=upload, activity_ids=[], filename="x", content=b"x", added_by=""),
        ):
            with pytest.raises(PeriodLocked):
                change()


def test_a_workbook_with_our_columns_is_taken_as_it_is_and_handed_back_as_one(tenant_a: Tenant) -> None:
    header = ["site", "start", "end", "fuel", "quantity", "unit", "basis"]
    data = as_xlsx(
        [
            header,
            ["Lyon", "2025-01-01", "2025-01-31", "gas", "5", "kWh", "gross"],
            ["Lyon", "soon", "", "", "5", "kWh", ""],
        ],
        name="Gas",
    )
    with tenant_scope(tenant_a.id):
        upload = activity_upload(period=period(tenant_a), filename="gas.xlsx", data=data)
        assert account(upload) == (2, 1, 1, 0)
        back = upload_hand_back(upload=upload, only=True)
        assert back.filename == "gas to mend.xlsx"
        (sheet,) = sheets_of(back.content)
        (row,) = sheet.records
        assert list(row.cells[:2]) == ["Lyon", "soon"]
        assert row.cells[-1].startswith("Row 3: start: “soon” is no date")
