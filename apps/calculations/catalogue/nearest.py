"""Which existing names come closest to one that does not exist; the same answer every time."""

import re
from bisect import insort
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

MAX_NEAREST = 5


def slug(text: str) -> str:
    """Lower case, every run of other characters than letters and digits one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def nearest_names(wanted: str, names: Mapping[str, Sequence[str]], *, limit: int = MAX_NEAREST) -> tuple[str, ...]:
    """The keys that come closest to ``wanted``, best first; ties by name.

    Args:
        wanted: what was asked for, at most its first 80 characters count.
        names: key to what else it is called or belongs to; any of them may resemble.
        limit: how many at most.
    """
    asked = slug(wanted[:80])
    words = set(asked.split("-")) - {""}
    letters = Counter(asked)
    hopes = []
    for key, others in names.items():
        forms = {slug(name) for name in (key, *others)}
        shared = max(len(words & set(form.split("-"))) for form in forms) / max(len(words), 1)
        hopes.append((-shared - max(_at_most(letters, form) for form in forms), key, shared, forms))
    best: list[tuple[float, str]] = []
    for hope, key, shared, forms in sorted(hopes, key=lambda each: each[:2]):
        if len(best) == limit and hope > best[-1][0]:
            break  # none of the others can come closer than these
        insort(best, (-shared - max(_ratio(asked, form) for form in forms), key))
        del best[limit:]
    return tuple(key for _, key in best)


def _ratio(asked: str, form: str) -> float:
    return SequenceMatcher(None, asked, form, autojunk=False).ratio()


def _at_most(letters: Counter[str], form: str) -> float:
    """A bound on the ratio: as if the letters two texts have in common stood in the same order."""
    if not letters and not form:
        return 1.0
    both = sum(min(count, form.count(letter)) for letter, count in letters.items())
    return 2 * both / (letters.total() + len(form))
