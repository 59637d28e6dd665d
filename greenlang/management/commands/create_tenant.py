"""``create_tenant``: an organisation, and an invitation for its first admin."""

from typing import Any

from django.core.management.base import CommandParser

from apps.tenants.invitations import invitation_link
from apps.tenants.mail import mail_is_kept_here
from apps.tenants.set_up import organisation_make
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Makes the organisation; the admin sets their own password behind the link."""

    help = "Create a tenant and invite its first admin."

    def add_arguments(self, parser: CommandParser) -> None:
        """The organisation and its admin."""
        super().add_arguments(parser)
        parser.add_argument("--slug", required=True, help="its short name in addresses and commands: acme")
        parser.add_argument("--name", required=True, help="its name")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="e-mail address of the first admin")

    def work(self, **options: Any) -> dict[str, Any]:
        """The organisation and the admin's link, which is in no e-mail yet unless a mail server is set."""
        tenant, invitation = organisation_make(
            name=options["name"], slug=options["slug"], admin_email=options["admin"], actor="the platform’s operator"
        )
        document = {"tenant": tenant.slug, "name": tenant.name, "admin": invitation.email}
        if not mail_is_kept_here():
            return {**document, "link": None, "sent": True}
        with tenant_scope(tenant.id):
            return {**document, "link": invitation_link(invitation_id=invitation.id), "sent": False}

    def tell(self, document: dict[str, Any]) -> None:
        """What to do next."""
        self.stdout.write(f"{document['name']} ({document['tenant']}) is made.")
        if document["sent"]:
            self.stdout.write(f"{document['admin']} gets a link by e-mail, and sets a password behind it.")
        else:
            self.stdout.write(f"No mail server is set. Give {document['admin']} this link; it works once:")
            self.stdout.write(f"  {document['link']}")
