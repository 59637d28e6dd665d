"""The sign-off as the printed report tells it: who answers for it, what was accepted, what it replaces."""

from typing import Any

from apps.reports.formats.figures import fixed, full, tonnes
from apps.reports.formats.scopes import scope_look
from apps.reports.formats.words import clip, moment
from apps.reports.shapes import InventorySnapshot, Restatement
from greenlang.signing import fingerprint_told


def signed_pages(snapshot: InventorySnapshot) -> dict[str, Any] | None:
    """``sign_off`` with display text; None of a draft."""
    sign_off = snapshot.get("sign_off")
    if sign_off is None:
        return None
    voices = {
        who: {**voice, "name": clip(voice["name"]), "at": moment(voice["at"])}
        for who, voice in (("preparer", sign_off["preparer"]), ("approver", sign_off["approver"]))
    }
    restates, fingerprint = sign_off.get("restates"), fingerprint_told(sign_off["key"])
    return {**sign_off, **voices, "fingerprint": fingerprint, "restates": _restated(restates) if restates else None}


def _restated(restates: Restatement) -> dict[str, Any]:
    scopes = [
        (scope_look(row["scope"]).title, row["before"], row["after"], row["difference"]) for row in restates["by_scope"]
    ]
    total = ("Total", restates["before"], restates["after"], restates["difference"])
    rows = [
        {"name": name, "before": tonnes(before), "after": tonnes(after), "difference": tonnes(difference)}
        for name, before, after, difference in (*scopes, total)
    ]
    percent = fixed(restates["percent"], 2) if restates["percent"] else ""
    return {**restates, "percent": percent, "exact": full(restates["difference"], 170), "rows": rows}
