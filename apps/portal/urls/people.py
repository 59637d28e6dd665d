"""Who works in an organisation, and its first set-up."""

from django.urls import path

from apps.portal.views.set_up import set_up_inventory, set_up_people
from apps.portal.views.settings import members

routes = [
    path("set-up/inventory", set_up_inventory, name="set_up_inventory"),
    path("set-up/people", set_up_people, name="set_up_people"),
    path("settings/members", members.members, name="members"),
    path("settings/members/<uuid:membership_id>/role", members.member_role, name="member_role"),
    path("settings/members/<uuid:membership_id>/remove", members.member_leaves, name="member_leaves"),
    path("settings/invitations/<uuid:invitation_id>/again", members.invitation_again, name="invitation_again"),
    path("settings/invitations/<uuid:invitation_id>/withdraw", members.invitation_withdraw, name="invitation_withdraw"),
]
