"""Real servers on data directories of the tests' own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from greenlang.embedded.paths import DataDirectory


@pytest.fixture(autouse=True)
def embedded_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No external server, no login's runtime folder."""
    for name in ("DATABASE_URL", "REDIS_URL", "XDG_RUNTIME_DIR", "GREENLANG_DATA", "GREENLANG_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder the user nobody may enter, as PostgreSQL needs where root may not make namespaces."""
    folder = Path(tempfile.mkdtemp(prefix="greenlang-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def data(open_folder: Path) -> DataDirectory:
    """One data directory for all: its cluster is made by the first test that starts it."""
    return DataDirectory(open_folder / "data")
