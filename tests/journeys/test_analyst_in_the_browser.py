"""An analyst's way through the running product, in a real browser: from a pack.yaml to a report."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import sign_in
from tests.journeys.product import PROJECT, Product

pytestmark = pytest.mark.journey

SAMPLE = PROJECT / "examples/packs/stationary-combustion/pack.yaml"
BUILD_MS = 60_000


def test_from_a_pack_to_a_proven_number_and_a_report(page: Page, product: Product, tmp_path: Path) -> None:
    sign_in(page, product, "admin@acme.demo.greenlang.example")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Emissions")

    page.goto(product.url + "/builds/new")
    text = SAMPLE.read_text()
    page.locator("textarea[name=pack]").fill(text.replace("version: 1.0.0", "version: 1.1.0", 1))
    page.get_by_role("button", name="Build").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#build-progress")).to_have_attribute("data-announce", "The build is done", timeout=BUILD_MS)
    expect(page.locator("main")).to_contain_text("PASS")

    page.goto(product.url + "/agents/stationary-combustion?version=1.1.0")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("main")).to_contain_text("Running")

    page.goto(product.url + "/agents/stationary-combustion/execute")
    page.locator("input[name=fuel]").fill("natural-gas")
    page.locator("input[name='quantity.value']").fill("1000")
    page.locator("input[name='quantity.unit']").fill("kWh")
    page.get_by_role("button", name="Calculate").click()
    expect(page.locator("main")).to_contain_text("gross")
    assert page.locator("input[name='quantity.value']").input_value() == "1000"
    page.locator("input[name='quantity.value']").fill("50")
    page.locator("input[name='quantity.unit']").fill("mmBtu")
    page.locator("select[name='quantity.basis']").select_option("gross")
    page.get_by_role("button", name="Calculate").click()
    expect(page.locator("main")).to_contain_text("2,655.725")

    page.goto(product.url + "/calculations")
    page.goto(product.url + str(page.locator("a[href*='/calculations/calc_']").first.get_attribute("href")))
    expect(page.locator("main")).to_contain_text("US EPA")
    expect(page.locator("main")).to_contain_text("53.06")
    page.get_by_role("button", name="Verify").click()
    expect(page.locator("main")).to_contain_text("Calculated again")

    page.goto(product.url + "/reports")
    page.goto(product.url + str(page.locator("main a[href*='/reports/']").first.get_attribute("href")))
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_an_outsider_is_told_what_an_unknown_id_is_told(page: Page, product: Product) -> None:
    sign_in(page, product, "analyst@borealis.demo.greenlang.example")
    own = product.first["calculation"]["calculation_id"]
    answers = []
    for name in (own, "calc_" + "0" * 32):
        answer = page.goto(f"{product.url}/calculations/{name}")
        assert answer is not None
        answers.append((answer.status, page.content()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
