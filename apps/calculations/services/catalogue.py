"""Brings published editions into the database: each once, whole, and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import EditionKind, ReadEdition
from apps.calculations.catalogue.errors import EditionChanged
from apps.calculations.catalogue.reading import EDITIONS, read_editions
from apps.calculations.models.catalogue import EmissionFactor, FactorEdition, GwpSetEdition, GwpValue
from greenlang.engine.numbers import canonical_number

BATCH = 2000
_LOCK = 4_740_113_001
"""Key of the advisory lock that lets one import run at a time."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: slugs of editions, and rows written."""

    imported: tuple[str, ...]
    unchanged: tuple[str, ...]
    factors: int
    gwp_values: int

    def as_document(self) -> dict[str, object]:
        """For JSON on the command line."""
        return {
            "imported": list(self.imported),
            "unchanged": list(self.unchanged),
            "factors": self.factors,
            "gwp_values": self.gwp_values,
        }


def import_editions(*, directory: Path = EDITIONS) -> ImportReport:
    """Import every edition below a folder that is not in the database yet; all of them, or none.

    Editions that are there with the same contents are left alone, editions the folder lacks stay.

    Raises:
        InvalidEdition: files that break the catalogue's rules.
        EditionChanged: a known slug with other contents.
    """
    editions = read_editions(directory)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        known = _known_hashes()
        _refuse_changes(editions, known)
        new = [read for read in editions if read.edition.slug not in known]
        for read in new:
            _write(read)
    return ImportReport(
        imported=tuple(read.edition.slug for read in new),
        unchanged=tuple(read.edition.slug for read in editions if read.edition.slug in known),
        factors=sum(len(read.factors) for read in new),
        gwp_values=sum(len(read.gwps) for read in new),
    )


def _known_hashes() -> dict[str, str]:
    known = dict(FactorEdition.objects.values_list("slug", "content_hash"))
    return known | dict(GwpSetEdition.objects.values_list("slug", "content_hash"))


def _refuse_changes(editions: Sequence[ReadEdition], known: dict[str, str]) -> None:
    changed = [
        read.edition.slug for read in editions if known.get(read.edition.slug, read.content_hash) != read.content_hash
    ]
    if changed:
        raise EditionChanged(
            f"The files of {', '.join(changed)} differ from what was imported under that name.",
            where="catalogue",
            mend="Results of the past rest on it: put the files back; changes are an edition of their own.",
        )


def _write(read: ReadEdition) -> None:
    if read.edition.kind is EditionKind.GWP:
        gwp_set = GwpSetEdition.of(read.edition, read.content_hash)
        gwp_set.save()
        GwpValue.objects.bulk_create(_gwp_values(read, gwp_set), batch_size=BATCH)
    else:
        edition = FactorEdition.of(read.edition, read.content_hash)
        edition.save()
        rows = [EmissionFactor.of(row, edition, ef_cid(row, read.edition)) for row in read.factors]
        EmissionFactor.objects.bulk_create(rows, batch_size=BATCH)


def _gwp_values(read: ReadEdition, gwp_set: GwpSetEdition) -> list[GwpValue]:
    return [
        GwpValue(
            edition=gwp_set,
            table=row.table,
            gas=row.gas,
            gas_name=row.gas_name,
            formula=row.formula,
            origin=row.origin,
            value=canonical_number(row.value),
            published_value=row.published_value,
            use=str(row.use),
            notes=row.notes,
            confidence=row.confidence,
        )
        for row in read.gwps
    ]
