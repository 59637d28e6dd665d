"""Where the product keeps what it knows: PostgreSQL by role, Redis, and the tiers of its caches."""

import os
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from greenlang.embedded import postgres, redis_server
from greenlang.errors import Refused
from greenlang.settings.environment import DATA

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
