"""What an edition of published figures is: its description and its typed rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.gases import CO2E
from greenlang.engine.numbers import canonical_number

NOT_AVAILABLE = "NA"
UNKNOWN_LICENCE = "unknown"
AS_PUBLISHED = "as published"
"""GWP basis of a CO2e figure whose publisher does not say, or not surely, which potentials it rests on."""
GWP_BASES = ("SAR", "AR4", "AR5", "AR6", AS_PUBLISHED)


class EditionKind(StrEnum):
    """What an edition's rows are."""

    FACTORS = "factors"
    GWP = "gwp"


class Route(StrEnum):
    """Which of a publisher's columns a factor is from; routes differ by rounding and are never mixed."""

    NONE = ""
    ENERGY = "energy"
    PER_UNIT = "per-unit"
    PUBLISHED_TOTAL = "published-total"


class FactorUse(StrEnum):
    """What a published figure may serve: an inventory, reading only, or building another figure."""

    INVENTORY = "inventory"
    REFERENCE = "reference"
    COMPONENT = "component"


class GwpUse(StrEnum):
    """Whether a published potential serves inventories or is kept for reference only."""

    INVENTORY = "inventory"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication as it was printed; immutable once imported.

    ``applicable_from`` and ``applicable_to`` are the catalogue's own decision (dates inclusive, None: open),
    which is neither the year the data describe (``data_year``) nor the day of publication. ``citation``
    holds ``{table}``. ``licence`` is SPDX-like or "unknown"; ``attribution`` is the sentence it asks for.
    ``gwp_basis`` begins with the set its CO2e figures embed, where a row does not say otherwise.
    ``superseded`` names, by table, the edition that has taken its place: such figures answer by name only.
    """

    slug: str
    kind: EditionKind
    publisher: str
    title: str
    edition: str
    publication_year: int
    published_on: date | None
    data_year: str
    applicable_from: date | None
    applicable_to: date | None
    applicability_note: str
    licence: str
    citation: str
    gwp_basis: str
    set_name: str
    known_as: tuple[str, ...]
    tables: Mapping[str, str]
    attribution: str = ""
    superseded: Mapping[str, str] = FrozenMap({})

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", FrozenMap(self.tables))
        object.__setattr__(self, "superseded", FrozenMap(self.superseded))

    @property
    def source(self) -> str:
        """Publisher and title, as a record names its source."""
        return f"{self.publisher}, {self.title}"

    @property
    def licence_established(self) -> bool:
        """Whether its figures may be passed on without an operator having accepted the licence."""
        return self.licence != UNKNOWN_LICENCE

    def cite(self, table: str) -> str:
        """The citation of one table."""
        return self.citation.replace("{table}", table)

    def superseded_by(self, table: str) -> str:
        """Slug of the edition that has taken a table's place; empty where none has."""
        return self.superseded.get(table, "")

    def as_document(self) -> dict[str, object]:
        """Everything said about the edition, as canonical JSON takes it; what is not said is left out."""
        document = self._description()
        if self.attribution:
            document["attribution"] = self.attribution
        if self.superseded:
            document["superseded"] = [[table, slug] for table, slug in self.superseded.items()]
        return document

    def _description(self) -> dict[str, object]:
        return {
            "slug": self.slug,
            "kind": str(self.kind),
            "publisher": self.publisher,
            "title": self.title,
            "edition": self.edition,
            "publication_year": str(self.publication_year),
            "published_on": _iso(self.published_on),
            "data_year": self.data_year,
            "applicable_from": _iso(self.applicable_from),
            "applicable_to": _iso(self.applicable_to),
            "applicability_note": self.applicability_note,
            "licence": self.licence,
            "citation": self.citation,
            "gwp_basis": self.gwp_basis,
            "set_name": self.set_name,
            "known_as": list(self.known_as),
            "tables": [[name, title] for name, title in self.tables.items()],
        }


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One published figure of one gas; ``gas`` is empty for a parameter such as a heat content.

    ``value`` is None where the publisher prints "not available". ``unit`` is the engine's unit text. An open
    ``valid_from`` or ``valid_to`` means the edition's applicability.

    ``as_co2e_at``: the figure is printed as the CO2e of its gas at this potential; the mass of the gas is
    ``value / as_co2e_at``, and the unit's mass is CO2e. ``gwp_basis``: the set a CO2e figure embeds, where it is
    not the edition's.
    """

    table: str
    category: str
    activity: str
    activity_name: str
    region: str
    region_name: str
    gas: str
    value: Decimal | None
    published_value: str
    unit: str
    published_unit: str
    basis: str
    route: Route
    valid_from: date | None
    valid_to: date | None
    notes: str
    confidence: str
    as_co2e_at: Decimal | None = None
    gwp_basis: str = ""
    use: FactorUse = FactorUse.INVENTORY

    @property
    def canonical_value(self) -> str:
        """The number in canonical form, or "NA"."""
        return NOT_AVAILABLE if self.value is None else canonical_number(self.value)

    @property
    def group(self) -> str:
        """What its notes say first: the family the publisher prints it under, where it prints families."""
        return self.notes.partition(";")[0]

    @property
    def denominator(self) -> str:
        """The unit's part after the first slash: what one buys or burns."""
        return self.unit.partition("/")[2]

    @property
    def bundle(self) -> tuple[str, ...]:
        """What the gases of one factor share, within an edition."""
        dates = (_iso(self.valid_from), _iso(self.valid_to))
        named = (self.category, self.activity, self.region, self.table)
        return (*named, self.basis, str(self.route), self.denominator, *dates)

    def embedded_gwp(self, edition: Edition) -> str:
        """The set of potentials inside a CO2e figure: "AR4", or "as published"; empty for a single gas."""
        if self.gas != CO2E:
            return ""
        return self.gwp_basis or next((name for name in GWP_BASES if edition.gwp_basis.startswith(name)), AS_PUBLISHED)

    def as_document(self) -> dict[str, object]:
        """Every column, as canonical JSON takes it; of the optional ones those that are set."""
        document = self._columns()
        if self.as_co2e_at is not None:
            document["as_co2e_at"] = canonical_number(self.as_co2e_at)
        if self.gwp_basis:
            document["gwp_basis"] = self.gwp_basis
        if self.use is not FactorUse.INVENTORY:
            document["use"] = str(self.use)
        return document

    def _columns(self) -> dict[str, object]:
        return {
            "table": self.table,
            "category": self.category,
            "activity": self.activity,
            "activity_name": self.activity_name,
            "region": self.region,
            "region_name": self.region_name,
            "gas": self.gas,
            "value": self.published_value,
            "unit": self.unit,
            "published_unit": self.published_unit,
            "basis": self.basis,
            "route": str(self.route),
            "valid_from": _iso(self.valid_from),
            "valid_to": _iso(self.valid_to),
            "notes": self.notes,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class GwpRow:
    """One published global warming potential over 100 years, kg CO2e per kg of gas.

    ``origin`` is "fossil", "non-fossil" or empty where the publisher does not tell them apart.
    """

    table: str
    gas: str
    gas_name: str
    formula: str
    origin: str
    value: Decimal
    published_value: str
    use: GwpUse
    notes: str
    confidence: str

    def as_document(self) -> dict[str, object]:
        """Every column, as canonical JSON takes it."""
        return {
            "table": self.table,
            "gas": self.gas,
            "gas_name": self.gas_name,
            "formula": self.formula,
            "origin": self.origin,
            "value": self.published_value,
            "use": str(self.use),
            "notes": self.notes,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class ReadEdition:
    """An edition with its rows, as its files say; exactly one of the two lists is filled."""

    edition: Edition
    factors: tuple[FactorRow, ...] = ()
    gwps: tuple[GwpRow, ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 over description and rows; the order of the rows does not matter."""
        documents = [row.as_document() for row in self.factors] + [row.as_document() for row in self.gwps]
        rows = sorted(sha256_of(document) for document in documents)
        return sha256_of({"edition": self.edition.as_document(), "rows": rows})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
