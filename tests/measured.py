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
    """What `evaluate` finds; of the same bytes with nothing to compare them with, what it found before."""
    if earlier or consumers or more:
        return evaluate(agent, earlier=earlier, consumers=consumers, **more)
    known = hashlib.sha256(pickle.dumps((agent.agent_id, agent.version, sorted(agent.files.items())))).hexdigest()
    place = Path(os.environ["GREENLANG_TEST_SERVERS"]) / f"evaluation-{known}.pickle"
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            place.write_bytes(pickle.dumps(evaluate(agent)))
        found: Evaluation = pickle.loads(place.read_bytes())  # noqa: S301 - written above, in a private folder
        return found
