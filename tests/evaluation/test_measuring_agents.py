"""Honest and spoilt agents, measured for real: each fault costs the right dimension."""

import functools
import json
from decimal import Decimal

import pytest

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.errors import NotAnAgent
from apps.evaluation.evaluating import evaluate
from apps.evaluation.instruments.elsewhere import run_elsewhere
from apps.evaluation.results import Evaluation
from apps.evaluation.scoring import gate
from greenlang.sandbox import SandboxUnavailable, available_mechanisms, run, running
from greenlang.sandbox.interpreter import other_interpreters
from tests.evaluation.agents import FILES, QUICK, agent, altered, measured

pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.thorough]


@pytest.fixture(scope="module")
def honest() -> Evaluation:
    return evaluate(agent())


def messages(evaluation: Evaluation, number: int) -> str:
    return "\n".join(finding.message for finding in evaluation.dimension(number).evidence)


def test_the_honest_agent_passes_with_all_twelve_measured(honest: Evaluation) -> None:
    decision = gate(honest)
    assert (decision.verdict, decision.provisional, decision.label) == ("PASS", False, ""), decision
    assert all(result.measured and result.evidence for result in honest.dimensions if result.number != 1)
    assert [result.score for result in honest.dimensions if result.number in (1, 3, 4, 6, 8, 10)] == [100] * 6, [
        result.as_document() for result in honest.dimensions
    ]


def test_what_was_not_measured_says_so_and_earns_nothing() -> None:
    without_samples = agent({"tests/samples.json": None, "tests/test_golden.py": _PLAIN_TEST})
    evaluation = measured(without_samples)
    unmeasured = [result for result in evaluation.dimensions if not result.measured]
    assert [result.number for result in unmeasured] == [2, 5, 9, 10]
    assert all(result.score is None and result.reason_not_measured for result in unmeasured)
    assert evaluation.measured_weight == 100 - sum(result.weight for result in unmeasured)
    assert gate(evaluation).label == "provisional, 65 of 100 measured"
    assert "tests/samples.json" in evaluation.dimension(2).reason_not_measured
    assert evaluation.dimension(1).score == 100


def test_coverage_is_counted_in_the_run_not_estimated(honest: Evaluation) -> None:
    coverage = honest.dimension(12)
    assert coverage.value is not None
    assert Decimal(70) < coverage.value < Decimal(100)
    line = next(
        number
        for number, text in enumerate(FILES["agent/contract.py"].decode().splitlines(), 1)
        if "The result is negative" in text
    )
    assert any(str(line) in finding.message for finding in coverage.evidence)


def test_a_comment_does_not_hide_uncovered_lines(honest: Evaluation) -> None:
    hidden = altered("agent/contract.py", "if outcome.result < 0:", "if outcome.result < 0:  # pragma: no cover")
    assert measured(hidden).dimension(12).value == honest.dimension(12).value


def test_an_evaluation_ends_within_the_limits_of_its_runs(honest: Evaluation) -> None:
    assert 0 < honest.seconds < 60


def test_conditions_name_what_the_figures_depend_on(honest: Evaluation) -> None:
    assert honest.conditions["sandbox"] in {"bubblewrap", "namespaces", "landlock"}
    assert all(honest.conditions[tool] for tool in ("python", "pytest", "coverage", "ruff", "bandit", "radon"))


@pytest.mark.parametrize("mechanism", ["bubblewrap", "namespaces", "landlock"])
def test_every_mechanism_measures_the_same(mechanism: str) -> None:
    if mechanism not in available_mechanisms():
        pytest.skip(f"{mechanism} does not work on this machine")
    evaluation = measured(agent(), sandbox=functools.partial(run, mechanism=mechanism))
    assert evaluation.conditions["sandbox"] == mechanism
    assert gate(evaluation).verdict == "PASS", gate(evaluation)


def test_failing_tests_always_fail_the_gate() -> None:
    evaluation = measured(altered("tests/test_golden.py", 'Decimal("2653")', 'Decimal("2654")'))
    assert evaluation.dimension(1).score == Decimal("66.6666")
    assert "2654" in messages(evaluation, 1)
    decision = gate(evaluation)
    assert decision.verdict == "FAIL"
    assert decision.score > 70
    assert "Every test passes" in decision.reasons[0]


def test_an_expected_failure_is_a_failure() -> None:
    evaluation = measured(agent(tests="@pytest.mark.xfail\ndef test_later() -> None:\n    assert False"))
    assert evaluation.dimension(1).score == 75


def test_without_tests_nothing_was_shown() -> None:
    evaluation = measured(agent({"tests/test_golden.py": None}))
    assert evaluation.dimension(1).score == 0
    assert evaluation.dimension(12).score == 0
    assert gate(evaluation).verdict == "FAIL"


def test_only_skipped_tests_show_nothing() -> None:
    evaluation = measured(
        agent({"tests/test_golden.py": "import pytest\n\n\ndef test_it() -> None:\n    pytest.skip('later')\n"})
    )
    assert evaluation.dimension(1).score == 0


def test_a_suite_that_cannot_be_collected_is_zero() -> None:
    evaluation = measured(altered("tests/test_golden.py", "from agent import AGENT", "from agent import AGENTS"))
    assert evaluation.dimension(1).score == 0
    assert "cannot import name" in messages(evaluation, 1)


def test_a_syntax_error_earns_nothing_where_code_is_run_or_read() -> None:
    evaluation = measured(agent(contract="def broken(:"))
    for number in (1, 2, 5, 6, 7, 12):
        assert evaluation.dimension(number).score == 0, number
    assert evaluation.dimension(8).score == 0
    assert gate(evaluation).verdict == "FAIL"


def test_a_slow_agent_loses_performance_only() -> None:
    slow = altered(
        "agent/contract.py",
        "        inputs = read_inputs",
        "        sum(number * number for number in range(400_000))\n        inputs = read_inputs",
    )
    evaluation = measured(slow)
    performance = evaluation.dimension(2)
    assert performance.value is not None
    assert performance.value > 10
    assert performance.score is not None
    assert performance.score < 70
    assert evaluation.dimension(1).score == 100


def test_an_endless_loop_in_a_test_ends_in_time() -> None:
    evaluation = measured(agent(tests="def test_forever() -> None:\n    while True:\n        pass"))
    assert evaluation.dimension(1).score == 0
    assert "did not end in time" in messages(evaluation, 1)
    assert evaluation.seconds < 60
    assert gate(evaluation).verdict == "FAIL"


def test_an_endless_loop_in_the_agent_earns_no_performance() -> None:
    endless = altered(
        "agent/contract.py", "        inputs = read_inputs", "        while True: pass\n        inputs = read_inputs"
    )
    evaluation = measured(endless)
    assert evaluation.dimension(2).score == 0
    assert evaluation.dimension(5).score == 0
    assert evaluation.dimension(2).measured


_PLAIN_TEST = "from agent import AGENT\n\n\ndef test_id() -> None:\n    assert AGENT.AGENT_ID == 'by-hand'\n"


def test_samples_that_cannot_be_read_are_said_so() -> None:
    evaluation = measured(agent({"tests/samples.json": "{}", "tests/test_golden.py": _PLAIN_TEST}))
    assert "cannot be used" in evaluation.dimension(2).reason_not_measured


def test_a_swallowed_error_costs_reliability() -> None:
    careless = altered(
        "agent/contract.py",
        "        inputs = read_inputs(self.INPUTS, document)",
        "        try:\n            inputs = read_inputs(self.INPUTS, document)\n"
        "        except InvalidInput:\n"
        "            one = Quantity.from_document({'value': '1', 'unit': 'mmBtu(HHV)'})\n"
        "            inputs = {'fuel': 'natural-gas', 'quantity': one}",
    )
    evaluation = measured(careless)
    reliability = evaluation.dimension(5)
    assert reliability.score is not None
    assert reliability.score < 50
    assert "It calculated." in messages(evaluation, 5)


def test_flaky_output_costs_reliability() -> None:
    flaky = altered(
        "agent/contract.py",
        "        return Binding(",
        "        self.calls = getattr(self, 'calls', 0) + 1\n"
        "        quantity = Quantity(quantity.value + self.calls, quantity.unit)\n        return Binding(",
    )
    assert measured(flaky).dimension(5).score == 0


def test_importing_a_shell_is_a_high_finding_and_does_nothing() -> None:
    evaluation = measured(
        agent({"agent/extra.py": "import subprocess\n\nsubprocess.run('touch /tmp/owned', shell=True)\n"})
    )
    security = evaluation.dimension(6)
    assert security.score == 0
    assert {finding.line for finding in security.evidence if finding.file == "agent/extra.py"} >= {1, 3}
    assert gate(evaluation).verdict == "FAIL"


def test_a_suppressing_comment_does_not_hide_a_finding() -> None:
    source = "import random\n\nLUCK = random.random()  # nosec  # noqa: S311\n"
    found = {finding.source for finding in measured(agent({"agent/extra.py": source})).dimension(6).evidence}
    assert "bandit B311" in found


def test_complexity_costs_maintainability() -> None:
    branches = "\n".join(f"    if value == {number}:\n        return {number * 7 % 13}" for number in range(40))
    evaluation = measured(agent({"agent/extra.py": f"def pick(value: int) -> int:\n{branches}\n    return 0\n"}))
    maintainability = evaluation.dimension(7)
    assert maintainability.figures["worst complexity"] == 41
    assert maintainability.score is not None
    assert maintainability.score <= 50
    assert any(finding.line == 1 for finding in maintainability.evidence)


def test_a_platform_module_costs_portability() -> None:
    evaluation = measured(agent({"agent/extra.py": "import platform\n\nHOST = platform.node()\n"}))
    assert evaluation.dimension(8).score == 80


def test_results_that_depend_on_the_surroundings_cost_portability(honest: Evaluation) -> None:
    contract = FILES["agent/contract.py"].decode()
    hashed = contract.replace(
        "        return Binding(",
        "        quantity = Quantity(quantity.value + hash('fuel') % 1000, quantity.unit)\n        return Binding(",
    )
    evaluation = measured(agent({"agent/contract.py": hashed}))
    assert evaluation.dimension(8).score == 80
    assert honest.dimension(8).score == 100
    assert "Other results." in messages(evaluation, 8)


def test_a_package_that_is_not_there_costs_portability() -> None:
    evaluation = measured(agent(contract="import pydantic"))
    assert "pydantic" in messages(evaluation, 8)
    assert evaluation.dimension(8).score == 50


def test_figures_are_strings_in_the_document(honest: Evaluation) -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            return [found for item in value.values() for found in numbers(item)]
        if isinstance(value, list):
            return [found for item in value for found in numbers(item)]
        return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []

    document = honest.as_document()
    assert numbers(document) == []
    assert json.loads(json.dumps(document)) == document


def test_a_folder_without_an_agent_is_refused() -> None:
    with pytest.raises(NotAnAgent):
        AgentUnderTest({"agent/other.py": b""}, "x", "1")


def test_a_giant_source_is_refused_before_it_is_read() -> None:
    with pytest.raises(NotAnAgent, match="At most"):
        agent({"agent/extra.py": "x = 1\n" * 1_000_000})


def test_without_a_sandbox_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_fault", lambda name: "forbidden here")
    with pytest.raises(SandboxUnavailable):
        measured(agent())


def test_every_supported_interpreter_of_the_machine_gives_the_same_bytes() -> None:
    there = [run_elsewhere(agent(), sandbox=run, depth=QUICK, other=other) for other in (None, *other_interpreters())]
    assert there[0].outcomes
    assert {each.outcomes for each in there} == {there[0].outcomes}, [(each.interpreter, each.ended) for each in there]
    assert len({each.interpreter for each in there}) == len(there)
