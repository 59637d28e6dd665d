"""What is imported into the catalogue: rows that are written once, and the description of an edition."""

from collections.abc import Sequence
from typing import Any, ClassVar, NoReturn

from django.db import models

from apps.calculations.catalogue.editions import Edition, EditionKind
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

    objects: ClassVar[Any] = ImportedQuerySet.as_manager()

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
    attribution = models.TextField(blank=True, default="")
    superseded = models.JSONField(default=list)
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
            attribution=edition.attribution,
            superseded=[[table, slug] for table, slug in edition.superseded.items()],
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
            tables=_pairs(self.tables),
            attribution=self.attribution,
            superseded=_pairs(self.superseded),
        )


def _pairs(pairs: Sequence[Sequence[str]]) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in pairs}
