"""Sign-ins of a person, as plain values."""

from typing import Any

from apps.tenants.models import BrowserSession, TokenFamily

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_row(session: BrowserSession, own: str) -> dict[str, Any]:
    """One sign-in with a browser, ``own`` being the key under which the present one is kept."""
    return {
        "key": session.session_key,
        "client": client_name(session.client),
        "address": session.address or "unknown",
        "since": session.signed_in_at,
        "seen": session.seen_at,
        "is_this": session.session_key == own,
    }


def token_row(family: TokenFamily) -> dict[str, Any]:
    """One sign-in to the API."""
    return {"id": str(family.id), "since": family.created_at, "seen": family.refreshed_at, "until": family.expires_at}


def client_name(text: str) -> str:
    """What a browser calls itself, in two words: "Firefox, Linux"."""
    browser = next((name for mark, name in _BROWSERS if mark in text), "")
    system = next((name for mark, name in _SYSTEMS if mark in text), "")
    return ", ".join(part for part in (browser, system) if part) or text[:60] or "Unknown"
