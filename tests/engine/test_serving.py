"""An agent behind HTTP: the outcome as `calculate` gives it, and a problem for everything else."""

import io
import json
from collections.abc import Mapping
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from greenlang.engine import (
    BUILTIN_GWP,
    Agent,
    Binding,
    FactorComponent,
    FactorSlot,
    FormulaDefinition,
    InputField,
    Outcome,
    PinnedFactor,
    Quantity,
    ResolvedFactor,
    calculate,
    compile_formula,
    inputs_document,
    parse_number,
    read_inputs,
    result_hash,
)
from greenlang.engine.contract import FactorRequest
from greenlang.engine.serving import MAX_BODY_BYTES, application, result_document

FORMULA = compile_formula(
    FormulaDefinition(
        id="by_energy", version="1", title="Energy times factor", scope="1", expression="quantity * ef",
        inputs={"quantity": "mmBtu(HHV)"}, factors={"ef": FactorSlot("kg/mmBtu(HHV)", per_gas=True)},
        output_name="co2e", output_unit="kg CO2e", source="40 CFR 98.33 Eq. C-1b",
    )
)  # fmt: skip
INPUTS = (InputField("quantity", "quantity", True, "Energy burnt", unit="mmBtu(HHV)", minimum="0"),)
PINNED = PinnedFactor(
    "ef", (FactorComponent("CO2", "ef_1", parse_number("53.06"), "kg/mmBtu(HHV)"),), "EPA Hub 2025", "Table 1"
)
DOCUMENT = {"quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}


def bind(document: Mapping[str, object]) -> Binding:
    values = read_inputs(INPUTS, document)
    quantity = values["quantity"]
    assert isinstance(quantity, Quantity)
    if quantity.value == 13:
        raise RuntimeError("a fault of the agent's own")
    return Binding("by_energy", {"quantity": quantity}, {"ef": PINNED}, inputs_document(values))


def accept(outcome: Outcome) -> None:
    """Every outcome is right."""


AGENT = Agent(
    AGENT_ID="by-hand", AGENT_NAME="By hand", AGENT_VERSION="1.0.0", DOMAIN="d", SCOPE="1", GWP_SET="AR5",
    FORMULAS={"by_energy": FORMULA}, INPUTS=INPUTS, bind=bind, check_output=accept,
)  # fmt: skip
GWP = BUILTIN_GWP["AR5"]


def nothing(request: FactorRequest) -> ResolvedFactor:
    raise AssertionError(request)


def asked(body: bytes, **environ: str) -> tuple[int, dict[str, str], Any]:
    """Status, headers and document of one request, by a server that keeps to WSGI."""
    given: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": "/execute", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "QUERY_STRING": "", "wsgi.input": io.BytesIO(body), **environ,
    }  # fmt: skip
    setup_testing_defaults(given)
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started[:] = [status, headers]
        return lambda data: None

    answered = validator(application(AGENT, nothing, GWP))(given, start_response)
    content = b"".join(answered)
    answered.close()  # type: ignore[attr-defined]
    headers = dict(started[1])
    assert headers["Content-Length"] == str(len(content))
    return int(started[0].split(" ")[0]), headers, json.loads(content)


def test_the_answer_is_the_outcome_with_its_hashes() -> None:
    status, headers, answer = asked(json.dumps(DOCUMENT).encode())
    assert (status, headers["Content-Type"]) == (200, "application/json")
    _, outcome, _ = calculate(AGENT, DOCUMENT, nothing, GWP)
    assert answer["result"] == "2653"
    assert answer["formula_hash"] == FORMULA.formula_hash
    assert answer["result_hash"] == result_hash(outcome, formula_hash=FORMULA.formula_hash, gwp_set="AR5")
    assert answer == result_document(AGENT, DOCUMENT, nothing, GWP)


def test_a_refusal_is_a_problem_with_pointer_and_mend() -> None:
    status, headers, answer = asked(b'{"quantity": {"value": "50", "unit": "kWh"}}')
    assert (status, headers["Content-Type"]) == (422, "application/problem+json")
    assert answer["status"] == 422
    assert answer["errors"][0]["pointer"].startswith("/quantity")
    assert answer["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{} {}",
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
        b'"\\ud800"',
        b"\xff",
        b"[" * 5000,
        b'{"a": 1' + b"0" * 300,
    ],
)
def test_what_is_no_json_is_400(body: bytes) -> None:
    assert asked(body)[0] == 400


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"CONTENT_TYPE": "text/plain"}, 415), ({"CONTENT_TYPE": ""}, 415), ({"REQUEST_METHOD": "GET"}, 405),
        ({"PATH_INFO": "/"}, 404), ({"CONTENT_LENGTH": str(MAX_BODY_BYTES + 1)}, 413),
        ({"CONTENT_LENGTH": "9" * 30}, 413),
    ],
)  # fmt: skip
def test_other_requests_are_refused_by_their_status(environ: dict[str, str], status: int) -> None:
    answered, headers, answer = asked(b"{}", **environ)
    assert (answered, answer["status"]) == (status, status)
    assert headers["Content-Type"] == "application/problem+json"
    assert headers.get("Allow", "") == ("POST" if status == 405 else "")


def test_a_media_type_may_have_parameters() -> None:
    assert asked(json.dumps(DOCUMENT).encode(), CONTENT_TYPE="application/json; charset=utf-8")[0] == 200


def test_a_float_is_refused_by_the_engine_and_not_rounded() -> None:
    status, _, answer = asked(b'{"quantity": {"value": 50.1, "unit": "mmBtu", "basis": "gross"}}')
    assert status == 422
    assert "float" in answer["detail"]


def test_a_fault_of_the_agent_s_own_is_500_without_a_traceback() -> None:
    status, _, answer = asked(b'{"quantity": {"value": "13", "unit": "mmBtu", "basis": "gross"}}')
    assert status == 500
    assert "RuntimeError" not in json.dumps(answer)
