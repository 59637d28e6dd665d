"""An operator's day in a real browser, as one: what waits is answered, what runs is looked after, all of it is told."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from apps.calculations.catalogue.archives import archive_of
from tests.admin.test_edition_imports import later
from tests.journeys.operators_work import RECEIVER, leave
from tests.journeys.product import Product
from tests.journeys.test_every_page import RULES, grave

pytestmark = pytest.mark.journey

WORK_MS = 60_000


def test_an_operators_day_in_the_admin(page: Page, product: Product, tmp_path: Path) -> None:
    leave(product)
    begin(page, product)
    decide_the_review(page)
    pause_and_resume(page, product)
    replay_the_dead_letter(page, product)
    verify_the_ledger(page, product)
    preview_an_edition(page, product, tmp_path)
    set_a_quota(page, product)
    download_the_inventory(page, product)
    read_who_did_what(page, product)


def accessible(page: Page) -> None:
    """Nothing on the page hinders anybody."""
    found = grave(Axe().run(page, options=RULES).response)
    assert found == [], f"{page.url}\n" + "\n".join(found)


def recolour(page: Page, colours: str) -> None:
    """By the menu of one's account, with the keyboard."""
    page.get_by_role("button", name="Platform operator").press("Enter")
    page.get_by_role("button", name=colours).press("Enter")
    expect(page.get_by_role("button", name=colours)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=colours)).to_be_hidden()


def asked(page: Page, act: str, reason: str) -> None:
    """The page that asks before a verb is done, answered with the keyboard."""
    accessible(page)
    page.get_by_label(re.compile("^Reason")).fill(reason)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=act)).to_be_focused()
    page.keyboard.press("Enter")


def begin(page: Page, product: Product) -> None:
    """Before a tenant is entered no list shows a row; then what waits there is told, and how the installation does."""
    page.goto(product.url + "/admin/")
    page.locator("input[name=username]").fill("operator@demo.greenlang.example")
    page.locator("input[name=password]").fill(product.password)
    page.keyboard.press("Enter")
    page.wait_for_url(product.url + "/admin/")
    page.goto(product.url + "/admin/agents/agentversion/")
    expect(page.locator("body")).to_contain_text("Choose a tenant first")
    page.goto(product.url + "/admin/tenants/tenant/")
    accessible(page)
    page.get_by_role("row", name="Acme").get_by_role("button", name="Enter").click()
    expect(page.locator("body")).to_contain_text("You work in Acme")
    for part in ("PostgreSQL", "Redis", "Workers", "Relay", "Cache", "Outbox", "Ledger"):
        expect(page.locator(".co-signs")).to_contain_text(part)
    expect(page.locator(".co-sign", has_text="Workers")).to_contain_text("good")
    accessible(page)


def decide_the_review(page: Page) -> None:
    """From the overview to the decision; what the state does not allow is not offered."""
    page.get_by_role("link", name="Reviews").click()
    page.get_by_role("link", name="stationary-combustion").click()
    expect(page.locator("#co-standing")).to_contain_text("Waits for a decision")
    expect(page.get_by_role("group", name="Possible now").get_by_role("link")).to_have_text(["Approve", "Reject"])
    page.get_by_role("link", name="Reject").click()
    asked(page, "Reject", "The accuracy of one fuel is too low")
    expect(page.locator("#co-standing")).to_contain_text("The accuracy of one fuel is too low")
    expect(page.locator("#co-standing [aria-current=step]")).to_have_text("Failed")


def pause_and_resume(page: Page, product: Product) -> None:
    """The steps of each verb as they happen."""
    page.goto(product.url + "/admin/agents/agentversion/")
    page.get_by_role("button", name="Filters").press("Enter")
    expect(page.get_by_role("link", name="A review")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#searchbar").fill("1.0.0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=1.0.0*")
    accessible(page)
    page.get_by_role("link", name="stationary-combustion").click()
    expect(page.get_by_role("link", name="Resume")).to_have_count(0)
    for colours in ("Dark", "Light"):
        recolour(page, colours)
        accessible(page)
    page.get_by_role("link", name="Pause").click()
    asked(page, "Pause", "The meter is being checked")
    expect(page.locator("body")).to_contain_text("is paused now")
    expect(page.get_by_role("link", name="Pause")).to_have_count(0)
    page.get_by_role("link", name="Resume").click()
    asked(page, "Resume", "It was the meter")
    expect(page.locator("body")).to_contain_text("is running now")


def replay_the_dead_letter(page: Page, product: Product) -> None:
    """Found by what waits, done again, and found answered."""
    page.goto(product.url + "/admin/")
    page.get_by_role("link", name="Dead letters").last.click()
    accessible(page)
    page.get_by_role("row", name=RECEIVER).get_by_role("link").first.click()
    accessible(page)
    page.get_by_role("link", name="Replay").click()
    asked(page, "Replay", "The receiver is back")
    expect(page.locator("body")).to_contain_text("is due again")
    expect(page.get_by_role("link", name="Replay")).to_have_count(0)


def verify_the_ledger(page: Page, product: Product) -> None:
    """Done by a worker: its job is followed to its end, and the overview tells the verdict."""
    page.goto(product.url + "/admin/calculations/ledgerverification/")
    page.get_by_role("link", name="Verify the ledger").click()
    page.get_by_role("button", name="Verify").click()
    expect(page.locator("#co-job")).to_contain_text("succeeded", timeout=WORK_MS)
    accessible(page)
    page.goto(product.url + "/admin/jobs/job/")
    expect(page.get_by_role("row", name="Verification").first).to_contain_text("succeeded")
    accessible(page)
    page.goto(product.url + "/admin/")
    expect(page.locator(".co-sign", has_text="Ledger")).to_contain_text("every hash and link held")


def preview_an_edition(page: Page, product: Product, folder: Path) -> None:
    """What importing it would do is read, and it is let be."""
    file = folder / "sent.zip"
    file.write_bytes(archive_of(*later("journey-2")))
    page.goto(product.url + "/admin/calculations/factoredition/")
    page.get_by_role("link", name="Import editions").click()
    accessible(page)
    page.get_by_label("Zip file").set_input_files(file)
    page.get_by_role("button", name="Check and compare").click()
    expect(page.locator("body")).to_contain_text("1 removed, 1 changed")
    accessible(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("body")).to_contain_text("nothing of it is in the catalogue")


def set_a_quota(page: Page, product: Product) -> None:
    """The tenant's own figure, told on the tenant's page."""
    page.goto(product.url + "/admin/tenants/quota/add/")
    page.get_by_label("Per minute").fill("4321")
    page.get_by_label("Reason").fill("Their year-end close")
    accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(product.url + "/admin/tenants/tenant/")
    page.get_by_role("link", name="Acme").click()
    expect(page.get_by_role("row", name="What only reads")).to_contain_text("4321")
    accessible(page)


def download_the_inventory(page: Page, product: Product) -> None:
    """PDF and Excel, from the list of reports."""
    page.goto(product.url + "/admin/reports/inventoryreport/")
    accessible(page)
    for name, begins in (("PDF", b"%PDF"), ("Excel", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).first.click()
        assert Path(download.value.path()).read_bytes().startswith(begins)


def read_who_did_what(page: Page, product: Product) -> None:
    """Every act of the day, with whose it was and why."""
    page.goto(product.url + "/admin/events/auditentry/")
    accessible(page)
    for act, why in (
        ("began to work here", ""),
        ("rejected", "The accuracy of one fuel is too low"),
        ("paused", "The meter is being checked"),
        ("resumed", "It was the meter"),
        ("replayed", "The receiver is back"),
        ("had verified", ""),
        ("set a quota", "Their year-end close"),
    ):
        row = page.get_by_role("row", name=re.compile(f"operator Platform operator.*{act}")).first
        expect(row).to_contain_text(why)
