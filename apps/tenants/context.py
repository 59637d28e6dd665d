"""What every page knows."""

from django.http import HttpRequest


def principal(request: HttpRequest) -> dict[str, object]:
    """``principal``: who is acting in which tenant, or None."""
    return {"principal": getattr(request, "principal", None)}
