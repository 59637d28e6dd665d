"""Every kind of page, as a browser shows it: accessible, and as wide as the window."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.browsing import pages_reached, sign_in
from tests.journeys.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.thorough]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
GRAVE = {"serious", "critical"}
WIDTHS = (360, 1920)
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LEAST_KINDS = 25


def grave(found: dict[str, Any]) -> list[str]:
    """What hinders somebody, each with where it is."""
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


def test_every_kind_of_page_is_accessible_and_never_wider_than_the_window(page: Page, product: Product) -> None:
    sign_in(page, product, "admin@acme.demo.greenlang.example")
    axe, wrong, kinds = Axe(), [], 0
    for name in pages_reached(page, product):
        kinds += 1
        wrong += [f"{name}: {finding}" for finding in grave(axe.run(page, options=RULES).response)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if overflow := page.evaluate(_OVERFLOW):
                wrong.append(f"{name}: {overflow} px wider than {width}")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == [], "\n".join(wrong)
    assert kinds >= LEAST_KINDS
