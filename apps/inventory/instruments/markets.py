"""Markets of contractual instruments: where a claim made in one place may be used in another."""

from greenlang.engine.frozen import FrozenMap

AIB = "AIB"
"""The European Energy Certificate System: its members trade guarantees of origin among each other."""
_AIB_COUNTRIES = (
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "EU", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT",
    "LT", "LU", "LV", "ME", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK",
)  # fmt: skip
NORTH_AMERICA = "US-CA"
"""RE100 takes the United States and Canada for one market."""
_MARKETS: FrozenMap[str, str] = FrozenMap(
    dict.fromkeys((*_AIB_COUNTRIES, "EU"), AIB) | dict.fromkeys(("US", "CA"), NORTH_AMERICA)
)
NAMES: FrozenMap[str, str] = FrozenMap({AIB: "Europe (AIB members)", NORTH_AMERICA: "United States and Canada"})


def market_of(region: str) -> str:
    """The market that a grid region or country lies in; a country that is in no larger one is its own.

    Markets are those of the RE100 technical criteria: European members of the AIB, the United States with Canada, and
    each other country by itself.
    """
    country = region.strip().upper().partition("-")[0]
    return _MARKETS.get(country, country)


def market_named(text: str) -> str:
    """A market as somebody typed it: by its key, or by a country or region in it."""
    said = text.strip().upper()
    return said if said in NAMES else market_of(said)


def market_words(market: str) -> str:
    """What a market is called; a country by its code."""
    return NAMES.get(market, market)
