"""What commands say of a stage: findings with their lines, and the strongest of its reasons."""

import io
from typing import Any

import pytest

from greenlang.management.commands import build_agent, operate
from greenlang.management.telling import stage_line


def told(*details: dict[str, str]) -> list[str]:
    stage = {"name": "Match domain", "state": "done", "seconds": 0.0034, "target_seconds": 0.005, "note": "waste"}
    return stage_line({**stage, "details": list(details)}).split("\n")


def test_a_stage_has_its_time_beside_the_target() -> None:
    assert told() == ["  ✓ Match domain                  3.4 ms (target 5.0 ms)     waste"]


def test_a_finding_is_told_with_its_line_and_path() -> None:
    finding = {"line": "7", "path": "pack.tags", "detail": "Means nothing here; kept."}
    assert told(finding)[1:] == ["      line 7, pack.tags: Means nothing here; kept."]


def test_reasons_without_a_line_share_one_and_the_rest_is_counted() -> None:
    reasons = [{"line": "", "path": "", "detail": f"reason {number}"} for number in range(5)]
    assert told(*reasons)[1:] == ["      reason 0; reason 1; reason 2 and 2 more"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("told", "marks"), [(io.StringIO(), "✓"), (Terminal(), "…✓")])
def test_a_step_that_waits_is_told_once_where_nobody_watches(told: io.StringIO, marks: str) -> None:
    stage = {"label": "Bring it up", "seconds": None, "target_seconds": None}
    command = operate.Command(stderr=told)
    for state, note in (("running", ""), ("running", "two pods"), ("done", "two pods")):
        command._tell_step({**stage, "state": state, "note": note})
    assert "".join(line.strip()[:1] for line in told.getvalue().splitlines()) == marks


@pytest.mark.parametrize(
    ("state", "verbs", "beside", "said"),
    [
        ("running", ["stop", "pause"], [], None),
        ("running", ["stop", "pause"], ["1.0.0"], "operate boiler@1.0.0 stop"),
        ("active", ["start", "retire"], ["1.0.0"], "operate boiler@1.1.0 start"),
        ("paused", ["resume", "retire"], [], "operate boiler@1.1.0 resume"),
    ],
)
def test_a_build_says_how_its_version_goes_into_service_and_another_out(
    state: str, verbs: list[str], beside: list[str], said: str | None
) -> None:
    told = io.StringIO()
    document: dict[str, Any] = {
        "agent_id": "boiler", "version": "1.1.0", "state": state, "verbs": verbs, "running_beside": beside, "url": "/",
        "quality": {"score": 99, "label": "", "verdict": "PASS"}, "pack_sha256": "00",
    }  # fmt: skip
    build_agent.Command(stdout=told).tell(document)
    lines = told.getvalue().splitlines()
    assert len(lines) == 2 + (said is not None)
    assert said is None or said in lines[-1]
