"""Spend-based methods: money times a factor per money of one currency and price year.

Money is a unit: ``EUR(2024)`` is euros at 2024 prices, and nothing converts it. Spend in the factor's own money is
taken as it is. For any other there is a method of its own, which asks for what is missing: the exchange rate of the
year of spending and the deflator between the two years, both given by the user. No rate is built in.
"""

import re
from collections.abc import Mapping

from greenlang.engine.methods.entry import Given, Method, published
from greenlang.engine.units import parse_unit
from greenlang.errors import InvalidInput

CURRENCY, PRICE_YEAR = "USD", "2022"
FACTOR_MONEY = f"{CURRENCY}({PRICE_YEAR})"
"""The money of the factors: US dollars at purchaser prices of 2022."""

_EF = {"ef": Given(f"kg/{FACTOR_MONEY}", "the mass of each gas, or CO2e, per money spent, at the factor's prices")}
_MONEY = re.compile(r"([A-Z]{3})-([0-9]{4})")
_PURCHASER = "Spend is at purchaser prices, without recoverable taxes, as the factor is."


def spend_based(activity: str, title: str, category: str, source: str) -> Method:
    """The method for spend in the factor's own money."""
    return published(
        f"{activity}/spend-based",
        title,
        scope="3",
        expression="spend * ef",
        inputs={"spend": Given(FACTOR_MONEY, "the money spent, at the prices of the factor's year")},
        per_gas=_EF,
        source=source,
        scope3_category=category,
        assumptions=(_PURCHASER,),
    )


def in_money(method: Method, money: str) -> Method:
    """The same method for spend in another money, "EUR-2024".

    Its inputs are ``spend``, ``exchange_rate`` (where the currency differs) and ``deflator`` (where the year does),
    each typed by both moneys, so that a rate of another year or the wrong way round does not fit. Raises
    `InvalidInput` for a text that is no money, or the factor's own.
    """
    matched = _MONEY.fullmatch(money)
    if matched is None or money == f"{CURRENCY}-{PRICE_YEAR}":
        mend = f"Name currency and price year, like EUR-2024; for {FACTOR_MONEY} take {method.id} itself."
        raise InvalidInput(f"There is no method {method.id}/{money[:20]}.", mend=mend)
    currency, year = matched.groups()
    inputs = _inputs(parse_unit(f"{currency}({year})").text, currency, year)
    return published(
        f"{method.id}/{money}",
        f"{method.definition.title}, in {currency} at {year} prices",
        scope="3",
        expression=" * ".join((*inputs, "ef")),
        inputs=inputs,
        per_gas=_EF,
        source=f"{method.definition.source}; spend converted at the year's rate, then deflated",
        scope3_category=method.scope3_category,
        assumptions=(*method.assumptions, "Rate and deflator are the user's; none is built in."),
    )


def _inputs(money: str, currency: str, year: str) -> Mapping[str, Given]:
    inputs = {"spend": Given(money, f"the money spent, at {year} prices")}
    if currency != CURRENCY:
        unit = f"{CURRENCY}({year})/{money}"
        inputs["exchange_rate"] = Given(unit, f"the mean exchange rate of {year}", minimum="0.0000001")
    if year != PRICE_YEAR:
        words = f"the ratio of US prices in {PRICE_YEAR} to those in {year}"
        inputs["deflator"] = Given(f"{FACTOR_MONEY}/{CURRENCY}({year})", words, minimum="0.0000001")
    return inputs
