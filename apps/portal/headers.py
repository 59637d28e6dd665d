"""Headers of every answer, those Django gives by itself included: what a page may load, what a cache may keep."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def _policy(*, scripts: str = "'self'", styles: str = "'self'") -> str:
    """What a page may load: nothing that is not the product's own."""
    own = ("img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "form-action 'self'")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            *own,
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


CONTENT_SECURITY_POLICY = _policy()
# The console's framework evaluates expressions in its attributes and writes its colours into the page.
CONSOLE_POLICY = _policy(scripts="'self' 'unsafe-eval'", styles="'self' 'unsafe-inline'")


class PolicyMiddleware:
    """Pages run and load only what is the product's own; no cache keeps an answer that does not say otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        policy = CONSOLE_POLICY if request.path.startswith("/admin/") else CONTENT_SECURITY_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
