"""Files over the API: sent, understood, taken; their rows, what was not accepted, evidence, and taking them back."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from apps.events.models import AuditEntry
from apps.inventory.models import ActivityData, ActivityUpload, EvidenceFile, ReportingPeriod, StagedFile
from apps.inventory.services.taking import file_work
from apps.jobs.models import Job
from greenlang.isolation import tenant_scope
from tests.house import House

pytestmark = pytest.mark.django_db
BILLS = (
    b"Werk;Monat;Verbrauch;Einheit;Bemerkung\n"
    b"Nord;01/2025;1.000;kWh;x\n"
    b"Nord;02/2025;zehn;kWh;\n"
    b"Nord;01/2025;1.000;kWh;x\n"
    b";03/2025;5;kWh;\n"
)


def patch(house: House, path: str, body: object) -> Any:
    return house.api("analyst@alpha").patch(path, body)


def stage(house: House, content: bytes = BILLS) -> dict[str, Any]:
    path = f"/periods/{house.period.id}/staged-files?filename=bills.csv"
    answer = house.api("analyst@alpha").post(path, content, "text/csv")
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"/api/v1/staged-files/{answer.json()['id']}"
    return dict(answer.json())


def upload(house: House, content: bytes = BILLS, **changes: Any) -> dict[str, Any]:
    """Taken in by the job."""
    staged = stage(house, content)
    path = f"/staged-files/{staged['id']}"
    assert patch(house, path, changes).json()["open"] == []
    accepted = house.api("analyst@alpha").post(f"{path}/take")
    assert accepted.status_code == 202, accepted.content
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(id=accepted.json()["id"])
    result = file_work(job, house.alpha.id)
    return dict(house.api("auditor@alpha").get(f"/uploads/{result['upload_id']}").json())


def test_a_file_of_any_making_is_understood_changed_and_taken(house: House) -> None:
    staged = stage(house)
    path = f"/staged-files/{staged['id']}"
    assert [column["means"] for column in staged["columns"]][:4] == ["site", "month", "quantity", "unit"]
    assert staged["state"] == "draft"
    columns = [{"means": "ignored"} if at == 4 else {"means": c["means"]} for at, c in enumerate(staged["columns"])]
    columns[2]["decimal"] = ","
    said = patch(house, path, {"columns": columns, "constants": {"basis": "gross"}}).json()
    assert (said["open"], said["constants"]) == ([], {"basis": "gross"})
    account = {name: said["preview"][name] for name in ("looked", "accepted", "rejected", "duplicate")}
    assert account == {"looked": 4, "accepted": 1, "rejected": 2, "duplicate": 1}
    assert [row["outcome"] for row in said["preview"]["rows"]] == ["accepted", "rejected", "duplicate", "rejected"]
    assert said["preview"]["rows"][0]["values"]["quantity"] == "1000"
    taken = upload(house, columns=columns)
    assert {name: taken[name] for name in ("rows_in", "accepted", "rejected", "duplicate")} == {
        "rows_in": 4,
        "accepted": 1,
        "rejected": 2,
        "duplicate": 1,
    }
    assert taken["state"] == {"label": "Ready", "detail": ""}
    rows = house.api("auditor@alpha").get(f"/uploads/{taken['id']}/rows").json()["results"]
    assert [(row["row"], row["site"], row["quantity"], row["calculation"]) for row in rows] == [(2, "Nord", "1000", "")]
    assert house.api("analyst@alpha").post(f"{path}/take").status_code == 202


def test_what_is_open_is_pointed_at_and_answers_it(house: House) -> None:
    staged = stage(house, b"usage,unit\n5,kWh\n6,kWh\n")
    path = f"/staged-files/{staged['id']}"
    assert [each["pointer"] for each in staged["open"]] == ["/constants/site", "/constants/start"]
    assert staged["preview"] is None
    refused = house.api("analyst@alpha").post(f"{path}/take")
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/constants/site", "/constants/start"]
    constants = {"site": "North", "start": "2025-01-01", "end": "2025-12-31"}
    assert patch(house, path, {"constants": constants}).json()["preview"]["accepted"] == 2
    for body, pointer in (
        ({"columns": [{"means": "site"}]}, "/columns"),
        ({"constants": {"quantity": "5"}}, "/constants"),
        ({"agent": "nobody"}, "/agent"),
        ({"sheet": "Other"}, "/sheet"),
        ({"days": "year-first"}, "/days"),
        ({"colour": "x"}, "/colour"),
    ):
        answer = patch(house, path, body)
        assert (answer.status_code in {400, 422}, answer.json()["errors"][0]["pointer"]) == (True, pointer), body
    assert house.api("analyst@alpha").post(f"{path}/take").status_code == 202
    again = house.api("analyst@alpha").post(f"{path}/take")
    assert (again.status_code, patch(house, path, {"estimated": True}).status_code) == (409, 409)
    assert house.api("analyst@alpha").delete(path).status_code == 409


def test_a_draft_is_put_away(house: House) -> None:
    path = f"/staged-files/{stage(house)['id']}"
    drafts = f"/periods/{house.period.id}/staged-files"
    assert path.rpartition("/")[2] in {row["id"] for row in house.api("auditor@alpha").get(drafts).json()["results"]}
    assert house.api("analyst@alpha").delete(path).status_code == 204
    assert house.api("analyst@alpha").get(path).status_code == 404


def decided(**changes: Any) -> dict[str, Any]:
    columns: list[dict[str, str]] = [{"means": name} for name in ("site", "month", "quantity", "unit", "ignored")]
    columns[2]["decimal"] = ","
    return {"columns": columns, **changes}


def test_rejected_rows_are_settled_and_opened_again(house: House) -> None:
    taken = upload(house, **decided())
    path = f"/uploads/{taken['id']}"
    rows = house.api("auditor@alpha").get(f"{path}/rejected-rows").json()["results"]
    assert [(row["row"], row["column"]) for row in rows] == [(3, "Verbrauch"), (5, "Werk")]
    doubled = house.api("auditor@alpha").get(f"{path}/duplicate-rows").json()["results"]
    assert [row["reason"] for row in doubled] == ["Says the same as row 2 of this file."]
    analyst = house.api("analyst@alpha")
    said = {"rows": [rows[0]["id"]], "reason": "No reading."}
    assert analyst.post(f"{path}/rejected-rows/settle", said).json() == {"changed": 1}
    assert analyst.get(path).json()["settled"] == 1
    assert analyst.post(f"{path}/rejected-rows/settle", {"reason": "A sum."}).json() == {"changed": 1}
    assert analyst.post(f"{path}/rejected-rows/reopen").json() == {"changed": 2}
    for body, pointer in (
        ({"rows": [rows[0]["id"], doubled[0]["id"]], "reason": "x"}, "/rows/1"),
        ({"rows": [rows[0]["id"]]}, "/reason"),
        ({"rows": [], "reason": "x"}, "/rows"),
    ):
        answer = analyst.post(f"{path}/rejected-rows/settle", body)
        assert answer.json()["errors"][0]["pointer"] == pointer
    with tenant_scope(house.alpha.id):
        acts = AuditEntry.objects.filter(subject="bills.csv").order_by("id").values_list("act", flat=True)
        assert sorted(acts) == ["opened again", "settled", "settled", "uploaded"]
        assert Job.objects.filter(kind="review").exists()
    mended = analyst.get(f"{path}/file-to-mend")
    assert mended["Content-Type"] == "text/csv"
    assert "zehn" in mended.content.decode("utf-8-sig")
    assert "attachment" in mended["Content-Disposition"]


def test_evidence_stands_behind_rows(house: House) -> None:
    taken = upload(house, **decided())
    path = f"/uploads/{taken['id']}/evidence"
    analyst = house.api("analyst@alpha")
    row = analyst.get(f"/uploads/{taken['id']}/rows").json()["results"][0]["id"]
    made = analyst.post(f"{path}?filename=bill.pdf&row={row}", b"%PDF", "application/pdf")
    assert (made.status_code, made.json()["rows"], made.json()["for_all"]) == (201, [row], False)
    assert analyst.get(f"/uploads/{taken['id']}/rows").json()["results"][0]["evidence"] == 1
    address = made["Location"].removeprefix("/api/v1")
    kept = house.api("auditor@alpha").get(f"{address}/file")
    assert (kept.content, kept["Content-Type"]) == (b"%PDF", "application/octet-stream")
    assert analyst.post(f"{path}?filename=bill.pdf&all=true", b"%PDF", "application/pdf").json()["for_all"] is True
    assert len(analyst.get(path).json()["results"]) == 1
    assert analyst.post(f"{path}?filename=bill.pdf", b"%PDF", "application/pdf").status_code == 422
    assert analyst.post(f"{path}?filename=x&row={uuid.uuid4()}", b"%PDF", "application/pdf").status_code == 404
    assert analyst.post(f"{path}?filename=x&all=true", b"", "application/pdf").status_code == 422
    assert analyst.delete(address).status_code == 204
    assert analyst.get(address).status_code == 404


def test_rows_are_marked_and_a_file_is_taken_back_until_it_is_calculated(house: House) -> None:
    taken = upload(house, **decided())
    path = f"/uploads/{taken['id']}"
    analyst = house.api("analyst@alpha")
    row = analyst.get(f"{path}/rows").json()["results"][0]["id"]
    said = {"rows": [row], "is_estimated": True, "reason": "No meter."}
    assert analyst.post(f"{path}/rows/estimated", said).json() == {"changed": 1}
    assert analyst.get(f"{path}/rows").json()["results"][0]["is_estimated"] is True
    assert analyst.post(f"{path}/withdrawal", {"reason": " "}).status_code == 400
    back = analyst.post(f"{path}/withdrawal", {"reason": "Wrong year."}).json()
    assert (back["state"]["label"], back["withdrawn_reason"], back["accepted"]) == ("Taken back", "Wrong year.", 1)
    assert analyst.post(f"{path}/withdrawal", {"reason": "Again."}).status_code == 409
    with tenant_scope(house.alpha.id):
        calculated = ActivityUpload.objects.get(filename="activity.csv")
        first = ActivityData.objects.filter(upload=calculated).order_by("row")[0].id
    path = f"/uploads/{calculated.id}"
    assert analyst.post(f"{path}/withdrawal", {"reason": "x"}).status_code == 409
    held = analyst.post(f"{path}/rows/estimated", {"rows": [str(first)], "is_estimated": True, "reason": "x"})
    assert (held.status_code, held.json()["errors"][0]["pointer"]) == (409, "/rows")
    rows = analyst.get(f"{path}/rows?limit=2").json()
    assert rows["results"][0]["calculation"].startswith("calc_")
    assert rows["next"]
    assert calculated.id.hex in {uuid.UUID(each["id"]).hex for each in analyst.get("/uploads").json()["results"]}


def test_a_locked_period_other_roles_and_other_tenants(house: House) -> None:
    taken = upload(house, **decided())
    path = f"/uploads/{taken['id']}"
    analyst = house.api("analyst@alpha")
    analyst.post(f"{path}/evidence?filename=bill.pdf&all=true", b"%PDF", "application/pdf")
    with tenant_scope(house.alpha.id):
        evidence = EvidenceFile.objects.get(upload_id=taken["id"]).id
        draft = StagedFile.objects.get(upload_id=taken["id"]).id
    posts = {
        f"{path}/rejected-rows/settle": {"reason": "x"},
        f"{path}/rejected-rows/reopen": {},
        f"{path}/withdrawal": {"reason": "x"},
    }
    gets = [path, f"{path}/rows", f"{path}/rejected-rows", f"{path}/duplicate-rows", f"{path}/evidence"]
    gets += [f"{path}/file-to-mend", f"/evidence/{evidence}", f"/evidence/{evidence}/file", f"/staged-files/{draft}"]
    for each in gets:
        known = each.split("/")[2]
        outsider = [house.api("admin@beta").get(each.replace(known, name)) for name in (known, str(uuid.uuid4()))]
        assert {answer.status_code for answer in outsider} == {404}, each
        assert outsider[0].content == outsider[1].content
        assert house.api("auditor@alpha").get(each).status_code == 200, each
    for each, body in posts.items():
        assert house.api("auditor@alpha").post(each, body).status_code == 403
        assert house.api("admin@beta").post(each, body).status_code == 404
    assert house.api("auditor@alpha").delete(f"/evidence/{evidence}").status_code == 403
    with tenant_scope(house.alpha.id):
        ReportingPeriod.objects.filter(id=house.period.id).update(locked_at=timezone.now())
    for each, body in posts.items():
        assert analyst.post(each, body).json()["type"] == "urn:greenlang:problem:period-locked", each
    assert analyst.delete(f"/evidence/{evidence}").status_code == 409
    sent = analyst.post(f"/periods/{house.period.id}/staged-files", BILLS, "text/csv")
    assert sent.status_code == 409


@pytest.mark.parametrize("declared", ["text/csv", "application/octet-stream"])
def test_the_account_of_a_file_tells_the_first_rows_that_were_not_accepted_and_where_all_are(
    house: House, declared: str
) -> None:
    analyst, place = house.api("analyst@alpha"), f"/periods/{house.period.id}/uploads"
    rows = "".join(f"North,2025-01-01,2025-01-31,nothing{at},mmBtu\n" for at in range(60))
    made = analyst.post(f"{place}?filename=wrong.csv", f"site,start,end,quantity,unit\n{rows}".encode(), declared)
    assert made.status_code == 201, made.content
    account = made.json()
    assert (account["rows_in"], account["rejected"]) == (60, 60)
    assert [each["row"] for each in account["rejections"]] == list(range(2, 52))
    assert analyst.get(place).json()["results"][0] == account
    assert len(analyst.get(f"/uploads/{account['id']}/rejected-rows?limit=100").json()["results"]) == 60


def test_the_sample_is_taken_in_into_the_period_of_its_year_and_taken_back(house: House) -> None:
    analyst = house.api("analyst@alpha")
    assert house.api("auditor@alpha").post("/uploads/sample").status_code == 403
    taken = analyst.post("/uploads/sample")
    assert taken.status_code == 201, taken.content
    account, where = taken.json(), taken["Location"].removeprefix("/api/v1")
    assert (account["period_id"], account["accepted"] > 0) == (str(house.period.id), True)
    gone = analyst.post(f"{where}/withdrawal", {"reason": "Seen."})
    assert gone.status_code == 200, gone.content
    assert analyst.get(where).json()["withdrawn_reason"] == "Seen."
