"""Pictures of every kind of page at three widths, light and dark: ``make screenshots``.

They lie in the folder that is named, by page, width and colours; nothing of it is committed.
"""

import sys
import tempfile
from pathlib import Path
from typing import Literal

import django
from playwright.sync_api import Browser

from tests.journeys.product import Product, running

WIDTHS = (390, 768, 1280)
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LONGEST = 8000


def take(product: Product, browser: Browser, folder: Path) -> int:
    """Every picture; how many."""
    from tests.journeys.browsing import pages_reached, sign_in

    taken = 0
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, product, "admin@acme.demo.greenlang.example")
    for name in pages_reached(page, product):
        for colours in COLOURS:
            page.emulate_media(color_scheme=colours)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                whole = page.evaluate("document.documentElement.scrollHeight") <= LONGEST
                page.screenshot(path=folder / f"{name}-{width}-{colours}.png", full_page=whole)
                taken += 1
        page.emulate_media(color_scheme="light")
    context.close()
    return taken


def main() -> None:
    """Start the product with its first run, and take them."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    from tests.journeys.browsing import chromium

    with tempfile.TemporaryDirectory(prefix="greenlang-pictures-") as data:
        Path(data).chmod(0o711)
        with running(Path(data) / "data") as product, chromium() as browser:
            print(f"{take(product, browser, folder)} pictures in {folder}")


if __name__ == "__main__":
    main()
