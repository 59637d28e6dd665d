"""One running product for all journeys of a worker."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browsing import CHROMIUM, chromium, watched
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module's journeys; while it is there, its event loop keeps Django from the database."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: apt install chromium")
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must log no error."""
    yield from watched(browser)
