"""The content id changes with the meaning of a factor and with nothing else."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import FactorRow, FactorUse, Route
from tests.calculations.catalogue.catalogue_samples import edition, row

MEANING: dict[str, Any] = {
    "table": "Table 2",
    "category": "mobile-combustion",
    "activity": "propane",
    "region": "CA",
    "gas": "CH4",
    "value": Decimal("53.07"),
    "unit": "g(CO2)/mmBtu(HHV)",
    "basis": "LHV",
    "route": Route.PER_UNIT,
    "valid_from": date(2025, 1, 1),
    "valid_to": date(2025, 12, 31),
    "as_co2e_at": Decimal(28),
    "gwp_basis": "AR4",
    "use": FactorUse.REFERENCE,
}


def test_is_pinned() -> None:
    assert ef_cid(row(), edition()) == "ef_cb25e1256e5c3229"


def test_has_its_form() -> None:
    assert re.fullmatch(r"ef_[0-9a-f]{16}", ef_cid(row(), edition()))


@pytest.mark.parametrize("field", MEANING)
def test_changes_with_every_part_of_the_meaning(field: str) -> None:
    assert ef_cid(row(**{field: MEANING[field]}), edition()) != ef_cid(row(), edition())


@pytest.mark.parametrize("field", ["slug", "publisher", "title"])
def test_changes_with_the_source(field: str) -> None:
    assert ef_cid(row(), edition(**{field: "other"})) != ef_cid(row(), edition())


@pytest.mark.parametrize("field", ["notes", "confidence", "activity_name", "region_name", "published_unit"])
def test_stays_with_what_is_for_people(field: str) -> None:
    assert ef_cid(row(**{field: "other"}), edition()) == ef_cid(row(), edition())


def test_spelling_of_the_potential_inside_does_not_matter() -> None:
    assert ef_cid(row(as_co2e_at=Decimal("28.0")), edition()) == ef_cid(row(as_co2e_at=Decimal(28)), edition())


def test_a_co2e_figure_has_the_potentials_of_its_edition_inside() -> None:
    inherited = ef_cid(row(gas="CO2e"), edition(gwp_basis="AR5 (100 years)"))
    assert inherited != ef_cid(row(gas="CO2e"), edition(gwp_basis="AR4"))
    assert inherited == ef_cid(row(gas="CO2e", gwp_basis="AR5"), edition(gwp_basis="AR4"))
    assert inherited == ef_cid(row(gas="CO2e"), edition(gwp_basis="AR5"))
    assert ef_cid(row(), edition(gwp_basis="AR5")) == ef_cid(row(), edition()), "a single gas has none inside"


def test_not_available_is_not_zero() -> None:
    assert ef_cid(row(value=None), edition()) != ef_cid(row(value=Decimal(0)), edition())


@given(st.decimals(min_value=0, max_value=10**6, places=6), st.integers(min_value=0, max_value=6))
def test_spelling_of_the_number_does_not_matter(value: Decimal, zeros: int) -> None:
    spelt = value.quantize(Decimal(1).scaleb(-6 - zeros))
    assert ef_cid(row(value=value), edition()) == ef_cid(row(value=spelt), edition())


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(texts, texts, texts, texts)
def test_neighbouring_fields_are_not_confused(a: str, b: str, c: str, d: str) -> None:
    def of(first: str, second: str) -> FactorRow:
        return replace(row(), activity=first, region=second)

    assert (ef_cid(of(a, b), edition()) == ef_cid(of(c, d), edition())) == ((a, b) == (c, d))
