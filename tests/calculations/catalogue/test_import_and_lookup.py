"""The catalogue in the database: imported once, unchanging, and read by lookup and search."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from apps.calculations.catalogue.errors import EditionChanged, FactorNotFound, UnknownGwpSet
from apps.calculations.catalogue.reading import EDITIONS
from apps.calculations.models.catalogue import (
    EmissionFactor,
    FactorEdition,
    GwpSetEdition,
    GwpValue,
    LicenceAcceptance,
)
from apps.calculations.models.imported import Immutable
from apps.calculations.selectors.factors import factor_get, factor_lookup, gwp_set, search_factors
from apps.calculations.services.catalogue import import_editions, licence_accept
from apps.events.models import OutboxEvent
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.engine.contract import FactorRequest
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.carried import editions
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
    carried = editions()
    assert {*FactorEdition.objects.values_list("slug", flat=True)} == {s for s, read in carried.items() if read.factors}
    assert {*GwpSetEdition.objects.values_list("slug", flat=True)} == {s for s, read in carried.items() if read.gwps}
    assert EmissionFactor.objects.count() == sum(len(read.factors) for read in carried.values()) == 22437
    assert GwpValue.objects.count() == sum(len(read.gwps) for read in carried.values()) == 363


@pytest.mark.parametrize("slug", ["desnz-2025", "epa-hub-2025", "green-e-2025", "nz-mfe-2026"])
def test_rows_come_back_from_the_database_as_they_were_read(slug: str) -> None:
    read = editions()[slug]
    edition = FactorEdition.objects.get(slug=slug)
    assert edition.as_edition() == read.edition
    rows = [factor.as_candidate(read.edition).row for factor in edition.factors.order_by("id")]
    assert rows == list(read.factors)


def test_potentials_come_back_as_they_were_read() -> None:
    rows = GwpValue.objects.filter(edition__slug="ipcc-gwp-ar6").order_by("id")
    assert [value.as_row() for value in rows] == list(editions()["ipcc-gwp-ar6"].gwps)


def test_a_second_import_does_nothing(imported: None) -> None:
    before = {*EmissionFactor.objects.values_list("id", "ef_cid")}
    report = import_editions()
    assert report.imported == ()
    assert set(report.unchanged) == set(editions())
    assert (report.factors, report.gwp_values) == (0, 0)
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


def test_a_file_the_database_refuses_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.calculations.services.catalogue.ef_cid", lambda row, edition: "ef_0000000000000000")
    other = FACTOR_LINE.replace("natural-gas", "other-gas")
    with pytest.raises(IntegrityError), transaction.atomic():
        import_editions(directory=sample_folder(tmp_path, f"{FACTOR_LINE}\n{other}"))
    assert not FactorEdition.objects.filter(slug="sample-2025").exists()


def test_a_new_edition_is_told_to_every_process(tmp_path: Path) -> None:
    with tenant_scope(NIL_TENANT):
        before = OutboxEvent.objects.filter(type="ef.updated").count()
    import_editions(directory=sample_folder(tmp_path))
    import_editions(directory=sample_folder(tmp_path))
    with tenant_scope(NIL_TENANT):
        told = list(OutboxEvent.objects.filter(type="ef.updated", aggregate_id="sample-2025"))
        assert OutboxEvent.objects.filter(type="ef.updated").count() == before + 1
    edition = FactorEdition.objects.get(slug="sample-2025")
    assert [event.payload for event in told] == [
        {"change": "edition-imported", "edition": "sample-2025", "content_hash": edition.content_hash}
    ]


def test_the_databases_own_rules_refuse_changes(imported: None) -> None:
    for statement in ("UPDATE calculations_emissionfactor SET value = '1'", "DELETE FROM calculations_emissionfactor"):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


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
    with pytest.raises(UnknownGwpSet, match="SAR, AR4, AR5, AR5-CCF, AR6"):
        gwp_set("AR7")


def test_search_finds_every_word_anywhere(imported: None) -> None:
    found = search_factors("natural gas co2", edition="epa-hub-2025", region="US")
    assert {"natural-gas"} <= {factor.activity for factor in found}
    assert search_factors("camx", gas="CO2e", edition="egrid2023-rev2").get().value == "429.983"
    assert search_factors().count() == EmissionFactor.objects.count()
    assert not search_factors("natural-gas zzz").exists()


def test_an_unknown_content_id_is_refused(imported: None) -> None:
    for unknown in ("ef_0000000000000000", "", "x" * 500):
        with pytest.raises(FactorNotFound):
            factor_get(unknown)


def exportable(slug: str) -> bool:
    factors = EmissionFactor.objects.exportable().filter(edition__slug=slug).exists()
    assert factors == FactorEdition.objects.exportable().filter(slug=slug).exists()
    return factors


def test_figures_of_an_unknown_licence_stay_out_of_exports_until_it_is_accepted(imported: None) -> None:
    assert exportable("epa-hub-2025")
    assert exportable("desnz-2026")
    assert not exportable("aib-2025")
    acceptance = licence_accept(edition="aib-2025", accepted_by="operator", reason="Asked the publisher.")
    assert exportable("aib-2025")
    assert not exportable("aib-2024")
    assert LicenceAcceptance.objects.get().reason == acceptance.reason


@pytest.mark.parametrize(
    ("edition", "by", "reason", "told"),
    [
        ("epa-hub-2025", "operator", "why not", "established"),
        ("aib-2025", " ", "why not", "by somebody"),
        ("aib-2025", "operator", "", "for a reason"),
    ],
)
def test_a_licence_is_accepted_by_somebody_for_a_reason(
    imported: None, edition: str, by: str, reason: str, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        licence_accept(edition=edition, accepted_by=by, reason=reason)
    assert not LicenceAcceptance.objects.exists()


def test_a_licence_is_accepted_once(imported: None) -> None:
    licence_accept(edition="aib-2025", accepted_by="operator", reason="Asked the publisher.")
    with pytest.raises(InvalidInput, match="by operator already"):
        licence_accept(edition="aib-2025", accepted_by="another", reason="Asked too.")
    with pytest.raises(NotFound, match="no catalogue edition"):
        licence_accept(edition="aib-1999", accepted_by="operator", reason="Asked.")
