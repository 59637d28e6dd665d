"""Members of the present tenant: their roles, and their leaving."""

import uuid

from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.access import access_changed
from apps.tenants.models import Membership, Role
from greenlang.errors import Conflict, NotFound


class LastAdmin(Conflict):
    """A tenant keeps one admin at least."""

    code = "last-admin"


@transaction.atomic
def member_change_role(*, membership_id: uuid.UUID, role: Role, actor: str) -> Membership:
    """Another role, at once.

    Raises:
        NotFound
        LastAdmin: nobody would be left who may administer.
    """
    member = _member(membership_id)
    before = Role(member.role)
    if before == role:
        return member
    _keep_an_admin(member)
    member.role = role
    member.save(update_fields=["role"])
    access_changed("membership", member.id)
    _note("changed the role of", actor, member, f"from {before.label} to {role.label}")
    return member


@transaction.atomic
def member_remove(*, membership_id: uuid.UUID, actor: str) -> Membership:
    """They see nothing here any more, at once; their account stays, and their name in histories.

    Raises:
        NotFound
        LastAdmin: nobody would be left who may administer.
    """
    member = _member(membership_id)
    _keep_an_admin(member)
    removed = member.id
    _note("removed", actor, member, f"was {Role(member.role).label}")
    member.delete()
    access_changed("membership", removed)
    return member


def _member(membership_id: uuid.UUID) -> Membership:
    # Every admin's row too: of two who demote each other at once, the second one sees what the first has done.
    held = list(Membership.objects.select_for_update().filter(role=Role.ADMIN).order_by("id"))
    found = next((one for one in held if one.id == membership_id), None)
    found = found or Membership.objects.select_for_update().filter(id=membership_id).first()
    if found is None:
        raise NotFound("There is no such member.", where="membership_id")
    return found


def _keep_an_admin(member: Membership) -> None:
    others = Membership.objects.filter(role=Role.ADMIN, user__is_active=True).exclude(id=member.id)
    if member.role == Role.ADMIN and not others.exists():
        raise LastAdmin(
            f"{member.user} is the only admin of this organisation.", mend="Make somebody else an admin first."
        )


def _note(act: str, actor: str, member: Membership, detail: str) -> None:
    audit_record(kind=AuditKind.MEMBER, act=act, actor=actor, subject=member.user.email, detail=detail)
