"""Runs over a period, and the packs that come with the product."""

import uuid
from unittest.mock import patch

import pytest

from apps.inventory.models import ActivityData
from apps.jobs.models import Job
from apps.runtime.models import Run
from greenlang.isolation import tenant_scope
from tests.house import House

pytestmark = pytest.mark.django_db
AGENT = "stationary-combustion"


def test_one_agent_is_run_over_a_period_once_however_often_it_is_asked(house: House) -> None:
    path, analyst = f"/periods/{house.period.id}/runs", house.api("analyst@alpha")
    begun = analyst.post(path, {"agent_id": AGENT})
    assert begun.status_code == 202, begun.content
    told = begun.json()["runs"][0]
    assert begun["Location"] == f"/api/v1/jobs/{told['job_id']}"
    again = analyst.post(path, {"agent_id": AGENT}).json()
    assert (again["were_going"], again["runs"]) == (True, [told])
    listed = house.api("auditor@alpha").get(f"/runs?period_id={house.period.id}&limit=1").json()
    assert (listed["results"][0]["id"], listed["results"][0]["agent_id"]) == (told["run_id"], AGENT)
    assert listed["next"]
    assert house.api("auditor@alpha").get(f"/runs/{told['run_id']}").json()["job_id"] == told["job_id"]


def test_each_agent_is_run_over_the_rows_that_are_meant_for_it(house: House) -> None:
    path, analyst = f"/periods/{house.period.id}/runs", house.api("analyst@alpha")
    refused = analyst.post(path)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/agent_id")
    with tenant_scope(house.alpha.id):
        rows = list(ActivityData.objects.order_by("row"))
        ActivityData.objects.filter(id=rows[0].id).update(agent=AGENT)
        ActivityData.objects.filter(id=rows[1].id).update(agent="gone")
    begun = analyst.post(path).json()
    assert [each["agent_id"] for each in begun["refused"]] == ["gone"]
    with tenant_scope(house.alpha.id):
        run = Run.objects.get(id=begun["runs"][0]["run_id"])
        assert (run.rows, run.own_only) == (1, True)


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"rows": "some"}, 400, "/rows"),
        ({"version": "1.0.0"}, 422, "/version"),
        ({"agent": AGENT}, 400, "/agent"),
    ],
)
def test_what_is_wrong_is_pointed_at(house: House, body: dict[str, str], status: int, pointer: str) -> None:
    refused = house.api("analyst@alpha").post(f"/periods/{house.period.id}/runs", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (status, pointer)


def test_runs_are_the_tenants_and_the_roles(house: House) -> None:
    path = f"/periods/{house.period.id}/runs"
    known, unknown = (house.api("admin@beta").post(each) for each in (path, f"/periods/{uuid.uuid4()}/runs"))
    assert (known.status_code, known.content) == (404, unknown.content)
    assert house.api("auditor@alpha").post(path, {"agent_id": AGENT}).status_code == 403
    assert house.api("analyst@alpha").post(path, {"agent_id": "nobody"}).status_code == 404


def test_ready_made_packs_are_listed_built_and_started(house: House) -> None:
    analyst = house.api("analyst@alpha")
    packs = {pack["agent_id"]: pack for pack in analyst.get("/ready-made-packs").json()["results"]}
    assert len(packs) >= 20
    assert (packs[AGENT]["state"], packs[AGENT]["version"]) == ("running", "1.0.0")
    assert packs["waste-by-type"]["state"] == "absent"
    served = {pack["agent_id"] for pack in analyst.get("/ready-made-packs?area=EU").json()["results"]}
    assert "fuels-uk" not in served
    assert analyst.get("/ready-made-packs?area=Mars").status_code == 422
    with patch("apps.factory.tasks._enqueue"):
        built = analyst.post("/ready-made-packs/waste-by-type/build")
        assert built.status_code == 202, built.content
        assert analyst.post("/ready-made-packs/waste-by-type/build").status_code == 409, "it is being built"
    with tenant_scope(house.alpha.id):
        assert Job.objects.filter(kind="build", id=built.json()["id"]).exists()
    packs = {pack["agent_id"]: pack for pack in analyst.get("/ready-made-packs").json()["results"]}
    assert (packs["waste-by-type"]["state"], packs["waste-by-type"]["job_id"]) == ("building", built.json()["id"])
    operator = house.api("operator@alpha")
    assert operator.post("/ready-made-packs/vehicle-fuel/start").status_code == 404
    assert operator.post("/ready-made-packs/nothing/start").status_code == 404
    assert operator.post("/ready-made-packs/waste-by-type/start").status_code == 409
    assert analyst.post(f"/ready-made-packs/{AGENT}/start").status_code == 403
    assert house.api("auditor@alpha").post("/ready-made-packs/waste-by-type/build").status_code == 403
    assert operator.post(f"/agents/{AGENT}/versions/1.0.0/stop").status_code == 200
    started = operator.post(f"/ready-made-packs/{AGENT}/start")
    assert (started.status_code, started.json()["state"]) == (200, "running")
