"""Other supported interpreters run isolated as this one does, where the machine has any."""

import sys
from pathlib import Path

import pytest

from greenlang.sandbox import run
from greenlang.sandbox.interpreter import SUPPORTED_MINORS, other_interpreters


def test_those_found_are_other_supported_versions_one_of_each() -> None:
    names = [other.executable.name for other in other_interpreters()]
    allowed = [f"python3.{minor}" for minor in SUPPORTED_MINORS if minor != sys.version_info.minor]
    assert names == [name for name in allowed if name in names]
    assert all(other.executable.is_file() for other in other_interpreters())


def test_another_one_imports_the_engine_and_sees_nothing_else(mechanism: str, tmp_path: Path) -> None:
    if not other_interpreters():
        pytest.skip("no other supported interpreter is installed")
    secret = tmp_path / "secret"
    secret.write_text("x")
    source = (
        "import sys, greenlang.engine, importlib.util as u\n"
        f"try: open({str(secret)!r}); seen = True\nexcept OSError: seen = False\n"
        "print(sys.version_info[:2], seen, u.find_spec('django'))"
    )
    for other in other_interpreters():
        result = run(["python", "-c", source], mechanism=mechanism, other=other)
        minor = int(other.executable.name.rpartition(".")[2])
        assert result.stdout.decode().strip() == f"(3, {minor}) False None", result.stderr
