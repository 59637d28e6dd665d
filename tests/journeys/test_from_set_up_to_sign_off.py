"""A new organisation's way in a real browser, as one: from the guided set-up to a signed-off inventory."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import watched
from tests.journeys.product import Product

pytestmark = pytest.mark.journey

PASSWORD = "four plain words together"
YEAR = "2025"
BUILD_MS = 120_000
TOTAL = "172.98"
PACKS = ("stationary-combustion", "electricity-location-based")
HEADINGS = ("Facility", "From", "To", "Item", "Amount", "UoM", "Invoice")
ROWS = (
    ("North mill", "01/01/2025", "31/01/2025", "Natural gas, boiler", "1.250,5", "mmBtu(HHV)", "G-1"),
    ("North mill", "01/02/2025", "28/02/2025", "Natural gas, boiler", "980,25", "mmBtu(HHV)", "G-2"),
    ("North mill", "01/01/2025", "31/12/2025", "Electricity, grid CAMX", "250", "MWh", "E-1"),
    ("Harbour", "15/03/2025", "14/04/2025", "Propane", "1.000", "US_gallon", "P-1"),
    ("Harbour", "15/03/2025", "14/04/2025", "Propane", "tausend", "US_gallon", "P-2"),
)


def spreadsheet() -> bytes:
    """What somebody has: days and decimals of their country, words of their own, and one mistake."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def approver(browser: Browser) -> Iterator[Page]:
    """Somebody else's browser."""
    yield from watched(browser)


def test_from_set_up_to_a_signed_off_inventory(page: Page, approver: Page, product: Product, tmp_path: Path) -> None:
    set_up(page, product)
    agents_run(page, product)
    upload(page, product, tmp_path)
    map_rows(page, product)
    run(page, product)
    look(page, product)
    submit(page, product)
    sign(approver, product)
    page.goto(product.url + "/sign-off")
    expect(page.locator("main")).to_contain_text("Signed off")


def set_up(page: Page, product: Product) -> None:
    """The organisation, its first admin, company and period, and one invitation."""
    page.goto(product.url + "/set-up")
    page.get_by_label("Set-up token").fill((product.data / "keys" / "set-up-token").read_text().strip())
    page.get_by_label("Organisation", exact=True).fill("Northwind Mills")
    page.get_by_label("Your name").fill("Preparer")
    page.get_by_label("E-mail").fill("preparer@northwind.example")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.locator("[name=period]").fill(YEAR)
    page.locator("[name=start]").fill(f"{YEAR}-01-01")
    page.locator("[name=end]").fill(f"{YEAR}-12-31")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("E-mail addresses").fill("approver@northwind.example")
    page.get_by_role("button", name="Invite and finish").click()
    expect(page).to_have_url(product.url + "/")


def agents_run(page: Page, product: Product) -> None:
    """Two packs that come with the product are built, measured and started."""
    page.goto(product.url + "/ready-made")
    for pack in PACKS:
        page.locator(f"button[name=build][value={pack}]").click()
    for pack in PACKS:
        page.locator(f"button[name=start][value={pack}]").click(timeout=BUILD_MS)
    expect(page.get_by_text("Running", exact=True)).to_have_count(len(PACKS))


def upload(page: Page, product: Product, folder: Path) -> None:
    """The spreadsheet: what its columns hold is found, one row is handed back."""
    file = folder / "meters.xlsx"
    file.write_bytes(spreadsheet())
    page.goto(product.url + "/data/upload")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Send the file").click()
    expect(page.locator("main")).to_contain_text("4 accepted + 1 rejected + 0 duplicate")
    page.get_by_role("button", name="Take 5 rows in").click()
    expect(page.locator("main")).to_contain_text("4 accepted")


def map_rows(page: Page, product: Product) -> None:
    """What the rows call things is taken for published factors, by the keyboard alone."""
    page.goto(product.url + "/data/mapping")
    groups = page.locator("#queue [data-group]")
    expect(groups).to_have_count(3)
    expect(page.locator("#queue")).to_contain_text("WECC California")
    page.keyboard.press("j")
    for left in (2, 1, 0):
        page.keyboard.press("1")
        if page.evaluate("document.activeElement.name") == "reason":
            page.keyboard.type("The supplier bills gross")
            page.keyboard.press("Enter")
        expect(groups).to_have_count(left)
    page.goto(product.url + "/data/mapping")
    expect(page.locator("main")).to_contain_text("Mapped 3 groups, 4 rows")


def run(page: Page, product: Product) -> None:
    """Every row is calculated by the agent it is mapped to."""
    page.goto(product.url + "/data")
    page.get_by_role("button", name="Run").click()
    for _ in PACKS:
        expect(page.locator("main")).to_contain_text("Succeeded", timeout=BUILD_MS)
    page.goto(product.url + "/data")
    expect(page.locator("main")).to_contain_text("Calculated")


def look(page: Page, product: Product) -> None:
    """The dashboard adds up, and a number leads down to its lines, and a line to its row."""
    page.goto(product.url + "/calculations/dashboard")
    expect(page.locator("main")).to_contain_text(TOTAL)
    page.get_by_role("row", name="Harbour").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("5,743.28")
    page.locator("a[data-side]").first.click()
    expect(page.locator("#side-body")).to_contain_text("meters.xlsx")


def submit(page: Page, product: Product) -> None:
    """What stands in the way is told; the period is handed in with its frozen report."""
    page.goto(product.url + "/reports")
    page.get_by_role("button", name="Prepare a report").click()
    expect(page.get_by_role("link", name="See the report")).to_be_visible(timeout=BUILD_MS)
    page.goto(product.url + "/sign-off")
    for reason in page.locator("textarea[name^=reason-]").all():
        reason.fill("One row of the file is unreadable; the supplier was asked for its figure.")
    page.get_by_label("Statement").fill("All fuels and power of the mill and the harbour, as billed.")
    page.get_by_role("button", name="Submit for sign-off").click()
    expect(page.locator("main")).to_contain_text("You submitted it, so somebody else signs it off.")


def sign(approver: Page, product: Product) -> None:
    """Another member joins by the invitation's link, and signs."""
    approver.goto(invitation(product))
    approver.get_by_label("Your name").fill("Approver")
    approver.get_by_label("New password").fill(PASSWORD)
    approver.get_by_label("Once more").fill(PASSWORD)
    approver.get_by_role("button", name="Join").click()
    approver.goto(product.url + "/sign-off")
    approver.get_by_role("button", name="Sign off and lock").click()
    expect(approver.locator("main")).to_contain_text("Signed off")


def invitation(product: Product) -> str:
    """The link of the last invitation that was sent."""
    mails = sorted((product.data / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    message = message_from_bytes(mails[-1].read_bytes(), policy=policy.default)
    found = re.search(r"https?://\S+", message.get_body().get_content())  # type: ignore[union-attr]
    assert found is not None
    return found.group(0)
