"""Endpoints inside one tenant's scope."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any, ClassVar, cast

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from greenlang.edges import preconditions
from greenlang.edges.actor import Actor
from greenlang.edges.crowding import long_requests
from greenlang.edges.doors import Door
from greenlang.edges.repeats import KEPT_HEADERS, Answered, Asked, answer_keeper, asked_of
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope


class _Replayed(Exception):
    """The request was answered before."""

    def __init__(self, answered: Answered) -> None:
        super().__init__()
        self.answered = answered


class TenantAPIView(Door):
    """An endpoint inside one tenant's scope: authenticated first, then one transaction for everything it does.

    A POST that names an ``Idempotency-Key`` is done once, and its answer kept in that transaction; see `repeats`.
    """

    long: ClassVar[bool] = False
    """It works over a whole period or chain: few such requests are answered at a time, see `crowding`."""
    tagged: ClassVar[bool] = False
    """What GET answers gets an ETag, and 304 where the caller has it. PUT and PATCH of what is there ask for that tag
    in If-Match (428 without, 412 with another), DELETE heeds it; a view that tags its answers itself says `IF_MATCH`.
    """
    problems: ClassVar[Mapping[str, Sequence[int]]] = {}
    """Statuses of refusals by method, beside those every such endpoint has; for the API's description."""
    _asked: Asked | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; a problem takes back what was begun."""
        with ExitStack() as self._scopes:
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authenticate, then stay in the principal's scope until the answer is made."""
        super().initial(request, *args, **kwargs)
        if any("\x00" in str(value) for value in kwargs.values()):
            raise NotFound("There is no such thing here.")
        for name, values in request.query_params.lists():
            if "\x00" in "".join((name, *values)):
                where = name.replace("\x00", "")[:40]
                raise InvalidInput("The query holds a NUL character.", where=where, mend="Leave it out.")
        if self.long:
            self._scopes.enter_context(long_requests.taken(self.principal.tenant_id))
        self._scopes.enter_context(tenant_scope(self.principal.tenant_id))
        self._scoped = True
        self._asked = asked_of(request._request)
        if self._asked is not None:
            answered = answer_keeper().begin(self._asked, self.principal)
            if answered is not None:
                raise _Replayed(answered)
        if self.tagged and request.method in preconditions.WRITES:
            self._as_the_caller_knows_it(request)

    def _as_the_caller_knows_it(self, request: Request) -> None:
        """Go on where the thing is as the caller says; nobody else changes it meanwhile."""
        preconditions.hold(self.principal.tenant_id, request.path)
        preconditions.check(request, self._tag(request))

    def _tag(self, request: Request) -> str | None:
        """Of what GET answers at this address; None where that is nothing."""
        reads = getattr(self, "get", None)
        if reads is None:
            return None
        try:
            return preconditions.tag_of(reads(request, *self.args, **self.kwargs))
        except NotFound:
            return None

    def handle_exception(self, exc: Exception) -> Response:
        """A problem; or the answer that was given before."""
        if isinstance(exc, _Replayed):
            self._asked = None
            return cast(Response, exc.answered.response())
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Mark the transaction of a problem for rollback; tag, and keep, what is answered."""
        if response.status_code >= 400 and getattr(self, "_scoped", False):
            transaction.set_rollback(True)
        if response.status_code == 200 and not response.streaming and (self.tagged or "ETag" in response.headers):
            if request.method in {"GET", "HEAD"}:
                response = cast(Response, preconditions.conditional(response, request.headers.get("If-None-Match", "")))
            elif self.tagged and request.method in preconditions.WRITES and (tag := self._tag(request)):
                response.headers["ETag"] = tag
        if "ETag" in response.headers:
            response.headers.setdefault("Cache-Control", "private, no-store")
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self._asked is not None and answer.status_code < 400 and not answer.streaming:
            answer.render()
            kept = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
            answer_keeper().keep(self._asked, self.principal, Answered(answer.status_code, kept, answer.content))
        return answer

    @property
    def principal(self) -> Actor:
        """Who calls; the permission class has seen to it that somebody does."""
        actor = self.request.user
        if not isinstance(actor, Actor):
            raise exceptions.NotAuthenticated
        return actor
