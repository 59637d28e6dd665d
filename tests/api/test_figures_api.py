"""A period's figures, what moved them, and what another GWP set would do to them, over the API."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.calculations.models import Calculation
from apps.inventory.services import period_open
from apps.inventory.tasks import preview_restatement
from apps.tenants.models import Tenant
from greenlang.engine.numbers import canonical_number, exact_sum
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.inventory.inventories import Inventory, inventory_make
from tests.inventory.test_period_figures import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def inventory(tenant_a: Tenant) -> Iterator[Inventory]:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
    yield made


@pytest.fixture
def as_role(inventory: Inventory, api_key: Callable[..., str]) -> Callable[[str], Api]:
    return lambda role: Api(api_key(inventory.tenant, role))


def test_every_side_adds_up_to_the_ledgers_total(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    with tenant_scope(inventory.tenant.id):
        total = exact_sum(Calculation.objects.values_list("co2e", flat=True))
    found = as_role("auditor").get(f"/periods/{inventory.period.id}/figures").json()
    assert found["total"] == found["totals"]["market"] == found["scopes"]["1"]
    assert (found["total"]["co2e"], found["total"]["lines"]) == (canonical_number(total), 2)
    for side in ("categories", "sites", "entities", "countries"):
        assert exact_sum(Decimal(each["co2e"]) for each in found[side]) == total, side
    assert [(each["category"], each["number"]) for each in found["categories"]] == [("stationary-combustion", 0)]
    assert [each["month"] for each in found["months"]] == ["2025-01"]
    assert exact_sum(Decimal(each["co2e"]) for each in found["gases"] if each["counted"]) == total
    assert [(each["name"], each["share"]) for each in found["entities"]] == [(inventory.tenant.name, "1")]
    assert found["as_of"] == {"sequence": 2, "behind": 0}
    assert found["sites_left_out"] == found["lines_outside_boundary"] == 0


def test_there_is_no_total_by_a_method_that_bought_energy_has_no_figures_by(
    tenant_a: Tenant, api_key: Callable[..., str]
) -> None:
    with tenant_scope(tenant_a.id):
        company = Company()
        for year in company.years:
            company.fill(year, ["Alpha"], gwp="AR5", edition="epa-hub-2025")
    api, later = Api(api_key(tenant_a, "auditor")), company.years[1].id
    found = api.get(f"/periods/{later}/figures?basis=market").json()
    assert (found["total"], found["totals"]["market"]) == (None, None)
    assert found["totals"]["location"]["lines"] == 8
    refused = api.get(f"/periods/{later}/change?basis=market")
    assert (refused.status_code, "by the market-based method" in refused.json()["detail"]) == (404, True)
    assert api.get(f"/periods/{later}/change").status_code == 200


def test_a_period_without_lines_comes_to_nothing(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    with tenant_scope(inventory.tenant.id):
        empty = period_open(
            entity_name=inventory.tenant.name, name="2026", start=date(2026, 1, 1), end=date(2026, 12, 31)
        )
    found = as_role("auditor").get(f"/periods/{empty.id}/figures?basis=market&sites=3").json()
    assert (found["total"], found["scopes"], found["sites"]) == (
        {"lines": 0, "co2e": "0", "co2_biogenic": "0"},
        {},
        [],
    )


def test_what_moved_a_total_is_split_exactly(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    api, place = as_role("auditor"), f"/periods/{inventory.period.id}/change"
    assert api.get(place).status_code == 404, "there is no earlier period"
    with tenant_scope(inventory.tenant.id):
        period_open(entity_name=inventory.tenant.name, name="2024", start=date(2024, 1, 1), end=date(2024, 12, 31))
    found = api.get(place).json()
    total = api.get(f"/periods/{inventory.period.id}/figures").json()["total"]["co2e"]
    assert (found["before"]["name"], found["before"]["co2e"], found["after"]["co2e"]) == ("2024", "0", total)
    assert found["effects"]["structure"] == found["effects"]["difference"] == total
    assert [(each["scope"], each["source"], each["after"]) for each in found["sources"]] == [
        ("1", "natural-gas", total)
    ]


def test_a_restatement_is_previewed_by_a_job(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    api, place = as_role("analyst"), f"/periods/{inventory.period.id}/restatement-previews"
    (edition,) = api.get(f"/periods/{inventory.period.id}/editions").json()["editions"]
    assert api.post(place, {}).status_code == 422, "nothing would change"
    assert api.post(place, {"editions": {edition: "no-such"}}).status_code == 404
    assert as_role("auditor").post(place, {"gwp_set": "AR6"}).status_code == 403
    asked = api.post(place, {"gwp_set": "AR6"})
    assert asked.status_code == 202
    preview = f"/restatement-previews/{asked.json()['id']}"
    waiting = api.get(preview)
    assert (waiting.json()["state"], waiting.json()["result"], waiting["Retry-After"]) == ("queued", None, "1")
    preview_restatement(str(inventory.tenant.id), asked.json()["id"])
    found = as_role("auditor").get(preview).json()
    effects = found["result"]["total"]["effects"]
    assert (found["gwp_set"], found["period_id"]) == ("AR6", str(inventory.period.id))
    assert effects["gwp"] == effects["difference"] != "0"
    assert [each["id"] for each in api.get(place).json()["results"]] == [asked.json()["id"]]
    assert api.post(f"{preview}/cancel").json()["state"] == "succeeded", "what is finished stays"


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("figures?basis=both", "/basis"),
        ("figures?sites=0", "/sites"),
        ("figures?sites=many", "/sites"),
        ("change?against=next", "/against"),
        ("change?basis=", "/basis"),
    ],
)
def test_a_wrong_question_is_refused_with_its_place(
    inventory: Inventory, as_role: Callable[[str], Api], path: str, pointer: str
) -> None:
    answer = as_role("auditor").get(f"/periods/{inventory.period.id}/{path}")
    assert (answer.status_code, answer.json()["where"]) == (422, pointer)


def test_another_organisations_figures_are_unknown(
    inventory: Inventory, as_role: Callable[[str], Api], tenant_b: Tenant, api_key: Callable[..., str]
) -> None:
    outsider, unknown, own = Api(api_key(tenant_b, "admin")), str(uuid.uuid4()), str(inventory.period.id)
    job = as_role("analyst").post(f"/periods/{own}/restatement-previews", {"gwp_set": "AR6"}).json()["id"]

    def told(address: str, one: str) -> tuple[int, str]:
        answer: Any = outsider.get(address.format(one))
        return answer.status_code, answer.content.decode().replace(one, "ID")

    for name in ("figures", "change", "editions", "restatement-previews"):
        assert told(f"/periods/{{}}/{name}", own) == told(f"/periods/{{}}/{name}", unknown), name
        assert told(f"/periods/{{}}/{name}", own)[0] == 404
    assert told("/restatement-previews/{}", job) == told("/restatement-previews/{}", unknown)
    assert outsider.post(f"/restatement-previews/{job}/cancel").status_code == 404
    assert outsider.post(f"/periods/{own}/restatement-previews", {"gwp_set": "AR6"}).status_code == 404
