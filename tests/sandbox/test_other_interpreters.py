"""Other supported interpreters run isolated as this one does, handed in as it is itself where the machine has none."""

import sys
from pathlib import Path

from greenlang.sandbox import run
from greenlang.sandbox.interpreter import SUPPORTED_MINORS, interpreter, other_interpreters


def test_those_found_are_other_supported_versions_one_of_each() -> None:
    names = [other.executable.name for other in other_interpreters()]
    allowed = [f"python3.{minor}" for minor in SUPPORTED_MINORS if minor != sys.version_info.minor]
    assert names == [name for name in allowed if name in names]
    assert all(other.executable.is_file() for other in other_interpreters())


def test_each_imports_the_engine_and_sees_nothing_else(mechanism: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    source = (
        "import sys, greenlang.engine, importlib.util as u\n"
        f"try: open({str(secret)!r}); seen = True\nexcept OSError: seen = False\n"
        "print(sys.version_info[:2], seen, u.find_spec('django'))"
    )
    for other in (interpreter(), *other_interpreters()):
        result = run(["python", "-c", source], mechanism=mechanism, other=other)
        minor = int(other.executable.name.rpartition(".")[2])
        assert result.stdout.decode().strip() == f"(3, {minor}) False None", result.stderr
