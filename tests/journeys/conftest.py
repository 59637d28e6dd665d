"""One running product for all journeys of a worker."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.product import Product, running


@pytest.fixture(scope="session")
def data_folder() -> Iterator[Path]:
    """A folder that every user may pass through, as an embedded server needs it."""
    folder = Path(tempfile.mkdtemp(prefix="greenlang-journey-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def product(data_folder: Path) -> Iterator[Product]:
    """The stack, with its first run done."""
    with running(data_folder / "data") as stack:
        yield stack
