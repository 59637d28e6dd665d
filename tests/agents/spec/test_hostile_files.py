"""Files made to hurt: each has its answer within two seconds of a processor and 256 MB, in a process so limited."""

import json
import sys

import pytest

from tests.agents.codegen.agent_samples import run_python
from tests.agents.spec.hostile_files import FILES
from tests.house import PROJECT

HARMLESS = {
    "iterations": "accepted",
    "a rule of many brackets": "accepted",
}
"""How often a law is tried is for the suite to say; a rule that is not understood is listed as such."""

REFUSED = {
    "a scalar of 10 MB": "too-large line 1",
    "sequences 200,000 deep": "too-deep line 1",
    "anchors within anchors": "too-many-nodes line 5",
    "a cycle of two": "alias line 3",
    "keys that are all the same": "duplicate-key line 3",
    "a tag that calls": "tag line 1",
    "digits": "number line 1",
    "an exponent in quotes": "invalid-number line 127",
    "a pattern that backtracks": "default line 30",
    "a path for a name": "id line 7",
    "not UTF-8": "not-utf8 line 2",
}
"""Some of them by the reason given."""


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    done = run_python(PROJECT, "-m", "tests.agents.spec.hostile_files")
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of a process are Linux's")
@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_with_its_place_within_the_limits(answers: dict[str, str], name: str) -> None:
    expected = HARMLESS.get(name) or REFUSED.get(name)
    code, _, line = answers[name].partition(" line ")
    assert answers[name] == expected if expected else line.isdigit(), answers[name]
    assert code.replace("-", "").isalnum(), answers[name]


def test_nothing_was_run() -> None:
    assert not (PROJECT / "pwned").exists()
