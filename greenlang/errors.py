"""The one family of errors: each says what is wrong, where, and how to mend it.

Rooms derive leaves from the five branches; one handler turns them into RFC 9457 problems, the command
line into one message and an exit status. Imports nothing, so that every floor may use it.
"""

from collections.abc import Sequence
from typing import ClassVar


class GreenLangError(Exception):
    """Root of every error a user may meet.

    Args:
        message: what is wrong, one sentence.
        where: path into the input ("agents[0].inputs[2].type", "row 7, column unit"); empty if it has none.
        mend: what would be right.
        errors: further findings of the same input, each ``{"pointer", "detail", "code"}``.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"
    retry_after: ClassVar[int] = 0
    """Seconds after which the same may go well; 0 where waiting by itself mends nothing."""

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        mend: str = "",
        errors: Sequence[dict[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.mend = mend
        self.errors = list(errors)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{place}{self.message}{mend}"

    def as_dict(self) -> dict[str, object]:
        """``{"code", "message", "where", "mend", "errors"}``, for job rows and JSON on the command line."""
        return {
            "code": self.code,
            "message": self.message,
            "where": self.where,
            "mend": self.mend,
            "errors": self.errors,
        }


class InvalidInput(GreenLangError):
    """What was handed in cannot be used as it is; nothing was changed."""

    code = "invalid-input"
    status = 422
    title = "The input cannot be used"


class NotFound(GreenLangError):
    """No such thing in this tenant; an object of another tenant answers the same."""

    code = "not-found"
    status = 404
    title = "Not found"


class Conflict(GreenLangError):
    """The thing's present state does not allow this."""

    code = "conflict"
    status = 409
    title = "Not possible in the present state"


class Gone(GreenLangError):
    """It was here and has been retired for good."""

    code = "gone"
    status = 410
    title = "Retired"


class Refused(GreenLangError):
    """Understood, and not allowed: permissions, trust, safety."""

    code = "refused"
    status = 403
    title = "Not allowed"


class Unavailable(GreenLangError):
    """Something this installation needs is missing or down; the mend says what to install or start."""

    code = "unavailable"
    status = 503
    title = "Not available here"
