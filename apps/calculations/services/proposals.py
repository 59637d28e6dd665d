"""Importing what was sent: kept, looked at, and then imported or withdrawn."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.calculations.catalogue.archives import read_archive
from apps.calculations.catalogue.errors import EditionChanged
from apps.calculations.models import EditionProposal
from apps.calculations.services.catalogue import ImportReport, editions_import
from greenlang.errors import Conflict, InvalidInput

LARGEST_BYTES = 16 * 1024 * 1024
WAITING = 20
"""Imports that may wait for a decision at a time."""


def edition_propose(*, filename: str, content: bytes, actor: str) -> EditionProposal:
    """Keep what was sent, once it has been read as a whole.

    Raises:
        InvalidEdition: it cannot be imported, with every finding.
        InvalidInput: it is too large.
        Conflict: too many wait already.
    """
    if len(content) > LARGEST_BYTES:
        raise InvalidInput(
            f"It is larger than {LARGEST_BYTES // (1 << 20)} MB.", where="file", mend="Send fewer editions."
        )
    read_archive(content)
    if EditionProposal.objects.filter(decided_at=None).count() >= WAITING:
        raise Conflict(f"{WAITING} imports wait for a decision.", mend="Import or withdraw them first.")
    digest = hashlib.sha256(content).hexdigest()
    return EditionProposal.objects.create(
        filename=filename[:200], sha256=digest, content=content, proposed_by=actor[:200]
    )


@transaction.atomic
def proposal_import(*, proposal: EditionProposal, actor: str, reason: str = "") -> ImportReport:
    """Import what was sent, all of it or nothing.

    Raises:
        Conflict: somebody has decided about it already.
        EditionChanged: what it holds contradicts the catalogue.
    """
    locked = _waiting(proposal)
    try:
        with transaction.atomic():
            report = editions_import(read_archive(bytes(locked.content)))
    except IntegrityError as error:
        message = f"A figure of it is in the catalogue already: {str(error).splitlines()[0]}."
        raise EditionChanged(
            message, where="file", mend="Take the figure out, or import it under its own edition."
        ) from None
    _decide(locked, actor, {"imported": list(report.imported), "unchanged": list(report.unchanged), "reason": reason})
    return report


@transaction.atomic
def proposal_withdraw(*, proposal: EditionProposal, actor: str, reason: str = "") -> None:
    """Let it be; what was sent is let go of.

    Raises:
        Conflict: somebody has decided about it already.
    """
    locked = _waiting(proposal)
    locked.content = b""
    _decide(locked, actor, {"reason": reason})


def _waiting(proposal: EditionProposal) -> EditionProposal:
    locked = EditionProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.decided_at is not None:
        raise Conflict(f"It is {locked.state} already, by {locked.decided_by}.", where="import")
    return locked


def _decide(proposal: EditionProposal, actor: str, outcome: dict[str, object]) -> None:
    proposal.decided_by, proposal.decided_at, proposal.outcome = actor[:200], timezone.now(), outcome
    proposal.save()
