"""Entering footprints, and sharing them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.pact.documents import FootprintDocument, footprint_read
from apps.pact.models import FootprintEvidence, FootprintShare, FootprintStatus, Partner, ProductFootprint
from greenlang.errors import Conflict, GreenLangError, InvalidInput

MOST_ROWS = 1000
MAX_EVIDENCE_BYTES = 10 * 1024 * 1024
_LONGEST_NAME = 200


class FootprintReplaced(Conflict):
    """Another version has taken its place."""

    code = "footprint-replaced"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row of an import: the footprint, or why there is none."""

    footprint: ProductFootprint | None = None
    error: GreenLangError | None = None


@transaction.atomic
def footprint_enter(*, document: object, actor: str, replaces: ProductFootprint | None = None) -> ProductFootprint:
    """Keep a footprint; where it is a new version, the one before is Deprecated from here on.

    Raises:
        InvalidInput: it is not as PACT's data model has it.
        FootprintReplaced: another version has taken that one's place.
    """
    read = footprint_read(document)
    if replaces is None:
        footprint = _kept(read, actor)
        _note("entered the footprint of", footprint, actor)
        return footprint
    before = ProductFootprint.objects.select_for_update().get(id=replaces.id)
    if before.status == FootprintStatus.DEPRECATED:
        message = "This version was replaced: enter a version of the latest one."
        raise FootprintReplaced(message, where="footprint_id", mend="Its latest version names it among precedingPfIds.")
    footprint = _kept(read, actor, replaces=before, is_shared=before.is_shared)
    FootprintShare.objects.bulk_create(
        FootprintShare(footprint=footprint, partner_id=partner)
        for partner in before.shares.values_list("partner_id", flat=True)
    )
    ProductFootprint.objects.filter(id=before.id).update(status=FootprintStatus.DEPRECATED)
    _note("entered a new version of the footprint of", footprint, actor, f"in the place of {before.id}")
    return footprint


def footprints_import(*, documents: Sequence[object], actor: str) -> list[Taken]:
    """Keep many, each for itself: what became of each, in order.

    Raises:
        InvalidInput: there is none, or more than `MOST_ROWS`.
    """
    if not 0 < len(documents) <= MOST_ROWS:
        raise InvalidInput(f"{len(documents)} footprints.", where="/footprints", mend=f"Send 1 to {MOST_ROWS}.")
    taken = []
    for place, document in enumerate(documents):
        try:
            read = footprint_read(document, where=f"/footprints/{place}")
        except GreenLangError as error:
            taken.append(Taken(error=error))
        else:
            with transaction.atomic():
                footprint = _kept(read, actor)
                _note("imported the footprint of", footprint, actor)
            taken.append(Taken(footprint))
    return taken


def _kept(read: FootprintDocument, actor: str, **more: Any) -> ProductFootprint:
    return ProductFootprint.objects.create(
        document=read.as_document(),
        product_ids=_small(read.productIds),
        company_ids=_small(read.companyIds),
        classifications=_small(read.productClassifications or ()),
        geographies=_small(each for each in read.pcf.geographies if each),
        valid_from=read.valid_from,
        valid_to=read.valid_to,
        entered_by=actor[:_LONGEST_NAME],
        **more,
    )


def _small(texts: Iterable[str]) -> list[str]:
    return [text.casefold() for text in texts]


def _note(act: str, footprint: ProductFootprint, actor: str, detail: str = "") -> None:
    audit_record(kind=AuditKind.DATA, act=act, actor=actor, subject=str(footprint), detail=detail)


@transaction.atomic
def footprint_share(
    *, footprint: ProductFootprint, everybody: bool, partners: Sequence[Partner], actor: str
) -> ProductFootprint:
    """Say which partners may see it: every one, or those that are named."""
    held = ProductFootprint.objects.select_for_update().get(id=footprint.id)
    held.is_shared = everybody
    held.save(update_fields=["is_shared"])
    held.shares.all().delete()
    FootprintShare.objects.bulk_create(FootprintShare(footprint=held, partner=partner) for partner in partners)
    names = "every partner" if everybody else ", ".join(partner.name for partner in partners) or "nobody"
    _note("shared the footprint of", held, actor, f"with {names}")
    return held


@transaction.atomic
def evidence_attach(*, footprint: ProductFootprint, filename: str, content: bytes, actor: str) -> FootprintEvidence:
    """Keep a file behind a footprint.

    Raises:
        InvalidInput: it is empty or too large.
    """
    if not 0 < len(content) <= MAX_EVIDENCE_BYTES:
        mend = f"Send 1 byte to {MAX_EVIDENCE_BYTES // (1024 * 1024)} MB."
        raise InvalidInput("This file is empty or too large.", where="/file", mend=mend)
    kept = FootprintEvidence.objects.create(
        footprint=footprint,
        filename=filename.replace("\x00", "")[:_LONGEST_NAME] or "evidence",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        added_by=actor[:_LONGEST_NAME],
    )
    _note("added evidence to the footprint of", footprint, actor, kept.filename)
    return kept
