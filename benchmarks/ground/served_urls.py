"""The product's addresses, and the bare views that benches compare with."""

from typing import Any

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTStatelessUserAuthentication

from apps.tenants.authentication import ApiKeyAuthentication
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


urlpatterns = [path("bench/bare", BareView.as_view()), path("bench/bare-tenant", BareTenantView.as_view()), *product]
