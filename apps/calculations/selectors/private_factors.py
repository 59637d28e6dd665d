"""Reading a tenant's own factors and their evidence."""

import uuid

from apps.calculations.models.private import Evidence, PrivateFactor, PrivateFactorQuerySet
from apps.tenants.selectors import is_same_person
from greenlang.edges.actor import Actor
from greenlang.errors import NotFound


def private_factors(*, status: str = "") -> PrivateFactorQuerySet:
    """The own factors of the tenant whose scope is open, newest first; of one status, or all.

    Args:
        status: "draft", "approved", "rejected", "withdrawn" or "current"; empty: any.
    """
    rows: PrivateFactorQuerySet = PrivateFactor.objects.told()
    if status == "draft":
        rows = rows.filter(reviews=None)
    elif status == "current":
        rows = rows.current()
    elif status:
        rows = rows.filter(reviews__decision=status)
    return rows.order_by("-proposed_at", "-id")


def private_factor_get(factor_id: uuid.UUID) -> PrivateFactor:
    """One own factor.

    Raises:
        NotFound: there is none of this id here.
    """
    factor = PrivateFactor.objects.told().select_related("supersedes").filter(id=factor_id).first()
    if factor is None:
        raise NotFound("There is no such factor.", where="factor_id")
    return factor


def private_factor_by_cid(ef_cid: str) -> PrivateFactor:
    """One own factor by its content id. Raises `NotFound`."""
    factor = PrivateFactor.objects.told().filter(ef_cid=_storable(ef_cid)).first()
    if factor is None:
        raise NotFound("There is no such factor.", where="/supersedes")
    return factor


def is_own_proposal(factor: PrivateFactor, actor: Actor) -> bool:
    """Whether who acts has proposed it, themselves or through a key."""
    return is_same_person(actor, pk=factor.proposer_id, name=factor.proposed_by)


def evidence_get(sha256: str) -> Evidence:
    """A kept file, its bytes read only when they are asked for. Raises `NotFound`."""
    evidence = Evidence.objects.defer("content").filter(sha256=_storable(sha256)).first()
    if evidence is None:
        mend = "Send the file to /api/v1/private-factors/evidence first."
        raise NotFound("There is no such evidence.", where="/evidence_sha256", mend=mend)
    return evidence


def _storable(text: str) -> str:
    return "" if "\x00" in text else text
