"""The ledger as a file: what the filters leave, every digit, and nothing a sheet would run."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from apps.reports import ledger_files
from greenlang.engine.numbers import exact_sum
from tests.portal.people import signed_in
from tests.portal.rows import World, run_make, upload_make

pytestmark = pytest.mark.django_db


def lines(answer: object) -> list[dict[str, str]]:
    """The rows of a CSV answer by heading."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_adds_up_to_what_the_page_says(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    query = f"?period={world.upload.period_id}&lines=counts"
    total = Decimal(client.get(f"/calculations{query}").context["totals"]["co2e_exact"])
    found = lines(client.get(f"/calculations/lines.csv{query}"))
    assert [row["Site"] for row in found] == ["South plant", "North plant"]
    assert exact_sum(Decimal(row["CO2e"]) for row in found) == total
    book = load_workbook(io.BytesIO(client.get(f"/calculations/lines.xlsx{query}").content))
    rows = list(book["Lines"].values)
    assert rows[0] == ledger_files.HEADINGS
    assert [row[4] for row in rows[1:]] == ["South plant", "North plant"]
    assert all(isinstance(row[14], int | float) for row in rows[1:])


def test_a_text_that_a_sheet_would_run_is_a_text(world: World) -> None:
    row = "=1+1\x1b[0m\uffff,2025-05-01,2025-05-31,natural-gas,US,5,mmBtu,gross\n".encode()
    content = b"site,start,end,fuel,region,quantity,unit,basis\n" + row
    upload_make(world.tenant, content, "formula.csv")
    run_make(world.tenant, world.version)
    client = signed_in(world.tenant, "auditor")
    found = lines(client.get("/calculations/lines.csv?month=2025-05&lines=counts"))
    assert "'=1+1\x1b[0m\uffff" in {row["Site"] for row in found}
    book = load_workbook(io.BytesIO(client.get("/calculations/lines.xlsx?lines=counts").content))
    assert "'=1+1\N{REPLACEMENT CHARACTER}[0m\N{REPLACEMENT CHARACTER}" in {row[4] for row in book["Lines"].values}


def test_more_than_a_file_takes_is_refused_with_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_files, "MOST_CSV", 1)
    answer = signed_in(world.tenant, "auditor").get("/calculations/lines.csv")
    assert answer.status_code == 422
    assert "Narrow the ledger" in answer.content.decode()
