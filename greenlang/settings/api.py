"""The API: who is let in and how often, what every answer carries, how it is described; and the admin's looks."""

from datetime import timedelta

from greenlang.settings.environment import SECRET_KEY, whole
from greenlang.settings.web import SECURE_HSTS_SECONDS, SECURE_REFERRER_POLICY, X_FRAME_OPTIONS

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.tenants.authentication.ApiKeyAuthentication",
        "apps.tenants.authentication.TenantJWTAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["apps.tenants.permissions.RoleAllows"],
    "DEFAULT_THROTTLE_CLASSES": ["apps.tenants.quotas.TenantThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["greenlang.edges.bodies.ExactJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "greenlang.edges.negotiation.OneForm",
    "DEFAULT_SCHEMA_CLASS": "greenlang.edges.description.schema.DoorSchema",
    "EXCEPTION_HANDLER": "greenlang.edges.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": True,
}
# Requests a minute of one tenant, by door; an operator gives a tenant figures of its own (docs/api-access.md).
RATE_LIMITS = {"read": 6000, "write": 3000, "executions": 6000, "jobs": 600}
# What middleware adds to answers that pass through it, for those of the gateway, which do not.
GATEWAY_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": X_FRAME_OPTIONS,
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
} | ({"Strict-Transport-Security": f"max-age={SECURE_HSTS_SECONDS}"} if SECURE_HSTS_SECONDS else {})
# Tries of signing in a minute, over the API and in the pages: of one e-mail from one address, and of one address.
SIGN_INS_A_MINUTE = whole("GREENLANG_SIGN_INS_A_MINUTE", 20)
SIGN_INS_AN_ADDRESS = whole("GREENLANG_SIGN_INS_AN_ADDRESS", 60)
REPEATED_REQUESTS = "apps.jobs.idempotency.AnswersKept"
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=30),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=1),
    "ALGORITHM": "HS256",
    "SIGNING_KEY": SECRET_KEY,
    "AUDIENCE": "greenlang",
    "ISSUER": "greenlang",
    "USER_ID_FIELD": "id",
    "USER_ID_CLAIM": "sub",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "GreenLang API",
    "DESCRIPTION": "Builds agents from pack.yaml, runs them, and proves every number. Decimals are strings.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "greenlang.edges.description.tags.reads_are_tagged",
        "greenlang.edges.description.naming.names_may_be_unknown",
        "greenlang.urls.examples.operations_have_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "JobState": "apps.jobs.models.JobState",
        "RunState": "apps.runtime.batch.progress.RunState",
        "VersionState": "apps.agents.lifecycle.STATE_CHOICES",
        "Role": "apps.tenants.models.Role",
        "MemberRole": "apps.tenants.models.roles.MEMBER_CHOICES",
        "Action": "apps.tenants.models.roles.Action",
        "FileKind": "apps.inventory.models.FileKind",
        "IssueKind": "apps.inventory.models.issues.KINDS",
        "IssueState": "apps.inventory.models.issues.STATES",
        "MappingGroupState": "apps.inventory.models.GroupState",
        "DraftState": "apps.runtime.api_staging.STATES",
        "RowOutcome": "apps.inventory.documents.OUTCOMES",
        "SiteOutcome": "apps.inventory.api_site_lists.TAKEN",
        "AuditKind": "apps.events.models.AuditKind",
        "SampleMethod": "apps.inventory.models.AuditSample.Method",
        "InstrumentKind": "apps.inventory.models.InstrumentKind",
        "SignOffStepKind": "apps.inventory.models.SignOffStep.Kind",
        "LineState": "apps.inventory.models.LineState",
        "ChangeKind": "apps.registry.documents.CHANGES",
        "FileOutcome": "apps.reports.api_files.OUTCOMES",
        "FootprintRequestState": "apps.pact.models.RequestState",
        "PartnerEventKind": "apps.pact.api_events.KINDS",
        "YesNo": "apps.reports.api_sign_off.YES_NO",
    },
}
