"""What kind of installation this is, where its data lies and who may reach it; production refuses to start unready."""

import ipaddress
import os
import secrets
from pathlib import Path

from greenlang.embedded.paths import DataDirectory
from greenlang.errors import Refused
from greenlang.private_files import write_private

BASE_DIR = Path(__file__).resolve().parents[2]
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


def _tls() -> tuple[Path, Path] | None:
    """Certificate and key, in PEM, where the web server speaks TLS itself."""
    named = [os.environ.get(name, "") for name in ("GREENLANG_TLS_CERTIFICATE", "GREENLANG_TLS_KEY")]
    if not any(named):
        return None
    if not all(named):
        where, mend = "GREENLANG_TLS_CERTIFICATE, GREENLANG_TLS_KEY", "Name both files, or neither."
        raise Refused("A certificate belongs to its key.", where=where, mend=mend)
    certificate, key = (Path(name) for name in named)
    for path in (certificate, key):
        if not path.is_file():
            raise Refused(f"There is no file {path}.", where="GREENLANG_TLS_CERTIFICATE, GREENLANG_TLS_KEY")
    return certificate, key


TLS = _tls()
SECRET_KEY = _secret_key()
# Secrets before this one, separated by commas: what was sealed or signed with them is still read.
SECRET_KEY_FALLBACKS = [text for text in os.environ.get("GREENLANG_SECRET_KEY_FALLBACKS", "").split(",") if text]
ALLOWED_HOSTS = os.environ.get("GREENLANG_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GREENLANG_TRUSTED_ORIGINS", "").split(",") if o]


def networks(name: str, *, mend: str) -> list[str]:
    """Addresses and networks from the environment, separated by commas; none by default.

    Raises:
        Refused: one is neither.
    """
    found = [text.strip() for text in os.environ.get(name, "").split(",") if text.strip()]
    for text in found:
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            raise Refused(f"“{text[:60]}” is no address and no network.", where=name, mend=mend) from error
    return found


# Whose word on who they speak for is taken (X-Forwarded-For).
TRUSTED_PROXIES = networks(
    "GREENLANG_TRUSTED_PROXIES", mend="Name the proxies in front of the web: 10.1.2.3,10.4.0.0/16"
)


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


def whole(name: str, default: int) -> int:
    """A whole number above zero from the environment.

    Raises:
        Refused: it is something else.
    """
    text = os.environ.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit() or not int(text):
        raise Refused(f"“{text[:40]}” is no whole number above zero.", where=name, mend=f"Say {default}, for example.")
    return int(text)
