"""What keeps a period from being submitted, and what of it may be accepted with a reason. Imports no framework."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.inventory.signing_off.errors import NotReady

MAX_REASON = 1000


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way.

    Args:
        code: what kind of thing it is.
        title: in a few words; ``detail`` says how much of it there is.
        acceptable: whether it may stay as it is where somebody says why; the reason then stands in the report.
    """

    code: str
    title: str
    detail: str
    acceptable: bool = False


def limits_accepted(blockers: Iterable[Blocker], reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """The blockers that stay, each ``{"code", "title", "detail", "reason"}``.

    Args:
        reasons: why each may stay, by code; a code that blocks nothing any more is passed over.

    Raises:
        NotReady: with every blocker that has no reason, or may have none.
    """
    limits, errors = [], []
    for blocker in blockers:
        reason = " ".join(reasons.get(blocker.code, "").split())
        if blocker.acceptable and 0 < len(reason) <= MAX_REASON:
            told = {"code": blocker.code, "title": blocker.title, "detail": blocker.detail, "reason": reason}
            limits.append(told)
        else:
            errors.append({"pointer": blocker.code, "detail": f"{blocker.title}. {blocker.detail}".strip(), "code": ""})
    if errors:
        raise NotReady(
            f"{errors[0]['detail']}" + (f" ({len(errors) - 1} more)" if len(errors) > 1 else ""),
            where=errors[0]["pointer"],
            mend="Mend it, or say why it may stay where that can be accepted.",
            errors=errors,
        )
    return limits
