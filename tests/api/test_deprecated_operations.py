"""An operation on its way out says so in its description and in every answer of it, refusals too."""

from datetime import date
from typing import Any

from django.test import RequestFactory
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from greenlang.edges.deprecation import deprecated
from greenlang.edges.doors import Door
from greenlang.errors import Conflict
from tests.api.described import operations


class OldView(Door):
    """A door of this test."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @deprecated(since=date(2026, 1, 1), sunset=date(2027, 1, 1), successor="/api/v1/newer")
    @extend_schema(responses={200: str}, operation_id="old_read")
    def get(self, request: Request) -> Response:
        """Read as before."""
        return Response("as before", headers={"Link": '</api/v1/old?cursor=2>; rel="next"'})

    @deprecated(since=date(2026, 1, 1))
    @extend_schema(request=None, responses={200: str}, operation_id="old_change")
    def post(self, request: Request) -> Response:
        """Refuse."""
        raise Conflict("Not now.")

    @extend_schema(request=None, responses={200: str}, operation_id="present")
    def put(self, request: Request) -> Response:
        """Of today."""
        return Response("of today")


def asked(method: str) -> Any:
    return OldView.as_view()(RequestFactory().generic(method, "/api/v1/old"))


def test_every_answer_says_since_when_until_when_and_what_instead() -> None:
    answer = asked("GET")
    assert (answer.status_code, answer["Deprecation"]) == (200, "@1767225600")
    assert answer["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert answer["Link"].split(", ") == [
        '</api/v1/old?cursor=2>; rel="next"',
        '</api/v1/docs>; rel="deprecation"; type="text/html"',
        '</api/v1/newer>; rel="successor-version"',
    ]


def test_a_refusal_says_it_too_and_nothing_that_is_not_decided() -> None:
    answer = asked("POST")
    assert (answer.status_code, answer["Deprecation"], "Sunset" in answer) == (409, "@1767225600", False)
    assert answer["Link"] == '</api/v1/docs>; rel="deprecation"; type="text/html"'
    assert "Deprecation" not in asked("PUT")


def test_the_description_says_it_with_the_headers() -> None:
    generator = SchemaGenerator(patterns=[path("api/v1/old", OldView.as_view())])  # type: ignore[no-untyped-call]
    told = generator.get_schema(request=None, public=True)["paths"]["/api/v1/old"]  # type: ignore[no-untyped-call]
    assert (told["get"]["deprecated"], told["post"]["deprecated"], "deprecated" in told["put"]) == (True, True, False)
    assert {"Deprecation", "Sunset", "Link"} <= set(told["get"]["responses"]["200"]["headers"])
    assert "Sunset" not in told["post"]["responses"]["200"]["headers"]


def test_no_operation_of_ours_is_described_as_deprecated_and_silent_about_it() -> None:
    silent = [
        str(each)
        for each in operations()
        if each.document.get("deprecated")
        and not all(
            "Deprecation" in said.get("headers", {})
            for code, said in each.document["responses"].items()
            if code < "300"
        )
    ]
    assert silent == []
