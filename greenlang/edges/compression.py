"""Answers are packed on the way, but for those whose exact bytes somebody relies on."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """As Django's; an answer with a strong tag that is its caller's own stays as it is.

    Packing makes a strong tag weak, and a weak one is good for no If-Match (RFC 9110, 13.1.1).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack, or leave."""
        is_own = response.headers.get("Cache-Control", "").startswith("private")
        if is_own and response.headers.get("ETag", "").startswith('"'):
            return response
        return super().process_response(request, response)
