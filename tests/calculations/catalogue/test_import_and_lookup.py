"""The catalogue in the database: imported once, unchanging, and read by lookup and search."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from apps.calculations.catalogue.errors import EditionChanged, FactorNotFound, UnknownGwpSet
from apps.calculations.catalogue.reading import EDITIONS
from apps.calculations.models.catalogue import (
    EmissionFactor,
    FactorEdition,
    GwpSetEdition,
    GwpValue,
    Immutable,
)
from apps.calculations.selectors.factors import factor_get, factor_lookup, gwp_set, search_factors
from apps.calculations.services.catalogue import import_editions
from greenlang.engine.contract import FactorRequest
from tests.calculations.catalogue.catalogue_samples import EDITION_TOML, FACTOR_LINE, FACTORS_HEADER

pytestmark = pytest.mark.django_db

NATURAL_GAS = FactorRequest(
    slot="ef",
    category="stationary-combustion",
    activity="natural-gas",
    region="US",
    unit="kg/mmBtu(HHV)",
    gases=("CO2", "CH4", "N2O"),
    edition="epa-hub-2025",
)
SLUGS = {"egrid2023-rev2", "epa-hub-2025", "ipcc-gwp-ar4", "ipcc-gwp-ar5", "ipcc-gwp-ar6"}


@pytest.fixture
def imported() -> None:
    import_editions()


def sample_folder(root: Path, line: str = FACTOR_LINE) -> Path:
    folder = root / "sample-2025"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edition.toml").write_text(EDITION_TOML)
    (folder / "factors.csv").write_text(f"{FACTORS_HEADER}\n{line}\n")
    return root


def test_everything_is_there_after_an_import() -> None:
    import_editions()
    assert {*FactorEdition.objects.values_list("slug", flat=True)} == {"egrid2023-rev2", "epa-hub-2025"}
    assert EmissionFactor.objects.count() == 558
    assert GwpSetEdition.objects.count() == 3
    assert GwpValue.objects.count() == 237


def test_a_second_import_does_nothing(imported: None) -> None:
    before = {*EmissionFactor.objects.values_list("id", "ef_cid")}
    report = import_editions()
    assert report.imported == ()
    assert set(report.unchanged) == SLUGS
    assert {*EmissionFactor.objects.values_list("id", "ef_cid")} == before


def test_changed_files_of_a_known_edition_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    import_editions(directory=sample_folder(tmp_path / "one"))
    changed = sample_folder(tmp_path / "two", FACTOR_LINE.replace("53.06", "53.07"))
    shutil.copytree(EDITIONS / "epa-hub-2025", changed / "epa-hub-2025")
    others = FactorEdition.objects.count()
    with pytest.raises(EditionChanged, match="sample-2025"):
        import_editions(directory=changed)
    assert FactorEdition.objects.count() == others
    assert EmissionFactor.objects.get(edition__slug="sample-2025").value == "53.06"


def test_a_new_edition_changes_no_earlier_one(imported: None, tmp_path: Path) -> None:
    before = {*EmissionFactor.objects.values_list("ef_cid", "value")}
    factor = factor_lookup(NATURAL_GAS)
    import_editions(directory=sample_folder(tmp_path))
    assert before < {*EmissionFactor.objects.values_list("ef_cid", "value")}
    assert factor_lookup(NATURAL_GAS) == factor


def test_imported_rows_are_neither_changed_nor_deleted(imported: None) -> None:
    factor = EmissionFactor.objects.earliest("id")
    factor.value = "1"
    with pytest.raises(Immutable):
        factor.save()
    with pytest.raises(Immutable):
        factor.delete()
    with pytest.raises(Immutable):
        EmissionFactor.objects.update(value="1")
    with pytest.raises(Immutable):
        FactorEdition.objects.all().delete()


def test_lookup_of_natural_gas(imported: None) -> None:
    factor = factor_lookup(NATURAL_GAS, on=date(2024, 3, 1))
    assert [(c.gas, c.value) for c in factor.components] == [
        ("CO2", Decimal("53.06")),
        ("CH4", Decimal("1")),
        ("N2O", Decimal("0.1")),
    ]
    for component in factor.components:
        assert factor_get(component.ef_cid).gas == component.gas


def test_lookup_names_the_categories_there_are(imported: None) -> None:
    request = FactorRequest(slot="ef", category="combustion", activity="x", region="US", unit="", gases=())
    with pytest.raises(FactorNotFound, match="stationary-combustion"):
        factor_lookup(request)


def test_lookup_queries_once_when_warm(imported: None, django_assert_num_queries: object) -> None:
    factor_lookup(NATURAL_GAS)
    with django_assert_num_queries(1):  # type: ignore[operator]
        factor_lookup(NATURAL_GAS)


def test_not_available_survives_the_database(tmp_path: Path) -> None:
    import_editions(directory=sample_folder(tmp_path, FACTOR_LINE.replace("53.06", "NA")))
    factor = EmissionFactor.objects.get(edition__slug="sample-2025")
    assert factor.value is None
    assert not factor.is_available


@pytest.mark.parametrize("name", ["AR6", "AR6GWP100", "ipcc-gwp-ar6"])
def test_warming_potentials_by_any_name(imported: None, name: str) -> None:
    found = gwp_set(name)
    assert found.id == "AR6"
    assert found.of("CH4", origin="combustion") == Decimal("27.0")
    assert found.of("CH4", origin="fugitive") == Decimal("29.8")


def test_unknown_warming_potentials_are_refused(imported: None) -> None:
    with pytest.raises(UnknownGwpSet, match="AR4, AR5, AR6"):
        gwp_set("AR7")


def test_search_finds_every_word_anywhere(imported: None) -> None:
    found = search_factors("natural gas co2", edition="epa-hub-2025", region="US")
    assert {"natural-gas"} <= {factor.activity for factor in found}
    assert search_factors("camx", gas="CO2e").get().value == "429.983"
    assert search_factors().count() == EmissionFactor.objects.count()
    assert not search_factors("natural-gas zzz").exists()


def test_an_unknown_content_id_is_refused(imported: None) -> None:
    for unknown in ("ef_0000000000000000", "", "x" * 500):
        with pytest.raises(FactorNotFound):
            factor_get(unknown)
