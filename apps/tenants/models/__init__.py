"""Tenants, people, the keys of machines and the tokens of people."""

from apps.tenants.models.keys import ApiKey
from apps.tenants.models.people import Membership, User
from apps.tenants.models.quotas import Endpoint, Quota
from apps.tenants.models.roles import Role
from apps.tenants.models.tenants import OperatorVisit, Tenant
from apps.tenants.models.tokens import TokenFamily

__all__ = ["ApiKey", "Endpoint", "Membership", "OperatorVisit", "Quota", "Role", "Tenant", "TokenFamily", "User"]
