"""Whatever the inventory: PDF, Excel, XBRL, CSV, JSON, API and dashboard say the same, each at the stated decimals."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from apps.inventory.figures.reading import OTHER_METHOD
from apps.reports.datapoints import Datapoint, datapoints_of
from apps.reports.errors import PdfUnavailable
from apps.reports.formats import pdf
from apps.reports.formats.excel import write_excel
from apps.reports.formats.pages import report_pages
from apps.reports.shapes import InventorySnapshot
from apps.tenants.models import Role
from apps.tenants.services import api_key_issue, tenant_create
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.portal.people import signed_in
from tests.reports.generated import inventory, plan_of
from tests.reports.kept import Kept, kept
from tests.reports.said import (
    expected_of,
    of_csv,
    of_excel,
    of_inline_xbrl,
    of_json,
    of_xbrl,
    rounded,
    rows_not_printed,
)
from tests.reports.shown import BIOGENIC, Place, added_up, as_on_pages, of_dashboard, of_figures, sums_due, sums_told
from tests.reports.test_excel_report import SOFFICE, recomputed

ALL, TOGETHER = 500, 20
BATCHES = [range(first, first + TOGETHER) for first in range(0, ALL, TOGETHER)]
BASES = ("location", "market")


def say_the_same(snapshot: InventorySnapshot) -> None:
    expected = expected_of(snapshot)
    assert of_json(snapshot) == expected
    assert of_csv(snapshot) == expected
    in_xbrl = of_xbrl(snapshot)
    assert {"total-location"} <= in_xbrl.keys() <= expected.keys()
    assert in_xbrl == {id_: expected[id_] for id_ in in_xbrl}
    assert of_inline_xbrl(snapshot) == in_xbrl
    in_excel = of_excel(snapshot)
    assert in_excel.keys() == expected.keys()
    for id_, value in in_excel.items():
        # A spreadsheet holds fifteen digits, which the exact text stands beside; up to there it is the very number.
        digits = len(expected[id_].as_tuple().digits)
        close = expected[id_] if digits <= 15 else value
        assert value == close, id_
        assert abs(value - expected[id_]) <= abs(expected[id_]).scaleb(-15)


@dataclass(frozen=True, slots=True)
class Doors:
    """A browser and a key of the organisation."""

    browser: Client
    api: Api

    def say_the_same(self, each: Kept) -> None:
        """API and dashboard, of the period by both methods and of its report."""
        snapshot, period = each.report.snapshot, each.period.id
        points = datapoints_of(snapshot)
        for basis in BASES:
            expected = added_up(snapshot, basis)
            _are_the_datapoints(expected, points, basis)
            figures = of_figures(self._told(f"/periods/{period}/figures?basis={basis}"))
            assert figures == {place: kg for place, kg in expected.items() if not _is_sum_of_a_month(place)}
            self._shows(f"/calculations/dashboard?period={period}&basis={basis}", expected, OTHER_METHOD[basis])
        self._report_is_told(each, points)
        if each.plan.earlier:
            self._change_is_told(each, points)

    def _change_is_told(self, each: Kept, points: Mapping[str, Datapoint]) -> None:
        """Where both years have a total by the location-based method."""
        answer = self.api.get(f"/periods/{each.period.id}/change")
        now, then = added_up(each.report.snapshot, "location"), each.plan.earlier[0].measured.source.scope
        if ("total",) not in now or then == "2-market":
            assert answer.status_code == 404
            return
        for side, id_ in (("before", "prior-total-location"), ("after", "total-location")):
            assert rounded(Decimal(answer.json()[side]["co2e"]) / 1000) == points[id_].stated

    def _told(self, address: str) -> Any:
        answer = self.api.get(address)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def _shows(self, address: str, expected: Mapping[Place, Decimal], left_out: str) -> None:
        content = self.browser.get(address).content
        shown = of_dashboard(content)
        assert sums_told(content) == sums_due(shown, left_out)
        for place, number in shown.items():
            assert number.is_rounded_right, (place, number)
        exact = {place: number.kilograms for place, number in shown.items()}
        # Scopes and months show a nought where there is no line.
        assert {place: kg for place, kg in exact.items() if kg or place in as_on_pages(expected)} == as_on_pages(
            expected
        )

    def _report_is_told(self, each: Kept, points: Mapping[str, Datapoint]) -> None:
        told = self._told(f"/reports/{each.report.id}/datapoints")["datapoints"]
        assert {row["id"]: row["stated"] for row in told} == {id_: p.stated_text for id_, p in points.items()}
        listed = self._told(f"/reports?period_id={each.period.id}")["results"][0]
        assert listed["totals"] == each.report.snapshot["totals"]
        document = self._told(f"/reports/{each.report.id}/file.json")
        assert {row["id"]: row["stated"] for row in document["datapoints"]} == {
            row["id"]: row["stated"] for row in told
        }


def _is_sum_of_a_month(place: Place) -> bool:
    """The API leaves adding a month's scopes up to whoever asks."""
    return place[0] == "month" and len(place) == 2


def _are_the_datapoints(found: Mapping[Place, Decimal], points: Mapping[str, Datapoint], basis: str) -> None:
    """What the lines add up to is what the report states of it, of gases by the location-based method."""
    ids: dict[Place, str] = {("scope", scope): f"scope-{scope}" for scope in ("1", "2-location", "2-market", "3")}
    ids |= {
        place: f"scope-3-category-{place[2].partition('.')[0]}" for place in found if place[:2] == ("category", "3")
    }
    # A report states none by a method that nothing was calculated by.
    if ("total",) in found and (basis == "location" or ("scope", "2-market") in found):
        ids["total",] = f"total-{basis}"
    if basis == "location":
        for gas in {place[1] for place in found if place[0] == "mass"} - {BIOGENIC}:
            ids["gas", gas], ids["mass", gas] = f"gas-{gas}", f"gas-mass-{gas}"
        ids["mass", BIOGENIC] = "biogenic-co2"
    for place, id_ in ids.items():
        assert (place in found) == (id_ in points) or not found.get(place), id_
        if id_ in points and place in found:
            assert rounded(found[place] / 1000, points[id_].decimals) == points[id_].stated, id_


def same_in_every_form(numbers: range) -> Iterator[Kept]:
    """The inventories of an organisation, after everything that is fast to make or to ask was held against it."""
    tenant = tenant_create(slug="generated", name="Generated")
    with tenant_scope(tenant.id):
        every = kept(tenant, map(plan_of, numbers))
    doors = Doors(signed_in(tenant, "auditor"), Api(api_key_issue(tenant=tenant, name="test", role=Role("auditor"))))
    for each in every:
        say_the_same(each.report.snapshot)
        doors.say_the_same(each)
        made_here = datapoints_of(inventory(each.plan.number))
        assert {id_: each for id_, each in datapoints_of(each.report.snapshot).items() if id_ in made_here} == made_here
        yield each


@pytest.mark.django_db
def test_every_format_api_and_dashboard_say_the_same() -> None:
    assert len(list(same_in_every_form(BATCHES[0]))) == TOGETHER


@pytest.mark.parametrize("number", BATCHES[0])
def test_what_is_printed_is_the_same(number: int) -> None:
    try:
        assert not rows_not_printed(inventory(number), short_pdf(inventory(number)))
    except PdfUnavailable:
        pytest.skip("pango is not installed")


def short_pdf(snapshot: InventorySnapshot) -> bytes:
    """A report of the cover and the index of all numbers, which is four pages of sixteen and takes a quarter of it."""
    pages = report_pages(snapshot)
    pages["sections"] = [each for each in pages["sections"] if each.section.anchor == "datapoints"]
    return pdf.set_pages("inventory.html", pages, hash_of=snapshot["snapshot_hash"])


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("numbers", BATCHES, ids=lambda numbers: f"{numbers[0]} to {numbers[-1]}")
def test_every_form_of_many_says_the_same(numbers: range) -> None:
    """Of every tenth the whole report is printed."""
    for each in same_in_every_form(numbers):
        snapshot = each.report.snapshot
        content = short_pdf(snapshot) if each.plan.number % 10 else pdf.write_pdf(snapshot)
        assert not rows_not_printed(snapshot, content)


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("number", range(0, ALL, TOGETHER))
def test_another_program_recomputes_what_is_stated(number: int, tmp_path: Path) -> None:
    snapshot = inventory(number)
    sheet = openpyxl.load_workbook(io.BytesIO(recomputed(write_excel(snapshot), tmp_path)), data_only=True)[
        "Datapoints"
    ]
    points = datapoints_of(snapshot)
    again = 0
    for row in sheet.iter_rows(min_row=2, values_only=True):
        assert row[9] in ("agrees", None), row
        if isinstance(row[8], int | float):
            point, value = points[str(row[0])], Decimal(repr(row[8]))
            bound = max(Decimal((0, (1,), -point.decimals)), abs(point.stated).scaleb(-12))
            assert abs(rounded(value, point.decimals) - point.stated) <= bound, row
            again += 1
    assert again >= 4


def test_generated_inventories_are_of_every_kind() -> None:
    plans = [plan_of(number) for number in BATCHES[0]]
    entries = [entry for plan in plans for entry in plan.entries]
    found = [inventory(number) for number in BATCHES[0]]
    scopes = [set(snapshot["totals"]["by_scope"]) for snapshot in found]
    assert set.union(*scopes) == {"1", "2-location", "2-market", "3"} > set.intersection(*scopes)
    assert any({"2-location", "2-market"} <= each for each in scopes)
    assert {snapshot["status"] for snapshot in found} == {"draft", "final", "restated"}
    assert {"0", "1"} < {entry.place.part.share for entry in entries}
    assert {bool(entry.before) for entry in entries} == {entry.taken_back for entry in entries} == {True, False}
    assert any(plan.earlier for plan in plans)
    assert {Decimal(entry.quantity).compare(0) for entry in entries} == {-1, 0, 1}
    text = re.sub(r"\s", "", json.dumps(found))
    for member in ('"share":', '"CO2_biogenic"', '"SF6"', '"revenue":', '"purchased_energy":', '"energy":'):
        assert member in text
    totals = [abs(Decimal(snapshot["totals"]["co2e_kg"])) for snapshot in found]
    assert min(totals) < 1000
    assert max(totals) > 10**12
