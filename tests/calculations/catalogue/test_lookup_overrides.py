"""An approved override stands in for the published figure it names, and the answer says whose it is."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Route
from apps.calculations.catalogue.finding import find_factor
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from tests.calculations.catalogue.catalogue_samples import candidates, edition, row
from tests.calculations.catalogue.shelves import ListedShelf, own_factor

GASES = ("CO2", "CH4", "N2O")
OWN = edition(slug="private", publisher="Own laboratory", title="Gas analysis", citation="Report 7", gwp_basis="AR6")


def published() -> list[Candidate]:
    rows = [
        row(gas=gas, unit=f"kg({gas})/mmBtu(HHV)", value=Decimal(value))
        for gas, value in (("CO2", "53.06"), ("CH4", "0.001"), ("N2O", "0.0001"))
    ]
    return candidates(
        *rows, row(gas="CO2e", unit="kg(CO2e)/mmBtu(HHV)", value=Decimal("53.1"), route=Route.PUBLISHED_TOTAL)
    )


def answer(*overridden: tuple[str, str], gases: tuple[str, ...] = (), on: date | None = None, **changes: Any) -> Any:
    rows = published()
    ids = {each.row.gas: each.ef_cid for each in rows}
    owned = []
    for gas, value in overridden:
        (own,) = candidates(row(gas=gas, unit=f"kg({gas})/mmBtu(HHV)", value=Decimal(value), **changes), of=OWN)
        owned.append(own_factor(own, overrides=ids[gas]))
    request = FactorRequest("ef", "stationary-combustion", "natural-gas", "US", "kg/mmBtu(HHV)", gases)
    return find_factor(request, ListedShelf(rows, owned), on=on).factor


def values(factor: ResolvedFactor) -> dict[str, str]:
    return {component.gas: str(component.value) for component in factor.components}


def test_without_an_override_nothing_changes() -> None:
    factor = answer()
    assert values(factor) == {"CO2": "53.06", "CH4": "0.001", "N2O": "0.0001"}
    assert factor.published_total is not None


def test_an_override_takes_the_place_of_its_figure_only_and_is_told_with_its_evidence() -> None:
    factor = answer(("CH4", "0.002"))
    assert values(factor) == {"CO2": "53.06", "CH4": "0.002", "N2O": "0.0001"}
    assert factor.source == "Sample Agency, Sample Factors; overridden by Own laboratory, Gas analysis"
    assert factor.citation.endswith("; overridden by Report 7")
    (told,) = [step for step in factor.steps if "is overridden" in step]
    assert "Laboratory report checked" in told
    assert "sha256:" + "a" * 64 in told


def test_the_published_total_is_not_of_the_overridden_gases() -> None:
    assert answer(("CH4", "0.002")).published_total is None


def test_an_overridden_total_answers_alone_with_its_own_basis() -> None:
    factor = answer(("CO2e", "60"))
    assert values(factor) == {"CO2e": "60"}
    assert factor.gwp_basis == "AR6"


def test_gases_asked_for_by_name_stay_where_the_total_is_overridden() -> None:
    factor = answer(("CO2e", "60"), gases=GASES)
    assert set(values(factor)) == set(GASES)
    assert factor.published_total is None
    assert values(answer(("CO2e", "60"), gases=("CO2e",))) == {"CO2e": "60"}


def test_an_override_that_does_not_apply_on_the_day_is_told_and_not_used() -> None:
    factor = answer(("CO2", "60"), on=date(2024, 5, 1), valid_from=date(2025, 1, 1))
    assert values(factor)["CO2"] == "53.06"
    assert factor.published_total is not None
    assert any("applies from 2025-01-01 on: not used" in step for step in factor.steps)
    assert values(answer(("CO2", "60"), on=date(2025, 5, 1), valid_from=date(2025, 1, 1)))["CO2"] == "60"


def test_an_override_that_ends_is_not_used_where_no_day_is_given() -> None:
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    factor = answer(("CO2", "60"), valid_from=start, valid_to=end)
    assert values(factor)["CO2"] != "60"
    assert any("not used" in step for step in factor.steps)
    assert values(answer(("CO2", "60"), on=date(2025, 5, 1), valid_from=start, valid_to=end))["CO2"] == "60"
