"""An agent behind HTTP: a WSGI application of the standard library's words only, as the pack's OpenAPI says.

``POST /execute`` with the inputs as a JSON object gives the result, or an RFC 9457 problem. It keeps nothing, records
nothing and knows no tenant: whoever serves it has resolved who may ask, and commits what it answers.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, NoReturn, TypeAlias

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, Resolver, calculate
from greenlang.engine.gases import GwpSet
from greenlang.engine.outputs import outputs_document
from greenlang.engine.provenance import input_hash, result_hash
from greenlang.errors import GreenLangError

PATH, METHOD = "/execute", "POST"
JSON, PROBLEM = "application/json", "application/problem+json"
MAX_BODY_BYTES = 1024 * 1024
MAX_DIGITS = 200

Start: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[dict[str, Any], Start], Iterable[bytes]]
Answering: TypeAlias = Callable[[Any], Mapping[str, object]]
"""Gives the answer to a document, or raises a `GreenLangError`."""


class Answer(Exception):
    """A refusal before the agent is asked: its HTTP status, one sentence, how to mend it."""

    def __init__(self, status: HTTPStatus, detail: str, mend: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.mend = status, detail, mend


def application(agent: AgentContract, resolve: Resolver, gwp: GwpSet) -> Application:
    """The agent as a WSGI application.

    Args:
        resolve: finds the factors a document asks for.
        gwp: the warming potentials that apply.
    """
    return answering(lambda document: result_document(agent, document, resolve, gwp))


def answering(answer: Answering) -> Application:
    """A WSGI application that gives an answer to each document sent to its one address."""

    def serve(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        status, content_type, body = _answered(answer, environ)
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers.append(("Allow", METHOD))
        start_response(f"{status.value} {status.phrase}", headers)
        return [body]

    return serve


def result_document(
    agent: AgentContract, document: Mapping[str, Any], resolve: Resolver, gwp: GwpSet
) -> dict[str, object]:
    """One calculation as the answer shows it: the outcome, the formula and potentials it is by, and its two hashes.

    Raises what `calculate` raises. ``outputs`` stands in it where the agent declares further ones.
    """
    binding, outcome, factors = calculate(agent, document, resolve, gwp)
    formula = agent.FORMULAS[binding.formula_id]
    answer: dict[str, object] = {
        **outcome.as_document(),
        "formula_id": formula.definition.id,
        "formula_version": formula.definition.version,
        "formula_hash": formula.formula_hash,
        "gwp_set": gwp.id,
        "input_hash": input_hash(binding.documents),
        "result_hash": result_hash(outcome, formula_hash=formula.formula_hash, gwp_set=gwp.id),
    }
    if agent.OUTPUTS:
        answer["outputs"] = outputs_document(agent, binding, outcome, factors, gwp.id)
    return answer


def _answered(answer: Answering, environ: Mapping[str, Any]) -> tuple[HTTPStatus, str, bytes]:
    try:
        return HTTPStatus.OK, JSON, canonical_json(dict(answer(_asked(environ))))
    except Answer as refusal:
        return _problem(refusal.status, refusal.status.phrase, refusal.status.phrase, refusal.detail, refusal.mend)
    except GreenLangError as error:
        status = HTTPStatus(error.status)
        errors = error.errors or [{"pointer": error.where, "detail": error.message, "code": error.code}]
        return _problem(status, error.title, error.code, str(error), error.mend, errors)
    except Exception:  # the traceback is the server's affair and no reader's
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return _problem(status, "Something went wrong", "unforeseen", "Nothing was calculated.")


def _problem(  # noqa: PLR0917 - the members in the order of RFC 9457
    status: HTTPStatus, title: str, code: str, detail: str, mend: str = "", errors: Iterable[Mapping[str, str]] = ()
) -> tuple[HTTPStatus, str, bytes]:
    document = {
        "type": f"urn:greenlang:problem:{code.lower().replace(' ', '-')}",
        "title": title,
        "status": status.value,
        "detail": detail,
        "mend": mend,
        "errors": list(errors),
    }
    return status, PROBLEM, json.dumps(document, ensure_ascii=True, sort_keys=True).encode()


def _asked(environ: Mapping[str, Any]) -> Any:
    """The document of a request.

    Raises:
        Answer: it is none to this agent.
    """
    if environ.get("PATH_INFO", "") != PATH:
        raise Answer(HTTPStatus.NOT_FOUND, "There is no such address.", f"It is {METHOD} {PATH}.")
    if environ.get("REQUEST_METHOD") != METHOD:
        raise Answer(HTTPStatus.METHOD_NOT_ALLOWED, "A calculation is asked for otherwise.", f"Use {METHOD}.")
    content_type = str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower()
    if content_type != JSON:
        raise Answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The inputs are JSON.", f"Say Content-Type: {JSON}.")
    return _document(_body(environ))


def _body(environ: Mapping[str, Any]) -> bytes:
    length = str(environ.get("CONTENT_LENGTH", "") or "0")
    if not length.isascii() or not length.isdecimal():
        raise Answer(HTTPStatus.BAD_REQUEST, "The length of the body is no number.")
    if len(length) > len(str(MAX_BODY_BYTES)) or int(length) > MAX_BODY_BYTES:
        raise Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body has more than {MAX_BODY_BYTES} bytes.")
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def _document(body: bytes) -> Any:
    """JSON without doubled keys, without NaN and infinities; floats stay floats, which the engine then refuses."""
    try:
        document = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_int=_bounded,
            parse_constant=_no_number,
        )
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise Answer(HTTPStatus.BAD_REQUEST, "The JSON is nested too deeply.") from None
    except ValueError as error:
        raise Answer(HTTPStatus.BAD_REQUEST, f"This is not JSON as it is taken here: {error}.") from None
    return document


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a key stands twice")
    return document


def _bounded(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
