"""Members, invitations and roles, as plain values."""

from typing import Any

from apps.tenants.models import Invitation, Membership, Role
from apps.tenants.models.roles import MEMBER_CHOICES, Action, role_allows

ACTIONS = {
    Action.VIEW: "see everything",
    Action.UPLOAD: "upload and map data",
    Action.CALCULATE: "run agents",
    Action.REPORT: "prepare reports and submit periods",
    Action.REVIEW: "decide on builds and sign off what others submitted",
    Action.AUDIT: "draw samples and leave findings",
    Action.BUILD: "build agents",
    Action.OPERATE: "start, pause and retire agents",
    Action.EXCHANGE: "exchange product footprints",
    Action.ADMINISTER: "manage people, keys and settings",
}
ROLES = [{"value": value, "label": label} for value, label in MEMBER_CHOICES]


def member_row(member: Membership, me: object) -> dict[str, Any]:
    """One member, ``me`` being who looks."""
    return {
        "id": str(member.id),
        "name": member.user.name,
        "email": member.user.email,
        "role": member.role,
        "role_label": Role(member.role).label,
        "since": member.created_at,
        "is_me": member.user_id == getattr(me, "id", None),
        "is_active": member.user.is_active,
    }


def invitation_row(invitation: Invitation) -> dict[str, Any]:
    """One invitation that waits for an answer; ``state``: sent, expired, failed or queued."""
    if invitation.problem:
        state = "failed"
    elif invitation.has_expired:
        state = "expired"
    else:
        state = "sent" if invitation.sent_at else "queued"
    return {
        "id": str(invitation.id),
        "email": invitation.email,
        "role_label": Role(invitation.role).label,
        "invited_by": invitation.invited_by,
        "sent_at": invitation.sent_at,
        "expires_at": invitation.expires_at,
        "problem": invitation.problem,
        "state": state,
    }


def role_rows() -> list[dict[str, str]]:
    """Each role with what it may do, in words."""
    return [{"label": label, "may": _may(Role(value))} for value, label in MEMBER_CHOICES]


def _may(role: Role) -> str:
    words = [text for action, text in ACTIONS.items() if role_allows(role, action)]
    text = ", ".join(words[:-1]) + f" and {words[-1]}"
    return text[0].upper() + text[1:]
