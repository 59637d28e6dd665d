"""A calculation's page and its verification."""

import json
import re
from decimal import Decimal

import pytest

from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_get
from apps.calculations.selectors.verification import record_checks
from apps.portal.presenters.calculations import calculation_page, ledger_lines
from apps.runtime.verification import calculation_checks, seals
from greenlang.engine.records import Recipe
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
    assert len(verdict.context["verdict"]["checks"]) == 6
    assert re.search(r"[0-9]+ records? after the last signed checkpoint", verdict.content.decode())


CHANGES = {
    "result": Decimal(1),
    "inputs": '{"fuel":"coal"}',
    "masses": "[]",
    "co2e": Decimal(0),
    "source": "{",
    "recorded_at": None,
    "sequence": 1000,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_breaks_the_seal(world: World, column: str) -> None:
    row = fresh(world)
    setattr(row, column, CHANGES[column])
    with tenant_scope(world.tenant.id):
        assert seals([row]) == {row.sequence: "broken"}
        assert not all(check.ok for check in calculation_checks(row))


def test_a_number_that_its_own_factors_do_not_give_is_found_although_its_hashes_hold(world: World) -> None:
    row = fresh(world)
    content = json.loads(row.recipe.document)
    content["resolved"]["ef"]["components"][0]["value"] = "99"
    forged = Recipe.of(content)
    row.recipe.document, row.recipe.hash, row.recipe.id = forged.text, forged.hash, forged.id
    with tenant_scope(world.tenant.id):
        again = calculation_checks(row)[-1]
        assert [check.ok for check in record_checks(row)] == [False, True, True, True, True]
    assert (again.ok, again.detail) == (False, "The result differs.")


BROKEN = ("", "{", "[]", "[1]", '{"x": 1}', "null", '{"resolved": {"ef": 3}, "parameters": 7}', '[{"gas": 1}]')


@pytest.mark.parametrize("column", ["inputs", "masses", "source", "recipe.document"])
def test_a_broken_entry_is_still_shown_and_called_broken(world: World, column: str) -> None:
    for text in BROKEN:
        row = fresh(world)
        broken, name = (row.recipe, "document") if "." in column else (row, column)
        setattr(broken, name, text)
        with tenant_scope(world.tenant.id):
            assert seals([row]) == {row.sequence: "broken"}, text
            assert not all(check.ok for check in calculation_checks(row)), text
            assert ledger_lines([row], {row.sequence: "broken"})[0]["seal"] == "broken"
            page = calculation_page(row, seal="broken", agent_known=True)
        assert page["calculation"]["sequence"] == row.sequence


def fresh(world: World) -> Calculation:
    """The entry, read anew."""
    with tenant_scope(world.tenant.id):
        return calculation_get(str(world.calculation))
