"""What a formula gives: each gas's mass and CO2e, the result, and the parameters that were used."""

from dataclasses import dataclass
from decimal import Decimal

from greenlang.engine.numbers import canonical_number, exact_sum


@dataclass(frozen=True)
class GasResult:
    """One gas: the factor used, its mass (rounded once, to 28 significant digits) and its CO2e in kg."""

    gas: str
    ef_cid: str
    ef_value: Decimal
    ef_unit: str
    mass: Decimal
    mass_unit: str
    gwp: Decimal
    co2e: Decimal

    def as_document(self) -> dict[str, str]:
        """``{"gas", "ef_cid", "value", "unit", "mass", "mass_unit", "gwp", "co2e"}``, canonical numbers."""
        return {
            "gas": self.gas,
            "ef_cid": self.ef_cid,
            "value": canonical_number(self.ef_value),
            "unit": self.ef_unit,
            "mass": canonical_number(self.mass),
            "mass_unit": self.mass_unit,
            "gwp": canonical_number(self.gwp),
            "co2e": canonical_number(self.co2e),
        }


@dataclass(frozen=True)
class ParameterUsed:
    """A factor that is no emission factor: a heat content, a loss, an efficiency."""

    name: str
    ef_cid: str
    value: Decimal
    unit: str

    def as_document(self) -> dict[str, str]:
        """``{"name", "ef_cid", "value", "unit"}``, canonical number."""
        return {
            "name": self.name,
            "ef_cid": self.ef_cid,
            "value": canonical_number(self.value),
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Outcome:
    """The result of one evaluation.

    Args:
        gases: in the order CO2e, CO2, biogenic CO2, CH4, N2O, others.
        result: exact sum in ``result_unit`` (as published, "kg CO2e").
        co2_biogenic: kg of biogenic CO2, outside the result.
        parameters: factors that are no emission factors.
    """

    gases: tuple[GasResult, ...]
    result: Decimal
    result_unit: str
    co2_biogenic: Decimal
    parameters: tuple[ParameterUsed, ...] = ()

    def of(self, gas: str) -> GasResult:
        """The result of one gas; `KeyError` where the factor has none."""
        for found in self.gases:
            if found.gas == gas:
                return found
        raise KeyError(gas)

    @property
    def co2e(self) -> Decimal:
        """kg CO2e over all gases, exact."""
        return exact_sum(gas.co2e for gas in self.gases)

    def as_document(self) -> dict[str, object]:
        """Every field in canonical JSON's types."""
        return {
            "gases": [gas.as_document() for gas in self.gases],
            "result": canonical_number(self.result),
            "result_unit": self.result_unit,
            "co2_biogenic": canonical_number(self.co2_biogenic),
            "parameters": [parameter.as_document() for parameter in self.parameters],
        }
