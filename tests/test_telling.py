"""What commands say of a stage: findings with their lines, and the strongest of its reasons."""

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
