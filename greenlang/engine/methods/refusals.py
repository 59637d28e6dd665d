"""What the library cannot calculate in each category of scope 3, and what would be needed: said, not guessed."""

from dataclasses import dataclass

from greenlang.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Refusal:
    """One case that is not calculated.

    Args:
        category: "1" to "15".
        case: what of the category, in a few words.
        missing: what is not there, one sentence.
        needed: what would make it calculable, one sentence.
    """

    category: str
    case: str
    missing: str
    needed: str

    @property
    def text(self) -> str:
        """Case, what is missing, what is needed."""
        return f"{self.case}: {self.missing} {self.needed}"


_NO_RATE = "No exchange rate or price index is built in."
_GIVE_RATE = "Give the year's exchange rate and the deflator, and name the method with its money."
_NO_PROCESS = "The catalogue has no energy use of processes."

REFUSALS = (
    Refusal("1", "Spend in another currency or price year without rate and deflator", _NO_RATE, _GIVE_RATE),
    Refusal("1", "Goods bought by the piece without a supplier's factor",
            "The catalogue has factors per mass and per money only.",
            "Give the mass, the money spent, or the supplier's factor per piece."),
    Refusal("2", "Capital goods in another currency or price year without rate and deflator", _NO_RATE, _GIVE_RATE),
    Refusal("3", "Upstream emissions of fuels and electricity outside the United Kingdom",
            "The catalogue has well-to-tank factors of the United Kingdom only.",
            "Give a private factor with its source, or name the United Kingdom's as an estimate."),
    Refusal("3", "Electricity sold on to end users", "The catalogue has no factor of purchased and resold energy.",
            "Give the electricity resold and the rate of its generation."),
    Refusal("4", "Storage and distribution centres of others",
            "The catalogue has no factor per stored goods.",
            "Give the fuel and electricity of the site and the share of it, as lines of categories 4 and 9."),
    Refusal("5", "Waste whose treatment is not known", "A factor is of one material under one treatment.",
            "Give the treatment, or the shares of treatments of the place with their source."),
    Refusal("6", "Journeys without distance, fuel or money", "Nothing of them can be multiplied by a factor.",
            "Give the distance, the fuel, or the money spent."),
    Refusal("7", "Commuting without distance or days", "The catalogue has no average commute of a country.",
            "Give the modes, days and distances from a survey or a national statistic."),
    Refusal("8", "Leased buildings without energy use", "The catalogue has no energy use per floor area.",
            "Give the energy used, or the use per area with its source."),
    Refusal("9", "Retail and storage of sold products", "The catalogue has no factor per goods sold in a shop.",
            "Give the fuel and electricity of the shop and the share of it."),
    Refusal("10", "Processing without energy data", _NO_PROCESS,
            "Give the electricity or fuel per mass that the buyer uses, with its source."),
    Refusal("11", "Indirect use of sold products", "It depends on other products, whose use is not known.",
            "Give the energy of one use and the number of uses as a direct use."),
    Refusal("12", "Products whose treatment at the end of life is not known",
            "A factor is of one material under one treatment.",
            "Give the materials, and the shares of treatments where the products are sold."),
    Refusal("13", "Assets leased to others without energy use", "The catalogue has no energy use per floor area.",
            "Give the tenants' energy, or the use per area with its source."),
    Refusal("14", "Franchises without energy use", "The catalogue has no factor per franchise.",
            "Give the energy of the franchises, or the use per floor area with its source."),
    Refusal("15", "Project finance", "Lifetime emissions of a project are no published factor.",
            "Give the project's yearly or lifetime emissions and the share financed, as an equity share."),
    Refusal("15", "Managed investments, client services and debt without known use of proceeds",
            "They are optional in the standard, and need the enterprise value of each counterparty.",
            "Give the attributed share and the investee's emissions as a line by equity share."),
)  # fmt: skip


def refusals(category: str) -> tuple[Refusal, ...]:
    """The cases of a category that are not calculated; at least one in each. Raises `InvalidInput` for no category."""
    found = tuple(refusal for refusal in REFUSALS if refusal.category == category)
    if not found:
        mend = "Scope 3 has the categories 1 to 15."
        raise InvalidInput(f"There is no category {category[:20]!r} of scope 3.", mend=mend)
    return found


def refusal(category: str) -> str:
    """The same in sentences, for a person who asks for what is not there."""
    return " ".join(found.text for found in refusals(category))
