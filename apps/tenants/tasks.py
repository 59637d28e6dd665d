"""E-mails leave from a worker: a page neither waits for the mail server nor tells by its time whom there is."""

import uuid

from celery import shared_task

from apps.tenants.letters import invitation_deliver, password_deliver


@shared_task(name="tenants.invitation_mail")
def invitation_mail(tenant_id: str, invitation_id: str) -> None:
    """The e-mail of an invitation."""
    invitation_deliver(tenant_id=uuid.UUID(tenant_id), invitation_id=uuid.UUID(invitation_id))


@shared_task(name="tenants.password_mail")
def password_mail(email: str) -> None:
    """The e-mail with a link to a new password."""
    password_deliver(email)
