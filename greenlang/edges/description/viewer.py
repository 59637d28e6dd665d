"""The API's description as a page: everything it loads is our own, and it sends nothing by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def viewer(request: HttpRequest) -> HttpResponse:
    """Operations to read and, with a key or a token of one's own, to try."""
    return render(request, "api/docs.html", {"schema": "/api/v1/schema"})
