"""All the portal can do, the API can: each page and form, with the operations that do the same; or why it is a page's.

`docs/rest-api.md` says the same to people.
"""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from apps.portal import urls
from tests.api.described import operations

OF_A_BROWSER = {
    "login": "signing in with a browser",
    "sign_in_code": "signing in with a browser",
    "sign_out": "signing in with a browser",
    "tenant_choose": "a key and a token name their organisation",
    "password_forgotten": "a person's own password",
    "password_new": "a person's own password",
    "password_set": "a person's own password",
    "join": "a person who has no account yet",
    "set_up": "the first organisation, with the token that the product printed",
    "set_up_people": "several invitations at once",
    "second_factor_start": "a person's own second step",
    "second_factor_finish": "a person's own second step",
    "second_factor_off": "a person's own second step",
    "second_factor_asked": "asked of admins by one who has a second step",
    "recovery_codes_new": "a person's own second step",
    "browser_end": "a person's own browsers",
    "elsewhere_end": "a person's own browsers",
    "auditor_enter": "a link that opens pages",
    "auditor_leave": "a link that opens pages",
    "verify": "a page for whoever holds a printed report",
    "build_discard": "a draft that only the browser's session holds",
    "first_inventory": "a page that only explains",
}
OVER_THE_API = {
    # home
    "home": "figures_get runs_list ledger_verifications_list issues_list mapping_queue",
    "set_up_inventory": "periods_create entities_change",
    # data
    "data": "uploads_all",
    "upload": "staged_files_create uploads_create uploads_sample periods_create",
    "upload_staged": "staged_files_get staged_files_change staged_files_take staged_files_delete",
    "file": (
        "uploads_get uploads_rows uploads_rejected uploads_duplicates uploads_mark uploads_settle uploads_reopen "
        "uploads_withdraw evidence_attach evidence_list"
    ),
    "file_to_mend": "uploads_to_mend",
    "evidence": "evidence_get evidence_download",
    "evidence_drop": "evidence_remove",
    "mapping": "mapping_queue mapping_groups_list",
    "mapping_look": "periods_review",
    "mapping_accept_all": "mapping_groups_accept_above",
    "mapping_group": "mapping_groups_get mapping_groups_search",
    "mapping_accept": "mapping_groups_accept",
    "mapping_leave_out": "mapping_groups_leave_out",
    "mapping_undo": "mapping_groups_undo",
    "issues": "issues_list",
    "issues_look": "periods_review",
    "issues_change": "issues_verb_many",
    "issue": "issues_get",
    "issue_change": "issues_verb",
    "runs": "runs_list",
    "run_new": "periods_runs_create agents_run",
    "run": "runs_get runs_verb jobs_get jobs_cancel",
    "run_errors": "runs_errors",
    # agents
    "agents": "agents_list agents_search",
    "agent": "agents_get agents_version",
    "ready_made": "ready_made_list ready_made_build ready_made_start",
    "build_new": "builds_create",
    "build_check": "specs_explain",
    "build_try": "specs_dry_run",
    "build": "jobs_get",
    "build_progress": "jobs_get",
    "build_cancel": "jobs_cancel",
    "agent_quality": "evaluations_list evaluations_get",
    "agent_quality_file": "evaluations_download",
    "agent_evaluate": "evaluations_create",
    "agent_code": "packs_export",
    "agent_file": "packs_export",
    "agent_pack": "packs_export",
    "agent_names": "aliases_list alias_moves_list consumers_list deprecation_get",
    "agent_say": (
        "aliases_move aliases_remove tags_add tags_remove deprecation_set deprecation_withdraw consumers_register "
        "consumers_remove"
    ),
    "agent_work": "jobs_get",
    "agent_compare": "agents_compare",
    "agent_execute": "agents_execute",
    "agent_verb": "agents_verb agents_operate",
    "agent_review": "agents_review revisions_list revisions_get",
    # factors and methods
    "factors": "factors_list factors_file factors_lookup",
    "factor": "factors_get factors_related factors_uses",
    "editions": "editions_list editions_compare editions_compare_file",
    "private_factors": "private_factors_list",
    "private_new": "private_factors_create private_factors_evidence_create",
    "private_factor": "private_factors_get private_factors_review private_factors_withdraw",
    "private_evidence": "private_factors_evidence_get",
    "restatement": "periods_editions previews_list previews_create",
    "restatement_preview": "previews_get previews_cancel",
    "methods": "methods_list",
    "method": "methods_get",
    # calculations
    "calculations": "ledger_lines ledger_lines_total",
    "dashboard": "figures_get",
    "change": "figures_change",
    "ledger_export": "ledger_lines_download",
    "ledger_verify": "ledger_verify ledger_verifications_create",
    "verifier": "verify_certificate",
    "calculation": "calculations_get calculations_behind",
    "calculation_certificate": "calculations_certificate",
    "calculation_correct": "calculations_reverse agents_execute",
    "calculation_verify": "calculations_verify",
    "scope2": "scope2_board_get scope2_board_lines",
    "scope2_rows": "scope2_board_rows",
    "scope2_do": "scope2_board_work_out scope2_board_accept scope2_board_hand_on scope2_board_reopen",
    "instruments": "instruments_list",
    "instrument_new": "instruments_create",
    "instruments_import": "instruments_import",
    "instrument": "instruments_get instruments_change instruments_void instruments_unvoid",
    "instrument_evidence": "instruments_evidence_get instruments_evidence_put",
    # reports, sign-off, assurance
    "disclosures": "disclosures_get",
    "disclosure": "disclosures_get disclosures_put",
    "disclosures_carry": "disclosures_carry_over",
    "checklist": "period_checklists_list period_checklists_get",
    "reports": "reports_list",
    "report_new": "reports_create",
    "report": "reports_get reports_datapoints reports_files",
    "report_checklist": "report_checklists_list report_checklists_get",
    "report_download": "reports_download",
    "sign_off": "sign_off_get",
    "sign_off_submit": "sign_off_submit",
    "sign_off_withdraw": "sign_off_withdraw",
    "sign_off_return": "sign_off_return",
    "sign_off_sign": "sign_off_sign",
    "sign_off_restate": "sign_off_restate",
    "sign_off_finish": "sign_off_final_report",
    "sign_off_certificate": "sign_off_certificate",
    "sign_off_lines": "periods_certificate",
    "samples": "samples_list samples_draw",
    "sample": "samples_get sampled_lines_list",
    "sample_summary": "samples_download",
    "sampled_line": "sampled_lines_get sampled_lines_conclude",
    "findings": "findings_list findings_raise findings_get",
    "finding_answer": "findings_answer",
    "finding_close": "findings_close",
    "auditors": "auditor_links_list auditor_links_create",
    "auditor_visits": "auditor_links_get auditor_visits_list",
    "auditor_revoke": "auditor_links_revoke",
    # the organisation and its people
    "settings": "organisation_get entities_list sites_list periods_list",
    "entity_new": "entities_create",
    "entity_edit": "entities_get entities_change entities_delete",
    "boundary_edit": "boundary_get boundary_set",
    "site_new": "sites_create",
    "sites_import": "sites_import",
    "site_edit": "sites_get sites_change sites_delete",
    "period_new": "periods_create",
    "period_edit": "periods_get periods_change periods_delete",
    "members": "members_list roles_list invitations_list invitations_create",
    "member_role": "members_change",
    "member_leaves": "members_remove",
    "invitation_again": "invitations_resend",
    "invitation_withdraw": "invitations_withdraw",
    "keys": "keys_list keys_create",
    "key_end": "keys_revoke",
    "webhooks": "webhooks_list webhooks_create",
    "webhook": "webhooks_get webhooks_deliveries",
    "webhook_verb": "webhooks_pause webhooks_resume webhooks_rotate_secret webhooks_delete",
    "audit": "audit_list",
    "audit_export": "audit_download",
    "own_data": "data_exports_list",
    "export_new": "data_exports_create",
    "export_download": "data_exports_download",
    "demonstration_end": "demonstration_remove",
    "security": "auth_sessions",
    "token_end": "auth_session_revoke",
}


def named(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from named(each.url_patterns)
        else:
            yield str(each.name)


def test_every_page_and_form_of_the_portal_is_in_one_table() -> None:
    pages = sorted(named(get_resolver(urls.__name__).url_patterns))
    assert pages == sorted([*OF_A_BROWSER, *OVER_THE_API])


def test_the_operations_are_there() -> None:
    there = {str(each) for each in operations()}
    assert {
        page: sorted(set(text.split()) - there) for page, text in OVER_THE_API.items() if set(text.split()) - there
    } == {}
