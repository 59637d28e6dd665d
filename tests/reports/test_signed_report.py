"""A final report is its draft with the sign-off: printed, listed, and refused where it is of another draft."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from apps.inventory.signing_off.change import change_document
from apps.reports.errors import SnapshotInvalid
from apps.reports.formats.excel import write_excel
from apps.reports.formats.pages import report_pages
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import signed_snapshot, snapshot_hash, verify_snapshot
from tests.reports.samples import sample_snapshot, year_of_lines

LIMIT = {"code": "rejected", "title": "Rejected rows", "detail": "3 rows.", "reason": "Doubles."}


@pytest.fixture(scope="module")
def draft() -> InventorySnapshot:
    return sample_snapshot(lines=year_of_lines()[:3])


def sign_off(draft: InventorySnapshot, **more: Any) -> dict[str, Any]:
    return {
        "round": "1",
        "draft_hash": draft["snapshot_hash"],
        "preparer": {"name": "P. Reparer", "at": "2025-02-04T09:00:00.000000Z", "note": "Complete."},
        "approver": {"name": "A. Pprover", "at": "2025-02-05T09:00:00.000000Z", "note": ""},
        "limits": [LIMIT],
        "statement_hash": draft["snapshot_hash"],
        "key": "a1" * 32,
        "signature": "b2" * 64,
        **more,
    }


def restates(draft: InventorySnapshot) -> dict[str, Any]:
    after = draft["totals"]["co2e_kg"]
    change = change_document({"1": "900", "total": "1000"}, {"1": after, "total": after}, threshold=Decimal(5))
    head = {"round": "1", "snapshot_hash": draft["snapshot_hash"], "reason": "A meter was read twice."}
    return {**head, "of_base_year": "yes", **change}


def test_it_is_the_draft_with_its_status_and_sign_off(draft: InventorySnapshot) -> None:
    final = signed_snapshot(draft, sign_off(draft))
    assert final["status"] == "final"
    assert {**final, "status": "draft", "snapshot_hash": draft["snapshot_hash"]} == {
        **draft,
        "sign_off": final["sign_off"],
    }
    assert signed_snapshot(draft, sign_off(draft, restates=restates(draft)))["status"] == "restated"


def test_another_drafts_sign_off_is_refused(draft: InventorySnapshot) -> None:
    other = sample_snapshot(lines=year_of_lines()[:2])
    with pytest.raises(SnapshotInvalid):
        signed_snapshot(other, sign_off(draft))
    final: dict[str, Any] = dict(signed_snapshot(draft, sign_off(draft)))
    for change in ({"status": "draft"}, {"status": "restated"}, {"gwp_set": "AR6"}):
        changed = {**final, **change}
        with pytest.raises(SnapshotInvalid) as told:
            verify_snapshot({**changed, "snapshot_hash": snapshot_hash(changed)})
        assert any(error["code"] == "sign-off" for error in told.value.errors)


def test_pages_and_workbook_name_who_answers_for_it(draft: InventorySnapshot) -> None:
    final = signed_snapshot(draft, sign_off(draft, restates=restates(draft)))
    pages = report_pages(final)["sign_off"]
    assert pages["preparer"]["name"] == "P. Reparer"
    assert pages["approver"]["at"] == "2025-02-05 09:00 UTC"
    assert [row["name"] for row in pages["restates"]["rows"]] == ["Scope 1", "Total"]
    assert report_pages(draft)["sign_off"] is None
    sheet = openpyxl.load_workbook(io.BytesIO(write_excel(final)))["Provenance"]
    told = {str(row[0].value): str(row[1].value) for row in sheet.iter_rows() if row[0].value}
    assert "P. Reparer" in told["Preparer"]
    assert told["Accepted: Rejected rows"] == "3 rows. Doubles."
    assert "A meter was read twice." in told["Restates"]
