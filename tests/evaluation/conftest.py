"""Evaluations run code, so they need a sandbox; without one they skip by name."""

import pytest

from greenlang.sandbox import available_mechanisms


@pytest.fixture
def sandboxed() -> None:
    if not available_mechanisms():
        pytest.skip("no mechanism of isolation works on this machine")
