"""Who works in an organisation, with what keys, how safely; what was done; and its first set-up."""

from django.urls import path

from apps.portal.views.set_up import set_up_inventory, set_up_people
from apps.portal.views.settings import audit, keys, members, own_data, security, webhooks

routes = [
    path("set-up/inventory", set_up_inventory, name="set_up_inventory"),
    path("set-up/people", set_up_people, name="set_up_people"),
    path("settings/members", members.members, name="members"),
    path("settings/members/<uuid:membership_id>/role", members.member_role, name="member_role"),
    path("settings/members/<uuid:membership_id>/remove", members.member_leaves, name="member_leaves"),
    path("settings/invitations/<uuid:invitation_id>/again", members.invitation_again, name="invitation_again"),
    path("settings/invitations/<uuid:invitation_id>/withdraw", members.invitation_withdraw, name="invitation_withdraw"),
    path("settings/keys", keys.keys, name="keys"),
    path("settings/keys/<uuid:key_id>/revoke", keys.key_end, name="key_end"),
    path("settings/webhooks", webhooks.webhooks_page, name="webhooks"),
    path("settings/webhooks/<uuid:webhook_id>", webhooks.webhook, name="webhook"),
    path("settings/webhooks/<uuid:webhook_id>/<slug:verb>", webhooks.webhook_verb, name="webhook_verb"),
    path("settings/audit", audit.audit_log, name="audit"),
    path("settings/audit.csv", audit.audit_export, name="audit_export"),
    path("settings/data", own_data.own_data, name="own_data"),
    path("settings/data/exports", own_data.export_new, name="export_new"),
    path("settings/data/exports/<uuid:export_id>", own_data.export_download, name="export_download"),
    path("settings/data/demonstration", own_data.demonstration_end, name="demonstration_end"),
    path("settings/security", security.security, name="security"),
    path("settings/security/password", security.password_set, name="password_set"),
    path("settings/security/second-step", security.second_factor_start, name="second_factor_start"),
    path("settings/security/second-step/confirm", security.second_factor_finish, name="second_factor_finish"),
    path("settings/security/second-step/off", security.second_factor_off, name="second_factor_off"),
    path("settings/security/second-step/codes", security.recovery_codes_new, name="recovery_codes_new"),
    path("settings/security/second-step/admins", security.second_factor_asked, name="second_factor_asked"),
    path("settings/security/elsewhere", security.elsewhere_end, name="elsewhere_end"),
    path("settings/security/browsers/<slug:kept_key>/end", security.browser_end, name="browser_end"),
    path("settings/security/tokens/<uuid:family_id>/end", security.token_end, name="token_end"),
]
