"""Scope 3, category 15: the reporter's share of what its investees emit."""

from greenlang.engine.methods.entry import Given, published, share
from greenlang.engine.methods.spend import FACTOR_MONEY

_SOURCE = "GHG Protocol Scope 3 Technical Guidance, category 15"

EQUITY = published(
    "investments/equity-share",
    "Equity by the share held and the investee's emissions",
    scope="3",
    expression="equity_share * investee_emissions",
    inputs={"equity_share": share("the part of the investee's equity the reporter holds")},
    per_gas={"investee_emissions": Given("kg", "what the investee emitted in scopes 1 and 2, per gas or as CO2e")},
    source=f"{_SOURCE}, investment-specific method: share of equity x scope 1 and 2 emissions of the investee",
    scope3_category="15",
    assumptions=("The investee's scope 3 is added as a line of its own where it is significant.",),
)
AVERAGE = published(
    "investments/revenue",
    "Equity by the share held, the investee's revenue and its sector",
    scope="3",
    expression="equity_share * revenue * ef",
    inputs={
        "equity_share": share("the part of the investee's equity the reporter holds"),
        "revenue": Given(FACTOR_MONEY, "the investee's revenue of the period, at the prices of the factor's year"),
    },
    per_gas={"ef": Given(f"kg/{FACTOR_MONEY}", "the mass of each gas, or CO2e, per money of the sector's sales")},
    source=f"{_SOURCE}, average-data method: share of equity x revenue x sector's factor",
    scope3_category="15",
)

METHODS = (EQUITY, AVERAGE)
