"""Footprints of products nobody makes."""

from typing import Any

PRODUCT, OTHER = "urn:gtin:4712345060507", "urn:gtin:4712345060514"
COMPANY = "urn:epc:id:sgln:4063973.00000.8"
CLASS = "urn:pact:productclassification:un-cpc:33370"


def footprint(**changes: Any) -> dict[str, Any]:
    """A footprint as PACT's data model has it; ``pcf`` of the changes changes members of its own."""
    pcf = {
        "declaredUnitOfMeasurement": "liter",
        "declaredUnitAmount": "12.5",
        "productMassPerDeclaredUnit": "9.86",
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2025-12-31T00:00:00Z",
        "geographyCountry": "DE",
        "pcfExcludingBiogenicUptake": "5.14",
        "pcfIncludingBiogenicUptake": "-14.22",
        "fossilCarbonContent": "0",
        "fossilGhgEmissions": "4.9",
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067", "PACT-3.0"],
        "exemptedEmissionsPercent": "0",
    } | changes.pop("pcf", {})
    return {
        "companyName": "Example Chemicals",
        "companyIds": [COMPANY],
        "productDescription": "Ethanol in a bottle of 12.5 litres",
        "productIds": [PRODUCT],
        "productClassifications": [CLASS],
        "productNameCompany": "Ethanol 12.5",
        "pcf": {name: value for name, value in pcf.items() if value is not None},
    } | changes
