"""Readers of the agent's sources that run nothing of them: ruff, bandit, radon."""

import json
import logging
import shutil
import subprocess
import sysconfig
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from apps.evaluation.results import Finding, Severity

_RUFF_SECONDS = 20
# Bandit keeps its plugins and its log in module state.
_ONE_BANDIT = threading.Lock()

_BANDIT_SEVERITY: Mapping[str, Severity] = {"HIGH": "high", "MEDIUM": "medium", "LOW": "low"}
# Ruff's S rules are bandit's by number and carry no severity; those bandit does not raise itself count as
# medium, and these as said.
_RUFF_SEVERITY: Mapping[str, Severity] = {
    "S101": "low",
    "S110": "low",
    "S112": "low",
    "S102": "high",
    "S307": "high",
    "S301": "high",
    "S302": "high",
    "S602": "high",
    "S605": "high",
    "S609": "high",
}
_SECURITY = "S"
# What a reader relies on: errors and style (E, W, N, I), names that are used and known (F), a docstring on whatever
# is public (D1), annotations (ANN), no outdated spelling (UP), common traps (B). All of them bear on an agent, and
# the generated ones satisfy every one.
_STANDARDS = "E,F,W,I,N,D1,ANN,UP,B"
# Those that find what is likely a mistake; the others find what is only harder to read.
_MISTAKES = ("F", "B")
_STYLE = ("--line-length", "120", "--target-version", "py311", "--config", 'lint.isort.known-first-party=["agent"]')


@dataclass(frozen=True)
class Complexity:
    """Radon's figures of one source file.

    Attributes:
        index: maintainability index, 0 to 100.
        lines: logical lines, the weight among the files.
        blocks: cyclomatic complexity by function or method, with its line.
    """

    file: str
    index: float
    lines: int
    blocks: tuple[tuple[str, int, int], ...]


def security_findings(sources: Mapping[str, str]) -> tuple[list[Finding], str]:
    """Findings of bandit and ruff, each place and rule once; and why one of them could not look, or empty."""
    try:
        found, unread = _bandit(sources)
        found += [
            Finding(_RUFF_SEVERITY.get(rule, "medium"), f"ruff {rule}", message, file, line)
            for rule, message, file, line in _ruff(sources, _SECURITY)
        ]
    except _ToolMissing as error:
        return [], str(error)
    merged: dict[tuple[str, int, str], Finding] = {}
    for finding in found:
        number = finding.source.split()[1][1:]
        merged.setdefault((finding.file, finding.line, number), finding)
    return sorted(merged.values(), key=lambda item: (item.file, item.line, item.source)) + unread, ""


def standards_findings(sources: Mapping[str, str]) -> tuple[list[Finding], str]:
    """Ruff's findings against the coding standard, by file and line; and why it could not look, or empty."""
    try:
        found = _ruff(sources, _STANDARDS, *_STYLE)
    except _ToolMissing as error:
        return [], str(error)
    findings = [
        Finding("medium" if rule.startswith(_MISTAKES) else "low", f"ruff {rule}", message, file, line)
        for rule, message, file, line in found
    ]
    return sorted(findings, key=lambda item: (item.file, item.line, item.source)), ""


class _ToolMissing(Exception):
    """A tool is not installed, does not end or cannot be read."""


def _bandit(sources: Mapping[str, str]) -> tuple[list[Finding], list[Finding]]:
    """Bandit's findings, and files it could not read. ``# nosec`` counts for nothing."""
    try:
        from bandit.core import config, manager  # noqa: PLC0415 - 0.3 s that only an evaluation needs
    except ImportError as error:
        raise _ToolMissing("bandit is not installed.") from error
    with tempfile.TemporaryDirectory() as folder, _ONE_BANDIT:
        paths = _write(sources, Path(folder))
        logging.getLogger("bandit").setLevel(logging.CRITICAL)
        run = manager.BanditManager(config.BanditConfig(), "file", ignore_nosec=True)
        run.discover_files([str(path) for path in paths], recursive=False)
        run.run_tests()
        found = [
            Finding(
                _BANDIT_SEVERITY.get(issue.severity, "low"),
                f"bandit {issue.test_id}",
                issue.text,
                paths[Path(issue.fname)],
                issue.lineno,
            )
            for issue in run.get_issue_list()
        ]
        unread = [
            Finding("high", "bandit", f"It cannot be examined: {reason}", paths[Path(name)])
            for name, reason in run.skipped
        ]
    return found, unread


def _ruff(sources: Mapping[str, str], select: str, *options: str) -> list[tuple[str, str, str, int]]:
    """Rule, message, file and line of what ruff finds by the selected rules.

    ``# noqa`` counts for nothing, and no configuration is read. What is no Python is no finding here.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = _write(sources, Path(folder))
        command = [_ruff_program(), "check", "--isolated", "--no-cache", "--ignore-noqa", "--select", select]
        try:
            done = subprocess.run(
                [*command, *options, "--output-format", "json", folder],
                capture_output=True,
                check=False,
                timeout=_RUFF_SECONDS,
                env={"HOME": folder},
            )
        except subprocess.TimeoutExpired as error:
            raise _ToolMissing(f"ruff did not end within {_RUFF_SECONDS} s.") from error
        try:
            reported = json.loads(done.stdout)
        except ValueError as error:
            raise _ToolMissing(f"ruff failed: {done.stderr.decode(errors='replace')[-200:]}") from error
        return [
            (item["code"], item["message"], paths[Path(item["filename"])], item["location"]["row"])
            for item in reported
            if str(item["code"] or "").startswith(tuple(select.split(",")))
        ]


def _ruff_program() -> str:
    beside = Path(sysconfig.get_path("scripts")) / "ruff"
    program = str(beside) if beside.exists() else shutil.which("ruff")
    if program is None:
        raise _ToolMissing("ruff is not installed.")
    return program


def _write(sources: Mapping[str, str], folder: Path) -> dict[Path, str]:
    """Lay the sources out; the names in the pack by the places they got."""
    places: dict[Path, str] = {}
    for number, (name, text) in enumerate(sorted(sources.items())):
        place = folder / f"{number}_{Path(name).name}"
        place.write_text(text, encoding="utf-8")
        places[place.resolve()] = name
        places[place] = name
    return places


def complexities(sources: Mapping[str, str]) -> tuple[list[Complexity], list[Finding]]:
    """Radon's figures of each file with code in it, and the files it could not read."""
    from radon.complexity import cc_visit  # noqa: PLC0415 - only an evaluation needs it
    from radon.metrics import mi_visit  # noqa: PLC0415
    from radon.raw import analyze  # noqa: PLC0415

    read: list[Complexity] = []
    failed: list[Finding] = []
    for name, text in sorted(sources.items()):
        try:
            lines = analyze(text).lloc
            blocks = tuple((block.fullname, block.complexity, block.lineno) for block in cc_visit(text))
            read.append(Complexity(name, float(mi_visit(text, multi=True)), lines, blocks))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            failed.append(Finding("high", "radon", f"It cannot be read: {error}", name))
    return read, failed
