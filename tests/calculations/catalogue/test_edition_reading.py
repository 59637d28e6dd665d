"""An edition's folder is read whole or refused with every finding, each at its file and line."""

from decimal import Decimal
from pathlib import Path

import pytest

from apps.calculations.catalogue.editions import FactorUse, Route
from apps.calculations.catalogue.errors import InvalidEdition
from apps.calculations.catalogue.reading import read_edition, read_editions
from tests.calculations.catalogue.catalogue_samples import EDITION_TOML, FACTOR_LINE, FACTORS_HEADER

OPTIONAL_HEADER = f"{FACTORS_HEADER},as_co2e_at,gwp_basis,use"


def folder(tmp_path: Path, *lines: str, toml: str = EDITION_TOML, header: str = FACTORS_HEADER) -> Path:
    path = tmp_path / "sample-2025"
    path.mkdir()
    (path / "edition.toml").write_text(toml, encoding="utf-8")
    (path / "factors.csv").write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def test_reads_rows_typed(tmp_path: Path) -> None:
    read = read_edition(folder(tmp_path, FACTOR_LINE))
    (row,) = read.factors
    assert (row.gas, row.canonical_value, row.unit, row.route) == (
        "CO2",
        "53.06",
        "kg(CO2)/mmBtu(HHV)",
        Route.ENERGY,
    )
    assert read.edition.cite("Table 1") == "Sample Agency, Table 1"


def test_not_available_is_data(tmp_path: Path) -> None:
    (row,) = read_edition(folder(tmp_path, FACTOR_LINE.replace("53.06", "NA"))).factors
    assert row.value is None
    assert row.canonical_value == "NA"


def test_optional_columns_are_empty_where_a_file_has_none(tmp_path: Path) -> None:
    (row,) = read_edition(folder(tmp_path, FACTOR_LINE)).factors
    assert (row.as_co2e_at, row.gwp_basis, row.use) == (None, "", FactorUse.INVENTORY)


def test_optional_columns_are_read(tmp_path: Path) -> None:
    as_co2e = FACTOR_LINE.replace(",CO2,", ",CH4,").replace("kg(CO2)", "kg(CO2e)")
    total = FACTOR_LINE.replace(",CO2,", ",CO2e,").replace("kg(CO2)", "kg(CO2e)")
    lines = (f"{as_co2e},28,,", f"{total},,AR4,reference")
    part, whole = read_edition(folder(tmp_path, *lines, header=OPTIONAL_HEADER)).factors
    assert (part.gas, part.as_co2e_at, part.use) == ("CH4", Decimal(28), FactorUse.INVENTORY)
    assert (whole.gwp_basis, whole.use) == ("AR4", FactorUse.REFERENCE)


@pytest.mark.parametrize(
    ("gas", "mass", "cells", "told"),
    [
        ("CH4", "CH4", "28,,", "not a mass of CO2e"),
        ("CH4", "CO2e", ",,", "not a mass of CH4"),
        ("CO2e", "CO2e", "28,,", "single gas"),
        ("CH4", "CO2e", "0,,", "above 0"),
        ("CH4", "CO2e", "-28,,", "negative"),
        ("CH4", "CO2e", "AR5,,", "not a number"),
        ("CO2", "CO2", ",AR5,", "figure of CO2e"),
        ("CO2e", "CO2e", ",AR3,", "none of"),
        ("CO2", "CO2", ",,never", "none of"),
    ],
)
def test_bad_optional_cells_are_refused(tmp_path: Path, gas: str, mass: str, cells: str, told: str) -> None:
    line = FACTOR_LINE.replace(",CO2,", f",{gas},").replace("kg(CO2)", f"kg({mass})")
    with pytest.raises(InvalidEdition) as caught:
        read_edition(folder(tmp_path, f"{line},{cells}", header=OPTIONAL_HEADER))
    assert any(told in finding["detail"] for finding in caught.value.errors)


def test_optional_columns_come_in_their_order(tmp_path: Path) -> None:
    with pytest.raises(InvalidEdition, match="expected are"):
        read_edition(folder(tmp_path, f"{FACTOR_LINE},,", header=f"{FACTORS_HEADER},use,gwp_basis"))


def test_cells_longer_than_the_database_takes_are_refused(tmp_path: Path) -> None:
    line = FACTOR_LINE.replace("natural-gas", "natural-gas" + "-gas" * 60)
    with pytest.raises(InvalidEdition, match="activity is longer than 160"):
        read_edition(folder(tmp_path, line))


def test_a_superseded_table_and_an_attribution_are_read(tmp_path: Path) -> None:
    toml = EDITION_TOML.replace("[applicability]", 'attribution = "Thanks."\n\n[applicability]', 1)
    edition = read_edition(
        folder(tmp_path, FACTOR_LINE, toml=f'{toml}\n[superseded]\n"Table 1" = "sample-2026"\n')
    ).edition
    assert (edition.attribution, edition.superseded_by("Table 1")) == ("Thanks.", "sample-2026")
    assert edition.superseded_by("Table 9") == ""


def test_a_superseded_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    toml = f'{EDITION_TOML}\n[superseded]\n"Table 9" = "sample-2026"\n'
    with pytest.raises(InvalidEdition, match="superseded must name tables"):
        read_edition(folder(tmp_path, FACTOR_LINE, toml=toml))


def test_zero_is_a_number(tmp_path: Path) -> None:
    (row,) = read_edition(folder(tmp_path, FACTOR_LINE.replace("53.06", "0"))).factors
    assert row.value == 0


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("53.06", "", "not a number"),
        ("53.06", "NaN", "finite"),
        ("53.06", "53,06", None),
        ("53.06", "-1", "negative"),
        ("53.06", "n.a.", "not a number"),
        ("kg(CO2)/mmBtu(HHV)", "kg(CO2)/mmBtuu(HHV)", "mmBtu"),
        ("kg(CO2)/mmBtu(HHV)", "kg(CH4)/mmBtu(HHV)", "not a mass of CO2"),
        ("kg(CO2)/mmBtu(HHV)", "kg(CO2)/mmBtu(LHV)", "basis LHV"),
        ("kg(CO2)/mmBtu(HHV)", "kg(CO2)/gallon", "gallon"),
        ("kg(CO2)/mmBtu(HHV)", "kg CO2/mmBtu(HHV)", "is written kg(CO2)/mmBtu(HHV)"),
        ("natural-gas", "Natural_Gas", "not a slug"),
        (",US,", ",usa!,", "not a code"),
        ("Table 1", "Table 2", "not named in edition.toml"),
        (",energy,", ",guess,", "none of"),
        (",HHV,energy", ",gross,energy", "none of"),
        ("verified-2", "sure", "none of"),
        (",CO2,", ",CO9,", "no gas"),
        (",CO2,", ",methane,", "is written CH4"),
        ("energy,,", "energy,2025-13-01,", "not a date"),
        ("energy,,", "energy,2025-02-01,2024-02-01", None),
        ("Natural Gas", " Natural Gas", "blanks around"),
    ],
)
def test_bad_cells_are_refused_at_their_line(tmp_path: Path, column: str, cell: str, told: str | None) -> None:
    bad = FACTOR_LINE.replace(column, cell, 1)
    assert bad != FACTOR_LINE
    with pytest.raises(InvalidEdition) as caught:
        read_edition(folder(tmp_path, FACTOR_LINE.replace("natural-gas", "other-gas"), bad))
    assert caught.value.where == "sample-2025/factors.csv:3"
    if told:
        assert any(told in finding["detail"] for finding in caught.value.errors)


def test_duplicates_are_refused_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(InvalidEdition, match="line 2") as caught:
        read_edition(folder(tmp_path, FACTOR_LINE, FACTOR_LINE.replace("53.06", "53.07")))
    assert caught.value.where == "sample-2025/factors.csv:3"


def test_all_findings_come_together(tmp_path: Path) -> None:
    bad = [FACTOR_LINE.replace("53.06", "x"), FACTOR_LINE.replace("verified-2", "x"), "one,two"]
    with pytest.raises(InvalidEdition) as caught:
        read_edition(folder(tmp_path, *bad))
    places = [finding["pointer"].rpartition(":")[2] for finding in caught.value.errors]
    assert places == ["2", "3", "4"]


def test_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidEdition, match="expected are"):
        read_edition(folder(tmp_path, FACTOR_LINE, header=FACTORS_HEADER.replace("gas", "gaz")))


def test_an_edition_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidEdition, match="no rows"):
        read_edition(folder(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('publisher = "Sample Agency"\n', "", "publisher must be a text"),
        ("publication_year = 2025", 'publication_year = "2025"', "publication_year must be a whole number"),
        ('kind = "factors"', 'kind = "other"', "kind must be one of"),
        ('kind = "factors"', 'kind = "gwp"', "set_name"),
        ("from = 2024-01-01", "since = 2024-01-01", "applicability must hold"),
        ('note = "Decided for these tests."', "", "applicability.note"),
        ("from = 2024-01-01", 'from = "2024"', "applicability.from must be a date"),
        ('slug = "sample-2025"', 'slug = "sample-2026"', "not the folder's name"),
        ('licence = "CC0-1.0"', 'licence = "CC0-1.0"\nlicense = "x"', "license is unknown"),
        ('title = "Sample Factors"', "title = Sample", "not TOML"),
    ],
)
def test_bad_descriptions_are_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(InvalidEdition, match=told) as caught:
        read_edition(folder(tmp_path, FACTOR_LINE, toml=EDITION_TOML.replace(old, new)))
    assert caught.value.where.startswith("sample-2025/edition.toml")


def test_missing_files_are_named(tmp_path: Path) -> None:
    path = folder(tmp_path, FACTOR_LINE)
    (path / "factors.csv").unlink()
    with pytest.raises(InvalidEdition, match="cannot be read") as caught:
        read_edition(path)
    assert caught.value.where == "sample-2025/factors.csv"


def test_other_encodings_are_refused_at_their_line(tmp_path: Path) -> None:
    path = folder(tmp_path, FACTOR_LINE)
    (path / "factors.csv").write_bytes(f"{FACTORS_HEADER}\n{FACTOR_LINE}".encode() + b"\xff\n")
    with pytest.raises(InvalidEdition, match="not UTF-8") as caught:
        read_edition(path)
    assert caught.value.where == "sample-2025/factors.csv:2"


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(InvalidEdition, match="no catalogue edition"):
        read_editions(tmp_path)


def test_content_hash_follows_the_contents_and_not_their_order(tmp_path: Path) -> None:
    lines = [FACTOR_LINE, FACTOR_LINE.replace("natural-gas", "other-gas")]
    hashes = []
    for name, rows in {"a": lines, "b": lines[::-1], "c": [lines[0]]}.items():
        (tmp_path / name).mkdir()
        hashes.append(read_edition(folder(tmp_path / name, *rows)).content_hash)
    assert hashes[0] == hashes[1] != hashes[2]
