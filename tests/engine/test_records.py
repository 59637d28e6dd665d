"""A record and its recipe together give every figure of the calculation, and their hashes cover all of it."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from greenlang.engine.canonical_json import canonical_json, sha256_of
from greenlang.engine.contract import Binding, calculate
from greenlang.engine.gases import BUILTIN_GWP, GwpSet
from greenlang.engine.numbers import canonical_number
from greenlang.engine.provenance import result_hash
from greenlang.engine.records import Recipe, Record, gases_document, masses_text, recipe_of, result_document
from greenlang.engine.units import Quantity, parse_unit
from greenlang.errors import InvalidInput
from tests.engine.agents import AGENT, GAS, TABLE

AR5 = BUILTIN_GWP["AR5"]
BY = {"id": "stationary-combustion", "version": "1.0.0", "pack_sha256": "0" * 64}
SCF = {**GAS, "quantity": {"value": "1000", "unit": "scf"}}


def recorded(document: Mapping[str, object] = GAS, gwp: GwpSet = AR5) -> tuple[Recipe, Record]:
    binding, outcome, factors = calculate(AGENT, document, TABLE, gwp)
    formula = AGENT.FORMULAS[binding.formula_id]
    recipe = recipe_of(agent=BY, formula=formula, binding=binding, factors=factors, gwp=gwp, outcome=outcome)
    record = Record(
        id="01900000-0000-7000-8000-000000000001",
        tenant_id="01900000-0000-7000-8000-000000000002",
        recorded_at="2025-12-03T10:30:00.000000Z",
        recipe=recipe.hash,
        inputs=canonical_json(dict(binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
        source='{"site":"North"}',
    )
    return recipe, record


def test_the_text_of_a_record_is_canonical_json() -> None:
    _, record = recorded()
    assert canonical_json(json.loads(record.text)).decode() == record.text
    assert record.hash == sha256_of(json.loads(record.text))


def test_every_field_is_in_the_hash() -> None:
    _, record = recorded()
    others = {"inputs": "{}", "masses": "[]", "source": "{}"}
    for field in fields(Record):
        changed = replace(record, **{field.name: others.get(field.name, "01900000-0000-7000-8000-000000000009")})
        assert changed.hash != record.hash, field.name


def test_rows_made_the_same_way_share_a_recipe() -> None:
    other = {**GAS, "quantity": {"value": "7", "unit": "mmBtu(HHV)"}}
    assert recorded()[0] == recorded(other)[0]
    assert recorded()[0] != recorded(SCF)[0]
    assert recorded()[0] != recorded(GAS, BUILTIN_GWP["AR6"])[0]


@pytest.mark.parametrize("document", [GAS, SCF])
def test_gases_and_result_hash_follow_from_recipe_and_record(document: Mapping[str, object]) -> None:
    binding, outcome, _ = calculate(AGENT, document, TABLE, AR5)
    recipe, record = recorded(document)
    masses = json.loads(record.masses)
    assert gases_document(recipe.document, masses) == outcome.as_document()["gases"]
    derived = result_document(recipe.document, masses, result=record.result, co2_biogenic=record.co2_biogenic)
    formula_hash = AGENT.FORMULAS[binding.formula_id].formula_hash
    assert sha256_of(derived) == result_hash(outcome, formula_hash=formula_hash, gwp_set="AR5")


def test_the_id_of_a_recipe_is_half_its_hash() -> None:
    recipe, _ = recorded()
    assert recipe.id.hex == recipe.hash.removeprefix("sha256:")[:32]
    assert sha256_of(json.loads(recipe.text)) == recipe.hash


def test_a_quantity_that_the_inputs_do_not_show_is_refused() -> None:
    binding, outcome, factors = calculate(AGENT, GAS, TABLE, AR5)
    doubled = {"quantity": Quantity(Decimal(100), parse_unit("mmBtu(HHV)"))}
    hidden = Binding(binding.formula_id, doubled, binding.factors, binding.documents)
    formula = AGENT.FORMULAS[binding.formula_id]
    with pytest.raises(InvalidInput, match="quantity"):
        recipe_of(agent=BY, formula=formula, binding=hidden, factors=factors, gwp=AR5, outcome=outcome)
