"""What people are written: invitations, and links to a new password. Each is sent by a worker."""

import uuid

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from apps.tenants.mail import Letter, letter_send
from apps.tenants.models import Invitation, Role, Tenant, User
from apps.tenants.quotas import limiter
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.caching.rate_limiter import RatePolicy
from greenlang.isolation import tenant_scope

RESETS_AN_HOUR = 5
RESET_HOURS = settings.PASSWORD_RESET_TIMEOUT // 3600


def invitation_deliver(*, tenant_id: uuid.UUID, invitation_id: uuid.UUID) -> None:
    """Send the e-mail of an invitation that is still open, with a new link, and note how that went.

    The mail server is spoken to outside any transaction.
    """
    with tenant_scope(tenant_id):
        found = Invitation.objects.select_for_update().filter(id=invitation_id).first()
        if found is None or not found.is_open:
            return
        letter = invitation_letter(found, Tenant.objects.get(id=tenant_id), found.new_link())
    problem = letter_send(letter)
    with tenant_scope(tenant_id):
        found.note_sent(problem)


def invitation_letter(invitation: Invitation, tenant: Tenant, text: str) -> Letter:
    """Who invites whom into what, and the link of a text."""
    return Letter(
        to=invitation.email,
        subject=f"{tenant.name} invites you to GreenLang",
        template="registration/mail/invitation.txt",
        context={
            "organisation": tenant.name,
            "invited_by": invitation.invited_by,
            "role": Role(invitation.role).label,
            "link": invitation_address(text),
            "days": settings.INVITATION_DAYS,
        },
    )


def invitation_address(text: str) -> str:
    """Where a link's text leads."""
    return f"{settings.PUBLIC_URL}{reverse('join', args=[text])}"


def password_deliver(email: str) -> None:
    """Send a link to a new password, where there is an account of this address that may sign in.

    However often and from wherever it is asked for, a person gets a few an hour; all of them open the same door.
    """
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None or (settings.PRODUCTION and user.is_demo):
        return
    if limiter().take(NIL_TENANT, RatePolicy(f"reset-{user.id.hex}", RESETS_AN_HOUR, 3600)).allowed:
        letter_send(password_letter(user))


def password_letter(user: User) -> Letter:
    """The link; it works until the password is another, and for two hours."""
    names = {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": default_token_generator.make_token(user)}
    return Letter(
        to=user.email,
        subject="A new password for GreenLang",
        template="registration/mail/password.txt",
        context={"link": f"{settings.PUBLIC_URL}{reverse('password_new', kwargs=names)}", "hours": RESET_HOURS},
    )
