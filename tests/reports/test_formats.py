"""The registry of formats: every file repeats to the byte, says the same numbers, and holds no live formula."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal

import pytest

from apps.reports.datapoints import datapoints_of
from apps.reports.errors import SnapshotInvalid
from apps.reports.formats.csv_tables import TABLES
from apps.reports.formats.registry import FORMATS, KEPT, OFFERED, format_of
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import snapshot_hash
from apps.reports.totals import exact_sum
from greenlang.errors import NotFound
from tests.reports.samples import sample_snapshot
from tests.reports.test_excel_report import HOSTILE, varied_snapshot

LIGHT = [each.extension for each in FORMATS if not each.is_kept]


@pytest.fixture(scope="module")
def varied() -> InventorySnapshot:
    return varied_snapshot()


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_formats_have_names_of_their_own_and_an_unknown_one_is_told_which_there_are() -> None:
    assert len({each.extension for each in FORMATS}) == len(FORMATS)
    assert {"pdf", "xlsx", "csv.zip", "json", "snapshot.json"} <= {each.extension for each in OFFERED}
    assert {each.part_of for each in FORMATS} <= {"", *(each.extension for each in FORMATS)}
    assert {each.extension for each in KEPT} >= {"pdf", "xlsx"}
    with pytest.raises(NotFound) as refused:
        format_of("exe")
    assert "csv.zip" in refused.value.mend


@pytest.mark.parametrize("extension", LIGHT)
def test_a_file_repeats_and_is_never_written_of_a_broken_snapshot(extension: str, varied: InventorySnapshot) -> None:
    write = format_of(extension).write
    assert write(varied).content == write(varied).content
    broken: InventorySnapshot = {**varied, "gwp_set": "AR6"}
    with pytest.raises(SnapshotInvalid):
        write(broken)


def test_no_cell_of_csv_is_a_formula_and_every_number_is_exact(varied: InventorySnapshot) -> None:
    with zipfile.ZipFile(io.BytesIO(format_of("csv.zip").write(varied).content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert set(files) == {f"{table.name}.csv" for table in TABLES}
    dead = 0
    for name, content in files.items():
        assert content == format_of(name).write(varied).content
        for row in read_csv(content):
            for value in row.values():
                assert not value.startswith(("=", "+", "@", "\t", "\r"))
                assert not value.startswith("-") or re.fullmatch(r"-[0-9.]+", value)
                dead += value.startswith("'")
    assert dead >= len(HOSTILE)
    lines = read_csv(files["lines.csv"])
    assert [line["co2e_kg"] for line in lines] == [line["co2e_kg"] for line in varied["lines"]]
    assert exact_sum(line["counted_co2e_kg"] for line in lines) == varied["totals"]["co2e_kg"]


def test_the_snapshot_s_file_is_what_was_hashed(varied: InventorySnapshot) -> None:
    read = json.loads(format_of("snapshot.json").write(varied).content)
    assert snapshot_hash(read) == varied["snapshot_hash"]
    assert read == varied


def test_the_document_says_numbers_sections_and_what_is_missing() -> None:
    snapshot = sample_snapshot()
    document = json.loads(format_of("json").write(snapshot).content)
    points = datapoints_of(snapshot)
    assert {row["id"]: Decimal(row["stated"]) for row in document["datapoints"]} == {
        id_: point.stated for id_, point in points.items()
    }
    sections = {section["anchor"]: section for section in document["sections"]}
    assert len(sections) == 24
    assert "total-location" in sections["summary"]["datapoints"]
    assert any("wait for review" in text for text in sections["summary"]["narrative"])
    assert sections["intensity"]["missing"]
    assert {row["standing"] for each in document["checklists"] for row in each["rows"]} >= {"met", "not met"}
    assert all(each["statement"] == "" for each in document["checklists"])
