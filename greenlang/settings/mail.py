"""E-mail: by which server it goes out, or where it is kept on a machine that has none."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from greenlang.errors import Refused
from greenlang.settings.environment import DATA

BACKENDS = "django.core.mail.backends"
MEND = "Write smtp://user:password@mail.example.org:587, smtps://…:465, file:/folder or console:."
PORTS = {"smtp": 587, "smtps": 465}


def mail_from_url(url: str) -> dict[str, Any]:
    """Django's settings of e-mail.

    ``smtp`` starts TLS unless the address ends with ``?tls=0``, ``smtps`` speaks it from the first byte; ``file:``
    keeps each e-mail as a file, in the folder ``mail`` of the data directory where none is named; ``console:``
    prints it.

    Raises:
        Refused: the address is none of these.
    """
    where = "GREENLANG_EMAIL_URL"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("This is no address of a mail server.", where=where, mend=MEND) from error
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path or DATA.mail}
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("This is no address of a mail server.", where=where, mend=MEND)
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parse_qs(parts.query).get("tls") != ["0"],
    }


_MAIL = mail_from_url(os.environ.get("GREENLANG_EMAIL_URL") or "file:")
EMAIL_BACKEND: str = _MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _MAIL.get("EMAIL_FILE_PATH")
EMAIL_HOST: str = _MAIL.get("EMAIL_HOST", "")
EMAIL_PORT: int = _MAIL.get("EMAIL_PORT", 0)
EMAIL_HOST_USER: str = _MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD: str = _MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL: bool = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS: bool = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("GREENLANG_EMAIL_FROM") or "GreenLang <greenlang@localhost>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# How long a link in an e-mail opens something.
INVITATION_DAYS = 7
PASSWORD_RESET_TIMEOUT = 2 * 3600
