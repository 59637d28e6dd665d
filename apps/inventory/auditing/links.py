"""Links for auditors: made, looked up for every request, revoked, and every view noted."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import AuditorLink, AuditorVisit, LinkText, ReportingPeriod
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope

MOST_DAYS = 365


@transaction.atomic
def link_issue(
    *, period: ReportingPeriod, name: str, days: int, created_by: str, email: str = ""
) -> tuple[AuditorLink, str]:
    """A link to one period, and its text, which is shown once.

    Args:
        name: whose it is.
        days: for how long.

    Raises:
        InvalidInput: no name, no e-mail address, or too long.
    """
    name = " ".join(name.split())
    if not name or len(name) > 100:
        raise InvalidInput("The link says whose it is.", where="name", mend="A name of at most 100 characters.")
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput("The time is out of bounds.", where="days", mend=f"1 to {MOST_DAYS} days.")
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise InvalidInput("This is no e-mail address.", where="email", mend="Leave it empty or mend it.") from error
    expires = timezone.now() + timedelta(days=days)
    detail = f"{period.name}, until {expires:%Y-%m-%d %H:%M} UTC"
    audit_record(kind=AuditKind.REPORT, act="made an auditor link", actor=created_by, subject=name, detail=detail)
    return AuditorLink.issue(period=period, name=name, email=email, created_by=created_by, expires_at=expires)


@transaction.atomic
def link_revoke(*, link: AuditorLink, actor: str) -> None:
    """It shows nothing any more, at once. Since when, and by whom, stays as it was."""
    ended = AuditorLink.objects.filter(id=link.id, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=actor)
    if ended:
        audit_record(kind=AuditKind.REPORT, act="revoked an auditor link", actor=actor, subject=link.name)


def link_get(link_id: uuid.UUID) -> AuditorLink:
    """A link of the present tenant.

    Raises:
        NotFound: no such link here.
    """
    link = AuditorLink.objects.filter(id=link_id).first()
    if link is None:
        raise NotFound("There is no such link.", where="link_id")
    return link


def links_seen(links: Sequence[AuditorLink]) -> list[tuple[AuditorLink, int, datetime | None]]:
    """Each link with how many pages were opened with it and when the last was; one query."""
    visits = AuditorVisit.objects.filter(link__in=links).order_by().values("link_id")
    seen = {row["link_id"]: row for row in visits.annotate(views=Count("id"), last=Max("at"))}
    return [
        (link, seen[link.id]["views"], seen[link.id]["last"]) if link.id in seen else (link, 0, None) for link in links
    ]


@contextmanager
def link_scope(text: str) -> Iterator[AuditorLink | None]:
    """The scope of the tenant whose link this is, and the link; None where the text opens nothing."""
    parts = LinkText.parse(text)
    if parts is None:
        yield None
        return
    with tenant_scope(parts.tenant_id):
        link = AuditorLink.objects.select_related("period__entity").filter(id=parts.link_id).first()
        yield link if link is not None and link.opens_with(parts.secret) else None


def visit_note(link: AuditorLink, *, method: str, path: str, status: int) -> None:
    """Keep that a page was looked at."""
    AuditorVisit.objects.create(link=link, method=method[:8], path=path[:300], status=status)
