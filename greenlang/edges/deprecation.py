"""Operations on their way out say so in every answer: since when, until when, and what to use instead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

from django.http.response import HttpResponseBase
from django.utils.http import http_date

DOCS: Final = "/api/v1/docs"
_Handler = TypeVar("_Handler", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Deprecation:
    """That an operation should no longer be used.

    Args:
        since: the day from which that holds.
        sunset: the day from which it may be gone; None: that is not decided.
        successor: address of what to use instead; empty where there is nothing.
        about: address of a page that says why.
    """

    since: date
    sunset: date | None = None
    successor: str = ""
    about: str = DOCS

    def headers(self) -> dict[str, str]:
        """``Deprecation`` (RFC 9745), ``Sunset`` (RFC 8594) and ``Link``."""
        links = [f'<{self.about}>; rel="deprecation"; type="text/html"']
        if self.successor:
            links.append(f'<{self.successor}>; rel="successor-version"')
        told = {"Deprecation": f"@{_seconds(self.since)}", "Link": ", ".join(links)}
        return told | ({"Sunset": http_date(_seconds(self.sunset))} if self.sunset else {})

    def announce(self, answer: HttpResponseBase) -> None:
        """Put the headers on an answer, beside links that it has already."""
        told = self.headers()
        there = answer.headers.get("Link", "")
        if there and told["Link"] not in there:
            told["Link"] = f"{there}, {told['Link']}"
        for name, value in told.items():
            answer.headers[name] = value


def deprecated(
    *, since: date, sunset: date | None = None, successor: str = "", about: str = DOCS
) -> Callable[[_Handler], _Handler]:
    """Mark a method of a `Door`: its description says ``deprecated``, and every answer of it, refusals too, the rest.

    Args:
        since, sunset, successor, about: as of `Deprecation`.
    """
    told = Deprecation(since, sunset, successor, about)

    def mark(handler: _Handler) -> _Handler:
        handler.deprecation = told  # type: ignore[attr-defined]
        return handler

    return mark


def deprecation_of(view: object, method: str) -> Deprecation | None:
    """What is said of a view's method; None where it may be used."""
    found = getattr(getattr(view, method.lower(), None), "deprecation", None)
    return found if isinstance(found, Deprecation) else None


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
