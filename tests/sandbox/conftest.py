"""Every mechanism that works on this machine; the others skip by name."""

from collections.abc import Callable, Mapping

import pytest

from greenlang.sandbox import Limits, SandboxResult, available_mechanisms, run

Attempt = Callable[..., SandboxResult]


@pytest.fixture(params=["bubblewrap", "namespaces", "landlock"])
def mechanism(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if name not in available_mechanisms():
        pytest.skip(f"{name} does not work on this machine")
    return name


@pytest.fixture
def attempt(mechanism: str) -> Attempt:
    """Run Python source under the mechanism."""

    def run_source(
        source: str, *, limits: Limits | None = None, files: Mapping[str, bytes] | None = None
    ) -> SandboxResult:
        return run(
            ["python", "probe.py"],
            files={"probe.py": source.encode(), **(files or {})},
            limits=limits or Limits(seconds=10, cpu_seconds=10),
            mechanism=mechanism,
        )

    return run_source
