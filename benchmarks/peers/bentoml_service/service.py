"""The same formula served by BentoML, without a database. Runs in an environment of its own."""

from decimal import Decimal
from typing import Any

import bentoml

FACTORS = {"CO2": Decimal("53.06"), "CH4": Decimal("0.001"), "N2O": Decimal("0.0001")}
GWP = {"CO2": Decimal(1), "CH4": Decimal(28), "N2O": Decimal(265)}


@bentoml.service(workers=2)
class Combustion:
    """Stationary combustion of natural gas."""

    @bentoml.api
    def execute(self, inputs: dict[str, Any]) -> dict[str, Any]:
        """One calculation."""
        value = Decimal(inputs["quantity"]["value"])
        gases = [{"gas": gas, "mass": str(value * factor), "gwp": str(GWP[gas])} for gas, factor in FACTORS.items()]
        result = str(sum(value * factor * GWP[gas] for gas, factor in FACTORS.items()))
        return {"inputs": inputs, "gases": gases, "result": result}
