"""Requests of every shape the description allows, sent to the application as a server runs it; each is undone."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest.mock import patch

import schemathesis
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err
from schemathesis.schemas import APIOperation

from greenlang.wsgi import application
from tests.api.asked import BODY, KEY, QUERY, WITHIN, Own
from tests.api.described import Operation as Described
from tests.api.described import operations, schema
from tests.api.reached import asker
from tests.house import House

CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
Operation = APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Operation]

# Files of any content: what they hold is not described by a schema.
schemathesis.serializer.alias(
    [
        "text/csv",
        "application/vnd.greenlang.pack",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
    "application/octet-stream",
)


@dataclass
class Found:
    """What was answered: how often with which status, by operation, and what should not have been."""

    answered: dict[str, Counter[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def fulfilled(self) -> set[str]:
        """Operations that did at least once what was asked."""
        return {name for name, statuses in self.answered.items() if any(status < 300 for status in statuses)}


class _Undone(Exception):
    """Ends a transaction whose work is not kept."""


def _operations(methods: Iterable[str]) -> Iterator[Operation]:
    described = schemathesis.openapi.from_dict(schema(), config=SchemathesisConfig())
    described.app = application
    described.location = "/api/v1/schema"
    for result in described.get_all_operations():
        if isinstance(result, Err):
            raise result.err()
        operation = result.ok()
        if operation.method in methods:
            yield operation


@dataclass(frozen=True)
class Furnished:
    """A house, what stands in it by the names of requests, and what single operations have beside."""

    house: House
    known: dict[str, str]
    own: Own


def fuzz(furnished: Furnished, methods: Iterable[str], *, examples: int, mode: GenerationMode, turn: int = 0) -> Found:
    """Each operation of these methods, asked as somebody who may: first as its example says, then as it is drawn.

    Args:
        furnished: what stands; afterwards it stands as before.
        methods: in small letters.
        examples: requests of each operation; every other one names what stands in the house.
        mode: whether they are as the description allows, or spoilt.
        turn: which requests are drawn; the same for the same turn.
    """
    asking = _Asking(furnished, mode)
    drawn = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    # Between requests a server leaves a connection whose transaction is open.
    with patch.object(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _: None):
        for operation in _operations(methods):
            asking.ask(operation, settings(drawn, derandomize=turn == 0), turn)
    return asking.found


@dataclass
class _Asking:
    """Who asks, and what came of it."""

    furnished: Furnished
    mode: GenerationMode
    found: Found = field(default_factory=Found)

    def ask(self, operation: Operation, drawn: settings, turn: int) -> None:
        """One operation, several times."""
        name = operation.definition.raw["operationId"]
        self.found.answered[name] = Counter()
        described = _by_name()[name]
        own = self.furnished.own.get(name, {})
        key = own[KEY] if KEY in own else asker(described, self.furnished.house)
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._known = self.furnished.known | own
        with suppress(_Undone), transaction.atomic(), own.get(WITHIN, nullcontext)():
            self._send(name, _first(operation, described, self._known))
            raise _Undone

        @drawn
        @given(case=operation.as_strategy(generation_mode=self.mode))
        def asked(case: Case) -> None:
            with suppress(_Undone), transaction.atomic():
                self._send(name, case)
                raise _Undone

        try:
            (seed(turn)(asked) if turn else asked)()
        except Unsatisfiable:
            # A request without parameters and body cannot be spoilt.
            if self.mode is GenerationMode.POSITIVE:
                raise

    def _send(self, name: str, case: Case) -> None:
        statuses = self.found.answered[name]
        if sum(statuses.values()) % 2 == 0:
            _name_what_stands(case, self._known)
        # A host that is not ours is refused before any door.
        for each in [name for name in case.headers or {} if name.lower() == "host"]:
            del case.headers[each]
        headers = self._headers | {"Accept-Encoding": "identity"}
        answer = case.call(headers=headers | _state(case, headers))
        statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            told = "; ".join(str(each) for each in failures.exceptions)
            self.found.wrong.append(f"{name} {answer.status_code}: {told}: {case.as_curl_command()[:1000]}")


@cache
def _by_name() -> dict[str, Described]:
    return {str(each): each for each in operations()}


def _first(operation: Operation, described: Described, known: dict[str, Any]) -> Case:
    """The request that the description's example is, of what stands."""
    content = described.document.get("requestBody", {}).get("content", {})
    media: str | None = next(iter(content), None)
    form: dict[str, Any] = content.get(media or "", {})
    shown = [each["value"] for each in form.get("examples", {}).values()]
    body = known.get(BODY, deepcopy(shown[0]) if shown else {} if media == "application/json" else None)
    if isinstance(body, dict) and media == "application/yaml":
        media = "application/json"
    given = {} if body is None else {"body": body, "media_type": media}
    names = {each["name"] for each in described.document.get("parameters", ()) if each["in"] == "path"}
    address = described.address(known)
    path = dict(zip(re.findall(r"{(\w+)}", described.path), _values(described.path, address), strict=True))
    return operation.Case(path_parameters={name: path[name] for name in names}, query=known.get(QUERY, {}), **given)


def _values(path: str, address: str) -> Sequence[str]:
    """The values in the places of an address."""
    pattern = re.sub(r"\\{\w+\\}", "(.+)", re.escape(path))
    found = re.fullmatch(pattern, address)
    assert found, (path, address)
    return found.groups()


def _state(case: Case, headers: dict[str, str]) -> dict[str, str]:
    """A change names the state it was decided on."""
    if "If-Match" not in (case.headers or {}) and "If-Match" not in {each.name for each in case.operation.headers}:
        return {}
    tag = Client().get(case.formatted_path, headers=headers).headers.get("ETag")
    return {"If-Match": tag} if tag else {}


def _name_what_stands(case: Case, known: dict[str, str]) -> None:
    for names in (case.path_parameters, case.query, case.body):
        if isinstance(names, dict):
            names.update({name: known[name] for name in names if name in known})
