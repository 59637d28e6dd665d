"""The catalogue in the database: editions, factors, warming potentials; global, written once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from django.db import models

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Edition, EditionKind, FactorRow, GwpRow, GwpUse, Route
from greenlang.errors import Conflict


class Immutable(Conflict):
    """A catalogue row was about to be changed; results of the past rest on it."""

    code = "catalogue-immutable"
    title = "The catalogue does not change"


def _refuse() -> NoReturn:
    mend = "Import a new edition; earlier ones stay as they are."
    raise Immutable("Imported catalogue rows are neither changed nor deleted.", where="catalogue", mend=mend)


class ImportedQuerySet(models.QuerySet[Any]):
    """Rows are added by the importer and read; nothing else."""

    def update(self, **kwargs: object) -> int:
        """Refused."""
        _refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        _refuse()

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        """Refused."""
        _refuse()


class ImportedModel(models.Model):
    """A row that is written once."""

    objects = ImportedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save is refused.

        Raises:
            Immutable: the row is in the database already.
        """
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        _refuse()


class ImportedEdition(ImportedModel):
    """What is said about one publication; see `catalogue.editions.Edition`."""

    KIND = EditionKind.FACTORS

    slug = models.SlugField(max_length=80, unique=True)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=100)
    publication_year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True)
    data_year = models.CharField(max_length=40, blank=True)
    applicable_from = models.DateField(null=True)
    applicable_to = models.DateField(null=True)
    applicability_note = models.TextField()
    licence = models.CharField(max_length=100)
    citation = models.TextField()
    gwp_basis = models.CharField(max_length=200)
    set_name = models.CharField(max_length=20, blank=True)
    known_as = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    content_hash = models.CharField(max_length=71, unique=True)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def of(cls, edition: Edition, content_hash: str) -> Any:
        """A row, not saved, of an edition as it was read."""
        return cls(
            slug=edition.slug,
            publisher=edition.publisher,
            title=edition.title,
            edition=edition.edition,
            publication_year=edition.publication_year,
            published_on=edition.published_on,
            data_year=edition.data_year,
            applicable_from=edition.applicable_from,
            applicable_to=edition.applicable_to,
            applicability_note=edition.applicability_note,
            licence=edition.licence,
            citation=edition.citation,
            gwp_basis=edition.gwp_basis,
            set_name=edition.set_name,
            known_as=list(edition.known_as),
            tables=[[name, title] for name, title in edition.tables.items()],
            content_hash=content_hash,
        )

    @property
    def source(self) -> str:
        """Publisher and title."""
        return f"{self.publisher}, {self.title}"

    def as_edition(self) -> Edition:
        """The pure description, as it was read."""
        return Edition(
            slug=self.slug,
            kind=self.KIND,
            publisher=self.publisher,
            title=self.title,
            edition=self.edition,
            publication_year=self.publication_year,
            published_on=self.published_on,
            data_year=self.data_year,
            applicable_from=self.applicable_from,
            applicable_to=self.applicable_to,
            applicability_note=self.applicability_note,
            licence=self.licence,
            citation=self.citation,
            gwp_basis=self.gwp_basis,
            set_name=self.set_name,
            known_as=tuple(self.known_as),
            tables=_tables(self.tables),
        )


class FactorEdition(ImportedEdition):
    """An edition of emission factors."""

    class Meta(ImportedEdition.Meta):
        ordering = ["publisher", "-publication_year", "slug"]


class GwpSetEdition(ImportedEdition):
    """A set of global warming potentials over 100 years; ``set_name`` is what records call it ("AR5")."""

    KIND = EditionKind.GWP

    class Meta(ImportedEdition.Meta):
        ordering = ["publication_year", "slug"]


class EmissionFactor(ImportedModel):
    """One published figure of one gas, or of a parameter (``gas`` empty).

    ``value`` is the canonical decimal string, null where the publisher prints "not available".
    """

    edition = models.ForeignKey(FactorEdition, on_delete=models.PROTECT, related_name="factors")
    ef_cid = models.CharField(max_length=19, unique=True)
    table = models.CharField(max_length=100, db_column="source_table")
    category = models.CharField(max_length=80)
    activity = models.CharField(max_length=120)
    activity_name = models.CharField(max_length=200)
    region = models.CharField(max_length=20)
    region_name = models.CharField(max_length=120)
    gas = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=200, null=True)
    published_value = models.CharField(max_length=200)
    unit = models.CharField(max_length=80)
    published_unit = models.CharField(max_length=80)
    basis = models.CharField(max_length=10, blank=True)
    route = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    notes = models.TextField(blank=True)
    confidence = models.CharField(max_length=20)

    class Meta:
        ordering = ["category", "activity", "region", "edition_id", "id"]
        indexes = [models.Index(fields=["category", "activity", "region"], name="factor_place")]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "edition", "table", "category", "activity", "region", "gas", "unit", "basis", "route",
                    "valid_from", "valid_to",
                ],
                name="factor_identity",
                nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.ef_cid

    @property
    def is_available(self) -> bool:
        """Whether the publisher prints a number."""
        return self.value is not None

    @property
    def citation(self) -> str:
        """The citation of the table this figure is printed in."""
        return str(self.edition.citation).replace("{table}", self.table)

    @classmethod
    def of(cls, row: FactorRow, edition: FactorEdition, ef_cid: str) -> "EmissionFactor":
        """A row, not saved, of a figure as it was read."""
        return cls(
            edition=edition,
            ef_cid=ef_cid,
            value=None if row.value is None else row.canonical_value,
            route=str(row.route),
            **{name: getattr(row, name) for name in _SAME},
        )

    def as_candidate(self, edition: Edition) -> Candidate:
        """The pure row with its edition, for matching."""
        value = None if self.value is None else Decimal(self.value)
        same = {name: getattr(self, name) for name in _SAME}
        return Candidate(FactorRow(value=value, route=Route(self.route), **same), edition, self.ef_cid)


_SAME = (
    "table", "category", "activity", "activity_name", "region", "region_name", "gas", "published_value",
    "unit", "published_unit", "basis", "valid_from", "valid_to", "notes", "confidence",
)  # fmt: skip


class GwpValue(ImportedModel):
    """The published warming potential of one gas (and origin), kg CO2e per kg."""

    edition = models.ForeignKey(GwpSetEdition, on_delete=models.PROTECT, related_name="values")
    table = models.CharField(max_length=100, db_column="source_table")
    gas = models.CharField(max_length=40)
    gas_name = models.CharField(max_length=100)
    formula = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=200)
    published_value = models.CharField(max_length=200)
    use = models.CharField(max_length=20)
    notes = models.TextField(blank=True)
    confidence = models.CharField(max_length=20)

    class Meta:
        ordering = ["edition_id", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "gas", "origin"], name="gwp_identity")]

    def __str__(self) -> str:
        return f"{self.gas} {self.value}"

    def as_row(self) -> GwpRow:
        """The pure row, as it was read."""
        return GwpRow(
            table=self.table,
            gas=self.gas,
            gas_name=self.gas_name,
            formula=self.formula,
            origin=self.origin,
            value=Decimal(self.value),
            published_value=self.published_value,
            use=GwpUse(self.use),
            notes=self.notes,
            confidence=self.confidence,
        )


def _tables(pairs: Sequence[Sequence[str]]) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in pairs}
