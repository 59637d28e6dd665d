"""Which ranker there is by which name; an installation chooses one by setting, and a better one is added here."""

from collections.abc import Callable, Mapping, Sequence

from apps.inventory.mapping.lexical import LexicalRanker
from apps.inventory.mapping.offers import Option
from apps.inventory.mapping.ranking import Ranker
from greenlang.errors import Unavailable

RANKERS: Mapping[str, Callable[[Sequence[Option]], Ranker]] = {"lexical": LexicalRanker}


def ranker_of(name: str, options: Sequence[Option]) -> Ranker:
    """The ranker of that name over these options.

    Raises:
        Unavailable: there is none of that name.
    """
    if name not in RANKERS:
        raise Unavailable(
            f"There is no ranker “{name}”.", where="GREENLANG_MAPPING_RANKER", mend=f"Known: {', '.join(RANKERS)}."
        )
    return RANKERS[name](options)
