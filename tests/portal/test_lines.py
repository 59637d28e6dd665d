"""One line of the ledger: an equation to read, its row, what was passed over, and taking it back."""

import pytest
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.inventory.models import ReportingPeriod
from apps.inventory.services.evidence import evidence_attach
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import World, run_make

pytestmark = pytest.mark.django_db


def first(world: World) -> Calculation:
    """The line of the first row: 50 mmBtu of natural gas."""
    with tenant_scope(world.tenant.id):
        return Calculation.objects.filter(period_id=world.upload.period_id).order_by("sequence")[0]


def test_a_line_is_one_equation_with_its_row_and_what_was_passed_over(world: World) -> None:
    context = signed_in(world.tenant, "auditor").get(f"/calculations/{first(world)}").context
    factor = "(53.06 kg(CO2)/mmBtu(HHV) × 1 + 1 g(CH4)/mmBtu(HHV) × 28 + 0.1 g(N2O)/mmBtu(HHV) × 265)"
    assert context["equation"] == f"50 mmBtu gross × {factor} = 2,655.725 kg CO2e"
    cells = {cell["name"]: cell["value"] for cell in context["source"]["cells"]}
    assert cells["Site"] == "North plant"
    assert cells["Quantity"] == "50 mmBtu gross"
    assert cells["Measured or estimated"] == "Actual"
    assert (context["source"]["file"], context["source"]["row"]) == ("gas.csv", "2")
    reasons = {row["why"] for row in context["passed_over"]["rows"]}
    assert reasons
    assert all(reason for reason in reasons)
    assert context["correction"] is None, "an auditor takes nothing back"


def test_evidence_of_the_row_stands_beside_it(world: World) -> None:
    with tenant_scope(world.tenant.id):
        evidence_attach(
            upload=world.upload, activity_ids=[], filename="reading.pdf", content=b"%PDF-1.7 reading", added_by="test"
        )
    client = signed_in(world.tenant, "analyst")
    evidence = client.get(f"/calculations/{first(world)}").context["evidence"]
    (found,) = [one for one in evidence if one["name"] == "reading.pdf"]
    assert client.get(found["url"]).status_code == 200


def test_a_line_is_taken_back_with_a_reason_and_both_entries_name_each_other(world: World) -> None:
    client, row = signed_in(world.tenant, "analyst"), first(world)
    refused = client.post(f"/calculations/{row}/correct", {"reason": "x" * 1001})
    assert refused.status_code == 422
    assert refused.context["correction"]["reason"] == "x" * 1001
    assert "says why" in refused.context["correction"]["error"]
    answer = client.post(f"/calculations/{row}/correct", {"reason": "The meter was read twice."}, follow=True)
    assert answer.context["corrects"]["sequence"] == row.sequence
    assert answer.context["correction"] is None
    before = client.get(f"/calculations/{row}").context
    assert before["corrected_by"]["reason"] == "The meter was read twice."
    assert before["correction"] is None
    assert client.post(f"/calculations/{row}/correct", {"reason": "Again."}).status_code == 409
    assert before["standing"]["counts"] is None
    assert client.get("/").context["total"]["lines"] == "1"
    states = {line["stands_for"] for line in client.get("/calculations").context["calculations"]}
    assert {"taken back", "takes another back"} <= states
    run_make(world.tenant, world.version)
    reversal = answer.context["calculation"]["calculation_id"]
    pages = [client.get(f"/calculations/{line}").context for line in (row, reversal)]
    anew = pages[0]["standing"]["counts"]
    assert pages[1]["standing"]["counts"] == anew
    assert pages[1]["corrects_reason"] == "The meter was read twice."
    (earlier,) = client.get(f"/calculations/{anew['calculation_id']}").context["standing"]["before"]
    assert (earlier["sequence"], earlier["taken_back"]) == (row.sequence, True)
    assert earlier["reason"] == "The meter was read twice."


def test_a_line_that_was_calculated_anew_names_what_counts_in_its_place(world: World) -> None:
    client, row = signed_in(world.tenant, "auditor"), first(world)
    run_make(world.tenant, world.version)
    replaced = client.get(f"/calculations/{row}").context["standing"]
    assert replaced["state"] == "replaced"
    counts = client.get(f"/calculations/{replaced['counts']['calculation_id']}").context["standing"]
    assert [(line["sequence"], line["taken_back"]) for line in counts["before"]] == [(row.sequence, False)]


def test_a_line_of_a_locked_period_stays(world: World) -> None:
    client, row = signed_in(world.tenant, "analyst"), first(world)
    with tenant_scope(world.tenant.id):
        ReportingPeriod.objects.filter(id=world.upload.period_id).update(locked_at=timezone.now())
    assert "Restate the period first" in client.get(f"/calculations/{row}").content.decode()
    assert client.post(f"/calculations/{row}/correct", {"reason": "Late."}).status_code == 409
    with tenant_scope(world.tenant.id):
        assert not Calculation.objects.filter(reverses=row.id).exists()
