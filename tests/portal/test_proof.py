"""A calculation's page and its verification."""

import json
from copy import copy

import pytest

from apps.calculations.selectors.ledger import record_checks
from apps.portal.presenters.calculations import calculation_page, ledger_lines
from apps.portal.verification import calculation_checks, previous_hashes, seals
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import World

pytestmark = pytest.mark.django_db


def test_the_page_shows_how_the_number_came_about(world: World) -> None:
    page = signed_in(world.tenant, "auditor").get(f"/calculations/{world.calculation}").content.decode()
    for told in ("2,655.725", "53.06", "quantity * ef", "40 CFR 98.33", "EPA", "AR5", world.calculation.chain_hash):
        assert told in page, told


def test_a_converted_quantity_shows_its_exact_conversion(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    line = client.get("/calculations?q=South").context["calculations"][0]
    context = client.get(f"/calculations/{line['calculation_id']}").context
    assert [row["label"] for row in context["conversions"]] == ["kWh(HHV) to mmBtu(HHV)"]
    assert context["conversions"][0]["value"].startswith("≈ 0.003412")
    assert context["calculation"]["source_file"] == "gas.csv"


def test_verifying_recomputes_hashes_sums_and_the_number_itself(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    address = f"/calculations/{world.calculation}/verify"
    assert client.post(address)["Location"] == f"/calculations/{world.calculation}?verify=1"
    verdict = client.post(address, headers={"HX-Request": "true"})
    assert "<html" not in verdict.content.decode()
    assert verdict.context["verdict"]["ok"]
    assert len(verdict.context["verdict"]["checks"]) == 8
    assert "3 records after the last signed checkpoint" in verdict.content.decode()


CHANGES = {
    "result": "1",
    "inputs": '{"fuel":"coal"}',
    "gases": "[]",
    "co2e": "0",
    "source": "{",
    "recorded_at": None,
    "chain_hash": "sha256:" + "0" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_breaks_the_seal(world: World, column: str) -> None:
    row = world.calculation
    setattr(row, column, CHANGES[column])
    with tenant_scope(world.tenant.id):
        assert seals([row]) == {row.sequence: "broken"}
        assert not all(check.ok for check in calculation_checks(row))


def test_a_number_that_its_own_factors_do_not_give_is_found_although_its_hashes_hold(world: World) -> None:
    row = world.calculation
    factors = json.loads(row.factors)
    factors["resolved"]["ef"]["components"][0]["value"] = "99"
    row.factors = json.dumps(factors)
    with tenant_scope(world.tenant.id):
        again = calculation_checks(row)[-1]
        previous = previous_hashes([row])[row.sequence]
        assert [check.ok for check in record_checks(row, previous)] == [False, True, True, True, True, True]
    assert (again.ok, again.detail) == (False, "The result differs.")


BROKEN = ("", "{", "[]", "[1]", '{"x": 1}', "null", '{"resolved": {"ef": 3}, "parameters": 7}', '[{"gas": 1}]')


@pytest.mark.parametrize("column", ["inputs", "factors", "gases", "source", "result", "co2_biogenic"])
def test_a_broken_entry_is_still_shown_and_called_broken(world: World, column: str) -> None:
    for text in BROKEN:
        row = copy(world.calculation)
        setattr(row, column, text)
        with tenant_scope(world.tenant.id):
            assert seals([row]) == {row.sequence: "broken"}, text
            assert not all(check.ok for check in calculation_checks(row)), text
        assert ledger_lines([row], {row.sequence: "broken"})[0]["seal"] == "broken"
        page = calculation_page(row, seal="broken", previous_hash="", agent_known=True)
        assert page["calculation"]["sequence"] == row.sequence
