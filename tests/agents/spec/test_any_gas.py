"""``gases: published`` takes whatever a publication gives; figures of such packs rest on a catalogue's potentials."""

import pytest

from apps.agents.codegen import factor_requests_for
from apps.agents.spec import Finding, SpecError, read_spec, validate_spec
from apps.agents.spec.potentials import builtin_potentials, only_of, others, without_potential
from greenlang.engine import FactorComponent, FactorRequest, ResolvedFactor
from tests.agents.codegen.carried_catalogue import carried_factor, carried_potentials
from tests.agents.spec.spec_samples import example

LOSSES = example("refrigerant-losses").decode()


def errors(text: str, **with_: object) -> list[Finding]:
    reading = read_spec(text.encode())
    found = reading.located(validate_spec(reading.spec, **with_))  # type: ignore[arg-type]
    return [finding for finding in found if finding.is_error]


def test_no_gas_is_asked_for_by_name() -> None:
    requests = factor_requests_for(read_spec(LOSSES.encode()).spec)
    assert {request.gases for request in requests} == {()}


@pytest.mark.parametrize(
    ("gases", "words"),
    [("gases: [published, CO2]", "no gas 'published'"), ("gases: every", "list"), ("gases: []", "missing")],
)
def test_it_stands_alone_and_is_spelt_so(gases: str, words: str) -> None:
    text = LOSSES.replace("gases: published", gases)
    try:
        found = [finding.detail for finding in errors(text)]
    except SpecError as refused:
        found = [problem.detail for problem in refused.problems]
    assert any(words in detail for detail in found), found


def test_pinned_figures_say_their_own_gases() -> None:
    text = example("refrigerant-losses").decode()
    selected = text[text.index("    category:") : text.index("formulas:")]
    pinned = "    unit: kg/kg\n    gases: published\n    values: [{gas: HFC-32, value: 1}]\n    source: S\n\n"
    found = errors(text.replace(selected, pinned))
    assert [each.detail for each in found if each.path[-1] == "gases"] == ["Pinned figures are of named gases."]


def test_a_set_without_a_gas_that_was_found_is_an_error_at_the_golden_test() -> None:
    found = errors(LOSSES, lookup=carried_factor)
    assert [finding.code for finding in found] == ["gwp-set"] * 3
    assert "AR5 has no global warming potential for HFC-125, HFC-134a, HFC-143a" in found[0].detail
    assert errors(LOSSES, lookup=carried_factor, potentials=carried_potentials) == []


def test_a_gas_named_in_a_pack_is_weighed_without_a_catalogue_too() -> None:
    named = LOSSES.replace("gases: published", "gases: [HFC-32]")
    assert {finding.code for finding in errors(named)} >= {"gwp-set"}


def test_a_figure_that_is_no_gas_is_still_refused() -> None:
    (found,) = errors(LOSSES.replace("hfc-143a:", "hfc_total:"))
    assert found.code == "unknown-figure"


def test_whether_gases_are_known_apart_is_true_or_false() -> None:
    waste = example("waste-by-type").decode()
    (found,) = errors(waste.replace("separable: false", 'separable: "no"', 1))
    assert (found.code, found.path[-1]) == ("unknown-figure", "separable")


def test_the_catalogue_is_asked_for_potentials_only_where_the_engine_has_none() -> None:
    def unwanted(name: str) -> object:
        raise AssertionError(name)

    assert without_potential(["CO2", "CH4", "CO2e", "CO2_biogenic"], "AR5", unwanted) == ()  # type: ignore[arg-type]
    assert others(["co2", "R-134a", "N2O", "HCFC-22"]) == ("HCFC-22", "HFC-134a")
    assert without_potential(["HFC-134a", "HCFC-22"], "AR5", builtin_potentials) == ("HFC-134a",)


def test_a_set_of_some_gases_keeps_its_name_source_and_both_values_of_methane() -> None:
    some = only_of(["CH4", "HFC-32"], "AR6", carried_potentials)
    full = carried_potentials("AR6")
    assert {gas: str(value) for gas, value in some.values.items()} == {
        "CH4": "27.0", "CH4_fossil": "29.8", "HFC-32": "771"
    }  # fmt: skip
    assert (some.id, some.source) == ("AR6", full.source)
    assert some.of("CH4", origin="fugitive") == full.of("CH4", origin="fugitive")


def test_a_factor_of_a_gas_nobody_weights_is_an_error() -> None:
    def odd(request: FactorRequest) -> ResolvedFactor:
        return ResolvedFactor((FactorComponent("HFC-9999", "ef_x", "1", "kg/kg"),), source="S")  # type: ignore[arg-type]

    found = errors(LOSSES, lookup=odd, potentials=carried_potentials)
    assert {finding.code for finding in found} == {"gwp-set"}
