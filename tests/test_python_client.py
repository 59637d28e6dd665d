"""The Python client is what its generator makes of the API's description today."""

import filecmp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from greenlang.settings import BASE_DIR

CLIENT = BASE_DIR / "clients" / "python"


def differences(one: Path, other: Path) -> list[str]:
    """Names of files that are in one of two folders only, or are not the same in both."""
    found: list[str] = []
    compared = filecmp.dircmp(one, other, ignore=["__pycache__", ".ruff_cache"])
    folders = [compared]
    while folders:
        each = folders.pop()
        found += [*each.left_only, *each.right_only, *each.diff_files, *each.funny_files]
        folders += each.subdirs.values()
    return found


@pytest.mark.thorough
def test_the_client_is_current(tmp_path: Path) -> None:
    made = tmp_path / "greenlang_client"
    subprocess.run(
        [
            "openapi-python-client", "generate",
            "--path", str(BASE_DIR / "docs" / "openapi.yaml"), "--config", str(CLIENT / "generator.yaml"),
            "--meta", "none", "--output-path", str(made),
        ],
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        cwd=tmp_path,
    )  # fmt: skip
    assert differences(CLIENT / "greenlang_client", made) == [], "make client writes it anew"
