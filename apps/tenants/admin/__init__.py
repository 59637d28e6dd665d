"""Tenants, people, and what opens the product's doors, as operators see them."""

from apps.tenants.admin.access import (
    ApiKeyAdmin,
    InvitationAdmin,
    MembershipAdmin,
    OperatorVisitAdmin,
    TokenFamilyAdmin,
)
from apps.tenants.admin.people import FailureAdmin, UserAdmin
from apps.tenants.admin.quotas import QuotaAdmin
from apps.tenants.admin.tenants import TenantAdmin

__all__ = [
    "ApiKeyAdmin",
    "FailureAdmin",
    "InvitationAdmin",
    "MembershipAdmin",
    "OperatorVisitAdmin",
    "QuotaAdmin",
    "TenantAdmin",
    "TokenFamilyAdmin",
    "UserAdmin",
]
