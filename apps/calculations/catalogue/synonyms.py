"""Words of trade, and what publishers call the same thing: a search for one finds the others."""

from greenlang.engine.frozen import FrozenMap

_SAME = (
    ("petrol", "gasoline"),
    ("diesel", "distillate fuel oil", "gas oil"),
    ("kerosene", "burning oil"),
    ("lpg", "liquefied petroleum gas", "liquified petroleum gas"),
    ("cng", "compressed natural gas"),
    ("lng", "liquefied natural gas", "liquified natural gas"),
    ("petcoke", "petroleum coke"),
    ("lignite", "brown coal"),
    ("methane", "ch4"),
    ("lorry", "truck", "hgv"),
    ("lorries", "trucks", "hgvs"),
    ("flight", "flights", "plane", "air travel"),
    ("train", "railway", "rail"),
    ("metro", "underground", "subway"),
    ("ship", "vessel", "sea travel"),
    ("msw", "municipal solid waste"),
    ("rubbish", "garbage", "refuse", "municipal solid waste"),
    ("sewage", "wastewater", "water treatment"),
    ("timber", "wood"),
    ("power", "electricity"),
    ("hotel", "lodging", "accommodation"),
    ("wfh", "homeworking"),
    ("britain", "united kingdom"),
    ("uk", "united kingdom"),
    ("usa", "united states"),
    ("america", "united states"),
)
ALTERNATIVES: FrozenMap[str, tuple[str, ...]] = FrozenMap(
    {word: tuple(other for other in group if other != word) for group in _SAME for word in group if " " not in word}
)


def alternatives(word: str) -> tuple[str, ...]:
    """The word in lower case, and what else it may be called."""
    said = word.lower()
    return (said, *ALTERNATIVES.get(said, ()))
