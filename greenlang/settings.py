"""Settings, all from the environment, with what one machine needs as defaults.

Production (``GREENLANG_ENV=production``) refuses to start without its secrets; the refusals are collected so that
one start names them all.
"""

import ipaddress
import json
import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from greenlang.embedded import postgres, redis_server
from greenlang.embedded.paths import DataDirectory
from greenlang.errors import Refused
from greenlang.private_files import write_private

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ.get("GREENLANG_ENV", "development")
if ENVIRONMENT not in {"development", "production"}:
    raise Refused(
        f"“{ENVIRONMENT}” is no environment.", where="GREENLANG_ENV", mend="Say production, or leave it unset."
    )
PRODUCTION = ENVIRONMENT == "production"
DEBUG = False
DATA = DataDirectory.default()

DEVELOPMENT_KEY_PREFIX = "development-"


def _secret_key() -> str:
    """The secret of this installation: from the environment, else made once and kept beside the data."""
    given = os.environ.get("GREENLANG_SECRET_KEY", "")
    if given or PRODUCTION:
        return given
    path = DATA.keys / "secret-key"
    try:
        if not path.exists():
            write_private(path, (DEVELOPMENT_KEY_PREFIX + secrets.token_urlsafe(48)).encode())
        return path.read_text().strip()
    except OSError:
        # A checkout that cannot be written to can still run its checks; `up` reports the folder itself.
        return DEVELOPMENT_KEY_PREFIX + secrets.token_urlsafe(48)


SECRET_KEY = _secret_key()
# Secrets before this one, separated by commas: what was sealed or signed with them is still read.
SECRET_KEY_FALLBACKS = [text for text in os.environ.get("GREENLANG_SECRET_KEY_FALLBACKS", "").split(",") if text]
ALLOWED_HOSTS = os.environ.get("GREENLANG_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GREENLANG_TRUSTED_ORIGINS", "").split(",") if o]


def _trusted_proxies() -> list[str]:
    """Addresses and networks whose word on who they speak for is taken (X-Forwarded-For); nobody's by default.

    Raises:
        Refused: one is neither.
    """
    found = [text.strip() for text in os.environ.get("GREENLANG_TRUSTED_PROXIES", "").split(",") if text.strip()]
    for text in found:
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            raise Refused(
                f"“{text[:60]}” is no address and no network.",
                where="GREENLANG_TRUSTED_PROXIES",
                mend="Name the proxies in front of the web: 10.1.2.3,10.4.0.0/16",
            ) from error
    return found


TRUSTED_PROXIES = _trusted_proxies()


def _public_url() -> str:
    """Where people reach this installation: as set, else where ``up`` serves from this data directory."""
    given = os.environ.get("GREENLANG_PUBLIC_URL", "")
    try:
        return given or DATA.served_at.read_text().strip()
    except OSError:
        return "http://127.0.0.1:8000"


PUBLIC_URL = _public_url()


def production_refusals() -> list[str]:
    """What keeps this environment from being a production one; empty when nothing does."""
    refusals = []
    if not SECRET_KEY:
        refusals.append("GREENLANG_SECRET_KEY is not set")
    elif SECRET_KEY.startswith((DEVELOPMENT_KEY_PREFIX, "django-insecure")) or len(SECRET_KEY) < 40:
        refusals.append("GREENLANG_SECRET_KEY is a default or too short (40 characters at least)")
    for name in ("DATABASE_URL", "REDIS_URL", "GREENLANG_SIGNING_KEY", "GREENLANG_ALLOWED_HOSTS"):
        if not os.environ.get(name):
            refusals.append(f"{name} is not set")
    return refusals


if PRODUCTION and (_refusals := production_refusals()):
    raise Refused(
        "Production does not start: " + "; ".join(_refusals) + ".",
        where="environment",
        mend="Set them (README, “Real servers”), or leave GREENLANG_ENV unset for one machine.",
    )

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
    "django_htmx",
    "django_prometheus",
    "django_celery_results",
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
    "apps.portal",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.portal.headers.PolicyMiddleware",
    "apps.tenants.middleware.TenantScopeMiddleware",
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

DATABASE_ROLES = {
    "owner": os.environ.get("GREENLANG_DB_OWNER_ROLE", "greenlang_owner"),
    "app": os.environ.get("GREENLANG_DB_APP_ROLE", "greenlang_app"),
    "service": os.environ.get("GREENLANG_DB_SERVICE_ROLE", "greenlang_service"),
}


def database_from_url(url: str) -> dict[str, Any]:
    """A Django database of a PostgreSQL URL, socket folders (``?host=/folder``) included."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise Refused(
            "This is no PostgreSQL URL.", where="DATABASE_URL", mend="Write postgresql://user:password@host/database."
        ) from error
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    database: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60}
    database |= {django: str(parts.pop(name)) for name, django in known.items() if name in parts}
    database["CONN_HEALTH_CHECKS"] = True
    database["OPTIONS"] = parts
    return database


DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", DATABASE_URL)


DATABASES = {
    "default": database_from_url(DATABASE_URL or postgres.dsn(DATA, DATABASE_ROLES["app"])),
    "owner": database_from_url(DATABASE_OWNER_URL or postgres.dsn(DATA, DATABASE_ROLES["owner"])),
}


def service_url() -> str:
    """Where the relay connects, as the service role: as set, else the product's server with that role's name."""
    given, role = os.environ.get("DATABASE_SERVICE_URL", ""), DATABASE_ROLES["service"]
    if given or not DATABASE_URL:
        return given or postgres.dsn(DATA, role)
    return make_conninfo(DATABASE_URL, user=role)


DATABASE_SERVICE_URL = service_url()
DATABASE_ROUTERS = ["greenlang.isolation.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL") or redis_server.url(DATA)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
# The design's tiers: what a process keeps, what Redis keeps; PolicyMiddleware and `edges.published` say the edge's.
CACHE_MEMORY_BYTES = 100 * 1024 * 1024
CACHE_MEMORY_SECONDS = 300
CACHE_REDIS_SECONDS = 3600
# Addresses of HTTP caches that are told what has changed (method BAN), separated by commas.
EDGE_CACHE_URLS = [url for url in os.environ.get("GREENLANG_EDGE_CACHES", "").split(",") if url]

# The bus: Redis Streams, or Kafka where servers are named. GREENLANG_KAFKA_OPTIONS holds further settings of librdkafka
# as a JSON object (security.protocol, sasl.username, …).
KAFKA: dict[str, Any] = {}
if os.environ.get("GREENLANG_KAFKA"):
    KAFKA = {
        **json.loads(os.environ.get("GREENLANG_KAFKA_OPTIONS") or "{}"),
        "bootstrap.servers": os.environ["GREENLANG_KAFKA"],
    }
# Webhooks: seconds before each further attempt, after the last of which a delivery is a dead letter.
WEBHOOK_PAUSES = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
# Networks that are no public ones and may be delivered to all the same ("10.1.0.0/16"), separated by commas.
WEBHOOK_ALLOWED_NETWORKS = [text for text in os.environ.get("GREENLANG_WEBHOOK_NETWORKS", "").split(",") if text]
WEBHOOK_PLAIN_HTTP = os.environ.get("GREENLANG_WEBHOOK_PLAIN_HTTP", "") == "1"

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_RESULT_BACKEND = "django-db"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]


def _whole(name: str, default: int) -> int:
    """A whole number above zero from the environment.

    Raises:
        Refused: it is something else.
    """
    text = os.environ.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit() or not int(text):
        raise Refused(f"“{text[:40]}” is no whole number above zero.", where=name, mend=f"Say {default}, for example.")
    return int(text)


# Batches. The design's figures: 1,000 rows a partition, 10 partitions of a run at a time, 30 minutes a partition,
# three attempts with exponential backoff. The lease is renewed while its holder lives.
BATCH_PARTITION_ROWS = _whole("GREENLANG_BATCH_PARTITION_ROWS", 1000)
BATCH_WORKERS = _whole("GREENLANG_BATCH_WORKERS", 10)
BATCH_PARTITION_SECONDS = _whole("GREENLANG_BATCH_PARTITION_SECONDS", 1800)
BATCH_ATTEMPTS = _whole("GREENLANG_BATCH_ATTEMPTS", 3)
BATCH_BACKOFF_SECONDS = _whole("GREENLANG_BATCH_BACKOFF_SECONDS", 5)
BATCH_LEASE_SECONDS = _whole("GREENLANG_BATCH_LEASE_SECONDS", 60)
BATCH_TELL_AGAIN_SECONDS = _whole("GREENLANG_BATCH_TELL_AGAIN_SECONDS", 60)
BATCH_INTERRUPTIONS = _whole("GREENLANG_BATCH_INTERRUPTIONS", 30)
BATCH_ROW_SECONDS = _whole("GREENLANG_BATCH_ROW_SECONDS", 60)
BATCH_ROW_MEMORY_BYTES = _whole("GREENLANG_BATCH_ROW_MEMORY_MB", 512) * 1024 * 1024
# What the worker needs beside a partition's own time to note how it ended.
BATCH_TASK_SECONDS = BATCH_PARTITION_SECONDS + 120
SWEEP_SECONDS = 2
# How often what should run is compared with what stands.
OVERSEE_SECONDS = _whole("GREENLANG_OVERSEE_SECONDS", 30)


# How long what has been told and done is kept, in days: events in the outbox and on Redis, the notes by which a group
# knows what it has done, and deliveries of webhooks.
EVENTS_DAYS = _whole("GREENLANG_EVENTS_DAYS", 7)
INBOX_DAYS = _whole("GREENLANG_INBOX_DAYS", 30)
WEBHOOK_DAYS = _whole("GREENLANG_WEBHOOK_DAYS", 30)
if INBOX_DAYS <= EVENTS_DAYS:
    raise Refused(
        f"Notes of what was done are kept {INBOX_DAYS} days and the events {EVENTS_DAYS}: an event that is told again "
        "would be done again.",
        where="GREENLANG_INBOX_DAYS",
        mend=f"Say {EVENTS_DAYS + 1} or more.",
    )


def time_limit_refusals() -> list[str]:
    """Limits that reach the broker's visibility timeout: it would hand a task out a second time while it runs."""
    longest = CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    limits = {"CELERY_TASK_TIME_LIMIT": CELERY_TASK_TIME_LIMIT, "GREENLANG_BATCH_PARTITION_SECONDS": BATCH_TASK_SECONDS}
    return [
        f"{name} allows a task {limit} seconds, and the broker waits {longest}"
        for name, limit in limits.items()
        if limit >= longest
    ]


if _late := time_limit_refusals():
    raise Refused(
        "; ".join(_late) + ".", where="environment", mend="Shorten the limit, or cut the work into smaller parts."
    )


def _static_headers(headers: Any, path: str, url: str) -> None:
    """Static files as the public catalogue: browsers ask again after minutes, an edge keeps them for a day."""
    headers["Cache-Control"] = "public, max-age=300, s-maxage=86400"


AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["apps.tenants.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "login"
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
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = os.environ.get("GREENLANG_STATIC_ROOT")  # finders serve the files where it is unset
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ADD_HEADERS_FUNCTION = _static_headers
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.tenants.authentication.ApiKeyAuthentication",
        "apps.tenants.authentication.TenantJWTAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["apps.tenants.permissions.RoleAllows"],
    "DEFAULT_THROTTLE_CLASSES": ["apps.tenants.quotas.TenantThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["greenlang.edges.bodies.ExactJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
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
SIGN_INS_A_MINUTE = _whole("GREENLANG_SIGN_INS_A_MINUTE", 20)
SIGN_INS_AN_ADDRESS = _whole("GREENLANG_SIGN_INS_AN_ADDRESS", 60)
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
    "ENUM_NAME_OVERRIDES": {
        "JobState": "apps.jobs.models.JobState",
        "VersionState": "apps.agents.lifecycle.STATE_CHOICES",
        "Role": "apps.tenants.models.Role",
    },
}
UNFOLD = {
    "SITE_TITLE": "GreenLang",
    "SITE_HEADER": "GreenLang",
    "SITE_SUBHEADER": "Operators",
    "SITE_URL": "/",
    "SHOW_VIEW_ON_SITE": False,
    "LOGIN": {"form": "apps.tenants.sign_ins.OperatorSignInForm"},
    "COLORS": {
        "primary": {
            "50": "#eef6f1",
            "100": "#d6e9de",
            "200": "#aed3bf",
            "300": "#7fb79a",
            "400": "#4f9776",
            "500": "#2f7a59",
            "600": "#1f6146",
            "700": "#194e39",
            "800": "#143e2e",
            "900": "#0f3024",
            "950": "#081c15",
        }
    },
}

SIGNING_KEY = os.environ.get("GREENLANG_SIGNING_KEY", "")
SIGNING_KEY_FILE = DATA.keys / "signing-key.pem"
# Outside the database: what it holds says whether the database was changed.
CHECKPOINTS = Path(os.environ.get("GREENLANG_CHECKPOINTS") or DATA.root / "checkpoints")
KEY_ROTATIONS = CHECKPOINTS / "key-rotations.jsonl"

# Where agents run: ``local`` or ``kubernetes`` for what is deployed from here on; each deployment keeps its own.
DEPLOYER = os.environ.get("GREENLANG_DEPLOYER", "local")
DEPLOYERS = {
    "local": "apps.runtime.deployers.local.LocalDeployer",
    "kubernetes": "apps.runtime.deployers.kubernetes.connecting.kubernetes_deployer",
}
if DEPLOYER not in DEPLOYERS:
    raise Refused(f"“{DEPLOYER}” is no deployer.", where="GREENLANG_DEPLOYER", mend=f"Say {' or '.join(DEPLOYERS)}.")
KUBERNETES = {
    name: value
    for name, value in os.environ.items()
    if name.startswith(("GREENLANG_AGENT_", "GREENLANG_GATEWAY_")) or name == "GREENLANG_KUBECONFIG"
}

TEST_RUNNER = "django.test.runner.DiscoverRunner"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("GREENLANG_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "stevedore": {"level": "CRITICAL"},  # it reports optional formatters of bandit as missing
        "weasyprint": {"level": "ERROR"},
    },
}
