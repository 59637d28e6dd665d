"""Words that mean the same activity: across languages, and between British and American usage.

Each line is a class of single words as `words_of` writes them. Words of one class stand for each other; a word may be
in several classes. A compound stands for several words, all of which are then looked for.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

_CLASSES = (
    "petrol gasoline benzin essence gasolina benzina super bensin",
    "diesel dieselkraftstoff gazole gasoil gasolio derv",
    "electricity electric electrical strom elektrizitat electricite electricidad elettricita grid power stroom",
    "coal kohle charbon carbon carbone steinkohle",
    "lignite braunkohle",
    "coal bituminous anthracite subbituminous lignite",
    "steam district",
    "steam dampf vapeur vapor vapore",
    "heat fernwarme warme chaleur calor calore district",
    "water wasser eau agua acqua trinkwasser",
    "wastewater abwasser sewage",
    "waste abfall mull dechet residuo rifiuto restmull refuse trash garbage",
    "landfill landfilled deponie tip",
    "mixed municipal msw household residual",
    "recycling recycled recycle altpapier",
    "composting composted kompost compost",
    "incineration combusted combustion verbrennung incinerated",
    "paper papier papel carta",
    "cardboard karton pappe corrugated carton",
    "glass glas verre vidrio vetro altglas",
    "plastic kunststoff plastique plastico plastica",
    "metal metall metaux metallo schrott scrap",
    "wood holz bois madera legno",
    "car pkw voiture coche auto automobile passenger",
    "truck lorry lkw hgv camion",
    "van vans transporter camionnette furgone",
    "rail train bahn zug tren treno",
    "flight air flug vol vuelo volo aircraft plane",
    "bus coach",
    "taxi cab",
    "ship shipping schiff navire sea vessel",
    "hotel overnight accommodation ubernachtung",
    "refrigerant kaltemittel refrigerante kuhlmittel",
    "lpg autogas flussiggas gpl liquified",
    "lpg propane",
    "kerosene kerosin jet burning",
    "gaz gas",
    "biogas biomethane",
    "pellet holzpellet wood",
    "heating fuel distillate burning",
    "diesel distillate",
    "heating diesel",
    "freight fracht transport haulage",
    "office buro bureau oficina ufficio",
    "computer laptop notebook pc",
)

COMPOUNDS: Mapping[str, tuple[str, ...]] = {
    "erdgas": ("natural", "gas"),
    "naturgas": ("natural", "gas"),
    "aardgas": ("natural", "gas"),
    "heizol": ("heating", "oil", "2"),
    "dieselkraftstoff": ("diesel",),
    "kohle": ("coal",),
    "kaltemittel": ("refrigerant",),
    "abfall": ("mixed", "waste"),
    "hausmull": ("mixed", "waste"),
    "restmull": ("mixed", "waste"),
    "altpapier": ("paper", "recycled"),
    "altglas": ("glass", "recycled"),
    "fernwarme": ("district", "heat"),
    "dienstreise": ("business", "travel"),
    "langstrecke": ("long", "haul"),
    "kurzstrecke": ("short", "haul"),
    "inlandsflug": ("domestic", "flight"),
    "langstreckenflug": ("long", "haul", "flight"),
    "kurzstreckenflug": ("short", "haul", "flight"),
    "mietwagen": ("rental", "car"),
    "firmenwagen": ("car",),
    "bahnfahrt": ("rail", "travel"),
}
"""Words that say several at once."""
_HEADS = "strom erdgas heizol diesel benzin fernwarme flug abfall kohle pellet flussiggas wasser mull papier hotel bahn"
"""Words that German puts others before or behind: "Stromverbrauch", "Heizstrom", "Flugreise"."""
_NARROWING = (
    "aviation natural marine ship boat ferry railroad bus residual coke development mineral waste plastic paper glass "
    "metal food garden organic construction electrical electronic clothing book recyclable anaerobically"
)
"""Words that make another thing of a name: "Natural gasoline" is not what "gasoline" means."""
_PHRASES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("district", "heating"): ("district", "heat"),
    ("heating", "oil"): ("heating", "oil", "2"),
    ("general", "waste"): ("mixed", "waste"),
}
"""Two words that say another thing than each of them."""


def expanded(words: Sequence[str]) -> tuple[str, ...]:
    """The single words that are looked for: compounds taken apart, phrases said in the catalogues' words."""
    apart = list(dict.fromkeys(part for word in words for part in _apart(word)))
    for (first, second), meant in _PHRASES.items():
        if first in apart and second in apart:
            apart = [*meant, *(word for word in apart if word not in (first, second))]
    return tuple(dict.fromkeys(apart))


def narrowing(name: frozenset[str]) -> frozenset[str]:
    """The narrowing words of an activity's name; gas without another word is natural gas."""
    found = name.intersection(_NARROWING.split())
    return found - {"natural"} if "gas" in name else found


def _apart(word: str) -> tuple[str, ...]:
    if word in COMPOUNDS:
        return COMPOUNDS[word]
    head = next(
        (head for head in _HEADS.split() if word != head and (word.startswith(head) or word.endswith(head))), word
    )
    return COMPOUNDS.get(head, (head,))


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, frozenset[str]]:
    """For a word, the others that mean the same."""
    found: dict[str, set[str]] = {}
    for line in _CLASSES:
        words = line.split()
        for word in words:
            found.setdefault(word, set()).update(words)
    return {word: frozenset(others - {word}) for word, others in found.items()}
