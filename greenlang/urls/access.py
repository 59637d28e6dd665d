"""Who may call: tokens, keys, quotas; and the long work that calls have begun."""

from django.urls import path

from apps.factory.api_jobs import JobCancelView
from apps.jobs import api as jobs
from apps.runtime import api_runs as runs
from apps.tenants import api as tenants
from apps.tenants import api_oauth as oauth
from apps.tenants import api_tokens as tokens

routes = [
    path("oauth/token", oauth.OAuthTokenView.as_view()),
    path("auth/token", tokens.TokenView.as_view()),
    path("auth/token/refresh", tokens.TokenRefreshView.as_view()),
    path("auth/token/revoke", tokens.TokenRevokeView.as_view()),
    path("auth/sessions", tokens.SessionsView.as_view()),
    path("auth/sessions/<uuid:session_id>", tokens.SessionView.as_view()),
    path("keys", tenants.KeysView.as_view()),
    path("keys/<uuid:key_id>", tenants.KeyView.as_view()),
    path("quotas", tenants.QuotasView.as_view()),
    path("jobs", jobs.JobsView.as_view()),
    path("jobs/<uuid:job_id>", jobs.JobView.as_view()),
    path("jobs/<uuid:job_id>/cancel", JobCancelView.as_view()),
    path("runs", runs.AllRunsView.as_view()),
    path("runs/<uuid:run_id>", runs.RunView.as_view()),
    path("runs/<uuid:run_id>/errors.csv", runs.RunErrorsView.as_view()),
    path("runs/<uuid:run_id>/<slug:verb>", runs.RunVerbView.as_view()),
]
