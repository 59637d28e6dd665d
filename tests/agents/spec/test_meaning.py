"""What a specification means: expectations in five forms, inputs, pinned factors."""

from decimal import Decimal

import pytest

from apps.agents.spec import read_spec
from apps.agents.spec.expectations import Expectation, expectations_of
from apps.agents.spec.plan import gwp_set_name, input_field, pinned_factor, plan_of
from greenlang.engine import InvalidInput, PinnedFactor
from tests.agents.codegen.agent_samples import EVERYTHING_PACK
from tests.agents.spec.spec_samples import FACTORY_PACK, example


def test_the_five_forms_of_expectation() -> None:
    sibling, inner = read_spec(FACTORY_PACK.encode()).spec.tests.golden
    assert expectations_of(sibling) == (
        Expectation("emissions_kgco2e", ("emissions_kgco2e",), Decimal("1930.0"), Decimal("0.01"), "1930"),
        Expectation("source", ("source",), None, text="EPA"),
    )
    assert expectations_of(inner) == (
        Expectation("a", ("a",), Decimal("1.5"), Decimal("0.1"), "1.5"),
        Expectation("b", ("b",), Decimal(2), Decimal(1), "2"),
        Expectation("c", ("c",), None, text="EPA", contains=True),
        Expectation("d.e.f", ("d", "e", "f"), None, text="true"),
    )


@pytest.mark.parametrize(("text", "short"), [("AR5GWP100", "AR5"), ("AR6", "AR6"), ("ipcc-gwp-ar4", "AR4")])
def test_gwp_sets_by_their_names(text: str, short: str) -> None:
    assert gwp_set_name(text) == short


@pytest.mark.parametrize("text", ["", "SAR", "AR7", "AR5GWP20"])
def test_other_gwp_sets_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"AR5GWP100"):
        gwp_set_name(text)


def test_a_document_is_bound_as_the_generated_agent_would() -> None:
    plan = plan_of(read_spec(example("stationary-combustion")).spec)
    binding = plan.bind({"fuel": "natural-gas", "quantity": {"value": "10", "unit": "scf"}})
    assert binding.formula_id == "by_gas_volume"
    assert list(binding.factors) == ["heat_content_gas", "ef"]
    assert dict(binding.documents) == {
        "fuel": "natural-gas", "region": "US", "quantity": {"value": "10", "unit": "scf"},
    }  # fmt: skip


def test_choices_and_bounds_keep_their_exact_text() -> None:
    fields = {field.name: field for field in map(input_field, read_spec(EVERYTHING_PACK.encode()).spec.agent.inputs)}
    assert fields["carrier"].choices == ("truck", "rail", "3")
    assert (fields["share"].kind, fields["share"].maximum) == ("number", Decimal(1))
    assert (fields["trips"].required, fields["trips"].default) == (False, "2")


def test_pinned_figures_have_content_ids_that_follow_the_figure() -> None:
    spec = read_spec(EVERYTHING_PACK.encode()).spec
    rate = pinned_factor(spec.factors[0])
    assert isinstance(rate, PinnedFactor)
    assert [component.gas for component in rate.components] == ["CO2", "CH4"]
    other = read_spec(EVERYTHING_PACK.replace('"0.2"', '"0.3"').encode()).spec
    cids = [component.ef_cid for component in rate.components]
    changed = [component.ef_cid for component in pinned_factor(other.factors[0]).components]
    assert cids[0] != changed[0]
    assert cids[1] == changed[1]
