"""The mapping queue and the issues over the API: decided by a person, with a record, as in the pages."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from apps.inventory.models import ActivityData, InventoryIssue, MappingGroup, ReportingPeriod
from apps.jobs.models import Job
from apps.tenants.models import Membership
from greenlang.isolation import tenant_scope
from tests.house import House
from tests.portal.reviewing import review

pytestmark = pytest.mark.django_db
AGENT = "stationary-combustion"
HEADER = "site,start,end,description,quantity,unit,basis,material,region\n"
FILE = (
    HEADER
    + "North,2025-03-01,2025-03-31,Erdgas Heizung,1000,kWh,gross,,US\n"
    + "North,2025-04-01,2025-04-30,erdgas heizung,2000,kWh,gross,,US\n"
    + "North,2025-03-01,2025-03-31,Mystery,5,km,,,\n"
    + "North,2025-03-01,2025-03-31,broken,ten,km,,,\n"
)


@pytest.fixture
def queue(house: House) -> House:
    """Three rows in two groups that wait, and one that was rejected."""
    sent = house.api("analyst@alpha").post(f"/periods/{house.period.id}/uploads?filename=b.csv", FILE, "text/csv")
    assert sent.status_code == 201
    review(house.alpha, house.period)
    return house


def groups(house: House, state: str = "open") -> list[dict[str, Any]]:
    answer = house.api("auditor@alpha").get(f"/periods/{house.period.id}/mapping-groups?state={state}")
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


def gas(house: House) -> dict[str, Any]:
    return next(group for group in groups(house) if "rdgas" in group["text"])


def test_a_group_is_mapped_from_its_candidates_and_taken_back(queue: House) -> None:
    group, analyst = gas(queue), queue.api("analyst@alpha")
    best = group["candidates"][0]
    assert (group["rows"], best["mapped"]) == (2, {"fuel": "natural-gas", "region": "US"})
    assert group["kilograms"] == best["kilograms"]
    assert best["kilograms"].startswith("543.70259")
    assert best["can_be_accepted"] is True
    path = f"/mapping-groups/{group['id']}"
    said = {"key": best["key"], "reason": "As billed."}
    mapped = analyst.post(f"{path}/accept", said)
    assert mapped.status_code == 200, mapped.content
    assert (mapped.json()["state"], mapped.json()["decision"]["reason"]) == ("mapped", "As billed.")
    assert [row["description"] for row in mapped.json()["first_rows"]] == ["Erdgas Heizung", "erdgas heizung"]
    with tenant_scope(queue.alpha.id):
        assert set(ActivityData.objects.filter(mapping_group=group["id"]).values_list("agent", flat=True)) == {AGENT}
    assert analyst.post(f"{path}/accept", said).status_code == 409
    undone = analyst.post(f"{path}/undo").json()
    assert (undone["state"], [step["how"] for step in undone["history"]]) == ("open", ["undone", "chosen"])
    assert analyst.post(f"{path}/undo").status_code == 409
    left = analyst.post(f"{path}/leave-out", {"reason": "Not ours."}).json()
    assert (left["state"], left["decision"]["reason"]) == ("left-out", "Not ours.")
    assert [each["id"] for each in groups(queue, "left-out")] == [group["id"]]


def test_other_words_find_other_factors(queue: House) -> None:
    mystery = next(group for group in groups(queue) if group["text"] == "Mystery")
    path = f"/mapping-groups/{gas(queue)['id']}"
    found = queue.api("auditor@alpha").get(f"{path}/candidates?q=propane").json()["results"]
    assert any("ropane" in each["title"] for each in found)
    chosen = next(each for each in found if each["can_be_accepted"])
    analyst = queue.api("analyst@alpha")
    said = {"key": chosen["key"], "search": "propane", "reason": "The boiler was changed."}
    answer = analyst.post(f"{path}/accept", said)
    assert (answer.status_code, answer.json()["history"][0]["how"]) == (200, "searched")
    assert queue.api("auditor@alpha").get(f"{path}/candidates").status_code == 422
    for path_, body, pointer in (
        (f"/mapping-groups/{mystery['id']}/accept", {"key": "no such"}, "/key"),
        (f"/mapping-groups/{mystery['id']}/leave-out", {}, "/reason"),
        (f"/periods/{queue.period.id}/mapping-groups/accept", {"confidence": "0.10"}, "/confidence"),
    ):
        refused = analyst.post(path_, body)
        assert (refused.status_code in {400, 422}, refused.json()["errors"][0]["pointer"]) == (True, pointer)


def test_the_sure_ones_are_accepted_together(queue: House) -> None:
    period, analyst = f"/periods/{queue.period.id}", queue.api("analyst@alpha")
    told = analyst.get(f"{period}/mapping").json()
    waiting = groups(queue)
    assert told["states"]["open"] == {"groups": len(waiting), "rows": sum(group["rows"] for group in waiting)}
    with tenant_scope(queue.alpha.id):
        sure = MappingGroup.objects.get(text__icontains="erdgas").confidence
    assert [each["confidence"] for each in told["choices"]] == [
        each for each in ("0.95", "0.90", "0.80", "0.70") if sure >= type(sure)(each)
    ]
    done = analyst.post(f"{period}/mapping-groups/accept", {"confidence": "0.70", "reason": "As billed."}).json()
    assert (done["groups"], done["rows"]) == (1, 2)
    look = analyst.post(f"{period}/review", {"whole": True})
    assert look.status_code == 202
    with tenant_scope(queue.alpha.id):
        assert Job.objects.get(id=look.json()["id"]).arguments["whole"] is True
    assert analyst.get(f"{period}/mapping").json()["review_job_id"] == look.json()["id"]


def issues(house: House, query: str = "") -> dict[str, Any]:
    answer = house.api("auditor@alpha").get(f"/periods/{house.period.id}/issues{query}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_issues_are_ranked_by_what_is_at_stake_page_by_page(queue: House) -> None:
    told = issues(queue)
    assert told["stake"]["issues"] == told["states"]["open"] == len(told["results"])
    stakes = [each["kilograms"] for each in told["results"]]
    known = [float(each) for each in stakes if each is not None]
    assert known == sorted(known, reverse=True)
    assert stakes[len(known) :] == [None] * (len(stakes) - len(known))
    found, cursor = [], ""
    while cursor is not None:
        page = issues(queue, f"?limit=1&cursor={cursor}" if cursor else "?limit=1")
        found += [each["id"] for each in page["results"]]
        cursor = page["next"]
    assert found == [each["id"] for each in told["results"]]
    assert {each["kind"] for each in issues(queue, "?kind=no-factor")["results"]} == {"no-factor"}
    assert issues(queue, "?assignee=nobody")["stake"] == told["stake"]
    for query, name in (("?state=shut", "state"), ("?kind=odd", "kind")):
        refused = queue.api("auditor@alpha").get(f"/periods/{queue.period.id}/issues{query}")
        assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, name)


def test_an_issue_is_assigned_resolved_and_opened_again(queue: House) -> None:
    analyst = queue.api("analyst@alpha")
    issue = issues(queue, "?kind=no-factor")["results"][0]
    path = f"/issues/{issue['id']}"
    with tenant_scope(queue.alpha.id):
        member = str(Membership.objects.get(user=queue.people["analyst@alpha"]).id)
    assigned = analyst.post(f"{path}/assign", {"assignee": member}).json()
    assert assigned["assignee"]["member_id"] == member
    assert issues(queue, f"?assignee={member}")["stake"]["issues"] == 1
    assert analyst.post(f"{path}/assign", {"assignee": None}).json()["assignee"] is None
    assert analyst.post(f"{path}/accept", {"reason": "Right as it is."}).json()["state"] == "accepted"
    seen = analyst.post(f"{path}/reopen").json()
    assert [step["what"] for step in seen["history"]][:2] == ["reopened", "accepted"]
    assert seen["mapping_group_id"] in {group["id"] for group in groups(queue)}
    assert seen["evidence"]
    many = [each["id"] for each in issues(queue)["results"]]
    resolved = analyst.post("/issues/resolve", {"issues": many, "reason": "Mended."})
    assert resolved.json() == {"changed": len(many)}
    for path_, body, pointer in (
        (f"{path}/resolve", {}, "/reason"),
        (f"{path}/assign", {}, "/assignee"),
        (f"{path}/assign", {"assignee": str(uuid.uuid4())}, "/assignee"),
        ("/issues/reopen", {"issues": [*many, str(uuid.uuid4())]}, "/issues"),
        ("/issues/reopen", {"issues": []}, "/issues"),
        (f"{path}/resolve", {"resaon": "x"}, "/resaon"),
    ):
        refused = analyst.post(path_, body)
        assert refused.json()["errors"][0]["pointer"] == pointer, path_
        assert refused.status_code in {400, 404, 422}
    assert analyst.post(f"{path}/forget").status_code == 404


def test_locked_periods_other_roles_and_other_tenants(queue: House) -> None:
    group, issue = gas(queue), issues(queue)["results"][0]
    mapping, about = f"/mapping-groups/{group['id']}", f"/issues/{issue['id']}"
    posts: list[tuple[str, dict[str, object]]] = [
        (f"{mapping}/accept", {"key": group["candidates"][0]["key"], "reason": "x"}),
        (f"{mapping}/leave-out", {"reason": "x"}),
        (f"{about}/resolve", {"reason": "x"}),
        ("/issues/accept", {"issues": [issue["id"]], "reason": "x"}),
    ]
    for path in (mapping, f"{mapping}/candidates?q=gas", about):
        known = path.split("/")[2].partition("?")[0]
        answers = [queue.api("admin@beta").get(path.replace(known, each)) for each in (known, str(uuid.uuid4()))]
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].content == answers[1].content
    for path, body in posts:
        assert queue.api("operator@alpha").post(path, body).status_code == 403
        assert queue.api("admin@beta").post(path, body).status_code == 404
    for path in ("mapping", "mapping-groups", "issues"):
        assert queue.api("admin@beta").get(f"/periods/{queue.period.id}/{path}").status_code == 404
    assert queue.api("auditor@alpha").post(f"/periods/{queue.period.id}/review").status_code == 403
    with tenant_scope(queue.alpha.id):
        ReportingPeriod.objects.filter(id=queue.period.id).update(locked_at=timezone.now())
    for path, body in posts:
        refused = queue.api("analyst@alpha").post(path, body)
        assert refused.json()["type"] == "urn:greenlang:problem:period-locked", path
    with tenant_scope(queue.alpha.id):
        assert InventoryIssue.objects.get(id=issue["id"]).state == "open"
