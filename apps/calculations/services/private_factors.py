"""A tenant's own factors: evidence kept, a factor proposed, and the decision of a second person.

Every command works in the tenant scope that is open, in one transaction with its event.
"""

import hashlib
import uuid
from collections.abc import Mapping

from django.db import connection, transaction

from apps.calculations.catalogue.editions import FactorRow
from apps.calculations.catalogue.private import (
    COLUMNS,
    InvalidPrivateFactor,
    NotOwnProposal,
    OwnReview,
    PrivateFactorConflict,
    overlaps,
    override_row,
    private_ef_cid,
    private_row,
)
from apps.calculations.models.private import Decision, Evidence, PrivateFactor, PrivateFactorReview
from apps.calculations.selectors.factors import factor_get
from apps.calculations.selectors.private_factors import (
    evidence_get,
    is_own_proposal,
    private_factor_by_cid,
    private_factor_get,
)
from apps.events.audit import audit_record
from apps.events.models import AuditKind, Topic
from apps.events.services import event_record
from greenlang.edges.actor import Actor
from greenlang.isolation import current_tenant_id

MAX_EVIDENCE_BYTES = 10 * 1024 * 1024
_LONGEST = {"source": 200, "citation": 2000}
_UPDATED = "ef.updated"


def evidence_keep(*, filename: str, content: bytes, kept_by: str) -> Evidence:
    """Keep a file as evidence, at most 10 MB; the same bytes are kept once, under their first name.

    Raises:
        InvalidPrivateFactor: it is empty, too large, or has no name.
    """
    name = filename.replace("\\", "/").rpartition("/")[2].strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise InvalidPrivateFactor("The file's name is empty, too long or unprintable.", where="/filename")
    if not content:
        raise InvalidPrivateFactor("The file is empty.", where="body")
    if len(content) > MAX_EVIDENCE_BYTES:
        raise InvalidPrivateFactor("The file is larger than 10 MB.", where="body")
    sha256 = f"sha256:{hashlib.sha256(content).hexdigest()}"
    with transaction.atomic():
        values = {"filename": name, "size": len(content), "content": content, "kept_by": kept_by}
        return Evidence.objects.get_or_create(sha256=sha256, defaults=values)[0]


def private_factor_propose(
    *,
    texts: Mapping[str, str],
    source: str,
    citation: str,
    evidence_sha256: str,
    proposed_by: Actor,
    overrides: str = "",
    supersedes: str = "",
) -> PrivateFactor:
    """Propose a factor: a draft that answers nothing until somebody else approves it.

    Args:
        texts: columns by name, as in `catalogue.private.COLUMNS`.
        source, citation: where it is from, in the tenant's words.
        evidence_sha256: of a file kept before.
        overrides: content id of the published figure it stands in for; what ``texts`` leaves out is that figure's.
        supersedes: content id of the approved own factor it corrects.

    Raises:
        InvalidPrivateFactor: with every finding.
        FactorNotFound, NotFound: what it overrides, supersedes or is proved by does not exist here.
        PrivateFactorConflict: the very same was proposed before.
    """
    _check_texts(texts, source=source, citation=citation)
    evidence = evidence_get(evidence_sha256)
    row = _row(texts, overrides)
    earlier = private_factor_by_cid(supersedes) if supersedes else None
    said = {"source": source, "citation": citation, "overrides": overrides}
    factor = PrivateFactor.of(
        row,
        ef_cid=private_ef_cid(row, tenant_id=current_tenant_id(), evidence_sha256=evidence.sha256, **said),
        supersedes=earlier,
        evidence=evidence,
        proposed_by=proposed_by.name,
        proposer_id=proposed_by.pk,
        **said,
    )
    _check_correction(factor, earlier)
    with transaction.atomic():
        _one_at_a_time()
        _check_once(factor.ef_cid)
        factor.save(force_insert=True)
        _tell(factor, "ef.proposed", "private-factor-proposed")
        _note(factor, "proposed an own factor", proposed_by, f"{factor.value} {factor.unit}, {source}")
    return factor


def private_factor_approve(*, factor_id: uuid.UUID, reason: str, reviewed_by: Actor) -> PrivateFactor:
    """Approve a draft: from now on it answers, or stands in for what it overrides.

    Raises:
        NotFound: there is none here.
        OwnReview: the reviewer is who proposed it.
        PrivateFactorConflict: it has been reviewed, or another approved factor says the same thing otherwise.
    """
    with transaction.atomic():
        factor = _review(factor_id, Decision.APPROVED, reason, reviewed_by)
        _tell(factor, _UPDATED, "private-factor-approved")
        _note(factor, "approved an own factor", reviewed_by, reason)
    return factor


def private_factor_reject(*, factor_id: uuid.UUID, reason: str, reviewed_by: Actor) -> PrivateFactor:
    """Reject a draft for good; another proposal may follow. Raises as `private_factor_approve`."""
    with transaction.atomic():
        factor = _review(factor_id, Decision.REJECTED, reason, reviewed_by)
        _tell(factor, "ef.rejected", "private-factor-rejected")
        _note(factor, "rejected an own factor", reviewed_by, reason)
    return factor


def private_factor_withdraw(*, factor_id: uuid.UUID, reason: str, withdrawn_by: Actor) -> PrivateFactor:
    """Take a draft of one's own back, for good. An approved factor is not withdrawn: another supersedes it.

    Raises:
        NotFound: there is none here.
        NotOwnProposal: somebody else proposed it.
        PrivateFactorConflict: it has been reviewed.
    """
    with transaction.atomic():
        factor = _draft(factor_id, reason)
        if not is_own_proposal(factor, withdrawn_by):
            raise NotOwnProposal("Who proposed a factor withdraws it.", where="factor_id", mend="Reject it instead.")
        _keep(factor, Decision.WITHDRAWN, reason, withdrawn_by)
        _tell(factor, "ef.rejected", "private-factor-withdrawn")
        _note(factor, "withdrew an own factor", withdrawn_by, reason)
    return private_factor_get(factor_id)


def _draft(factor_id: uuid.UUID, reason: str) -> PrivateFactor:
    """A proposal that nothing has come of, with a reason for what is to come of it."""
    reason = reason.strip()
    if not reason or len(reason) > 2000 or "\x00" in reason:
        raise InvalidPrivateFactor("A decision says its reason, in at most 2,000 characters.", where="/reason")
    _one_at_a_time()
    factor = private_factor_get(factor_id)
    if factor.review is not None:
        message = f"{factor.ef_cid} is {factor.status} already."
        mend = "A correction is a new proposal that supersedes it."
        raise PrivateFactorConflict(message, where="factor_id", mend=mend)
    return factor


def _review(factor_id: uuid.UUID, decision: Decision, reason: str, reviewed_by: Actor) -> PrivateFactor:
    factor = _draft(factor_id, reason)
    if is_own_proposal(factor, reviewed_by):
        mend = "Ask somebody else of your organisation."
        raise OwnReview("Who proposes a factor does not review it.", where="factor_id", mend=mend)
    if decision is Decision.APPROVED:
        _check_room(factor)
    _keep(factor, decision, reason, reviewed_by)
    return private_factor_get(factor_id)


def _keep(factor: PrivateFactor, decision: Decision, reason: str, decided_by: Actor) -> None:
    PrivateFactorReview.objects.create(
        factor=factor, decision=decision, reason=reason.strip(), reviewed_by=decided_by.name, reviewer_id=decided_by.pk
    )


def _check_room(factor: PrivateFactor) -> None:
    """At most one current factor says a thing: the one it supersedes makes room, any other is in the way."""
    current = PrivateFactor.objects.current().filter(overrides=factor.overrides)
    if factor.supersedes_id and not current.filter(pk=factor.supersedes_id).exists():
        message = "What it supersedes has been superseded by another meanwhile."
        raise PrivateFactorConflict(message, where="/supersedes")
    row = factor.as_row()
    place = current.filter(category=row.category, activity=row.activity, region=row.region)
    for other in place:
        if other.pk == factor.supersedes_id:
            continue
        if factor.overrides or (other.source == factor.source and overlaps(row, other.as_row())):
            message = f"{other.ef_cid} is approved for the same."
            mend = f"Propose it again with supersedes {other.ef_cid}, or with another validity."
            raise PrivateFactorConflict(message, where="/supersedes", mend=mend)


def _row(texts: Mapping[str, str], overrides: str) -> FactorRow:
    """What is proposed, typed; of an override, with what the published figure says."""
    if not overrides:
        return private_row(texts)
    published = factor_get(overrides)
    edition = published.edition.as_edition()
    return override_row(texts, published.as_candidate(edition).row, edition)


def _check_once(ef_cid: str) -> None:
    if PrivateFactor.objects.filter(ef_cid=ef_cid).exists():
        mend = "A correction says another number, validity, source or evidence."
        raise PrivateFactorConflict(f"This was proposed before, as {ef_cid}.", where="/value", mend=mend)


def _check_texts(texts: Mapping[str, str], *, source: str, citation: str) -> None:
    errors = [
        {"pointer": f"/{name}", "detail": f"There is no column {str(name)[:40]!r}.", "code": "unknown"}
        for name in texts
        if name not in COLUMNS
    ]
    for name, text in (("source", source), ("citation", citation)):
        if not text.strip() or len(text) > _LONGEST[name] or not text.isprintable():
            detail = f"The {name} is empty, longer than {_LONGEST[name]} characters, or unprintable."
            errors.append({"pointer": f"/{name}", "detail": detail, "code": name})
    if errors:
        raise InvalidPrivateFactor(errors[0]["detail"], where=errors[0]["pointer"], errors=errors)


def _check_correction(factor: PrivateFactor, earlier: PrivateFactor | None) -> None:
    """A correction is of the same thing as what it supersedes, which has been approved."""
    if earlier is None:
        return
    if earlier.status != Decision.APPROVED:
        message = f"{earlier.ef_cid} is {earlier.status}: only an approved factor is superseded."
        raise PrivateFactorConflict(message, where="/supersedes")
    for name in ("category", "activity", "region", "gas", "overrides"):
        if getattr(factor, name) != getattr(earlier, name):
            message = f"It is of another {name} than {earlier.ef_cid}, which it would supersede."
            raise InvalidPrivateFactor(message, where=f"/{name}")


def _one_at_a_time() -> None:
    """Proposals and reviews of a tenant are one after another: two must not find the same room."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"private:{current_tenant_id()}"])


def _note(factor: PrivateFactor, act: str, actor: Actor, detail: str) -> None:
    subject = f"{factor.activity_name}, {factor.region_name}, {factor.ef_cid}"
    audit_record(kind=AuditKind.DATA, act=act, actor=actor.name, subject=subject, detail=detail.strip())


def _tell(factor: PrivateFactor, event: str, change: str) -> None:
    event_record(
        topic=Topic.PLATFORM,
        event=event,
        aggregate_type="private-factor",
        aggregate_id=factor.ef_cid,
        payload={
            "change": change,
            "ef_cid": factor.ef_cid,
            "overrides": factor.overrides,
            "supersedes": factor.supersedes.ef_cid if factor.supersedes else "",
            "category": factor.category,
            "activity": factor.activity,
            "region": factor.region,
        },
    )
