"""What there is to do, from nothing to a signed inventory, in the order the work goes."""

from typing import Any

from django.urls import reverse

from apps.inventory.signing_off.standing import PeriodState
from apps.portal.selectors.progress import Progress


def next_steps(progress: Progress, can: dict[str, bool]) -> list[dict[str, Any]]:
    """``steps``: done, to do, or waiting for this person; actions only for whom they would work.

    The first that is not done is the one that waits. Of a period that is signed off nothing is left to do.
    """
    steps = (_organisation, _agents, _data, _mapped, _calculated, _resolved, _report, _signed)
    told = [one for step in steps if (one := step(progress, can)) is not None]
    if progress.state == PeriodState.SIGNED:
        return [one for one in told if one["state"] == "done"]
    first = next((one for one in told if one["state"] != "done"), None)
    if first is not None:
        first["state"] = "waiting"
    return told


def _step(title: str, detail: str, state: str, where: str, action: str, *, may: bool) -> dict[str, Any]:
    url = reverse(where) if may and state != "done" else ""
    return {"title": title, "detail": detail, "state": state, "url": url, "action": action}


def _organisation(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    title, where = "Set up organisation and sites", "portal:settings"
    if progress.has_sites and progress.has_period:
        return _step(title, "", "done", where, "", may=True)
    detail = "No site is listed; those in your first file are added by themselves"
    if not progress.has_period:
        detail = "No reporting period yet"
    return _step(title, detail, "ahead", where, "Add", may=can["administer"])


def _agents(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    title, where = "Have agents running", "portal:ready_made"
    running, waiting = progress.agents_running, progress.agents_waiting
    if running:
        return _step(title, f"{running:,} take{'s' if running == 1 else ''} work", "done", where, "", may=True)
    if waiting:
        who = "start one" if can["operate"] else "an operator or admin starts one"
        return _step(title, f"{waiting:,} built, none started: {who}", "ahead", where, "Start", may=can["operate"])
    detail = "None takes work; ready-made packs are there for common sources"
    return _step(title, detail, "ahead", where, "Choose", may=can["build"])


def _data(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    if progress.rejected:
        rows = f"{progress.rejected:,} row{'s' if progress.rejected != 1 else ''}"
        return _step("Mend rejected rows", f"{rows} rejected", "waiting", "portal:data", "Look", may=True)
    if progress.activities:
        return _step("Upload activity data", f"{progress.activities:,} rows", "done", "portal:data", "", may=True)
    return _step("Upload activity data", "", "ahead", "portal:upload", "Upload", may=can["upload"])


def _mapped(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    title, where = "Map descriptions to factors", "portal:mapping"
    if not progress.unmapped:
        return _step(title, "none waits" if progress.activities else "", _after_data(progress), where, "Look", may=True)
    rows = f"{progress.unmapped:,} row{'s wait' if progress.unmapped != 1 else ' waits'} for a factor"
    return _step(title, rows, "waiting", where, "Map", may=can["calculate"])


def _after_data(progress: Progress) -> str:
    return "done" if progress.activities else "ahead"


def _resolved(progress: Progress, can: dict[str, bool]) -> dict[str, Any] | None:
    """Told of only while something is open."""
    if not progress.issues:
        return None
    verb = "blocks" if progress.blocking == 1 else "block"
    blocking = f", {progress.blocking:,} {verb} the sign-off" if progress.blocking else ""
    return _step("Resolve issues", f"{progress.issues:,} open{blocking}", "waiting", "portal:issues", "Look", may=True)


def _calculated(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    total, left = progress.activities, progress.uncalculated
    if not left:
        detail = f"all {total:,} rows calculated" if total else "no rows in this period"
        return _step("Run the agents", detail, _after_data(progress), "portal:runs", "Look", may=True)
    detail = f"{left:,} of {total:,} rows are not calculated"
    return _step("Run the agents", detail, "waiting", "portal:data", "Run", may=can["calculate"])


def _report(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    if progress.reports and not progress.report_is_stale:
        return _step("Prepare a report", "up to date", "done", "portal:reports", "", may=True)
    detail = "the last one is stale" if progress.reports else ""
    return _step(
        "Prepare a report",
        detail,
        "waiting" if progress.reports else "ahead",
        "portal:reports",
        "Prepare",
        may=can["report"],
    )


def _signed(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    title, where = "Sign the period off", "portal:sign_off"
    if progress.state == PeriodState.SIGNED:
        as_they_are = "; ".join(blocking_told(progress))
        detail = f"signed off and locked{f', with a reason for {as_they_are}' if as_they_are else ''}"
        return _step(title, detail, "done", where, "", may=True)
    if progress.state == PeriodState.SUBMITTED:
        return _step(title, "waits for an approver", "waiting", where, "Look", may=can["review"])
    ready = bool(progress.reports) and not progress.report_is_stale
    state = "waiting" if ready else "ahead"
    if blocking := blocking_told(progress):
        return _step(title, f"Blocked: {'; '.join(blocking)}", state, where, "Look", may=can["report"] and ready)
    if not ready:
        return _step(title, "", state, where, "Look", may=True)
    return _step(title, "", state, where, "Submit", may=can["report"])


def blocking_told(progress: Progress) -> list[str]:
    """What keeps the period from being submitted, each in a few words; each is mended or given a reason."""
    counted = (
        (progress.rejected, "rejected row", ""),
        (progress.unmapped, "row", " without a factor"),
        (progress.uncalculated, "row", " without a calculation"),
        (progress.blocking, "open issue", ""),
    )
    told = [f"{n:,} {noun}{'' if n == 1 else 's'}{more}" for n, noun, more in counted if n]
    return ["the report is stale", *told] if progress.report_is_stale else told
