"""Endpoints inside one tenant's scope."""

from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from greenlang.edges.actor import Actor
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope


class TenantAPIView(APIView):
    """An endpoint inside one tenant's scope: authenticated first, then one transaction for everything it does."""

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
        self._scopes.enter_context(tenant_scope(self.principal.tenant_id))
        self._scoped = True

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Mark the transaction of a problem for rollback."""
        if response.status_code >= 400 and getattr(self, "_scoped", False):
            transaction.set_rollback(True)
        return super().finalize_response(request, response, *args, **kwargs)

    @property
    def principal(self) -> Actor:
        """Who calls; the permission class has seen to it that somebody does."""
        actor = self.request.user
        if not isinstance(actor, Actor):
            raise exceptions.NotAuthenticated
        return actor
