"""People by role, signed in."""

from django.test import Client

from apps.tenants.models import Role, Tenant, User
from apps.tenants.services import member_add

PASSWORD = "correct horse battery"
ROLES = ("analyst", "operator", "auditor", "admin")


def user_make(email: str, *, is_staff: bool = False) -> User:
    """Somebody who can sign in."""
    return User.objects.create_user(email, PASSWORD, name=email.split("@", maxsplit=1)[0], is_staff=is_staff)


def member_make(tenant: Tenant, role: str) -> User:
    """A member of a tenant."""
    user = user_make(f"{role}@{tenant.slug}.example")
    member_add(tenant=tenant, user=user, role=Role(role))
    return user


def signed_in(tenant: Tenant, role: str) -> Client:
    """A browser in which a member of the tenant is signed in."""
    client = Client()
    client.force_login(member_make(tenant, role))
    return client
