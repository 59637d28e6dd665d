"""The product's addresses, and the bare views that benches compare with."""

from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTStatelessUserAuthentication

from apps.calculations.selectors.ledger import calculation_record
from apps.calculations.selectors.lookup import lookup_uncached
from apps.runtime.gateway.spans import Spans
from apps.runtime.selectors import version_accepting
from apps.runtime.services.execution import agent_of, execute
from apps.tenants.authentication import ApiKeyAuthentication
from greenlang.edges.endpoints import TenantAPIView
from greenlang.engine.outputs import outputs_of_record
from greenlang.urls import urlpatterns as product


class BareView(APIView):
    """A view of the framework's own: a signed token, no database, a small document."""

    authentication_classes: Any = (JWTStatelessUserAuthentication,)
    permission_classes: Any = ()
    throttle_classes: Any = ()

    def post(self, request: Request) -> Response:
        """Who asked, and nothing else."""
        return Response({"user": str(request.user.pk), "ok": True})


class BareTenantView(BareView):
    """The same with the product's own authentication, which asks the database."""

    authentication_classes = (ApiKeyAuthentication,)


class NaiveView(TenantAPIView):
    """An execution without any of the optimisations; see `benchmarks.request_path`."""

    throttle_classes: Any = ()

    def post(self, request: Request) -> Response:
        """Look everything up, calculate in full, write statement by statement, read back."""
        spans = Spans()
        version = version_accepting("stationary-combustion")
        agent = agent_of(version)
        spans.mark("routing")
        with patch("apps.runtime.services.execution.factor_lookup", lookup_uncached):
            row = execute(version=version, document=request.data["inputs"], actor="bench")
        spans.mark("agent and database")
        record = calculation_record(row)
        answer = Response({**record, "outputs": outputs_of_record(agent, record)}, status=201)
        spans.mark("response")
        answer["Server-Timing"] = spans.server_timing()
        # The next request makes a connection of its own.
        transaction.on_commit(lambda: setattr(connection, "close_at", 0.0))
        return answer


urlpatterns = [
    path("bench/bare", BareView.as_view()),
    path("bench/bare-tenant", BareTenantView.as_view()),
    path("bench/naive", NaiveView.as_view()),
    *product,
]
