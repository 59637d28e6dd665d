"""How many rules a specification may have: each becomes a test that is run many times."""

from collections.abc import Iterator

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import PackSpec

MAX_LAWS = 200
"""Properties and validation rules together."""


def check_laws(spec: PackSpec) -> Iterator[Finding]:
    """There are no more rules than a suite can try; the finding is at the longer of the two lists."""
    properties, rules = len(spec.tests.properties), len(spec.validation.rules)
    if properties + rules <= MAX_LAWS:
        return
    path: Path = ("tests", "properties") if properties >= rules else ("validation", "rules")
    detail = f"There are {properties + rules} properties and validation rules; at most {MAX_LAWS} are tested."
    yield Finding("error", path, detail, "Leave out repetitions, or join rules by `and`.", "too-many-rules")
