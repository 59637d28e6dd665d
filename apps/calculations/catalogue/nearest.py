"""Which existing names come closest to one that does not exist; the same answer every time."""

import re
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
    ranked = sorted((-_likeness(asked, (key, *others)), key) for key, others in names.items())
    return tuple(key for _, key in ranked[:limit])


def _likeness(asked: str, names: Sequence[str]) -> float:
    forms = [slug(name) for name in names]
    words = set(asked.split("-")) - {""}
    shared = max(len(words & set(form.split("-"))) for form in forms) / max(len(words), 1)
    return shared + max(SequenceMatcher(None, asked, form, autojunk=False).ratio() for form in forms)
