"""What to do next, in the order the work goes."""

from typing import Any

from django.urls import reverse

from apps.inventory.signing_off.standing import PeriodState
from apps.portal.selectors.progress import Progress


def next_steps(progress: Progress, can: dict[str, bool]) -> list[dict[str, Any]]:
    """``steps``: done, to do, or waiting for this person; actions only for whom they would work."""
    steps = (_agents, _data, _mapped, _calculated, _resolved, _report, _signed)
    told = [step(progress, can) for step in steps]
    return [one for one in told if one is not None]


def _step(title: str, detail: str, state: str, where: str, action: str, *, may: bool) -> dict[str, Any]:
    url = reverse(where) if may and state != "done" else ""
    return {"title": title, "detail": detail, "state": state, "url": url, "action": action}


def _agents(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    if progress.agents_running:
        detail = f"{progress.agents_running:,} accept{'s' if progress.agents_running == 1 else ''} work"
        return _step("Have an agent running", detail, "done", "portal:agents", "", may=True)
    where = "portal:build_new" if can["build"] else "portal:agents"
    return _step("Have an agent running", "None accepts work", "waiting", where, "Build", may=can["build"])


def _data(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    if progress.rejected:
        rows = f"{progress.rejected:,} row{'s' if progress.rejected != 1 else ''}"
        return _step("Mend rejected rows", f"{rows} rejected", "waiting", "portal:data", "Look", may=True)
    if progress.activities:
        return _step("Upload activity data", f"{progress.activities:,} rows", "done", "portal:data", "", may=True)
    return _step("Upload activity data", "", "ahead", "portal:upload", "Upload", may=can["upload"])


def _mapped(progress: Progress, can: dict[str, bool]) -> dict[str, Any] | None:
    """Told of only while there is something to map."""
    if not progress.unmapped:
        return None
    rows = f"{progress.unmapped:,} row{'s wait' if progress.unmapped != 1 else ' waits'} for a factor"
    return _step("Map descriptions", rows, "waiting", "portal:mapping", "Map", may=can["calculate"])


def _resolved(progress: Progress, can: dict[str, bool]) -> dict[str, Any] | None:
    """Told of only while something is open."""
    if not progress.issues:
        return None
    blocking = f", {progress.blocking:,} block the sign-off" if progress.blocking else ""
    return _step("Resolve issues", f"{progress.issues:,} open{blocking}", "waiting", "portal:issues", "Look", may=True)


def _calculated(progress: Progress, can: dict[str, bool]) -> dict[str, Any]:
    total, left = progress.activities, progress.uncalculated
    if not left:
        detail = f"all {total:,} rows" if total else "no rows in this period"
        return _step("Calculate", detail, "done" if total else "ahead", "portal:data", "", may=False)
    detail = f"{left:,} of {total:,} rows are not calculated"
    return _step("Calculate", detail, "waiting", "portal:data", "Run", may=can["calculate"])


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
        return _step(title, "signed off and locked", "done", where, "", may=True)
    if progress.state == PeriodState.SUBMITTED:
        return _step(title, "waits for an approver", "waiting", where, "Look", may=can["review"])
    ready = bool(progress.reports) and not progress.report_is_stale
    state = "waiting" if ready else "ahead"
    if blocking := blocking_told(progress):
        return _step(title, f"Blocked: {'; '.join(blocking)}", state, where, "Look", may=can["report"] and ready)
    return _step(title, "", state, where, "Submit", may=can["report"] and ready)


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
