"""A fallback happens only where the caller allowed it, in the order of the method, and the answer says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Edition, FactorUse, Route
from apps.calculations.catalogue.errors import FactorAmbiguous, FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.fallback import (
    DEFAULT,
    GRID_LOSS,
    LOCATION_BASED,
    MARKET_BASED,
    Origin,
    UnknownFallback,
    steps_of,
)
from apps.calculations.catalogue.finding import Found, find_factor
from greenlang.engine.contract import FactorRequest
from tests.calculations.catalogue.catalogue_samples import candidates, edition, row
from tests.calculations.catalogue.shelves import ListedShelf, own_factor


def grid(region: str, value: str | None, category: str = "purchased-electricity", **changes: Any) -> list[Candidate]:
    figure = row(
        category=category,
        activity="electricity",
        activity_name="Grid electricity",
        region=region,
        region_name=region,
        gas="CO2e",
        unit="kg(CO2e)/kWh",
        published_unit="kg/kWh",
        basis="",
        route=Route.NONE,
        value=None if value is None else Decimal(value),
        **changes,
    )
    return candidates(figure, of=edition(slug=f"{category}-{region.casefold()}"))


def market(*allowed: str, region: str = "US-CAMX", category: str = "electricity-instrument") -> FactorRequest:
    return FactorRequest("ef", category, "electricity", region, "kg/kWh", fallback=allowed)


def location(*allowed: str, region: str = "US-CAMX") -> FactorRequest:
    return market(*allowed, region=region, category="purchased-electricity")


def outcomes(found: Found) -> list[tuple[str, str]]:
    return [(step.step, step.outcome) for step in found.trace]


ALL = ("contract", "supplier", "residual-mix", "regional-average", "national-average")


def test_the_exact_factor_answers_first_and_reads_as_without_any_fallback() -> None:
    shelf = ListedShelf(grid("US-CAMX", "0.4") + grid("US", "0.5"))
    found = find_factor(location("country"), shelf)
    assert found.factor.components[0].value == Decimal("0.4")
    assert found.factor == find_factor(location(), shelf).factor
    assert outcomes(found) == [("as-asked", "matched")]


def test_location_based_goes_on_to_the_country_where_it_is_allowed() -> None:
    shelf = ListedShelf(grid("US", "0.5"))
    found = find_factor(location("country"), shelf)
    assert found.factor.region == "US"
    assert outcomes(found) == [("as-asked", "passed over"), ("country", "matched")]
    assert found.factor.steps[:2] == (
        "step country: the average of the country",
        "as-asked passed over: Nothing is published for electricity in US-CAMX (purchased-electricity).",
    )


def test_nothing_is_put_in_its_place_where_it_is_not_allowed() -> None:
    shelf = ListedShelf(grid("US", "0.5"))
    with pytest.raises(FactorNotFound) as caught:
        find_factor(location(), shelf)
    assert caught.value.where == "factors.ef.region"
    assert caught.value.nearest == ("US",)


def test_location_based_refuses_after_the_country_and_tells_both() -> None:
    shelf = ListedShelf(grid("CA", "0.1") + grid("GLO", "0.6"))
    with pytest.raises(FactorNotFound) as caught:
        find_factor(location("country"), shelf)
    assert caught.value.nearest == ("CA", "GLO")
    assert "country: Nothing is published for electricity in US" in caught.value.mend


@pytest.mark.parametrize("name", ["supplier", "private", "residual-mix", "global", "as-asked", "", "x" * 900])
def test_location_based_has_no_other_step_whatever_the_caller_allows(name: str) -> None:
    with pytest.raises(UnknownFallback, match="location-based has no step") as caught:
        find_factor(location(name), ListedShelf(grid("US-CAMX", "0.4")))
    assert caught.value.mend == "Its steps are: country."
    assert len(str(caught.value)) < 400


def test_market_based_goes_down_its_order_and_names_each_step() -> None:
    shelf = ListedShelf(grid("US-CAMX", "0.4") + grid("US", "0.5"))
    found = find_factor(market(*ALL), shelf)
    assert outcomes(found) == [
        ("as-asked", "passed over"),
        ("contract", "passed over"),
        ("supplier", "passed over"),
        ("residual-mix", "passed over"),
        ("regional-average", "matched"),
    ]
    assert found.trace[3].reason == "Nothing is published for electricity in US-CAMX (residual-mix)."
    assert found.factor.steps[0] == "step regional-average: the average of the grid region"


def test_the_order_is_the_methods_whatever_order_the_caller_writes() -> None:
    shelf = ListedShelf(grid("US", "0.5") + grid("US-CAMX", "0.45", "residual-mix"))
    assert find_factor(market(*reversed(ALL)), shelf) == find_factor(market(*ALL), shelf)
    assert find_factor(market(*ALL), shelf).factor.components[0].value == Decimal("0.45")


def test_a_step_in_between_that_is_not_allowed_is_told_and_not_taken() -> None:
    shelf = ListedShelf(grid("US-CAMX", "0.45", "residual-mix") + grid("US-CAMX", "0.4"))
    found = find_factor(market("regional-average"), shelf)
    assert found.factor.components[0].value == Decimal("0.4")
    assert ("residual-mix", "not allowed") in outcomes(found)
    assert any("residual-mix not allowed" in step for step in found.factor.steps)


def test_the_organisations_contract_comes_before_the_residual_mix() -> None:
    (contract,) = grid("US-CAMX", "0.02", "electricity-contract")
    shelf = ListedShelf(grid("US-CAMX", "0.45", "residual-mix"), [own_factor(contract)])
    found = find_factor(market(*ALL), shelf)
    assert found.factor.components[0].value == Decimal("0.02")
    assert any("approved by reviewer@alpha.example on 2025-03-01" in step for step in found.factor.steps)
    assert any("sha256:" + "a" * 64 in step for step in found.factor.steps)


def test_a_published_row_is_never_taken_for_a_contract() -> None:
    shelf = ListedShelf(grid("US-CAMX", "0.02", "electricity-contract"))
    with pytest.raises(FactorNotFound):
        find_factor(market("contract"), shelf)


def test_a_market_based_request_may_begin_at_the_residual_mix() -> None:
    shelf = ListedShelf(grid("DE", "0.38"))
    found = find_factor(market("regional-average", region="DE", category="residual-mix"), shelf)
    assert outcomes(found) == [("as-asked", "passed over"), ("regional-average", "matched")]
    with pytest.raises(UnknownFallback):
        find_factor(market("contract", region="DE", category="residual-mix"), shelf)


def test_the_residual_mix_of_the_country_serves_a_region_that_has_none_of_its_own() -> None:
    rows = grid("AU", "0.81", "residual-mix") + grid("AU-NSW", "0.66")
    found = find_factor(market(*ALL, region="AU-NSW"), ListedShelf(rows))
    assert (found.trace[-1].step, found.factor.region) == ("residual-mix", "AU")
    with pytest.raises(FactorNotAvailable):
        find_factor(market(*ALL, region="AU-NSW"), ListedShelf(grid("AU", None, "residual-mix") + rows[1:]))
    exact = market(region="AU-NSW", category="residual-mix")
    with pytest.raises(FactorNotFound):
        find_factor(exact, ListedShelf(rows))


def test_the_loss_of_a_grid_goes_on_to_the_country_and_no_further() -> None:
    request = market("country", category="grid-gross-loss")
    assert find_factor(request, ListedShelf(grid("US", "0.05", "grid-gross-loss"))).factor.region == "US"
    with pytest.raises(UnknownFallback):
        find_factor(replace(request, fallback=("other-edition",)), ListedShelf())


def test_full_disclosure_blocks_every_further_step() -> None:
    shelf = ListedShelf(grid("AT", None, "residual-mix") + grid("AT", "0.1"))
    with pytest.raises(FactorNotAvailable, match="not available"):
        find_factor(market(*ALL, region="AT"), shelf)


def test_a_unit_that_does_not_fit_is_a_mistake_and_no_reason_to_go_on() -> None:
    shelf = ListedShelf(grid("US-CAMX", "0.4") + grid("US", "0.5"))
    with pytest.raises(FactorNotFound, match="not published in anything convertible to kg/km"):
        find_factor(replace(location("country"), unit="kg/km"), shelf)


def test_gases_that_are_not_published_are_no_reason_to_go_on() -> None:
    shelf = ListedShelf(grid("US-CAMX", "0.45", "residual-mix") + grid("US-CAMX", "0.4"))
    with pytest.raises(FactorNotFound, match="not published with CO2, CH4 together"):
        find_factor(replace(market(*ALL), gases=("CO2", "CH4")), shelf)


def test_several_answers_of_a_step_are_refused() -> None:
    twice = grid("US", "0.5") + [replace(each, edition=edition(slug="other")) for each in grid("US", "0.6")]
    with pytest.raises(FactorAmbiguous, match="Say the edition"):
        find_factor(location("country"), ListedShelf(twice))


def test_a_day_on_which_nothing_applies_is_passed_over() -> None:
    old = grid("US-CAMX", "0.4", valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    found = find_factor(location("country"), ListedShelf(old + grid("US", "0.5")), on=date(2024, 5, 1))
    assert found.factor.region == "US"
    assert "from 2020-01-01 to 2020-12-31" in found.trace[0].reason


def fuel(*allowed: str, **changes: Any) -> FactorRequest:
    request = FactorRequest("ef", "stationary-combustion", "natural-gas", "US", "kg/mmBtu(HHV)", ("CO2",))
    return replace(request, fallback=allowed, **changes)


def yearly(year: int, value: str) -> list[Candidate]:
    of = edition(
        slug=f"sample-{year}",
        edition=str(year),
        title=f"Sample Factors {year}",
        publication_year=year,
        applicable_from=date(year, 1, 1),
        applicable_to=date(year, 12, 31),
    )
    return candidates(row(value=Decimal(value)), of=of)


YEARS = ListedShelf([*yearly(2022, "52"), *yearly(2024, "54"), *yearly(2025, "55")])


def test_fuels_have_no_fallback_by_default() -> None:
    with pytest.raises(FactorNotFound, match="No edition of this factor applies on 2023-06-30"):
        find_factor(fuel(), YEARS, on=date(2023, 6, 30))


@pytest.mark.parametrize(
    ("day", "edition_"), [("2023-06-30", "sample-2022"), ("2019-01-01", "sample-2022"), ("2031-01-01", "sample-2025")]
)
def test_the_edition_before_the_day_serves_where_another_year_is_allowed(day: str, edition_: str) -> None:
    found = find_factor(fuel("other-edition"), YEARS, on=date.fromisoformat(day))
    assert found.factor.edition == edition_
    assert found.trace[-1].step == "other-edition"
    assert ("private", "not allowed") in outcomes(found)


def test_the_edition_before_the_one_named_serves_where_it_lacks_the_factor() -> None:
    lacks = candidates(row(activity="propane"), of=yearly(2023, "0")[0].edition)
    shelf = ListedShelf([*YEARS.rows, *lacks])
    assert find_factor(fuel("other-edition", edition="sample-2023"), shelf).factor.edition == "sample-2022"
    with pytest.raises(FactorNotFound):
        find_factor(fuel("other-edition", edition="no-such-edition"), shelf)


def test_another_edition_is_never_of_another_publication() -> None:
    other: Edition = edition(slug="theirs-2022", publisher="Another Agency", publication_year=2022)
    named = candidates(row(activity="propane"))
    shelf = ListedShelf([*named, *candidates(row(), of=other)])
    with pytest.raises(FactorNotFound):
        find_factor(fuel("other-edition", edition="sample-2025"), shelf)


def test_the_organisations_own_factor_serves_where_none_is_published_and_it_is_allowed() -> None:
    (own,) = candidates(row(activity="landfill-gas-mix", value=Decimal("48.1")))
    shelf = ListedShelf(candidates(row()), [own_factor(own)])
    found = find_factor(fuel("private", activity="landfill-gas-mix"), shelf)
    assert found.factor.components[0].value == Decimal("48.1")
    with pytest.raises(FactorNotFound):
        find_factor(fuel(activity="landfill-gas-mix"), shelf)
    published = find_factor(fuel("private"), shelf)
    assert published.factor.components[0].value == Decimal("53.06")


def test_private_as_the_source_asks_for_the_organisations_own_factor() -> None:
    (own,) = candidates(row(value=Decimal("48.1")), of=edition(slug="private", known_as=("private",)))
    shelf = ListedShelf(candidates(row()), [own_factor(own)])
    assert find_factor(fuel(source="Private"), shelf).factor.components[0].value == Decimal("48.1")
    assert find_factor(fuel(), shelf).factor.components[0].value == Decimal("53.06")
    with pytest.raises(FactorNotFound):
        find_factor(fuel(source="private", region="GB"), shelf)


def test_names_are_read_for_a_refusal_only() -> None:
    shelf = ListedShelf(grid("US", "0.5"))
    find_factor(location("country"), shelf)
    assert shelf.names_read == []
    with pytest.raises(FactorNotFound):
        find_factor(location(region="DE"), shelf)
    assert shelf.names_read == [Origin.PUBLISHED]


@pytest.mark.parametrize("use", [FactorUse.REFERENCE, FactorUse.COMPONENT])
def test_a_figure_for_other_uses_never_answers_and_says_why(use: FactorUse) -> None:
    rows = candidates(row(use=use, notes="non-baseload"))
    with pytest.raises(FactorNotFound, match="non-baseload") as caught:
        find_factor(fuel("other-edition"), ListedShelf(rows))
    assert caught.value.where == "factors.ef.use"
    beside = [*rows, *candidates(row(value=Decimal("50")), of=edition(slug="other"))]
    assert find_factor(fuel(), ListedShelf(beside)).factor.components[0].value == Decimal("50")


def superseded() -> Sequence[Candidate]:
    old = edition(slug="hub-2025", superseded={"Table 1": "sample-2025"})
    return [*candidates(row(value=Decimal("53")), of=old), *candidates(row())]


def test_a_superseded_table_answers_by_name_only() -> None:
    shelf = ListedShelf(superseded())
    found = find_factor(fuel(), shelf).factor
    assert found.edition == "sample-2025"
    assert "hub-2025, Table 1, is superseded by sample-2025" in found.steps
    assert find_factor(fuel(edition="hub-2025"), shelf).factor.components[0].value == Decimal("53")
    assert find_factor(fuel(source="hub-2025"), shelf).factor.components[0].value == Decimal("53")
    with pytest.raises(FactorNotFound, match="hub-2025 by sample-2025"):
        find_factor(fuel(), ListedShelf(superseded()[:1]))


def test_an_unknown_licence_is_said() -> None:
    rows = candidates(row(), of=edition(licence="unknown"))
    assert any("licence not established" in step for step in find_factor(fuel(), ListedShelf(rows)).factor.steps)
    assert not any("licence" in step for step in find_factor(fuel(), YEARS, on=date(2024, 1, 1)).factor.steps)


@pytest.mark.parametrize("method", [DEFAULT, GRID_LOSS, LOCATION_BASED, MARKET_BASED])
def test_the_steps_of_a_method_have_names_of_their_own_and_a_source(method: Any) -> None:
    names = [step.name for step in method.steps]
    assert len(set(names)) == len(names)
    assert method.source


def test_a_request_sees_the_steps_after_its_own_place_only() -> None:
    assert [step.name for step in steps_of(market(category="electricity-supplier-rate"))] == list(ALL[1:])
