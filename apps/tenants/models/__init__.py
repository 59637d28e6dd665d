"""Tenants, people, and the keys of machines."""

from apps.tenants.models.keys import ApiKey
from apps.tenants.models.people import Membership, User
from apps.tenants.models.roles import Role
from apps.tenants.models.tenants import OperatorVisit, Tenant

__all__ = ["ApiKey", "Membership", "OperatorVisit", "Role", "Tenant", "User"]
