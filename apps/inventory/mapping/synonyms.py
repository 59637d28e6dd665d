"""Words that mean the same activity: across languages, and between British and American usage.

Each line is a class of single words as `words_of` writes them. Words of one class stand for each other; a word may be
in several classes. A compound stands for several words, all of which are then looked for.
"""

from collections.abc import Mapping
from functools import lru_cache

_CLASSES = (
    "petrol gasoline benzin essence gasolina benzina super bensin",
    "diesel dieselkraftstoff gazole gasoil gasolio derv",
    "electricity electric electrical strom elektrizitat electricite electricidad elettricita grid power stroom",
    "coal kohle charbon carbon carbone steinkohle",
    "lignite braunkohle",
    "coal bituminous anthracite subbituminous lignite",
    "steam dampf vapeur vapor vapore",
    "heat fernwarme warme chaleur calor calore district",
    "water wasser eau agua acqua trinkwasser",
    "wastewater abwasser sewage",
    "waste abfall mull dechet residuo rifiuto restmull refuse trash garbage",
    "landfill landfilled deponie tip",
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
    "lpg autogas flussiggas gpl",
    "lpg propane",
    "kerosene kerosin jet burning",
    "gaz gas",
    "biogas biomethane",
    "pellet holzpellet wood",
    "heating fuel distillate",
    "diesel distillate",
    "freight fracht transport haulage",
    "office buro bureau oficina ufficio",
    "computer laptop notebook pc",
)

COMPOUNDS: Mapping[str, tuple[str, ...]] = {
    "erdgas": ("natural", "gas"),
    "naturgas": ("natural", "gas"),
    "aardgas": ("natural", "gas"),
    "heizol": ("heating", "oil"),
    "dieselkraftstoff": ("diesel",),
    "kaltemittel": ("refrigerant",),
    "hausmull": ("municipal", "waste"),
    "restmull": ("municipal", "waste"),
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
}
"""Words that say several at once."""


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, frozenset[str]]:
    """For a word, the others that mean the same."""
    found: dict[str, set[str]] = {}
    for line in _CLASSES:
        words = line.split()
        for word in words:
            found.setdefault(word, set()).update(words)
    return {word: frozenset(others - {word}) for word, others in found.items()}
