"""The kernel stands alone: standard library and `greenlang.errors` only, no float, no execution, no I/O."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "greenlang" / "engine").rglob("*.py"))
FORBIDDEN = {"eval", "exec", "compile", "open", "__import__", "float", "print", "input", "globals", "breakpoint"}
IO_MODULES = {
    "os",
    "sys",
    "io",
    "pathlib",
    "socket",
    "subprocess",
    "time",
    "random",
    "secrets",
    "importlib",
    "pickle",
}


def names_imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_the_standard_library_and_the_kernel(path: Path) -> None:
    for name in names_imported(ast.parse(path.read_text())):
        top = name.partition(".")[0]
        if top == "greenlang":
            assert name == "greenlang.errors" or name.startswith("greenlang.engine")
        else:
            assert top in sys.stdlib_module_names
            assert top not in IO_MODULES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_has_no_float_and_executes_nothing(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN


def test_the_kernel_can_be_imported_without_anything_installed() -> None:
    code = (
        "import sys, greenlang.engine as engine\n"
        "assert all(hasattr(engine, name) for name in engine.__all__)\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded - set(sys.stdlib_module_names) - {'greenlang', '__main__'}))\n"
    )
    command = [sys.executable, "-S", "-s", "-c", f"import sys; sys.path[:0] = [{str(ROOT)!r}]\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
