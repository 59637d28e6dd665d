"""Brings published editions into the database: each once, whole, and never changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, models, transaction
from psycopg import sql

from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import UNKNOWN_LICENCE, EditionKind, ReadEdition
from apps.calculations.catalogue.errors import EditionChanged
from apps.calculations.catalogue.reading import EDITIONS, read_editions
from apps.calculations.models.catalogue import (
    EmissionFactor,
    FactorEdition,
    GwpSetEdition,
    GwpValue,
    LicenceAcceptance,
)
from apps.events.services import platform_event_record
from greenlang.errors import InvalidInput, NotFound
from greenlang.working_alone import Alone


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
    return editions_import(read_editions(directory))


def editions_import(editions: Sequence[ReadEdition]) -> ImportReport:
    """Import those of the editions that are not in the database yet; all of them, or none.

    Raises:
        EditionChanged: a known slug with other contents.
    """
    hashes = {read.edition.slug: read.content_hash for read in editions}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Alone.CATALOGUE_IMPORT.value])
        known = _known_hashes()
        _refuse_changes(hashes, known)
        new = [read for read in editions if read.edition.slug not in known]
        for read in new:
            _write(read, hashes[read.edition.slug])
            _announce(read.edition.slug, hashes[read.edition.slug])
    return ImportReport(
        imported=tuple(read.edition.slug for read in new),
        unchanged=tuple(read.edition.slug for read in editions if read.edition.slug in known),
        factors=sum(len(read.factors) for read in new),
        gwp_values=sum(len(read.gwps) for read in new),
    )


def _known_hashes() -> dict[str, str]:
    known = dict(FactorEdition.objects.values_list("slug", "content_hash"))
    return known | dict(GwpSetEdition.objects.values_list("slug", "content_hash"))


def _refuse_changes(hashes: Mapping[str, str], known: Mapping[str, str]) -> None:
    changed = [slug for slug, content_hash in hashes.items() if known.get(slug, content_hash) != content_hash]
    if changed:
        raise EditionChanged(
            f"The files of {', '.join(changed)} differ from what was imported under that name.",
            where="catalogue",
            mend="Results of the past rest on it: put the files back; changes are an edition of their own.",
        )


def _write(read: ReadEdition, content_hash: str) -> None:
    if read.edition.kind is EditionKind.GWP:
        gwp_set = GwpSetEdition.of(read.edition, content_hash)
        gwp_set.save()
        _copy(GwpValue, (GwpValue.values_of(row, gwp_set) for row in read.gwps))
    else:
        edition = FactorEdition.of(read.edition, content_hash)
        edition.save()
        _copy(EmissionFactor, _factor_values(read, edition))


def _announce(slug: str, content_hash: str) -> None:
    """Tell every process, at commit, that lookups may answer otherwise."""
    platform_event_record(
        event="ef.updated",
        aggregate_type="edition",
        aggregate_id=slug,
        payload={"change": "edition-imported", "edition": slug, "content_hash": content_hash},
    )


def _factor_values(read: ReadEdition, edition: FactorEdition) -> Iterable[Mapping[str, object]]:
    return (EmissionFactor.values_of(row, edition, ef_cid(row, read.edition)) for row in read.factors)


def _copy(model: type[models.Model], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows by COPY, as the role that imports: several times faster than INSERT, under the same constraints."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.generated]
    names = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    attributes = [field.attname for field in fields]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row[attribute] for attribute in attributes])


def licence_accept(*, edition: str, accepted_by: str, reason: str) -> LicenceAcceptance:
    """Record an operator's decision that an edition of unknown licence may leave in exports; once an edition.

    Raises:
        NotFound: there is no edition of that slug.
        InvalidInput: its licence is established, nothing is said, or it has been accepted already.
    """
    found = FactorEdition.objects.filter(slug=edition).first()
    if found is None:
        raise NotFound(f"There is no catalogue edition {edition[:80]!r}.", where="edition")
    if not (accepted_by.strip() and reason.strip()):
        raise InvalidInput("A licence is accepted by somebody and for a reason.", where="reason", mend="Say both.")
    if found.licence != UNKNOWN_LICENCE:
        message = f"The licence of {edition} is established: {found.licence}."
        raise InvalidInput(message, where="edition", mend="Nothing needs to be accepted.")
    with transaction.atomic():
        acceptance, made = LicenceAcceptance.objects.get_or_create(
            edition=found, defaults={"accepted_by": accepted_by.strip()[:200], "reason": reason.strip()}
        )
        if not made:
            message = f"The licence of {edition} was accepted by {acceptance.accepted_by} already."
            raise InvalidInput(message, where="edition", mend="Nothing needs to be done.")
        platform_event_record(
            event="ef.updated",
            aggregate_type="edition",
            aggregate_id=found.slug,
            payload={"edition": found.slug, "licence_accepted": True},
        )
    return acceptance
