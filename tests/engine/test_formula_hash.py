"""A formula's hash follows its meaning: not blanks, spellings, object identity or hash seeds."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from greenlang.engine.formula import FactorSlot
from tests.engine.formulas import PER_ENERGY, by_volume, compiled

SAME: list[tuple[str, dict[str, Any]]] = [
    ("quantity*ef", {}),
    ("  quantity \n * ef", {}),
    ("(quantity) * (ef)", {}),
    ("quantity * ef", {"inputs": {"quantity": "MMBtu HHV"}}),
    ("quantity * ef", {"factors": {"ef": FactorSlot("kilogram / mmBtu (gross)", True)}}),
    ("quantity * ef", {"output_unit": "kgCO2e"}),
]
OTHER: list[tuple[str, dict[str, Any]]] = [
    ("ef * quantity", {}),
    ("quantity * ef * 1", {}),
    ("quantity * ef", {"version": "2"}),
    ("quantity * ef", {"id": "other"}),
    ("quantity * ef", {"scope": "3"}),
    ("quantity * ef", {"origin": "fugitive"}),
    ("quantity * ef", {"output_unit": "kg CO2"}),
    ("quantity * ef", {"output_name": "co2"}),
    ("quantity * ef", {"source": "another"}),
    ("quantity * ef", {"inputs": {"quantity": "kWh(HHV)"}}),
    ("quantity * ef", {"factors": {"ef": FactorSlot("g/mmBtu(HHV)", True)}}),
]


@pytest.mark.parametrize(("expression", "changes"), SAME)
def test_another_way_of_writing_it_has_the_same_hash(expression: str, changes: dict[str, Any]) -> None:
    assert compiled(expression, **changes).formula_hash == compiled().formula_hash
    assert compiled(expression, **changes) == compiled()


@pytest.mark.parametrize(("expression", "changes"), OTHER)
def test_another_meaning_has_another_hash(expression: str, changes: dict[str, Any]) -> None:
    assert compiled(expression, **changes).formula_hash != compiled().formula_hash


def test_the_order_of_declarations_does_not_matter() -> None:
    turned = compiled(
        "quantity * heat_content * ef",
        id="by_volume",
        inputs={"quantity": "scf"},
        factors={"ef": PER_ENERGY, "heat_content": FactorSlot("mmBtu(HHV)/scf", False)},
        source="40 CFR 98.33 Eq. C-1, C-8",
    )
    assert turned.formula_hash == by_volume().formula_hash


def test_the_hash_is_the_same_in_every_process() -> None:
    code = "from tests.engine.formulas import by_volume; print(by_volume().formula_hash)"
    root = Path(__file__).resolve().parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert found == {by_volume().formula_hash}


def test_a_formula_shows_itself_as_text() -> None:
    assert compiled().rendered == "co2e = sum over gases of (quantity * ef) * GWP"
    assert compiled(output_unit="kg CO2", output_name="co2").rendered == "co2 = quantity * ef, for CO2"
