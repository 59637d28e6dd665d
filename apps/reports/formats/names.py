"""What the cells with a report's numbers are called: as XBRL calls the concept, where it has one, and plainly."""

import re
from collections.abc import Iterator
from typing import Final

_CONCEPTS: Final = {
    "scope-1": ("GrossScope1GreenhouseGasEmissions", "AbsoluteGrossScope1GHGEmissions"),
    "scope-2-location": (
        "GrossLocationBasedScope2GreenhouseGasEmissions",
        "AbsoluteGrossLocationbasedScope2GHGEmissions",
    ),
    "scope-2-market": (
        "GrossMarketBasedScope2GreenhouseGasEmissions",
        "AbsoluteGrossMarketbasedScope2GHGEmissions",
    ),
    "scope-3": ("GrossScope3GreenhouseGasEmissions", "AbsoluteGrossScope3GHGEmissions"),
    "total-location": ("LocationBasedGreenhouseGasEmissions", "TotalGrossLocationBasedGHGEmissions"),
    "total-market": ("MarketBasedGreenhouseGasEmissions", "TotalGrossMarketBasedGHGEmissions"),
    "intensity-location": ("GHGEmissionsIntensityLocationbasedTotalGHGEmissionsPerNetRevenue",),
    "intensity-market": ("GHGEmissionsIntensityMarketbasedTotalGHGEmissionsPerNetRevenue",),
    "revenue": ("NetRevenueUsedToCalculateGHGIntensity",),
    "ets-percent": ("PercentageOfScope1GreenhouseGasEmissionsFromRegulatedEmissionTradingSchemes",),
    "energy": ("EnergyConsumptionRelatedToOwnOperations",),
    "energy-fossil": ("EnergyConsumptionFromFossilSources",),
    "energy-nuclear": ("EnergyConsumptionFromNuclearSources",),
    "energy-renewable": ("EnergyConsumptionFromRenewableSources",),
    "energy-coal": ("FuelConsumptionFromCoalAndCoalProducts",),
    "energy-oil": ("FuelConsumptionFromCrudeOilAndPetroleumProducts",),
    "energy-natural-gas": ("FuelConsumptionFromNaturalGas",),
    "energy-other-fossil": ("FuelConsumptionFromOtherFossilSources",),
    "energy-renewable-fuel": ("FuelConsumptionFromRenewableSources",),
    "energy-bought-fossil": (
        "ConsumptionOfPurchasedOrAcquiredElectricityHeatSteamOrCoolingFromFossilSources",
    ),
    "energy-bought-renewable": (
        "ConsumptionOfPurchasedOrAcquiredElectricityHeatSteamAndCoolingFromRenewableSources",
    ),
}  # fmt: skip
"""Local names by ESRS Set 1, then by VSME or IFRS S2 where they differ; of a datapoint about no member of an axis."""
_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


def concept_names(id_: str) -> tuple[str, ...]:
    """The local names of the concepts that a datapoint is a fact of."""
    return _CONCEPTS.get(id_, ())


def cell_names(id_: str) -> Iterator[str]:
    """Every name of the cell with a datapoint; none can be read as an address such as ``CO2``."""
    yield f"Datapoint_{_NOT_OF_A_NAME.sub('_', id_)}"
    yield from concept_names(id_)
