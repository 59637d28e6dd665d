"""Inviting people into the present tenant, and joining one by an invitation."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.letters import invitation_address
from apps.tenants.models import Invitation, Membership, Role, Tenant, User
from apps.tenants.models.invitations import InvitationText
from apps.tenants.services import member_add
from apps.tenants.tasks import invitation_mail
from greenlang.errors import Conflict, Gone, InvalidInput, NotFound, Refused
from greenlang.isolation import current_tenant, current_tenant_id, tenant_scope

MOST_OPEN = 200
"""Invitations of a tenant that wait for an answer at a time."""


class InvitationOver(Gone):
    """The link opens nothing: used, withdrawn, replaced by a later one, expired, or never ours."""

    code = "invitation-over"


@transaction.atomic
def invitation_make(*, email: str, role: Role, invited_by: str) -> Invitation:
    """Ask somebody to join; the e-mail with the link leaves once this is committed.

    Raises:
        InvalidInput: no e-mail address, a member's, or one that is invited already.
        Conflict: too many wait for an answer.
    """
    address = _address(email)
    # One at a time: whether somebody is invited already is looked at before it is written.
    Tenant.objects.select_for_update().get(id=current_tenant_id())
    if Membership.objects.filter(user__email=address).exists():
        raise InvalidInput(f"{address} is a member already.", where="email", mend="Change the role in the list.")
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    if waiting.filter(email=address).exists():
        raise InvalidInput(f"{address} is invited already.", where="email", mend="Send the invitation again.")
    if waiting.count() >= MOST_OPEN:
        raise Conflict(
            f"{MOST_OPEN} invitations wait for an answer.", mend="Revoke those that are not needed any more."
        )
    made = Invitation.objects.create(
        email=address,
        role=role,
        invited_by=invited_by[:200],
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    _note("invited", invited_by, made)
    _send_on_commit(made)
    return made


@transaction.atomic
def invitation_resend(*, invitation_id: uuid.UUID, actor: str) -> Invitation:
    """Another e-mail with a link of its own; the link before opens nothing any more.

    Raises:
        NotFound
        Conflict: it was accepted or revoked.
    """
    found = _open_one(invitation_id)
    _note("sent the invitation again to", actor, found)
    _send_on_commit(found)
    return found


@transaction.atomic
def invitation_revoke(*, invitation_id: uuid.UUID, actor: str) -> Invitation:
    """Withdraw it: its link opens nothing any more.

    Raises:
        NotFound
        Conflict: it was accepted or revoked.
    """
    found = _open_one(invitation_id)
    found.revoke()
    _note("withdrew the invitation of", actor, found)
    return found


def invitation_link(*, invitation_id: uuid.UUID) -> str:
    """An address that opens the invitation, for a command whose caller could read the database anyway."""
    return invitation_address(Invitation.objects.get(id=invitation_id).new_link())


def invitation_read(text: str) -> tuple[Tenant, Invitation]:
    """Of a link's text: the tenant it leads to, and the invitation.

    Raises:
        InvitationOver: it opens nothing.
    """
    parts = InvitationText.parse(text)
    if parts is not None:
        with tenant_scope(parts.tenant_id):
            found = Invitation.objects.filter(id=parts.invitation_id).first()
            if found is not None and found.opens_with(parts.secret):
                return Tenant.objects.get(id=parts.tenant_id), found
    raise InvitationOver(
        "This invitation cannot be used: its link was used already, replaced by a later one, withdrawn, or is too old.",
        mend="Ask whoever invited you to send it again.",
    )


@transaction.atomic
def invitation_accept(*, text: str, user: User) -> Membership:
    """Join as the person who was invited; the link is used up.

    Raises:
        InvitationOver: it opens nothing (any more).
        Refused: the account has another e-mail address.
    """
    tenant, invitation = invitation_read(text)
    parts = InvitationText.parse(text)
    with tenant_scope(tenant.id):
        locked = Invitation.objects.select_for_update().get(id=invitation.id)
        if parts is None or not locked.opens_with(parts.secret):
            raise InvitationOver("This invitation was used a moment ago.", mend="Sign in.")
        if user.email != locked.email:
            raise Refused("This invitation is for another e-mail address.", mend="Sign in with the invited one.")
        locked.accept(user)
        member = member_add(tenant=tenant, user=user, role=Role(locked.role))
        _note("joined as invited", str(user), locked)
    return member


@transaction.atomic
def account_join(*, text: str, name: str, password: str) -> User:
    """Make the account of an invited person who has none yet, and join with it.

    The link proves that the e-mail address is theirs. The password was checked by the form.

    Raises:
        InvitationOver: it opens nothing (any more).
        InvalidInput: there is an account of this address, or the name is somebody else's.
    """
    tenant, invitation = invitation_read(text)
    if User.objects.filter(email=invitation.email).exists():
        raise InvalidInput("You have an account already.", where="email", mend="Sign in to join.")
    with tenant_scope(tenant.id):
        refuse_name(name.strip())
    user = User.objects.create_user(invitation.email, password, name=name.strip())
    invitation_accept(text=text, user=user)
    return user


def refuse_name(name: str) -> None:
    """Go on only with a name that is nobody else's in the histories of the present tenant.

    Raises:
        InvalidInput: a member has it, or keys and operators are named like this.
    """
    if name.lower().startswith(("key ", "operator ")):
        raise InvalidInput("Names of people do not begin like this.", where="name", mend="Give your own name.")
    if current_tenant() and Membership.objects.filter(user__name__iexact=name).exists():
        raise InvalidInput(f"A member is called “{name}” already.", where="name", mend="Add a middle name or initial.")


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidInput(
            f"“{address[:100]}” is no e-mail address.", where="email", mend="Write it like name@example.org."
        ) from error
    return address


def _open_one(invitation_id: uuid.UUID) -> Invitation:
    found = Invitation.objects.select_for_update().filter(id=invitation_id).first()
    if found is None:
        raise NotFound("There is no such invitation.", where="invitation_id")
    if not found.is_open:
        raise Conflict("This invitation was accepted or withdrawn already.")
    return found


def _note(act: str, actor: str, invitation: Invitation) -> None:
    audit_record(
        kind=AuditKind.MEMBER,
        act=act,
        actor=actor,
        subject=invitation.email,
        detail=f"as {Role(invitation.role).label}",
    )


def _send_on_commit(invitation: Invitation) -> None:
    tenant_id = str(invitation.tenant_id)
    # Where the broker cannot be told, the list says that nothing was sent yet and offers to send it again.
    transaction.on_commit(lambda: invitation_mail.delay(tenant_id, str(invitation.id)), robust=True)
