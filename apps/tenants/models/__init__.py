"""Tenants, people, the keys of machines and the tokens of people."""

from apps.tenants.models.invitations import Invitation
from apps.tenants.models.keys import ApiKey
from apps.tenants.models.people import Membership, User
from apps.tenants.models.quotas import Endpoint, Quota
from apps.tenants.models.roles import Role
from apps.tenants.models.second_factors import RecoveryCode, SecondFactor
from apps.tenants.models.sessions import BrowserSession
from apps.tenants.models.tenants import OperatorVisit, Tenant
from apps.tenants.models.tokens import TokenFamily

__all__ = [
    "ApiKey",
    "BrowserSession",
    "Endpoint",
    "Invitation",
    "Membership",
    "OperatorVisit",
    "Quota",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "Tenant",
    "TokenFamily",
    "User",
]
