"""Reading tenants and memberships."""

import uuid

from django.conf import settings
from django.db.models import QuerySet

from apps.tenants.models import ApiKey, Invitation, Membership, Role, Tenant, User
from apps.tenants.principal import PERSON, Principal
from apps.tenants.second_factor import second_factor_is_on
from greenlang.edges.actor import Actor
from greenlang.errors import NotFound
from greenlang.isolation import operator_scope, tenant_scope, user_scope


def tenant_by_slug(slug: str, *, where: str = "--tenant") -> Tenant:
    """The tenant of that name, for commands.

    Args:
        where: what the command calls the argument.

    Raises:
        NotFound: with the names there are.
    """
    with operator_scope():
        tenants = {tenant.slug: tenant for tenant in Tenant.objects.all()}
    if slug not in tenants:
        raise NotFound(
            f"There is no tenant “{slug}”.", where=where, mend=f"There are: {', '.join(tenants) or 'none yet'}."
        )
    return tenants[slug]


def tenants_all() -> list[Tenant]:
    """Every tenant, for platform operators and commands."""
    with operator_scope():
        return list(Tenant.objects.all())


def set_up_is_open() -> bool:
    """Whether there is no organisation yet but for the demonstration's."""
    with operator_scope():
        return not Tenant.objects.filter(is_demo=False).exists()


def memberships_of(user: User) -> list[tuple[Tenant, str]]:
    """The tenants a user belongs to, with the role in each."""
    with user_scope(user.id):
        roles = dict(Membership.objects.filter(user=user).values_list("tenant_id", "role"))
        return [(tenant, roles[tenant.id]) for tenant in Tenant.objects.filter(id__in=roles)]


def members_listed() -> "QuerySet[Membership]":
    """The present tenant's members, with their users, by e-mail."""
    return Membership.objects.select_related("user").order_by("user__email", "id")


def member_get(membership_id: uuid.UUID) -> Membership:
    """A member of the present tenant, with their user.

    Raises:
        NotFound: no such member here.
    """
    found = members_listed().filter(id=membership_id).first()
    if found is None:
        raise NotFound("There is no such member.", where="membership_id")
    return found


def invitations_open() -> "QuerySet[Invitation]":
    """The present tenant's invitations that wait for an answer, newest first; there are few."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None)


def principal_of(user: User, tenant_id: uuid.UUID) -> Principal | None:
    """The user as a member of the tenant, or None when they are none (any more)."""
    with tenant_scope(tenant_id):
        membership = Membership.objects.filter(user_id=user.id).first()
        tenant = Tenant.objects.filter(id=tenant_id).first()
    if membership is None or tenant is None or not user.is_active or (settings.PRODUCTION and user.is_demo):
        return None
    asked = tenant.admins_need_second_factor and membership.role == Role.ADMIN
    lacks = asked and not second_factor_is_on(user)
    name = str(user)
    return Principal(tenant_id, tenant.name, membership.role, name, user, must_turn_on=lacks, two_steps_asked=asked)


def persons_behind(actor: str) -> frozenset[str]:
    """Who may stand behind a name in a history: the name itself, of a key whoever issued it, and so on to persons.

    Whoever acts as an operator is the same person.
    """
    found: set[str] = set()
    asked = [actor]
    while asked:
        name = asked.pop().removeprefix("operator ")
        if name in found:
            continue
        found.add(name)
        if name.startswith("key "):
            issuers = ApiKey.objects.filter(name=name.removeprefix("key ")).exclude(created_by="")
            asked += issuers.values_list("created_by", flat=True)
    return frozenset(found)


def is_same_person(actor: Actor, *, pk: str, name: str) -> bool:
    """Whether who acts is who has acted, by that one's ``pk`` and the ``name`` in the history.

    Two people are told apart by their accounts alone, whatever they are called. Where a key acts, or it was not kept
    who acted, it is asked who may stand behind the names.
    """
    if pk.startswith(PERSON) and actor.pk.startswith(PERSON):
        return actor.pk == pk
    return actor.pk == pk or bool(persons_behind(actor.name) & persons_behind(name))


def member_by_email(email: str, tenant_id: uuid.UUID) -> Principal:
    """A member of a tenant, for commands that somebody answers for.

    Raises:
        NotFound: nobody of that name is a member.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    principal = principal_of(user, tenant_id) if user else None
    if principal is None:
        raise NotFound(f"“{email}” is no member of this tenant.", where="--by", mend="Name a member's e-mail address.")
    return principal
