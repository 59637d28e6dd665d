"""How an operation is described: what its view says, and what every door of its kind can answer besides."""

import re
from collections.abc import Iterator
from typing import Any, Final

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS

from greenlang.edges.deprecation import deprecation_of
from greenlang.edges.description.refusals import PROBLEM_SCHEMA, refusal
from greenlang.edges.doors import Door
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.published import PublishedView
from greenlang.edges.repeats import HEADER, LONGEST, REPLAYED

HEADERS: Final[dict[str, tuple[str, str]]] = {
    "Location": ("string", "Where what was made, or the job of it, stands."),
    "Retry-After": ("integer", "Seconds until it is worth asking again."),
    "ETag": ("string", "The state of the thing, for If-Match and If-None-Match."),
    "RateLimit": ("string", 'What is left of the quota, and for how long: `"read";r=97;t=1`.'),
    "RateLimit-Policy": ("string", 'How many requests fit into how many seconds: `"read";q=100;w=1`.'),
    "WWW-Authenticate": ("string", "How to say who calls."),
    "Deprecation": ("string", "Since when it should no longer be used (RFC 9745); only where that is so."),
    "Sunset": ("string", "When it ends (RFC 8594); only where that is known."),
    "Link": (
        "string",
        'What to use instead (`rel="successor-version"`) and why (`rel="deprecation"`); only where it is deprecated.',
    ),
    REPLAYED: ("string", "`true` where this was answered before, and nothing was done this time."),
}
KEY_PARAMETER: Final = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"^[!-~]([ -~]*[!-~])?$"},
    OpenApiParameter.HEADER,
    description="The same request with the same key is done once, and answered the same for 24 hours.",
)
MATCH_PARAMETER: Final = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of the answer on which the change was decided. Needed to change what is there.",
)
NONE_MATCH_PARAMETER: Final = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="An ETag: 304 where it is still the same."
)
_SENT: Final = re.compile("(?:Request|Document)Request$")
BODY: Final = (400, 411, 413, 415)


class DoorSchema(AutoSchema):
    """Of an endpoint of ours.

    A view adds refusals by method in ``problems``, and headers of its answers in ``tells``.
    """

    def get_override_parameters(self) -> list[Any]:
        """Headers that every door of the view's kind takes."""
        taken = list(super().get_override_parameters())
        view = self.view
        if isinstance(view, TenantAPIView) and self.method == "POST":
            taken.append(KEY_PARAMETER)
        if isinstance(view, TenantAPIView) and view.tagged and self.method not in SAFE_METHODS:
            taken.append(MATCH_PARAMETER)
        if self.method == "GET" and self._is_tagged():
            taken.append(NONE_MATCH_PARAMETER)
        return taken

    def is_deprecated(self) -> bool:
        """As the view says, or as its answers do."""
        return bool(super().is_deprecated()) or deprecation_of(self.view, self.method) is not None

    def _get_serializer_name(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> str:
        """What a body is called by those who send it: `PeriodRequest`, whatever we call the class."""
        name: str = super()._get_serializer_name(serializer, direction, bypass_extensions)
        return _SENT.sub("Request", name) if direction == "request" else name

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """The operation with everything it can answer."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        self._component("Problem", ResolvedComponent.SCHEMA, PROBLEM_SCHEMA)
        answers = operation["responses"]
        for status, answer in answers.items():
            answer.setdefault("headers", {}).update({name: self._header(name) for name in self._told(int(status))})
        if self._is_tagged() and self.method == "GET":
            answers["304"] = {"description": "Still as the caller has it.", "headers": {"ETag": self._header("ETag")}}
        for status in sorted({*self._refusals(operation)} - {int(each) for each in answers}):
            answers[str(status)] = self._refusal(status)
        operation["responses"] = {status: self._neat(answers[status]) for status in sorted(answers)}
        return operation

    def _is_tagged(self) -> bool:
        return isinstance(self.view, PublishedView) or getattr(self.view, "tagged", False)

    def _told(self, status: int) -> Iterator[str]:
        """Headers of an answer that is no problem."""
        if isinstance(self.view, TenantAPIView):
            yield from ("RateLimit", "RateLimit-Policy")
            if self.method == "POST":
                yield REPLAYED
        if status in {201, 202}:
            yield "Location"
        if status == 202:
            yield "Retry-After"
        if status == 200 and self._is_tagged() and self.method != "POST":
            yield "ETag"
        if (said := deprecation_of(self.view, self.method)) is not None:
            yield from said.headers()
        yield from getattr(self.view, "tells", ())

    def _refusals(self, operation: dict[str, Any]) -> Iterator[int]:
        """Statuses of the problems there may be."""
        view = self.view
        if isinstance(view, Door):
            yield 400
        if isinstance(view, TenantAPIView):
            yield from (401, 403, 422, 429)
            if self.method not in SAFE_METHODS:
                yield 409
            if self.method == "POST":
                yield 413
            if view.long:
                yield 503
        elif isinstance(view, PublishedView) and operation.get("parameters"):
            yield 422
        if "{" in self.path:
            yield 404
        if "requestBody" in operation:
            yield from BODY
        for each in operation.get("parameters", ()):
            if each["name"] == "If-Match":
                yield 412
                if each.get("required") or self.method != "DELETE":
                    yield 428
        yield from getattr(view, "problems", {}).get(self.method, ())

    def _refusal(self, status: int) -> dict[str, Any]:
        name, answer = refusal(status)
        for header in answer.get("headers", ()):
            self._header(header)
        return self._component(name, ResolvedComponent.RESPONSE, answer)

    def _header(self, name: str) -> dict[str, Any]:
        kind, meaning = HEADERS[name]
        return self._component(name, ResolvedComponent.HEADER, {"description": meaning, "schema": {"type": kind}})

    def _component(self, name: str, kind: str, schema: dict[str, Any]) -> dict[str, Any]:
        component = ResolvedComponent(name=name, type=kind, schema=schema, object=f"{kind} {name}")  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)
        reference: dict[str, Any] = component.ref
        return reference

    @staticmethod
    def _neat(answer: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in answer.items() if name != "headers" or value}
