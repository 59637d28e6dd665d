"""What columns mean: our names for them, and the words people and other programs use. Pure."""

import re
from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "site": "Site",
    "start": "First day",
    "end": "Last day",
    "month": "Month",
    "date": "Day",
    "quantity": "Quantity",
    "unit": "Unit",
    "basis": "Heating value (gross or net)",
    "reference": "Reference",
    "description": "Description",
    "estimated": "Estimated or actual",
}
"""By our name, what people read."""
METERS = frozenset(
    {"meter", "meter id", "meter number", "account", "account number", "mpan", "mprn", "supply point", "asset"}
)
"""Columns, with or without “note”, that tell sources of one description apart."""
MESSAGE_COLUMN = "What to mend"
"""Heading of the column that is added to a file handed back."""
_WORDS: Mapping[str, str] = {
    "site": "site name|site id|facility|facility name|location|plant|plant name|building|property|branch|office|store"
    "|standort|werk|niederlassung|liegenschaft|betriebsstätte|filiale|gebäude|anlage|emplacement|établissement|sede"
    "|sito|stabilimento|centro",
    "start": "start date|from|from date|date from|period start|period from|begin|beginning|begin date|billing start"
    "|billing period start|service from|service start|first day|von|ab|zeitraum von|von datum|beginn|startdatum"
    "|abrechnung von|début|debut|date de début|inizio|desde|fecha inicio",
    "end": "end date|to|to date|date to|until|period end|period to|billing end|billing period end|service to"
    "|service end|through|last day|bis|zeitraum bis|bis datum|ende|enddatum|abrechnung bis|fin|date de fin|fine"
    "|hasta|fecha fin",
    "month": "billing month|reporting month|month year|year month|monat|abrechnungsmonat|mois|mese|mes",
    "date": "day|invoice date|transaction date|posting date|delivery date|datum|jour|fecha|data",
    "quantity": "qty|amount|consumption|usage|volume|amount used|quantity used|activity amount|energy used|menge"
    "|verbrauch|quantité|quantite|consommation|quantità|cantidad|consumo",
    "unit": "units|uom|u o m|unit of measure|unit of measurement|measure unit|einheit|unité|unite|unità|unidad",
    "basis": "heating value|heating value basis|calorific value basis|calorific basis|hhv lhv|hhv or lhv"
    "|gross net|gross or net",
    "reference": "ref|invoice|invoice number|invoice no|invoice id|bill number|document|document number|document no"
    "|voucher|meter reading|beleg|belegnummer|beleg nr|belegnr|rechnung|rechnungsnummer|rechnungsnr|rechnungs nr"
    "|rechnung nr|facture|n facture|numéro de facture|fattura|factura",
    "description": "desc|item|item description|activity description|line description|text|bezeichnung"
    "|beschreibung|energieträger|energieart|brennstoff|kraftstoff|artikel|leistung|désignation|libellé|descripción"
    "|descrizione",
    "estimated": "estimate|is estimated|estimated or actual|actual or estimated|actual estimated|estimated actual"
    "|reading type|read type|geschätzt|schätzung|estimé|stimato|estimado",
}
_KEPT: Mapping[str, str] = {
    "money": "cost|costs|price|amount|total|net amount|spend|currency|kosten|betrag|nettobetrag|preis|summe|währung"
    "|montant|coût|prix|importo|costo|coste|importe",
    "remark": "comment|comments|remark|remarks|note|notes|bemerkung|bemerkungen|kommentar|anmerkung|notiz|commentaire"
    "|remarque|nota|commento|comentario",
}
MONEY = frozenset(_KEPT["money"].split("|"))
"""Headings of columns that hold money: kept, and told apart from what was used."""
_REMARKS = frozenset(_KEPT["remark"].split("|"))
_KNOWN = {word: name for name, words in _WORDS.items() for word in (name, *words.split("|"))}
_WITH_BRACKETS = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]{1,40}(?:\([A-Z]{3}\))?)[)\]]\Z")


def plain_heading(heading: str) -> str:
    """A heading with nothing that people write in different ways: case, blanks, punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.lower()).split())


def meaning_of(heading: str) -> str:
    """Our name of the column a heading means; empty where none is meant that we know."""
    return _KNOWN.get(plain_heading(heading), "") or _KNOWN.get(plain_heading(bracketed(heading)[0]), "")


def is_money(heading: str) -> bool:
    """Whether a column holds what something cost."""
    return plain_heading(bracketed(heading)[0] or heading) in MONEY


def is_kept(heading: str) -> bool:
    """Whether a column is kept and no agent calculates with it: money, or a remark."""
    return is_money(heading) or plain_heading(heading) in _REMARKS


def bracketed(heading: str) -> tuple[str, str]:
    """A heading and what stands in brackets behind it, as in “Consumption (kWh)”; empty texts where nothing does."""
    found = _WITH_BRACKETS.match(heading)
    return (found[1], found[2].strip()) if found else ("", "")
