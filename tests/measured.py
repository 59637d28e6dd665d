"""Evaluations of the packs that many tests build: each is measured once in a test session, by whoever comes first."""

import fcntl
import hashlib
import os
import pickle
from pathlib import Path
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.contracts import ConsumerExpectation, Contract
from apps.evaluation.evaluating import evaluate
from apps.evaluation.results import Evaluation


def measured_once(
    agent: AgentUnderTest,
    *,
    earlier: tuple[Contract, ...] = (),
    consumers: tuple[ConsumerExpectation, ...] = (),
    **more: Any,
) -> Evaluation:
    """What `evaluate` finds; of a pack with nothing to compare it with, what it found of it under any name before."""
    if earlier or consumers or more:
        return evaluate(agent, earlier=earlier, consumers=consumers, **more)
    place = Path(os.environ["GREENLANG_TEST_SERVERS"]) / f"evaluation-{_known(agent)}.pickle"
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            place.write_bytes(pickle.dumps(evaluate(agent)))
        found: Evaluation = pickle.loads(place.read_bytes())  # noqa: S301 - written above, in a private folder
        return found


def _known(agent: AgentUnderTest) -> str:
    """A hash of its code and tests, whatever the agent is called and its version is."""
    own = {agent.agent_id.encode(): b"AGENT", f'"{agent.version}"'.encode(): b'"VERSION"'}
    digest = hashlib.sha256()
    for name, content in sorted(agent.files.items()):
        if name.startswith(("agent/", "tests/")):
            for written, neutral in own.items():
                content = content.replace(written, neutral)  # noqa: PLW2901
            digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()
