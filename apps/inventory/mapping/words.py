"""The words of a description, as they are compared: the same for every way of writing the same thing."""

import re
import unicodedata
from functools import lru_cache

# "R-410A", "R 410 A" and "R410a" are one name, as are "HFC-134a" and "HFC 134a".
_CODE = re.compile(r"\b([a-z]{1,3})[-\s]+(\d{2,4})[-\s]?([a-z]{0,2})\b")
_WORD = re.compile(r"[a-z0-9]+")
# Numbers of invoices, meters and years: they say nothing of the kind of activity.
_LONG_NUMBER = re.compile(r"\d{4,}\Z")
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l"})
_FILLERS = (
    "a an and at by for from in into no of on or per the to used with via "
    "am an aus bei das der die ein eine fur im mit oder und vom von zu zum zur "
    "au aux avec d de des du en et l la le les ou par pour sur un une "
    "con da del della di do e el em il las los para por y "
    "bill consumption costs invoice kosten rechnung verbrauch facture consommation factura fattura use usage"
)
_PASSED_OVER = frozenset(_FILLERS.split())
MOST_WORDS = 24


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words that say what it is, each once and in order, at most `MOST_WORDS`.

    Case, accents, punctuation, plurals, filler words and long numbers make no difference.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _CODE.sub(lambda found: "".join(found.groups()), plain)
    found = [_singular(word) for word in _WORD.findall(plain)]
    kept = [word for word in found if word not in _PASSED_OVER and not _LONG_NUMBER.match(word)]
    return tuple(dict.fromkeys(kept))[:MOST_WORDS]


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")) and word.isalpha():
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


@lru_cache(maxsize=50_000)
def trigrams(word: str) -> frozenset[str]:
    """The runs of three letters of a word, its ends marked."""
    padded = f"  {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def likeness(left: str, right: str) -> float:
    """How much of their trigrams two words share, 0 to 1."""
    ours, theirs = trigrams(left), trigrams(right)
    return len(ours & theirs) / len(ours | theirs)
