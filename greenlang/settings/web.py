"""The web application: its parts, pages, sign-in, and what browsers are told."""

import os
from datetime import timedelta
from typing import Any

from greenlang.settings.environment import BASE_DIR, PRODUCTION, whole

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework_simplejwt",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "django_prometheus",
    "django_celery_results",
    "axes",
    "greenlang",
    "apps.events",
    "apps.tenants",
    "apps.jobs",
    "apps.agents",
    "apps.calculations",
    "apps.evaluation",
    "apps.inventory",
    "apps.registry",
    "apps.reports",
    "apps.runtime",
    "apps.factory",
    "apps.pact",
    "apps.portal",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    # Outside of all that may answer by itself: a host that is refused gets the headers too.
    "apps.portal.headers.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "greenlang.edges.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.tenants.middleware.SessionAgeMiddleware",
    "apps.portal.body_size.BodySizeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "apps.tenants.middleware.TenantScopeMiddleware",
    "apps.portal.auditor_door.AuditorDoorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "greenlang.urls"
WSGI_APPLICATION = "greenlang.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.tenants.context.principal",
            ],
        },
    },
]


def _static_headers(headers: Any, path: str, url: str) -> None:
    """Static files as the public catalogue: browsers ask again after minutes, an edge keeps them for a day."""
    headers["Cache-Control"] = "public, max-age=300, s-maxage=86400"


AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "apps.tenants.backends.AccountBackend"]
# After so many failures one person is locked out for one address, and for no other: nobody can lock anybody out from
# elsewhere. An operator releases them in the admin.
AXES_FAILURE_LIMIT = whole("GREENLANG_SIGN_IN_FAILURES", 10)
AXES_COOLOFF_TIME = timedelta(minutes=whole("GREENLANG_LOCK_OUT_MINUTES", 15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "apps.tenants.lock_out.address_of"
AXES_USERNAME_CALLABLE = "apps.tenants.lock_out.email_of"
AXES_LOCKOUT_CALLABLE = "apps.tenants.lock_out.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "login"
# What opens the guided set-up; without one `up` makes one and prints it.
SET_UP_TOKEN = os.environ.get("GREENLANG_SET_UP_TOKEN", "")
SESSION_ENGINE = "apps.tenants.models.sessions"
# A session ends when it was not used for so long, and after so many days whatever was done.
SESSION_COOKIE_AGE = whole("GREENLANG_SESSION_IDLE_MINUTES", 480) * 60
SESSION_DAYS = whole("GREENLANG_SESSION_DAYS", 7)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_SSL_REDIRECT = PRODUCTION and os.environ.get("GREENLANG_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = ["^health$", "^ready$", "^metrics$"]
# Who sends it may read /metrics; without one only this machine may, and in production nobody.
METRICS_TOKEN = os.environ.get("GREENLANG_METRICS_TOKEN", "")
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
FORMAT_MODULE_PATH = "greenlang.formats"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = os.environ.get("GREENLANG_STATIC_ROOT")  # finders serve the files where it is unset
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ADD_HEADERS_FUNCTION = _static_headers
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
