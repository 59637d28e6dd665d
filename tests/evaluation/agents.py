"""Agents made by hand in the layout of a pack: one honest, and ways to spoil it."""

import json
from collections.abc import Mapping
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import Depth
from apps.evaluation.evaluating import evaluate
from apps.evaluation.results import Evaluation
from greenlang.engine import FactorSlot, FormulaDefinition, sha256_bytes

_INIT = '''"""Burning fuel, by its energy."""

from agent.contract import AGENT

__all__ = ["AGENT"]
'''

_CONTRACT = '''"""The agent: its inputs, its formula, and how a document is bound to it."""

from collections.abc import Mapping

from greenlang.engine import (
    Binding,
    CompiledFormula,
    FactorRequest,
    FactorSlot,
    FormulaDefinition,
    InputField,
    InvalidInput,
    Outcome,
    Quantity,
    compile_formula,
    inputs_document,
    read_inputs,
)

FORMULA = compile_formula(
    FormulaDefinition(
        id="by_energy",
        version="1",
        title="Energy times factor",
        scope="1",
        expression="quantity * ef",
        inputs={"quantity": "mmBtu(HHV)"},
        factors={"ef": FactorSlot("kg/mmBtu(HHV)", per_gas=True)},
        output_name="co2e",
        output_unit="kg CO2e",
        source="40 CFR 98.33 Eq. C-1b",
    )
)


class Agent:
    """Stationary combustion."""

    AGENT_ID = "by-hand"
    AGENT_VERSION = "1.0.0"
    GWP_SET = "AR5"
    OUTPUTS: Mapping[str, str] = {}
    UNITS = ()
    FORMULAS: Mapping[str, CompiledFormula] = {"by_energy": FORMULA}
    INPUTS = (
        InputField("fuel", "string", True, "Fuel burnt", choices=("natural-gas",)),
        InputField("quantity", "quantity", True, "Energy burnt", unit="mmBtu(HHV)", minimum="0"),
    )

    def bind(self, document: Mapping[str, object]) -> Binding:
        """Validate a document and name the factor it needs."""
        inputs = read_inputs(self.INPUTS, document)
        quantity = inputs["quantity"]
        if not isinstance(quantity, Quantity):
            raise InvalidInput("A quantity is needed.", where="quantity")
        request = FactorRequest(
            slot="ef",
            category="stationary-combustion",
            activity=str(inputs["fuel"]),
            region="US",
            unit="kg/mmBtu(HHV)",
            gases=("CO2",),
        )
        return Binding("by_energy", {"quantity": quantity}, {"ef": request}, inputs_document(inputs))

    def check_output(self, outcome: Outcome) -> None:
        """A mass is never negative."""
        if outcome.result < 0:
            raise InvalidInput("The result is negative.", where="outputs.co2e")


AGENT = Agent()
'''

_TESTS = '''"""Golden values, worked by hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from agent import AGENT
from greenlang.engine import BUILTIN_GWP, FactorTable, InvalidInput, calculate

HERE = Path(__file__).parent
TABLE = FactorTable.from_document(json.loads((HERE.parent / "factors.json").read_text()))
DOCUMENTS = json.loads((HERE / "samples.json").read_text())["documents"]


def test_fifty_mmbtu() -> None:
    _, outcome, _ = calculate(AGENT, DOCUMENTS[0], TABLE, BUILTIN_GWP["AR5"])
    assert outcome.result == Decimal("2653")


@pytest.mark.parametrize("fuel", ["peat", ""])
def test_unknown_fuel_is_refused(fuel: str) -> None:
    with pytest.raises(InvalidInput):
        AGENT.bind({**DOCUMENTS[0], "fuel": fuel})
'''

FORMULA_HASH = FormulaDefinition(
    id="by_energy",
    version="1",
    title="Energy times factor",
    scope="1",
    expression="quantity * ef",
    inputs={"quantity": "mmBtu(HHV)"},
    factors={"ef": FactorSlot("kg/mmBtu(HHV)", per_gas=True)},
    output_name="co2e",
    output_unit="kg CO2e",
    source="40 CFR 98.33 Eq. C-1b",
).formula_hash
DOCUMENTS = [
    {"fuel": "natural-gas", "quantity": {"value": value, "unit": "mmBtu", "basis": "gross"}}
    for value in ("50", "1", "0.25")
]
FACTORS = [
    {
        "request": {
            "slot": "ef", "category": "stationary-combustion", "activity": "natural-gas", "region": "US",
            "unit": "kg/mmBtu(HHV)", "gases": ["CO2"], "source": "", "edition": "", "basis": "",
        },
        "resolved": {
            "components": [
                {"gas": "CO2", "ef_cid": "ef_1", "value": "53.06", "unit": "kg(CO2)/mmBtu(HHV)"}
            ],
            "source": "EPA Emission Factors Hub", "edition": "2025", "region": "US", "activity": "natural-gas",
            "citation": "Table 1", "licence": "", "basis": "HHV", "data_year": "2025", "table": "1",
            "steps": ["By name."],
        },
    }
]  # fmt: skip

README = """# Burning fuel

Inputs: fuel, quantity. Output: co2e. Formula by_energy: energy times factor. Source: 40 CFR 98.33 Eq. C-1b.
"""
_NUMBER = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"}
_TEXT = {"type": "string"}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
OPENAPI: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "By hand", "version": "1.0.0"},
    "paths": {
        "/execute": {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Input"}}}},
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Result"}}}},
                    **{
                        status: {
                            "content": {
                                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                            }
                        }
                        for status in ("4XX", "422")
                    },
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Input": {
                "type": "object",
                "additionalProperties": False,
                "required": ["fuel", "quantity"],
                "properties": {
                    "fuel": {"type": "string", "enum": ["natural-gas"]},
                    "quantity": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["value", "unit"],
                        "properties": {
                            "value": {
                                "oneOf": [
                                    {"type": "string", "pattern": r"^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$"},
                                    {"type": "integer"},
                                ]
                            },
                            "unit": _TEXT,
                            "basis": _TEXT,
                        },
                        "x-units": ["mmBtu(HHV)"],
                    },
                },
            },
            "Result": {
                "type": "object",
                "required": ["result", "result_unit", "gases"],
                "properties": {"result": _NUMBER, "result_unit": _TEXT, "gases": {"type": "array"}},
            },
            "Problem": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {"title": _TEXT, "detail": _TEXT, "status": {"type": "integer"}},
            },
        }
    },
}
_MANIFEST = {
    "schema": "greenlang.agent-pack/1",
    "id": "by-hand",
    "version": "1.0.0",
    "gwp_set": "AR5",
    "inputs": [{"name": "fuel", "kind": "string"}, {"name": "quantity", "kind": "quantity"}],
    "outputs": [{"name": "co2e", "unit": "kg CO2e", "description": "CO2 of the fuel burnt"}],
}

FILES: Mapping[str, bytes] = {
    "README.md": README.encode(),
    "agent/__init__.py": _INIT.encode(),
    "agent/contract.py": _CONTRACT.encode(),
    "factors.json": json.dumps(FACTORS).encode(),
    "openapi.json": json.dumps(OPENAPI).encode(),
    "tests/samples.json": json.dumps({"documents": DOCUMENTS}).encode(),
    "tests/test_golden.py": _TESTS.encode(),
}


QUICK = Depth(
    name="quick",
    latency_milliseconds=60,
    load_milliseconds=150,
    fault_milliseconds=300,
    kept_calculations=120,
    requests=40,
    mutants=2,
    mutation_seconds=1,
    interpreters=False,
)
"""Every instrument, for tests in which no figure needs to be fine."""


def measured(subject: AgentUnderTest, **handed: Any) -> Evaluation:
    """A quick evaluation."""
    return evaluate(subject, depth=QUICK, **handed)


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """The manifest of an agent with these files."""
    hashes = {name: sha256_bytes(content) for name, content in sorted(files.items())}
    formulas = [{"id": "by_energy", "hash": FORMULA_HASH}]
    return json.dumps({**_MANIFEST, "formulas": formulas, "files": hashes}).encode()


def agent(changes: Mapping[str, str | None] | None = None, **replaced: str) -> AgentUnderTest:
    """The honest agent; ``changes`` replaces whole files (None removes one).

    ``contract`` and ``tests`` append source to those files.
    """
    files = dict(FILES)
    for name, text in (changes or {}).items():
        if text is None:
            files.pop(name)
        else:
            files[name] = text.encode()
    for word, name in (("contract", "agent/contract.py"), ("tests", "tests/test_golden.py")):
        if word in replaced:
            files[name] += f"\n\n{replaced[word]}\n".encode()
    files.setdefault("manifest.json", manifest_of(files))
    return AgentUnderTest(files, "by-hand", "1.0.0")


def altered(name: str, old: str, new: str) -> AgentUnderTest:
    """The honest agent with one text of a file exchanged."""
    text = FILES[name].decode()
    assert old in text
    return agent({name: text.replace(old, new)})
