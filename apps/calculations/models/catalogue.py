"""The catalogue in the database: editions, factors, warming potentials; global, written once."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Concat, Lower, Upper

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import (
    UNKNOWN_LICENCE,
    Edition,
    EditionKind,
    FactorRow,
    FactorUse,
    GwpRow,
    GwpUse,
    Route,
)
from apps.calculations.models.imported import ImportedEdition, ImportedModel, ImportedQuerySet
from greenlang.engine.numbers import canonical_number

SEARCHED = ("activity", "activity_name", "region", "region_name", "category", "gas", "unit", "ef_cid", "notes")
SEARCHED_TEXT = tuple(part for name in SEARCHED for part in (name, models.Value(" ")))[:-1]


class FactorQuerySet(ImportedQuerySet):
    """Single published figures."""

    def exportable(self) -> "FactorQuerySet":
        """Those that may be passed on: the licence is established, or an operator has accepted it."""
        established = ~models.Q(edition__licence=UNKNOWN_LICENCE)
        return self.filter(established | models.Q(edition__in=LicenceAcceptance.objects.values("edition")))


class FactorEditionQuerySet(ImportedQuerySet):
    """Editions of factors."""

    def exportable(self) -> "FactorEditionQuerySet":
        """Those whose licence is established, or has been accepted by an operator."""
        established = ~models.Q(licence=UNKNOWN_LICENCE)
        return self.filter(established | models.Q(pk__in=LicenceAcceptance.objects.values("edition")))


class FactorEdition(ImportedEdition):
    """An edition of emission factors."""

    objects: ClassVar[Any] = FactorEditionQuerySet.as_manager()

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
    activity = models.CharField(max_length=160)
    activity_name = models.CharField(max_length=240)
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
    as_co2e_at = models.CharField(max_length=40, null=True)
    gwp_basis = models.CharField(max_length=20, blank=True, default="")
    use = models.CharField(max_length=20, default=FactorUse.INVENTORY.value)
    # One text a row, made by the database, is searched far faster than its columns one by one.
    searched = models.GeneratedField(
        expression=Lower(Concat(*SEARCHED_TEXT, output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects: ClassVar[Any] = FactorQuerySet.as_manager()

    class Meta:
        ordering = ["category", "activity", "region", "edition_id", "id"]
        indexes = [
            models.Index(fields=["category", "activity", "region", "edition"], name="factor_place"),
            models.Index("category", Upper("activity_name"), "region", name="factor_printed"),
        ]
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

    @staticmethod
    def values_of(row: FactorRow, edition: FactorEdition, ef_cid: str) -> dict[str, object]:
        """What a figure's row holds, by attribute, without the id."""
        return {
            "edition_id": edition.pk,
            "ef_cid": ef_cid,
            "value": None if row.value is None else row.canonical_value,
            "route": str(row.route),
            "as_co2e_at": None if row.as_co2e_at is None else canonical_number(row.as_co2e_at),
            "use": str(row.use),
            **{name: getattr(row, name) for name in _SAME},
        }

    def as_candidate(self, edition: Edition) -> Candidate:
        """The pure row with its edition, for matching."""
        same = {name: getattr(self, name) for name in _SAME}
        row = FactorRow(
            value=None if self.value is None else Decimal(self.value),
            route=Route(self.route),
            as_co2e_at=None if self.as_co2e_at is None else Decimal(self.as_co2e_at),
            use=FactorUse(self.use),
            **same,
        )
        return Candidate(row, edition, self.ef_cid)


_SAME = (
    "table", "category", "activity", "activity_name", "region", "region_name", "gas", "published_value",
    "unit", "published_unit", "basis", "valid_from", "valid_to", "notes", "confidence", "gwp_basis",
)  # fmt: skip


_SAME_GWP = ("table", "gas", "gas_name", "formula", "origin", "published_value", "notes", "confidence")


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

    @staticmethod
    def values_of(row: GwpRow, edition: GwpSetEdition) -> dict[str, object]:
        """What a potential's row holds, by attribute, without the id."""
        return {
            "edition_id": edition.pk,
            "value": canonical_number(row.value),
            "use": str(row.use),
            **{name: getattr(row, name) for name in _SAME_GWP},
        }

    def as_row(self) -> GwpRow:
        """The pure row, as it was read."""
        same = {name: getattr(self, name) for name in _SAME_GWP}
        return GwpRow(value=Decimal(self.value), use=GwpUse(self.use), **same)


class LicenceAcceptance(models.Model):
    """An operator's decision that an edition whose licence is not established may leave in exports.

    Lookup never asks for it: figures may be used for one's own inventory; this is about passing them on.
    """

    edition = models.OneToOneField(FactorEdition, on_delete=models.PROTECT, related_name="licence_acceptance")
    accepted_by = models.CharField(max_length=200)
    reason = models.TextField()
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-accepted_at"]

    def __str__(self) -> str:
        return f"{self.edition} by {self.accepted_by}"
