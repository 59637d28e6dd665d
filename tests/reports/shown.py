"""What API and dashboard say of a period, read back from what they answer, and what its lines add up to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from lxml import html

from apps.inventory.figures.reading import OTHER_METHOD
from apps.portal.presenters.scopes import LABELS
from apps.portal.presenters.words import gas_words
from apps.reports.shapes import InventoryLine, InventorySnapshot
from tests.reports.said import WIDE, rounded

BIOGENIC: Final = "CO2_biogenic"
Place = tuple[str, ...]
"""Which number of a period it is, such as ("month", "March 2024", "1")."""
_SCOPES: Final = {label: scope for scope, label in LABELS.items()}


def added_up(snapshot: InventorySnapshot, basis: str) -> dict[Place, Decimal]:
    """Every number of a period in kg, added up here by one method of scope 2, without any code of the product."""
    found: dict[Place, Decimal] = {("total",): Decimal(0)}
    for line in snapshot["lines"]:
        places: list[Place] = [("scope", line["scope"])]
        if line["scope"] != OTHER_METHOD[basis]:
            month = f"{date.fromisoformat(line['start']):%B %Y}"
            places += [
                ("total",), ("month", month), ("month", month, line["scope"]), ("site", line["site"]),
                ("entity", line["entity"]), ("country", line["country"]), ("category", line["scope"], _category(line)),
            ]  # fmt: skip
        _add(found, places, line["co2e_kg"], line)
        if line["scope"] != OTHER_METHOD[basis]:
            for gas in line["gases"]:
                _add(found, [("mass", gas["gas"])], gas["mass"], line)
                if gas["gas"] != BIOGENIC:
                    _add(found, [("gas", gas["gas"])], gas["co2e"], line)
    if ("scope", OTHER_METHOD[basis]) in found and ("scope", f"2-{basis}") not in found:
        # Bought energy has figures by the other method only: there is no total.
        del found["total",]
    return found


def _category(line: InventoryLine) -> str:
    category = line["category"]
    return f"{category['scope3']}. {category['title']}" if category["scope3"] != "0" else category["title"]


def _add(found: dict[Place, Decimal], places: Iterable[Place], number: str, line: InventoryLine) -> None:
    part = WIDE.multiply(Decimal(number), Decimal(line.get("share", "1")))
    for place in places:
        found[place] = WIDE.add(found.get(place, Decimal(0)), part)


def of_figures(answer: Mapping[str, Any]) -> dict[Place, Decimal]:
    """What the API's figures of a period say, in kg."""
    found: dict[Place, str] = {("total",): answer["total"]["co2e"]} if answer["total"] else {}
    found |= {("scope", scope): amount["co2e"] for scope, amount in answer["scopes"].items()}
    for row in answer["categories"]:
        title = f"{row['number']}. {row['title']}" if row["number"] else row["title"]
        found["category", row["scope"], title] = row["co2e"]
    for row in answer["gases"]:
        found["mass", row["gas"]] = row["mass"]
        if row["counted"]:
            found["gas", row["gas"]] = row["co2e"]
    for row in answer["months"]:
        month = f"{date.fromisoformat(row['month'] + '-01'):%B %Y}"
        found |= {("month", month, scope): amount["co2e"] for scope, amount in row["scopes"].items()}
    found |= {("site", row["name"]): row["co2e"] for row in answer["sites"]}
    found |= {("entity", row["name"]): row["co2e"] for row in answer["entities"]}
    found |= {("country", row["country"] or ""): row["co2e"] for row in answer["countries"]}
    return {place: Decimal(number) for place, number in found.items()}


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it is printed on a page, and the exact one in its title; the unit of both."""

    value: str
    exact: Decimal
    unit: str

    @property
    def kilograms(self) -> Decimal:
        """The exact one."""
        return WIDE.multiply(self.exact, Decimal(1000)) if self.unit.startswith("t") else self.exact

    @property
    def is_rounded_right(self) -> bool:
        """Whether what is printed is the exact number, half to even, at the decimals that are printed."""
        printed = Decimal(self.value.replace(",", ""))
        return printed == rounded(self.exact, max(0, -int(printed.as_tuple().exponent)))


def of_dashboard(content: bytes) -> dict[Place, Shown]:
    """The numbers in the tables of a dashboard."""
    page = html.fromstring(content.decode())
    total = page.xpath("//section[@aria-labelledby='scopes-title']//span[@class='figure quantity']")
    found: dict[Place, Shown | None] = {("total",): _shown(total[0]) if total else None}
    for row in _rows(page, "scopes"):
        label = _text(row.find("th")).removesuffix(" beside, not in the total")
        found["scope", _SCOPES[label]] = _cell(row, "Emissions")
    for row in _rows(page, "months"):
        month, labels = _text(row.find("th")), row.xpath("td/@data-label")
        heads = [_SCOPES[_text(head)] for head in row.xpath("ancestor::table/thead//th")[1:-1]]
        for label, scope in zip(labels, heads, strict=False):
            found["month", month, scope] = _cell(row, label)
        found["month", month] = _cell(row, "Total")
    for row in _rows(page, "categories"):
        scope, title = (_text(span) for span in row.xpath("th/span/span"))
        found["category", _SCOPES[scope], title] = _cell(row, "Emissions")
    for row in _rows(page, "gases"):
        gas = _text(row.find("th")).removesuffix(" outside the scopes")
        found["mass", gas], found["gas", gas] = _cell(row, "Mass"), _cell(row, "CO2e")
    for side, table in (("site", "sites"), ("entity", "entities"), ("country", "countries")):
        for row in _rows(page, table):
            found[side, _text(row.find("th"))] = _cell(row, "Emissions")
    return {place: each for place, each in found.items() if each is not None}


def sums_told(content: bytes) -> list[str]:
    """What a dashboard says that the shown rows of its tables add up to, from top to bottom."""
    told = html.fromstring(content.decode()).xpath("//p[starts-with(., 'The rows as shown add up to ')]")
    return [_text(each).removeprefix("The rows as shown add up to ").partition(":")[0] for each in told]


def sums_due(shown: Mapping[Place, Shown], left_out: str) -> list[str]:
    """What it has to say: of each table whose shown rows add up to another number than their rounded exact sum."""
    found = []
    for side in ("scope", "category", "gas", "site", "entity", "country"):
        rows = [each for place, each in shown.items() if place[0] == side and place != ("scope", left_out)]
        numbers = [Decimal(each.value.replace(",", "")) for each in rows]
        places = min((-int(number.as_tuple().exponent) for number in numbers), default=0)
        together, exact = (rounded(_sum(each), max(places, 0)) for each in (numbers, [row.exact for row in rows]))
        if together != exact:
            found.append(f"{together:,f} {rows[0].unit}")
    return found


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = WIDE.add(total, number)
    return total


def as_on_pages(found: Mapping[Place, Decimal]) -> dict[Place, Decimal]:
    """The same numbers by the names that a page has for gases, and for what has no country."""
    names = {"gas": gas_words, "mass": gas_words, "country": lambda name: name or "No country given"}
    return {(place[0], *map(names.get(place[0], str), place[1:])): number for place, number in found.items()}


def _rows(page: Any, table: str) -> Iterator[Any]:
    yield from page.xpath(f"//section[@aria-labelledby='{table}-title']//tbody/tr")


def _cell(row: Any, label: str) -> Shown | None:
    """None where there is a dash or a word in place of a number."""
    quantities = row.xpath(f"td[@data-label='{label}']//span[contains(@class, 'quantity')]")
    return _shown(quantities[0]) if quantities else None


def _shown(quantity: Any) -> Shown:
    value, _, unit = _text(quantity).partition(" ")
    exact = (quantity.get("title") or value.replace(",", "")).partition(" ")[0]
    return Shown(value, Decimal(exact), unit)


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
