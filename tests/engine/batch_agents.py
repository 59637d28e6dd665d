"""Agents of many kinds for the laws of batches: bounds, bare numbers, choices, parameters, memo gases, totals."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from greenlang.engine import (
    BUILTIN_GWP,
    Binding,
    FactorComponent,
    FactorRequest,
    GwpSet,
    InputField,
    InvalidFactor,
    InvalidInput,
    Outcome,
    PinnedFactor,
    Quantity,
    ResolvedFactor,
    choose_formula,
    inputs_document,
    parse_number,
    parse_unit,
    read_inputs,
)
from greenlang.engine.batch import Computed
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import calculate
from greenlang.engine.formula import FactorSlot
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import masses_text, recipe_of
from tests.engine.formulas import HEAT_CONTENT_GAS, NATURAL_GAS, by_volume, compiled, factor

AGENT_DOCUMENT = {"id": "sample", "version": "1.0.0", "pack_sha256": "0" * 64}
GWP: GwpSet = BUILTIN_GWP["AR5"]
WITH_HALONS = GwpSet("wide", "Wide", {"CH4": Decimal(28), "N2O": Decimal(265), "HCFC-22": Decimal(1760)}, "test")

QUANTITY = InputField("quantity", "quantity", True, "Fuel", minimum=0)
BOUNDED = InputField("quantity", "quantity", True, "Fuel", unit="mmBtu(HHV)", minimum="0.5", maximum=5000)
FUEL = InputField("fuel", "string", True, "Fuel", choices=("natural-gas", "biogas", "flat", "total", "blend"))
REGION = InputField("region", "string", False, "Region", default="US", pattern="^[A-Z]{2}$")
NOTES = (
    InputField("note", "string", False, "Note"),
    InputField("day", "date", False, "Day", minimum="2024-01-01"),
    InputField("count", "integer", False, "Count", minimum=0),
    InputField("checked", "boolean", False, "Checked"),
    InputField("other", "quantity", False, "Another", unit="kg", default={"value": "1", "unit": "kg"}),
)
SHARE = InputField("share", "number", True, "Share", minimum=0, maximum=1)

FACTORS: Mapping[str, ResolvedFactor] = {
    "natural-gas": NATURAL_GAS,
    "biogas": factor(
        {"CO2_biogenic": ("52.07", "kg/mmBtu(HHV)"), "CH4": ("3.2", "g/mmBtu(HHV)"), "N2O": ("0.63", "g/mmBtu(HHV)")}
    ),
    "flat": factor({"CO2e": ("53.114", "kg/mmBtu(HHV)")}, gwp_basis="AR5"),
    "total": ResolvedFactor(
        (
            FactorComponent("CO2", "ef_co2", Decimal("2.53"), "kg/mmBtu(HHV)"),
            FactorComponent("CH4", "ef_ch4", Decimal("0.00028"), "kg(CO2e)/mmBtu(HHV)", Decimal(28)),
            FactorComponent("N2O", "ef_n2o", Decimal("0.033"), "kg(CO2e)/mmBtu(HHV)", Decimal(265)),
        ),
        source="DESNZ",
        published_total=FactorComponent("CO2e", "ef_total", Decimal("2.57"), "kg/mmBtu(HHV)"),
    ),
    "blend": factor({"HCFC-22": ("0.7", "kg/mmBtu(HHV)"), "CO2": ("-1.5", "kg/mmBtu(HHV)")}),
}


def resolve(request: FactorRequest) -> ResolvedFactor:
    """Every factor of the samples; refuses regions it does not know."""
    if request.region != "US":
        raise InvalidFactor(f"There is nothing for {request.region}.", where="region")
    return HEAT_CONTENT_GAS if request.slot == "heat_content" else FACTORS[request.activity]


def result_not_negative(outcome: Outcome) -> None:
    """As the generator writes it."""
    if parse_unit(outcome.result_unit) != parse_unit("kg CO2e"):
        raise InvalidInput(f"The result is in {outcome.result_unit}.")
    if outcome.result < Decimal("0"):
        raise InvalidInput(f"The result {outcome.result} breaks a rule.", where="outputs.co2e")


def few_kilograms(outcome: Outcome) -> None:
    """A rule over the gases, and two over the result."""
    if sum(gas.mass for gas in outcome.gases) > Decimal(900):
        raise InvalidInput(f"Too much: {outcome.result}, {outcome.co2e} of {len(outcome.parameters)}.")
    if not 1 <= outcome.result <= Decimal("1000.5"):
        raise InvalidInput(f"The result {outcome.result} is out of bounds.")


def agent(
    fields: tuple[InputField, ...] = (FUEL, REGION, QUANTITY, *NOTES),
    formulas: Mapping[str, Any] | None = None,
    check_output: Callable[[Outcome], None] = result_not_negative,
    bind: Callable[[Mapping[str, object]], Binding] | None = None,
) -> Any:
    """An agent with a binding as the generator writes it."""
    known = formulas or {"by_energy": compiled(), "by_volume": by_volume()}

    def requests(values: Mapping[str, object]) -> dict[str, FactorRequest]:
        fuel, region = str(values["fuel"]), str(values["region"])
        unit = {"ef": "kg/mmBtu(HHV)", "heat_content": "mmBtu(HHV)/scf"}
        return {slot: FactorRequest(slot, "stationary-combustion", fuel, region, unit[slot]) for slot in unit}

    def binding(document: Mapping[str, object]) -> Binding:
        values = read_inputs(fields, document)
        formula = choose_formula(known, {name: value for name, value in values.items() if name in formula_names})
        factors: dict[str, FactorRequest | PinnedFactor] = {**requests(values)}
        return Binding(
            formula_id=formula.definition.id,
            inputs={name: _quantity(values[name]) for name in formula.definition.inputs},
            factors={slot: factors[slot] for slot in formula.definition.factors},
            documents=inputs_document(values),
        )

    formula_names = {name for formula in known.values() for name in formula.definition.inputs}
    return SimpleNamespace(
        AGENT_ID="sample",
        AGENT_VERSION="1.0.0",
        GWP_SET="AR5",
        FORMULAS=known,
        INPUTS=fields,
        bind=bind or binding,
        check_output=check_output,
        UNITS=(),
        OUTPUTS={},
    )


def _quantity(value: object) -> Quantity:
    return value if isinstance(value, Quantity) else Quantity(parse_number(str(value)), parse_unit("1"))


TONNAGE = {
    "freight": compiled(
        "max(distance, 2 * distance) * load * if(share > 0.5, share, 1) * ef",
        id="freight",
        inputs={"distance": "km", "load": "t", "share": "1"},
        factors={"ef": FactorSlot("kg/tkm", per_gas=True)},
    )
}
SHARED = {
    "shared": compiled(
        "quantity * share * ef / (1 + share)", id="shared", inputs={"quantity": "mmBtu(HHV)", "share": "1"}
    )
}
SUM = {"sum": compiled("quantity * ef + quantity^2 / (quantity + quantity) * ef", id="sum")}
INVERSE = {"inverse": compiled("quantity^3 * ef / (3 * quantity^2)", id="inverse")}
TWICE = {"twice": compiled("quantity * ef * 7 / 3", id="twice", output_unit="t CO2e")}
ONLY_CO2 = {"co2": compiled("quantity * ef", id="co2", output_unit="g CO2")}

AGENTS = {
    "by energy or volume": agent(),
    "bounded": agent((FUEL, REGION, BOUNDED, *NOTES)),
    "a number without a unit": agent((FUEL, REGION, QUANTITY, SHARE), SHARED),
    "a sum": agent((FUEL, REGION, QUANTITY), SUM),
    "a quantity below the line": agent((FUEL, REGION, QUANTITY), INVERSE),
    "no finite constant, in tonnes": agent((FUEL, REGION, QUANTITY), TWICE, lambda outcome: None),
    "one gas, in grams": agent((FUEL, REGION, QUANTITY), ONLY_CO2, lambda outcome: None),
    "rules over the gases": agent(check_output=few_kilograms),
}


def in_full(agent: Any, document: Any, gwp: GwpSet = GWP) -> Computed:
    """What a single calculation gives."""
    binding, outcome, factors = calculate(agent, document, resolve, gwp)
    formula = agent.FORMULAS[binding.formula_id]
    recipe = recipe_of(
        agent=AGENT_DOCUMENT, formula=formula, binding=binding, factors=factors, gwp=gwp, outcome=outcome
    )
    return Computed(
        recipe,
        canonical_json(dict(binding.documents)).decode(),
        masses_text(outcome),
        canonical_number(outcome.result),
        canonical_number(outcome.co2e),
        canonical_number(outcome.co2_biogenic),
    )
