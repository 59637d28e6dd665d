"""What every door of the API does with an address and with its answers, whoever may pass through it."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from greenlang.edges.deprecation import deprecation_of
from greenlang.edges.queries import known_or_refused


class Door(APIView):
    """An endpoint that knows its query's parameters, and whose answers say how many requests are left, and whether it
    should still be used.

    ``rate_headers``: of whoever counted the request; empty where nobody did. ``takes_any_query``: parameters that are
    unknown are passed over, as a standard asks of its own door.
    """

    takes_any_query: ClassVar[bool] = False
    rate_headers: dict[str, str] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; where the operation is deprecated, with what is said of that."""
        answer = super().dispatch(request, *args, **kwargs)
        said = deprecation_of(self, request.method or "")
        if said is not None:
            said.announce(answer)
        return answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in whoever may come, with a query that means something here."""
        super().initial(request, *args, **kwargs)
        if not self.takes_any_query:
            known_or_refused(self, request)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say how many requests are left."""
        for name, value in (self.rate_headers or {}).items():
            response.headers.setdefault(name, value)
        return super().finalize_response(request, response, *args, **kwargs)
