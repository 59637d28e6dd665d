"""Deliberately bad agents: each fails the gate, or loses at least half of the right dimension's score."""

import re
from decimal import Decimal

import pytest

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.evaluating import evaluate
from apps.evaluation.results import DimensionResult, Evaluation
from apps.evaluation.scoring import gate
from tests.evaluation.agents import FILES, agent, altered, measured

pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.thorough]

BIND = "        inputs = read_inputs(self.INPUTS, document)\n"


def with_code(before_binding: str, *, module: str = "") -> AgentUnderTest:
    """The honest agent with statements at the beginning of ``bind``, and others at the end of the module."""
    contract = FILES["agent/contract.py"].decode()
    indented = "".join(f"        {line}\n" for line in before_binding.splitlines())
    assert BIND in contract
    return agent({"agent/contract.py": f"{contract.replace(BIND, indented + BIND)}\n\n{module}\n"})


@pytest.fixture(scope="module")
def honest() -> Evaluation:
    return measured(agent())


def messages(result: DimensionResult) -> str:
    return "\n".join(f"{finding.source}: {finding.message}" for finding in result.evidence)


def lost_half(evaluation: Evaluation, honest: Evaluation, number: int) -> bool:
    mine, theirs = evaluation.dimension(number).score, honest.dimension(number).score
    assert theirs is not None
    assert theirs >= Decimal(80), messages(honest.dimension(number))
    return mine is not None and mine <= theirs / 2


def test_failing_tests_fail_the_gate() -> None:
    evaluation = measured(altered("tests/test_golden.py", 'Decimal("2653")', 'Decimal("2654")'))
    assert gate(evaluation).verdict == "FAIL"


INJECTIONS = {
    "allow-list builtin": ("eval('1 + 1')", "getattr(__builtins__, 'open', print)"),
    "allow-list import": ("import os",),
    "watch os.system": ("import os; os.system('true')",),
    "watch subprocess.Popen": ("import subprocess; subprocess.run(['true'])",),
    "watch open": ("open('/etc/passwd')",),
    "watch socket.__new__": ("import socket; socket.socket()",),
    "watch ctypes.dlopen": ("import ctypes; ctypes.CDLL(None)",),
    "watch exec": ("exec('x = 1')",),
}


def test_injections_fail_the_gate_each_with_its_line() -> None:
    tried = [line for lines in INJECTIONS.values() for line in lines]
    code = "".join(f"try:\n    {line}\nexcept Exception:\n    pass\n" for line in tried)
    evaluation = measured(with_code(code))
    security = evaluation.dimension(6)
    for source in INJECTIONS:
        found = [finding for finding in security.evidence if finding.source == source]
        assert found, (source, messages(security))
        assert all(finding.file == "agent/contract.py" and finding.line > 0 for finding in found)
    assert security.score == 0
    assert gate(evaluation).verdict == "FAIL"


def test_what_static_reading_cannot_see_is_seen_while_it_runs() -> None:
    """A module of the engine is changed through a name the allow-list knows nothing of."""
    source = "import greenlang.engine.numbers as numbers\n\nnumbers.OUTPUT_DIGITS = 3"
    security = measured(agent(contract=source)).dimension(6)
    assert "It left changed greenlang.engine.numbers: OUTPUT_DIGITS." in messages(security)
    assert security.score == 0


def test_an_unbounded_loop_fails_the_gate() -> None:
    evaluation = measured(with_code("while True:\n    pass"))
    assert gate(evaluation).verdict == "FAIL"
    assert [evaluation.dimension(number).score for number in (1, 2, 5, 9, 10)] == [0] * 5


@pytest.mark.parametrize(
    "keeping",
    ["KEPT.append(dict(document))", "KEPT.append('x' * 1000 + str(len(KEPT)))"],
    ids=["documents", "one large text each"],
)
def test_a_leak_costs_reliability(honest: Evaluation, keeping: str) -> None:
    evaluation = measured(with_code(keeping, module="KEPT: list[object] = []"))
    reliability = evaluation.dimension(5)
    assert lost_half(evaluation, honest, 5), messages(reliability)
    assert reliability.figures["memory kept"] > 100
    assert honest.dimension(5).figures["memory kept"] < 32


def test_a_slow_path_costs_performance(honest: Evaluation) -> None:
    evaluation = measured(with_code("sum(number * number for number in range(700_000))"))
    assert lost_half(evaluation, honest, 2), messages(evaluation.dimension(2))


def test_work_that_grows_with_every_call_costs_scalability(honest: Evaluation) -> None:
    growing = "SEEN.extend(range(200))\nsum(number * number for number in SEEN)"
    evaluation = evaluate(with_code(growing, module="SEEN: list[int] = []"))
    assert lost_half(evaluation, honest, 9), messages(evaluation.dimension(9))


def test_an_undocumented_interface_costs_usability_and_interoperability(honest: Evaluation) -> None:
    contract = FILES["agent/contract.py"].decode()
    for described in ("Fuel burnt", "Energy burnt", "Energy times factor", "40 CFR 98.33 Eq. C-1b"):
        contract = contract.replace(described, described[:1] if described.startswith("Energy times") else "")
    careless = contract.replace(
        BIND,
        "        try:\n    " + BIND + "        except InvalidInput:\n            raise InvalidInput('No.') from None\n",
    )
    bare = {"README.md": None, "openapi.json": None, "manifest.json": "{}", "agent/contract.py": careless}
    evaluation = measured(agent(bare))
    assert lost_half(evaluation, honest, 4), messages(evaluation.dimension(4))
    assert lost_half(evaluation, honest, 10)
    assert "The input fuel is not described." in messages(evaluation.dimension(4))
    assert "does not say how to mend it" in messages(evaluation.dimension(4))


def test_flaky_output_costs_reliability(honest: Evaluation) -> None:
    contract = FILES["agent/contract.py"].decode().replace(
        "        return Binding(",
        "        CALLS.append(1)\n        quantity = Quantity(quantity.value + len(CALLS), quantity.unit)\n"
        "        return Binding(",
    )  # fmt: skip
    evaluation = measured(agent({"agent/contract.py": contract + "\n\nCALLS: list[int] = []\n"}))
    assert lost_half(evaluation, honest, 5)
    assert "gave another result" in messages(evaluation.dimension(5))
    assert evaluation.dimension(5).figures["mean time between failures, at least, h"] < 1


CARELESS = """

def Energy(fuel, amounts=[]):
    for amount in amounts:
        total = amount
    return sum(amounts)
"""


def test_an_untyped_and_undocumented_agent_costs_maintainability(honest: Evaluation) -> None:
    contract = re.sub(r' *""".*?"""\n', "", FILES["agent/contract.py"].decode(), flags=re.DOTALL)
    for annotation in (": Mapping[str, object]", ": Outcome", " -> Binding", " -> None"):
        assert annotation in contract
        contract = contract.replace(annotation, "")
    evaluation = measured(agent({"agent/contract.py": contract + CARELESS}))
    assert evaluation.dimension(1).score == 100
    assert lost_half(evaluation, honest, 7), messages(evaluation.dimension(7))
    rules = {finding.source for finding in evaluation.dimension(7).evidence}
    assert rules >= {"ruff ANN001", "ruff ANN201", "ruff D100", "ruff D102", "ruff F401", "ruff B006", "ruff N802"}
