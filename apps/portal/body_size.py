"""How much a page takes at most: looked at before any of it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LARGEST = 40 * 1024 * 1024
"""The largest that a page takes, an import of editions, with its form around it; each page has a limit of its own."""
OF_ANYBODY = 1024 * 1024
"""Who is not signed in fills in forms and sends no files."""


class BodySizeMiddleware:
    """Refuses what is too large for any page. The API's doors look for themselves (`greenlang.edges.bodies`).

    Django reads a form into memory and onto the disk before a view is asked, and to look for its token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413, or go on."""
        said = _said(request)
        if said <= OF_ANYBODY or request.path.startswith("/api/"):
            return self.get_response(request)
        most = LARGEST if request.user.is_authenticated else OF_ANYBODY
        return self.get_response(request) if said <= most else _refused(request, most)


def _said(request: HttpRequest) -> int:
    """The length that was announced; a body that announces none is not read either."""
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _refused(request: HttpRequest, most: int) -> HttpResponse:
    told = {
        "title": "Too much at once",
        "code": 413,
        "detail": f"More than {most // (1024 * 1024)} MB was sent, and nothing of it was read.",
        "mend": "Send a smaller file.",
    }
    return render(request, "errors/problem.html", told, status=413)
