"""The coding standard: generated agents keep it, no comment talks it away, and the evidence stays short."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from apps.evaluation.dimensions import maintainability
from apps.evaluation.instruments.probe import ProbeRun
from apps.evaluation.instruments.static_analysis import complexities, standards_findings
from apps.evaluation.instruments.suite import SuiteRun
from apps.evaluation.observations import Observations, SourceReading
from apps.evaluation.results import Finding
from apps.evaluation.score_table import TABLE
from tests.agents.codegen.agent_samples import EXAMPLES, build, completion_bytes, pack_bytes
from tests.agents.codegen.carried_catalogue import build_carried
from tests.evaluation.agents import agent

CARELESS = "import os\n\n\ndef f(x):\n    return x\n"
CRITERION = next(criterion for criterion in TABLE[6].criteria if criterion.metric == "standards findings")


def observed(sources: Mapping[str, str], standards: list[Finding], missing: str = "") -> Observations:
    read, unreadable = complexities(sources)
    reading = SourceReading((), "", tuple(read), tuple(unreadable), tuple(standards), missing)
    return Observations(agent=agent(), suite=SuiteRun(""), probe=ProbeRun(ended=""), sources=reading)


def generated() -> dict[str, Mapping[str, bytes]]:
    """Every example pack, and packs with every kind of input."""
    names = [path.parent.name for path in EXAMPLES.glob("*/pack.yaml")]
    packs = {name: build_carried(pack_bytes(name), completion_bytes(name)).files for name in names}
    return packs | {name: build(pack_bytes(name)).files for name in ("everything", "mixed", "site-energy")}


def test_generated_agents_keep_every_rule() -> None:
    packs = generated()
    sources = {
        f"{name}/{path}": content.decode()
        for name, files in packs.items()
        for path, content in files.items()
        if path.startswith("agent/") and path.endswith(".py")
    }
    assert len(sources) > len(packs) > 10
    assert standards_findings(sources) == ([], "")


def test_an_agent_that_keeps_every_rule_has_the_whole_score() -> None:
    sources = agent().sources("agent")
    found, missing = standards_findings(sources)
    reading = maintainability.read(observed(sources, found, missing))
    assert CRITERION.score(reading.figures["standards findings"]) == 100
    assert [finding.severity for finding in reading.evidence if finding.source == "ruff"] == ["note"]


@pytest.mark.parametrize("talk", ["", "# ruff: noqa\n", "# flake8: noqa\n", "# ruff: disable[F401, D100]\n"])
def test_no_comment_talks_a_finding_away(talk: str) -> None:
    source = talk + CARELESS.replace("import os", "import os  # noqa").replace("(x):", "(x):  # noqa: ANN001")
    found, missing = standards_findings({**agent().sources("agent"), "agent/x.py": source})
    assert not missing
    first = 1 + talk.count("\n")
    assert [(finding.severity, finding.source, finding.file, finding.line) for finding in found] == [
        ("low", "ruff D100", "agent/x.py", 1),
        ("medium", "ruff F401", "agent/x.py", first),
        ("low", "ruff ANN001", "agent/x.py", first + 3),
        ("low", "ruff ANN201", "agent/x.py", first + 3),
        ("low", "ruff D103", "agent/x.py", first + 3),
    ]


def test_many_findings_are_all_counted_and_the_first_shown() -> None:
    sources = {"agent/x.py": "".join(f"def f{number}(): return {number}\n" for number in range(100))}
    found, _ = standards_findings(sources)
    assert len(found) > 200
    reading = maintainability.read(observed(sources, found))
    assert reading.figures["standards findings"] == len(found)
    assert [finding for finding in reading.evidence if finding.source.startswith("ruff ")] == found[:50]
    assert reading.evidence[-1].message == f"{len(found) - 50} more findings against the coding standard."


def test_without_the_tool_it_is_not_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    monkeypatch.setattr("shutil.which", lambda _: None)
    sources = agent().sources("agent")
    found, missing = standards_findings(sources)
    assert (found, missing) == ([], "ruff is not installed.")
    reading = maintainability.read(observed(sources, found, missing))
    assert (reading.figures, reading.not_measured) == ({}, missing)
