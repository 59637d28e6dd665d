"""The steps of an execution in their order, the same for every door."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from prometheus_client import Counter
from rest_framework import exceptions

from apps.calculations.services.ledger import record_of
from apps.calculations.sources import Source
from apps.jobs.idempotency import claimed, columns_of, kept
from apps.runtime.gateway.answering import placed, record_document
from apps.runtime.gateway.calculators import Calculators
from apps.runtime.gateway.committing import NOTHING, Execution, commit, place_of
from apps.runtime.gateway.discovery import Discovered, caller_remembered, discover, discover_afresh, forget
from apps.runtime.gateway.spans import Spans
from apps.tenants.callers import Caller, caller_of
from apps.tenants.models import Endpoint
from apps.tenants.models.roles import Action
from apps.tenants.quotas import request_counted
from greenlang.edges.bodies import MAX_BODY_BYTES, BodyTooLarge, MalformedJSON, read_exact_json
from greenlang.edges.problems import REALM, problem_response, too_many
from greenlang.edges.repeats import KEPT_HEADERS, REPLAYED, Answered, Asked, fingerprint_of, key_of
from greenlang.engine.outputs import outputs_of_record
from greenlang.engine.records import Recipe, Record
from greenlang.errors import Conflict, GreenLangError, InvalidInput
from greenlang.isolation import tenant_context

ANSWERS = Counter("gateway_answers", "Answers to executions, by status", ["status"])
MEMBERS = frozenset({"inputs", "gwp_set", "version", "on"})
_JSON, _PROBLEM = "application/json", "application/problem+json"
_calculators = Calculators()


@dataclass(frozen=True, slots=True)
class Request:
    """A request as any door takes it: who, which agent, what."""

    reference: str
    bearer: str
    content_type: str
    body: bytes
    path: str = ""
    idempotency_key: str | None = None


@dataclass(slots=True)
class Answer:
    """An answer as any door gives it."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The members of a body, each of its type."""

    inputs: dict[str, Any]
    gwp_set: str
    version: str
    source: Source


@dataclass(frozen=True, slots=True)
class Made:
    """A calculation that is to be committed, and its answer but for the place in the chain."""

    record: Record
    recipe: Recipe
    document: dict[str, Any]
    headers: Mapping[str, str]

    def answered(self) -> Answered:
        """As it is kept: `_replayed` adds the place."""
        headers = {name: self.headers[name] for name in KEPT_HEADERS if name in self.headers}
        return Answered(201, headers, orjson.dumps(self.document))


def answer(request: Request) -> Answer:
    """Execute an agent once, or say why not. Never raises."""
    spans = Spans()
    found = Answer(500, b"")
    limits: dict[str, str] = {}
    try:
        found = _answered(request, spans, limits)
    except Exception as error:
        found = problem(error)
    for name, value in limits.items():
        found.headers.setdefault(name, value)
    spans.mark("response")
    found.headers["Server-Timing"] = spans.server_timing()
    ANSWERS.labels(found.status).inc()
    return found


def _answered(request: Request, spans: Spans, limits: dict[str, str]) -> Answer:
    if not request.bearer:
        raise exceptions.NotAuthenticated
    spans.mark("gateway")
    caller = caller_remembered(request.bearer)
    if not caller.principal.allows(Action.CALCULATE):
        raise exceptions.PermissionDenied(caller.principal.refusal(Action.CALCULATE))
    spans.mark("auth")
    verdict = request_counted(caller.principal.tenant_id, Endpoint.EXECUTIONS)
    limits.update(verdict.headers())
    spans.mark("limit")
    if not verdict.allowed:
        refusal = too_many(verdict.reset)
        return Answer(429, orjson.dumps(refusal.data), {"Content-Type": _PROBLEM})
    try:
        with tenant_context(caller.principal.tenant_id):
            keyed = request.idempotency_key is not None
            return _once(request, caller, spans) if keyed else _executed(request, caller, spans)
    except (GreenLangError, exceptions.APIException):
        caller_of(request.bearer)  # whoever was remembered and may no more hears that, and nothing else
        raise


def _once(request: Request, caller: Caller, spans: Spans) -> Answer:
    """With an Idempotency-Key: the answer is kept by the statement that commits what it tells."""
    asked = Asked(
        key_of((request.idempotency_key or "").strip()),
        fingerprint_of(request.path, request.content_type, request.body),
    )
    with claimed(asked, caller.principal) as known:
        spans.mark("once")
        if known is not None:
            caller_of(request.bearer)  # whoever may no more is not answered what was answered before
            return _replayed(caller, known)
        return _executed(request, caller, spans, asked)


def _replayed(caller: Caller, known: Answered) -> Answer:
    """The kept answer, which was written before its record had a place, with that place."""
    document = orjson.loads(known.body)
    record_id = uuid.UUID(document["calculation_id"].removeprefix("calc_"))
    place = place_of(caller.principal.tenant_id, record_id)
    if place is None:
        raise Conflict(
            "What this request was answered is no longer whole; it was done.",
            where="Idempotency-Key",
            mend=f"Look for {document['calculation_id']}.",
        )
    document |= placed(place)
    return Answer(known.status, orjson.dumps(document), {**known.headers, REPLAYED: "true"})


def _executed(request: Request, caller: Caller, spans: Spans, asked: Asked | None = None) -> Answer:
    wanted = _wanted(request)
    tenant_id = caller.principal.tenant_id
    spans.mark("validate")
    found = discover(tenant_id, request.reference, wanted.version)
    spans.mark("discover")
    for last in (False, True):
        made = _made(found, wanted, tenant_id, spans)
        keep = columns_of(asked, caller.principal, made.answered()) if asked else NOTHING
        place = commit(Execution(found, caller, made.record, made.recipe), keep)
        spans.mark("finalize")
        if place is not None:
            return Answer(201, orjson.dumps(made.document | placed(place)), dict(made.headers))
        if asked and (known := kept(asked, caller.principal)):
            return _replayed(caller, known)  # this one's claim had gone with its connection
        if last:
            break
        # Something changed since it was remembered: ask afresh, which says what.
        forget(tenant_id, request.reference)
        caller = caller_of(request.bearer)
        if not caller.principal.allows(Action.CALCULATE):
            raise exceptions.PermissionDenied(caller.principal.refusal(Action.CALCULATE))
        found = discover_afresh(tenant_id, request.reference, wanted.version)
        spans.mark("discover")
    raise Conflict("The agent changed while it was executed.", where=request.reference, mend="Ask again.")


def _made(found: Discovered, wanted: Wanted, tenant_id: uuid.UUID, spans: Spans) -> Made:
    computed = _calculators.compute(tenant_id, found, wanted.inputs, wanted.gwp_set, wanted.source.day)
    spans.mark("calculate")
    record = record_of(
        recipe=computed.recipe,
        inputs=computed.inputs,
        masses=computed.masses,
        result=computed.result,
        co2e=computed.co2e,
        co2_biogenic=computed.co2_biogenic,
        source=wanted.source.as_document(),
    )
    document = record_document(record, computed.recipe)
    document["outputs"] = outputs_of_record(found.agent, document)
    location = f"/api/v1/calculations/{document['calculation_id']}"
    spans.mark("provenance")
    return Made(record, computed.recipe, document, {"Content-Type": _JSON, "Location": location, **found.headers})


def _wanted(request: Request) -> Wanted:
    """The body's members.

    Raises:
        MalformedJSON, BodyTooLarge, UnsupportedMediaType, InvalidInput: with the place.
    """
    body = _document(request)
    unknown = sorted(set(body) - MEMBERS)
    if unknown or not isinstance(body.get("inputs"), dict):
        what = f"Unknown: {', '.join(unknown)}." if unknown else "“inputs” is missing or no object."
        raise InvalidInput(what, where="/inputs" if not unknown else f"/{unknown[0]}", mend='Send {"inputs": {…}}.')
    source = Source.on(_text(body, "on"), where="/on")
    return Wanted(body["inputs"], _text(body, "gwp_set"), _text(body, "version"), source)


def _document(request: Request) -> Mapping[str, Any]:
    if not request.body:
        return {}
    if request.content_type.partition(";")[0].strip().lower() != _JSON:
        raise exceptions.UnsupportedMediaType(request.content_type)
    if len(request.body) > MAX_BODY_BYTES:
        raise BodyTooLarge
    try:
        body = read_exact_json(request.body)
    except InvalidInput as error:
        raise MalformedJSON(error.message) from error
    if not isinstance(body, dict):
        raise InvalidInput("The body is no JSON object.", where="body", mend='Send {"inputs": {…}}.')
    return body


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput(f"“{name}” is no text.", where=f"/{name}")
    return value


def problem(error: Exception) -> Answer:
    """What is answered where it cannot be done."""
    response = problem_response(error, {"view": "gateway"})
    assert response is not None  # noqa: S101 - every error has a problem
    headers = {"Content-Type": _PROBLEM}
    headers |= {name: response.headers[name] for name in ("Retry-After", "WWW-Authenticate") if name in response}
    if response.status_code == 401:
        headers["WWW-Authenticate"] = REALM
    return Answer(response.status_code, orjson.dumps(response.data), headers)
