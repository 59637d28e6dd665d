"""Domains that are recognised and that no method of the library serves, each with the reason."""

from apps.agents.domains.domain import Domain, Sector

DOMAINS = (
    Domain(
        id="building-energy",
        title="Energy performance of buildings",
        scope="",
        activity="energy used per floor area, against a standard",
        sector=Sector.BUILDINGS,
        words=(
            "building", "energy performance", "energy use intensity", "eui", "floor area", "climate zone",
            "building type", "performance standard", "bps", "retrofit", "hvac", "envelope",
        ),
        unserved="Energy per floor area is a performance figure and no emission. What the energy emits is served by "
        "purchased-electricity, purchased-heat and stationary-combustion.",
    ),
    Domain(
        id="process-heat",
        title="Process heat and thermodynamics",
        scope="",
        activity="temperatures, flows and efficiencies of heat equipment",
        sector=Sector.INDUSTRY,
        words=(
            "economizer", "economiser", "process heat", "heat exchanger", "heat recovery", "waste heat",
            "thermodynamic", "feedwater", "flue gas", "dew point", "enthalpy", "effectiveness", "soot blowing",
            "combustion efficiency", "heat transfer", "fouling", "burner", "steam drum",
        ),
        unserved="The library has methods of greenhouse-gas accounting and no thermodynamic ones. What the fuel of the "
        "equipment emits is served by stationary-combustion.",
    ),
    Domain(
        id="disclosure",
        title="Compliance and disclosure",
        scope="",
        activity="reports, filings and whole inventories of several scopes",
        sector=Sector.REPORTING,
        words=(
            "disclosure", "compliance", "regulation", "filing", "assurance", "reporting", "csrd", "esrs", "sb253",
            "cdp", "sec climate", "due diligence", "eudr", "taxonomy", "inventory", "scope 1 2", "scope 1 2 3",
            "multi framework", "verification report", "audit package",
        ),
        types=frozenset({"emissions-disclosure", "compliance-assessor", "due-diligence-validator", "report-generator"}),
        unserved="A disclosure is put together from calculated figures; the library calculates one activity at a time. "
        "Write one pack for each activity; reports are made of their results.",
    ),
    Domain(
        id="claims",
        title="Environmental claims",
        scope="",
        activity="whether what is said of a product is substantiated",
        sector=Sector.REPORTING,
        words=(
            "claim", "green claim", "substantiation", "greenwashing", "ecolabel", "label claim", "carbon neutral",
            "misleading", "marketing",
        ),
        types=frozenset({"claim-substantiation"}),
        unserved="Whether a claim is substantiated is a judgement and no calculation.",
    ),
    Domain(
        id="embedded-emissions",
        title="Embedded emissions of imported goods",
        scope="",
        activity="emissions embedded in goods at a border",
        sector=Sector.TRADE,
        words=(
            "cbam", "embedded", "embedded emission", "border adjustment", "cn code", "importer", "imported", "customs",
            "precursor", "complex goods",
        ),
        unserved="The default values and rules of a border adjustment are not in the catalogue. Bought goods are "
        "served by purchased-goods, own production by process-emissions.",
    ),
    Domain(
        id="land-use",
        title="Agriculture and land use",
        scope="",
        activity="livestock, soils, forests and changes of land use",
        sector=Sector.LAND,
        words=(
            "land use", "agriculture", "livestock", "enteric", "manure", "fertiliser", "fertilizer", "deforestation",
            "forest", "soil carbon", "crop",
        ),
        unserved="The library has no method for livestock, soils or land-use change, and the catalogue no factors.",
    ),
)  # fmt: skip
